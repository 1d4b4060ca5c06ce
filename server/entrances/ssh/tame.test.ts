import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTamer, tame } from './tame.ts'

const esc = '\u001b'

test('text, colours, movement, erasing and the other screen stay as they are', () => {
  for (const kept of [
    'Grüße, 世界 🦊\r\n\tEnde\b',
    `${esc}[1;38;5;196mrot${esc}[0m ${esc}[38:2::1:2:3mfein${esc}[m`,
    `${esc}[10;20H${esc}[A${esc}[3B${esc}[2J${esc}[K${esc}[5L${esc}[2;20r${esc}[s${esc}[u${esc}[12b`,
    `${esc}[?1049h${esc}[?25l${esc}[?7h${esc}[?1049l${esc}[4h`,
    `${esc}7${esc}8${esc}D${esc}M${esc}E${esc}c`,
  ])
    assert.equal(tame(kept), kept)
})

test('what is dangerous is gone without a trace, and what stands around it stays', () => {
  for (const [name, hostile] of Object.entries({
    'clipboard (OSC 52)': `${esc}]52;c;cm0gLXJmIC8=\u0007`,
    'clipboard, ended by ST': `${esc}]52;c;?${esc}\\`,
    'clipboard, C1': '\u009d52;c;eA==\u009c',
    title: `${esc}]0;root@bank\u0007`,
    'title asked for': `${esc}[21t`,
    'title kept': `${esc}[22;0t`,
    'window moved': `${esc}[3;0;0t`,
    link: `${esc}]8;;https://evil.example${esc}\\`,
    'colours of the terminal': `${esc}]4;1;rgb:00/00/00\u0007`,
    notification: `${esc}]777;notify;a;b\u0007`,
    file: `${esc}]1337;File=name=eA==:AAAA\u0007`,
    'who are you': `${esc}[c${esc}[>c${esc}[=c${esc}Z\u0005`,
    'where is the cursor': `${esc}[6n${esc}[?6n${esc}[5n`,
    'what can you (DECRQSS, XTGETTCAP)': `${esc}P$qm${esc}\\${esc}P+q544e${esc}\\`,
    'macro (DECDMAC)': `${esc}P1;0;0!z6465${esc}\\${esc}[1*z`,
    'user keys (DECUDK)': `${esc}P0;1|17/0a${esc}\\`,
    sixel: `${esc}Pq#0~~\n~~${esc}\\`,
    'application command, privacy message, start of string': `${esc}_Gf=100;AAAA${esc}\\${esc}^x${esc}\\${esc}Xy${esc}\\`,
    'C1 forms of them': '\u0090x\u009c\u009fx\u009c\u009ex\u009c\u0098x\u009c',
    printing: `${esc}[5i${esc}[?5i${esc}[4i`,
    'keyboard locked': `${esc}[2h`,
    'reports of the mouse': `${esc}[?1000h${esc}[?1006h${esc}[?1003;1015h`,
    'reports of focus, bracketed paste': `${esc}[?1004h${esc}[?2004h`,
    'kitty keys': `${esc}[>1u${esc}[?u`,
    'modify other keys': `${esc}[>4;2m`,
    'charset locked': `\u000e${esc}n${esc}o${esc}|${esc}}${esc}~${esc}%G${esc}*0${esc}+0\u000f`,
    '132 columns, slow scroll': `${esc}[?3h${esc}[?4h`,
    'busy for hours': `${esc}[99999999b${esc}[2147483648;1H`,
    'flow control, NUL, DEL, bell': '\u0011\u0013\u0000\u007f\u0007',
    'far too long': `${esc}[${'1'.repeat(65)}`,
    'order of letters': '\u202e\u2066\u2069',
  }))
    assert.equal(tame(`before${hostile}after`), 'beforeafter', name)
})

test('a mode that is harmless stays beside one that is not', () =>
  assert.equal(tame(`${esc}[?1000;25;2004h`), `${esc}[?25h`))

test('lines that are drawn with another charset are drawn with letters of their own', () => {
  assert.equal(tame(`${esc}(0lqqk${esc}(B lqqk`), '┌──┐ lqqk')
  assert.equal(tame(`${esc})0\u000ex\u000f x`), '│ x')
})

test('a string that never ends hides nothing for long', () => {
  assert.equal(tame(`${esc}]0;\nrm -rf /`), '\nrm -rf /')
  assert.match(tame(`${esc}P${'x'.repeat(65_537)}seen`), /seen$/)
  assert.equal(tame(`${esc}]0;x${esc}[31mseen`), `${esc}[31mseen`)
  assert.equal(tame(`${esc}]0;x\u0018seen`), 'seen')
})

test('it does not matter where the pieces are cut', () => {
  const text = `a${esc}]52;c;cm0=${esc}\\b${esc}[1;31mc${esc}(0q${esc}(Bd${esc}[?1000;25he\u009d0;t\u009cf🦊`
  const whole = tame(text)
  for (let at = 0; at <= text.length; at++) {
    const tamer = openTamer()
    const [head, tail] = [text.slice(0, at), text.slice(at)]
    // A character is never cut: the recording reads whole ones.
    if (/[\ud800-\udbff]$/.test(head)) continue
    assert.equal(tamer.push(head) + tamer.push(tail), whole, String(at))
  }
})

test('whatever it is given, nothing that it gives back changes when it is tamed again', () => {
  const letters = [
    esc,
    '[',
    ']',
    'P',
    '\\',
    '?',
    '5',
    ';',
    '2',
    'c',
    'm',
    'h',
    '\u0007',
    '\u009b',
    '\u009d',
    '\n',
    '0',
    '(',
  ]
  let seed = 7
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed
  }
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from({ length: 12 }, () => letters[random() % letters.length]).join('')
    const once = tame(text)
    assert.equal(tame(once), once, JSON.stringify(text))
    const said = once.replaceAll(esc, 'ESC')
    assert.doesNotMatch(said, /ESC[\]P_^X]|ESC\[[\d;]*[cnti]/, JSON.stringify(text))
    assert.ok([...once].every(one => one < '\u0080' || one > '\u009f'))
  }
})
