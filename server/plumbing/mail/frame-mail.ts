import { say } from '../text.ts'
import { type Block, type Letter, longestLine, longestQuote, type Said } from './letter.ts'
import { isolate, tameLine, tameLines } from './tame-text.ts'
import { writeHtmlPart } from './write-html-part.ts'

const longestInSubject = 60

/**
 * A letter as the two parts of a mail. Both are written from the same blocks, so they cannot say different things. No
 * picture, no font, no tracking: opening the mail loads nothing.
 */
export function frameMail(letter: Letter): { subject: string; plain: string; html: string } {
  const subject = saySubject(letter.subject)
  const parts = [...letter.blocks.map(writePlain), ['-- ', ...letter.foot.map(sayPlain)].join('\n')]
  return { subject, plain: `${parts.join('\n\n')}\n`, html: writeHtmlPart(letter, subject) }
}

function writePlain(block: Block): string {
  if ('say' in block) return sayPlain(block.say)
  if ('facts' in block) return block.facts.map(([term, value]) => `${term}: ${sayPlain(value)}`).join('\n')
  if ('list' in block) return block.list.map(item => `- ${sayPlain(item)}`).join('\n')
  if ('quote' in block)
    return tameLines(block.quote, longestQuote)
      .map(line => `> ${line}`)
      .join('\n')
  return `${block.button}:\n${block.url}`
}

function sayPlain(said: Said): string {
  return sayWith(said, typed => isolate(tameLine(typed, longestLine)))
}

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

/** Names are kept apart only where one is written from right to left: a subject of plain ASCII stays one. */
function saySubject(said: Said): string {
  return sayWith(said, typed => {
    const tamed = tameLine(typed, longestInSubject)
    return rightToLeft.test(tamed) ? isolate(tamed) : tamed
  })
}

function sayWith([text, values = {}]: Said, write: (typed: string) => string): string {
  const written = Object.entries(values).map(
    ([name, value]) => [name, typeof value === 'object' ? write(value.theirs) : value] as const,
  )
  return say(text, Object.fromEntries(written))
}
