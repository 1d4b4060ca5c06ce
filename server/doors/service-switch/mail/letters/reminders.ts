// The mails that time writes: nobody did anything, and that is what they are about.
import { sayTimeLeft } from '#server/plumbing/calendar/say-time-left.ts'
import type { Block, Letter } from '#server/plumbing/mail/letter.ts'
import { type EntriesTold, entryList, shopButton, type Terms, termsOf } from './pieces.ts'
import type { Wording } from './wording.ts'

/** @param inside who is in the shop at this moment; undefined: nobody has ever entered */
export function endsSoon(w: Wording, terms: Terms, inside: EntriesTold | undefined, now: Date): Letter {
  const texts = w.texts['ends-soon']
  const shop = { theirs: terms.shop.name }
  const until = w.at(terms.until)
  return w.letter(
    [texts.subject, { shop, until }],
    [
      { say: [texts.said, { shop, until, left: sayTimeLeft(now, terms.until, w.reader.language) }] },
      termsOf(w, terms),
      ...(inside === undefined
        ? [{ say: [texts.unused] } satisfies Block]
        : inside.listed.length > 0
          ? [entryList(w, inside)]
          : []),
      { say: [texts.extend] },
      shopButton(w, terms.shop, texts.button),
    ],
  )
}

export function neverUsed(w: Wording, terms: Terms): Letter {
  const texts = w.texts['never-used']
  const shop = { theirs: terms.shop.name }
  return w.letter(
    [texts.subject, { shop }],
    [
      { say: [texts.said, { shop, opened: w.at(terms.openedAt) }] },
      { say: [texts.next, { until: w.at(terms.until) }] },
      termsOf(w, terms),
      shopButton(w, terms.shop, w.texts['access-opened'].button),
    ],
  )
}
