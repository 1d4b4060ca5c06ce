// The owner watches what an SSH session showed: replayed, as text, live; and a recording that was made to do harm does none.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { record } from '#server/access/record.ts'
import { say } from '#server/plumbing/text.ts'
import { recordingsTexts as words } from '#texts/de/recordings.ts'
import { enterShop } from '../gate.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { findFaults } from './find-faults.ts'
import { expect, openStage, type Stage } from './stage.ts'
import { like } from './words.ts'

const header = '{"version":2,"width":80,"height":24}\n'
const said = (at: number, text: string) => `${JSON.stringify([at, 'o', text])}\n`
const shell = { kind: 'shell', width: 80, height: 24 } as const

let stage: Stage
let grant: string
let entry: string
let account: string
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  const { desk } = stage
  const shop = desk.cast.shops.kaffeerad!
  account = shop.accountId
  grant = await record(desk.kernel, { accounts: [account], by: { person: desk.cast.people.olga } }, r =>
    openGrant(
      r,
      {
        accountId: account,
        resourceId: shop.id,
        door: 'support-visit',
        subject: { kind: 'person', id: desk.cast.people.sam },
        permissions: ['shop.view'],
        beginsAt: r.now,
        endsAt: r.now + 86_400_000,
        reason: null,
        caseNumber: null,
        message: null,
        giver: { as: 'owner' },
      },
      { longestMs: null, endless: true },
    ),
  )
  await enterShop(desk, 'kaffeerad', await desk.as('sam'))
  const [held] = await desk.sql<{ entry_id: string }>(
    'select entry_id from access.entry_grants where grant_id = $1',
    [grant],
  )
  entry = held!.entry_id
})
after(() => stage?.close())

async function keep(text: string): Promise<void> {
  stage.desk.time.pass(1_000)
  const sink = stage.desk.recordings.record(entry, shell)!
  await sink.write(text)
  await sink.close()
}

for (const device of bothDevices)
  test(`a session is played, sought in and searched, and the browser counts its checksum itself (${device})`, {
    skip: noBrowser,
  }, async () => {
    await keep(
      header +
        said(0.2, '\u001b[1;32m$\u001b[0m ls\r\n') +
        said(1, 'bestellungen.csv\r\n') +
        said(50, '$ cat notiz\r\nZebrafink\r\n') +
        `${JSON.stringify([51, 'm', 'left out: 9 bytes, 1 lines'])}\n`,
    )
    const narrow = device === 'phone' ? { viewport: { width: 360, height: 780 } } : {}
    const olga = await stage.comes(device, 'olga', narrow)
    await olga.goes(consolePaths.grant(account, grant))
    await olga.reads(words.title)
    const article = olga.page.getByRole('article').filter({ hasText: words.states.complete }).first()
    await olga.press('button', like(words.watchOf), article)
    await olga.reads(words.same)
    const screen = olga.page.locator('.player-terminal')
    await expect(screen).not.toContainText('bestellungen')
    await olga.press('button', words.play)
    await expect(screen).toContainText('bestellungen.csv')
    // Forty-nine seconds of nothing are skipped.
    await expect(screen).toContainText('Zebrafink')
    await expect(olga.page.getByText(say(words.at, { at: '0:51', length: '0:51' }))).toBeVisible()

    const bar = olga.page.getByRole('slider', { name: words.position })
    await bar.fill('0.5')
    await expect(screen).toContainText('ls')
    await expect(screen).not.toContainText('Zebrafink')

    await olga.page.getByText(words.asText).click()
    await olga.reads(words.leftOutHere)
    await olga.fills(words.search, 'zebra')
    await olga.reads(say(words.found_one, { count: 1 }))
    await olga.press('button', say(words.jump, { at: '0:50' }))
    await expect(screen).toContainText('Zebrafink')
    const wide = await olga.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    assert.equal(wide, 0, 'the page does not scroll sideways')
    for (const colorScheme of ['light', 'dark'] as const) {
      await olga.page.emulateMedia({ colorScheme })
      assert.deepEqual(await findFaults(olga.page, 'de'), [], colorScheme)
    }
    if (device === 'desktop') {
      await bar.fill('0')
      await expect(screen).not.toContainText('Zebrafink')
      await olga.page.getByRole('button', { name: words.play }).blur()
      await olga.page.getByRole('heading', { name: words.title }).click()
      await olga.page.getByRole('button', { name: words.close }).focus()
      for (let i = 0; i < 12; i += 1) await olga.page.keyboard.press('ArrowRight')
      await expect(screen).toContainText('Zebrafink')
    }
    await olga.page.context().close()
  })

