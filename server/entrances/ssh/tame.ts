/** How much may stand in a string that is left out, before what follows is shown again. */
const longestString = 65_536
const longestSequence = 64
/** No screen is larger; a program that asks for more wants to keep the player busy. */
const largestNumber = 2_000

/** What a line-drawing charset (DEC special graphics) shows for ` to ~. */
const lineDrawing = [...'◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·']

/** Sequences that move, colour, erase, insert, scroll, repeat; by their last letter. */
const harmlessEnds = new Set('@ABCDEFGHIJKLMPSTXZ`abdefgmrsu')
/** Modes of a screen (CSI ? … h or l) that change what is shown and never what is sent. */
const harmlessModes = new Set(['1', '5', '6', '7', '12', '25', '47', '1047', '1048', '1049'])
const isBidi = (code: number) => (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)

type Place = 'text' | 'escape' | 'charset' | 'skip-one' | 'sequence' | 'string' | 'string-escape'

/** Takes pieces of what a terminal would show, and gives back what may be shown again. */
export type Tamer = { push(text: string): string }

/**
 * Makes the output of a terminal safe to be shown again, in whatever terminal: colours and movement stay; what reads or
 * writes the clipboard, sets titles, makes the terminal answer, prints, locks keys or character sets, does not (xterm
 * control sequences, ECMA-48). Only what is known to be harmless passes. A string that does not end is taken for text
 * after a while and at the end of a line: the other failure, somebody who hides what follows, would be worse.
 */
export function openTamer(): Tamer {
  let place: Place = 'text'
  let sequence = ''
  let stringLength = 0
  let stringEndsWithLine = true
  // Which of G0 and G1 draws lines, and which of them is in use: drawn here, so that no terminal is ever switched.
  const drawsLines = [false, false]
  let inUse = 0
  let designated = 0

  const shown = (character: string, code: number): string => {
    if (drawsLines[inUse] && code >= 0x60 && code <= 0x7e) return lineDrawing[code - 0x60]!
    return isBidi(code) ? '' : character
  }
  const begin = (next: Place): string => {
    place = next
    sequence = ''
    stringLength = 0
    return ''
  }
  const beginString = (endsWithLine: boolean): string => {
    stringEndsWithLine = endsWithLine
    return begin('string')
  }
  const control = (code: number, character: string): string => {
    if (code === 0x1b) return begin('escape')
    if (code === 0x9b) return begin('sequence')
    if (code === 0x90) return beginString(false)
    if (code === 0x98 || code === 0x9d || code === 0x9e || code === 0x9f) return beginString(true)
    if (code === 0x0e || code === 0x0f) {
      inUse = code === 0x0e ? 1 : 0
      return ''
    }
    return code >= 0x08 && code <= 0x0d ? character : ''
  }
  const afterEscape = (character: string): string => {
    place = 'text'
    if (character === '[') return begin('sequence')
    if (character === 'P') return beginString(false)
    if (character === ']' || character === 'X' || character === '^' || character === '_')
      return beginString(true)
    if (character === '(' || character === ')') {
      designated = character === '(' ? 0 : 1
      return begin('charset')
    }
    if ('*+-./#%& $!"\''.includes(character)) return begin('skip-one')
    return '78DEHMc'.includes(character) ? `\u001b${character}` : ''
  }
  const endSequence = (end: string): string => {
    place = 'text'
    const [, mark, numbers] = /^([?>=<]?)([\d;:]*)$/.exec(sequence) ?? []
    if (mark === undefined || numbers === undefined) return ''
    const values = numbers.split(/[;:]/)
    if (end === 'h' || end === 'l') {
      if (mark === '?') {
        const kept = values.filter(value => harmlessModes.has(value))
        return kept.length > 0 ? `\u001b[?${kept.join(';')}${end}` : ''
      }
      return mark === '' && numbers === '4' ? `\u001b[4${end}` : ''
    }
    if (mark !== '' || !harmlessEnds.has(end)) return ''
    return values.every(value => Number(value) <= largestNumber) ? `\u001b[${numbers}${end}` : ''
  }

  const take = (character: string): string => {
    const code = character.codePointAt(0)!
    const isControl = code < 0x20 || (code >= 0x7f && code <= 0x9f)
    // Both stop whatever has begun (ECMA-48, CAN and SUB).
    if (code === 0x18 || code === 0x1a) return begin('text')
    switch (place) {
      case 'text':
        return isControl ? control(code, character) : shown(character, code)
      case 'escape':
        return isControl ? control(code, character) : afterEscape(character)
      case 'charset':
        if (isControl) return control(code, character)
        place = 'text'
        drawsLines[designated] = character === '0'
        return ''
      case 'skip-one':
        if (isControl) return control(code, character)
        place = 'text'
        return ''
      case 'sequence':
        if (code === 0x1b || code > 0x7f) {
          place = 'text'
          return isControl ? control(code, character) : shown(character, code)
        }
        if (isControl) return control(code, character)
        if (code >= 0x40) return endSequence(character)
        sequence += character
        return sequence.length > longestSequence ? begin('text') : ''
      case 'string':
        if (code === 0x07 || code === 0x9c) return begin('text')
        if (code === 0x1b) {
          place = 'string-escape'
          return ''
        }
        if (stringEndsWithLine && (code === 0x0a || code === 0x0d)) {
          place = 'text'
          return character
        }
        stringLength++
        return stringLength > longestString ? begin('text') : ''
      case 'string-escape':
        place = 'text'
        return character === '\\' ? '' : isControl ? control(code, character) : afterEscape(character)
    }
  }

  return {
    push(text) {
      let safe = ''
      for (const character of text) safe += take(character)
      return safe
    },
  }
}

/** The whole of a text; what has begun and does not end in it is left out. */
export function tame(text: string): string {
  return openTamer().push(text)
}
