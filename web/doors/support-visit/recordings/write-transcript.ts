import type { Shown } from './read-events.ts'

/** A line that was to be read, and the second in which it began; a mark is a word of the recorder. */
export type Line = { at: number; text: string; isMark: boolean }

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal is moved by
const sequence = /\u001b(?:\[[\d;:?<>=]*([@-~])|.)/y
/** Sequences that put what follows somewhere else on the screen. */
const moving = new Set('ABEFHJLMSTXdf')

export type Transcript = {
  readonly lines: readonly Line[]
  /** @param isOver nothing comes any more, so a line that has no end yet has ended */
  push(event: Shown): void
  end(): void
}

/**
 * What a terminal showed as lines of text, for whoever searches or listens: a carriage return begins a line anew, what a
 * program draws anywhere else on the screen is a line of its own.
 */
export function openTranscript(): Transcript {
  const lines: Line[] = []
  let text = ''
  let began: number | undefined
  let returns = false

  const end = () => {
    const said = text.trimEnd()
    if (said) lines.push({ at: began ?? 0, text: said, isMark: false })
    text = ''
    began = undefined
    returns = false
  }
  const take = (character: string, at: number) => {
    if (character === '\n') return end()
    if (character === '\r') {
      returns = true
      return
    }
    if (returns) text = ''
    returns = false
    if (character === '\b') {
      text = text.slice(0, -1)
      return
    }
    if (character < ' ' && character !== '\t') return
    began ??= at
    text += character
  }

  return {
    lines,
    push(event) {
      if (event.is === 'mark') {
        end()
        lines.push({ at: event.at, text: event.text, isMark: true })
      }
      if (event.is !== 'text') return
      const shown = event.text
      for (let i = 0; i < shown.length; ) {
        if (shown[i] === '\u001b') {
          sequence.lastIndex = i
          const found = sequence.exec(shown)
          if (found?.[1] && moving.has(found[1])) end()
          i += found?.[0].length ?? 1
        } else {
          take(shown[i]!, event.at)
          i += 1
        }
      }
    },
    end,
  }
}
