import { consolePaths } from '#contract/paths.ts'
import type { EndingCause } from '#server/access/5-end/end-access.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import {
  type EntriesTold,
  entryList,
  forWhom,
  optional,
  type StillOpen,
  type Subjects,
  stillOpenBlocks,
} from './pieces.ts'
import type { Doer, Wording } from './wording.ts'

export type EndingTold = {
  shop: { id: string; name: string }
  grantIds: readonly string[]
  subjects: Subjects
  cause: EndingCause
  by: Doer
  at: Date
  note: string | null
  /** When the last witness spoke; null: not confirmed yet. */
  confirmedAt: Date | null
  opened: { at: Date; by: Doer }
  entries: EntriesTold
  stillOpen: StillOpen
}

/** Says "ended" only of what is proven. */
export function accessEnded(w: Wording, ending: EndingTold): Letter {
  const texts = w.texts['access-ended']
  const { words, cause } = w.texts
  const shop = { theirs: ending.shop.name }
  const isProven = ending.confirmedAt !== null
  const confirmed: [string, Said][] = ending.confirmedAt
    ? [[words.confirmed, [w.at(ending.confirmedAt)]]]
    : []
  return w.letter(
    [isProven ? texts.subject : texts.subjectUnproven, { shop }],
    [
      { say: [isProven ? texts.said : texts.saidUnproven, { shop }] },
      {
        facts: [
          [words.forWhom, forWhom(w, ending.subjects)],
          [words.opened, [words.openedBy, { at: w.at(ending.opened.at), by: w.by(ending.opened.by) }]],
          // What only time ended was ended by nobody.
          [
            words.ended,
            ending.cause === 'expired'
              ? [w.at(ending.at)]
              : [words.endedBy, { at: w.at(ending.at), by: w.by(ending.by) }],
          ],
          [words.cause, [cause[ending.cause]]],
          ...optional(words.note, ending.note),
          ...confirmed,
        ],
      },
      ...(ending.entries.listed.length > 0
        ? [{ say: [texts.entries] } satisfies Block, entryList(w, ending.entries)]
        : [{ say: [texts.nobody] } satisfies Block]),
      ...stillOpenBlocks(w, ending.shop.name, ending.stillOpen),
      receiptButton(w, ending.grantIds, texts.button),
    ],
  )
}

/** An ending of which the owner read that it was not proven yet. */
export function endingConfirmed(
  w: Wording,
  ending: Pick<EndingTold, 'shop' | 'grantIds' | 'subjects' | 'at' | 'stillOpen'> & { confirmedAt: Date },
): Letter {
  const texts = w.texts['ending-confirmed']
  const { words } = w.texts
  const shop = { theirs: ending.shop.name }
  return w.letter(
    [texts.subject, { shop }],
    [
      { say: [texts.said, { shop }] },
      {
        facts: [
          [words.forWhom, forWhom(w, ending.subjects)],
          [words.ended, [w.at(ending.at)]],
          [words.confirmed, [w.at(ending.confirmedAt)]],
        ],
      },
      ...stillOpenBlocks(w, ending.shop.name, ending.stillOpen),
      receiptButton(w, ending.grantIds, w.texts['access-ended'].button),
    ],
  )
}

/** One grant has one receipt; what ended together is read in the timeline. */
function receiptButton(w: Wording, grantIds: readonly string[], button: string): Block {
  const [only, ...more] = grantIds
  const path =
    only && more.length === 0
      ? consolePaths.receipt(w.house.account.id, only)
      : consolePaths.timeline(w.house.account.id)
  return { button, url: w.house.origin + path }
}
