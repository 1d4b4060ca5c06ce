import { consolePaths } from '#contract/paths.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import {
  type EntriesTold,
  entryList,
  forWhom,
  overMeanwhile,
  type Subjects,
  shopButton,
  type Terms,
  termsOf,
} from './pieces.ts'
import type { Doer, Wording } from './wording.ts'

/** @param isOver it has ended since; a mail of its own says how */
export function accessOpened(w: Wording, terms: Terms, isOver: boolean): Letter {
  const texts = w.texts['access-opened']
  const shop = { theirs: terms.shop.name }
  return w.letter(
    [texts.subject, { shop, until: w.at(terms.until) }],
    [
      { say: [texts.said, { shop }] },
      termsOf(w, terms),
      overMeanwhile(w, isOver),
      !isOver && { say: [texts.end] },
      { say: [texts.notYou, { provider: { theirs: w.house.provider } }] },
      shopButton(w, terms.shop, texts.button),
    ],
  )
}

/** Service access was on and goes on under other terms. @param entries those that no mail has told yet */
export function accessChanged(w: Wording, terms: Terms, entries: EntriesTold, isOver: boolean): Letter {
  const texts = w.texts['access-changed']
  const opened = w.texts['access-opened']
  const shop = { theirs: terms.shop.name }
  return w.letter(
    [texts.subject, { shop, until: w.at(terms.until) }],
    [
      { say: [texts.said, { shop }] },
      termsOf(w, terms, 'changed'),
      ...(entries.listed.length > 0 ? [{ say: [texts.entries] } satisfies Block, entryList(w, entries)] : []),
      overMeanwhile(w, isOver),
      !isOver && { say: [opened.end] },
      { say: [opened.notYou, { provider: { theirs: w.house.provider } }] },
      shopButton(w, terms.shop, opened.button),
    ],
  )
}

export type MoveTold = {
  shop: { id: string; name: string }
  subjects: Subjects
  from: Date | null
  to: Date
  at: Date
  by: Doer
  isOver: boolean
}

export function endMoved(w: Wording, move: MoveTold): Letter {
  const texts = w.texts['access-end-moved']
  const { words } = w.texts
  const shop = { theirs: move.shop.name }
  const before: [string, Said][] = move.from ? [[words.before, [w.at(move.from)]]] : []
  return w.letter(
    [texts.subject, { shop, until: w.at(move.to) }],
    [
      { say: [texts.said, { shop }] },
      {
        facts: [
          [words.forWhom, forWhom(w, move.subjects)],
          ...before,
          [words.now, [w.at(move.to)]],
          [words.changed, [words.openedBy, { at: w.at(move.at), by: w.by(move.by) }]],
        ],
      },
      overMeanwhile(w, move.isOver),
      shopButton(w, move.shop, w.texts['access-opened'].button),
    ],
  )
}

/** To an agent whom the owner named. */
export function openedForYou(w: Wording, terms: Terms, message: string | null): Letter {
  const texts = w.texts['opened-for-you']
  const shop = { theirs: terms.shop.name }
  return w.letter(
    [texts.subject, { shop, until: w.at(terms.until) }],
    [
      { say: [texts.said, { by: w.by(terms.openedBy), shop, account: { theirs: w.house.account.name } }] },
      termsOf(w, terms),
      ...(message ? [{ quote: message } satisfies Block] : []),
      { say: [texts.give] },
      { button: w.texts['request-decided'].button, url: w.house.origin + consolePaths.open() },
    ],
  )
}