test('it is watched live, and how it ends', { skip: noBrowser }, async () => {
  stage.desk.time.pass(1_000)
  const sink = stage.desk.recordings.record(entry, shell)!
  await sink.write(header + said(0.5, 'guten Morgen\r\n'))
  const olga = await stage.comes('desktop', 'olga')
  await olga.goes(consolePaths.grant(account, grant))
  const article = olga.page.getByRole('article').filter({ hasText: words.states.running })
  await olga.press('button', like(words.watchOf), article)
  const screen = olga.page.locator('.player-terminal')
  await expect(screen).toContainText('guten Morgen')
  await expect(olga.page.getByRole('button', { name: words.live })).toHaveAttribute('aria-pressed', 'true')
  await sink.write(said(70, 'rm bestellungen.csv\r\n'))
  await expect(screen).toContainText('rm bestellungen.csv')
  await sink.close()
  await expect(olga.page.getByRole('button', { name: words.live })).toHaveCount(0)
  await olga.reads(words.same)
  await olga.page.context().close()
})

test('a recording that nobody has tamed changes no title, writes no clipboard, makes no link and no element, asks nothing', {
  skip: noBrowser,
}, async () => {
  const evil = 'https://evil.example/'
  await keep(
    header +
      said(0.1, 'A\u001b]0;evil title\u0007B\u001b]2;evil title\u001b\\C') +
      said(0.2, '\u001b]52;c;ZXZpbA==\u0007D') +
      said(0.3, `\u001b]8;;${evil}\u001b\\link\u001b]8;;\u001b\\E`) +
      said(0.4, `<img src="${evil}" onerror="document.title='evil'"><script>document.title='evil'</script>`) +
      said(0.5, '\u001b[c\u001b[6n\u001b[21t\u001b[?1000h\u001b[?2004hF') +
      said(0.6, '\u001bP$qm\u001b\\\u001b]1337;File=name=ZXZpbA==;inline=1:AAAA\u0007G') +
      said(0.7, '\u001b]5') +
      said(0.8, '2;c;ZXZpbA==\u0007H\u202eI\r\n') +
      said(0.9, '\u001b[999999999b\u001b[99999;99999Hend') +
      '[1,"o",{"toString":"evil"}]\n[1,"x","evil"]\n',
  )
  const olga = await stage.comes('desktop', 'olga')
  const { page } = olga
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  await page.addInitScript(() => {
    const done: string[] = []
    Object.assign(globalThis, { done })
    navigator.clipboard.writeText = async text => void done.push(`clipboard ${text}`)
    window.open = address => {
      done.push(`window ${address}`)
      return null
    }
  })
  await olga.goes(consolePaths.grant(account, grant))
  const article = page.getByRole('article').filter({ hasText: words.states.complete }).first()
  await olga.press('button', like(words.watchOf), article)
  await olga.reads(words.same)
  const title = await page.title()
  await page.getByRole('slider', { name: words.position }).fill('1')
  const screen = page.locator('.player-terminal')
  await expect(screen).toContainText('<script>')
  await expect(screen).toContainText('end')
  for (const text of ['ABCDlinkE', 'FGH']) await expect(screen).toContainText(text)
  await page.getByText(words.asText).click()
  await olga.fills(words.search, 'onerror')
  await olga.reads(say(words.found_one, { count: 1 }))

  // What could be pressed is pressed: where the link was.
  const box = (await screen.boundingBox())!
  await page.mouse.click(box.x + 40, box.y + 8)
  assert.equal(await page.title(), title)
  assert.ok(!title.includes('evil'))
  assert.equal(await screen.locator('a, img, script:not([type]), iframe, object').count(), 0)
  assert.equal(await page.locator('.transcript').locator('img, script, a').count(), 0)
  assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { done: string[] }).done), [])
  assert.deepEqual(
    asked.filter(url => !url.startsWith('http://einlass.localhost')),
    [],
  )
  assert.equal(
    await page.evaluate(() => document.activeElement?.closest('.player-terminal') ?? null),
    null,
    'nothing in the terminal takes the focus',
  )
  await page.context().close()
})
