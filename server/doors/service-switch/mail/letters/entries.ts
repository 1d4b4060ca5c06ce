import type { Block, Letter } from '#server/plumbing/mail/letter.ts'
import { type EntriesTold, type EntryTold, entryList, overMeanwhile, shopButton } from './pieces.ts'
import type { Wording } from './wording.ts'

/** @param further entries that happened before this mail was written */
export function firstEntry(
  w: Wording,
  shop: { id: string; name: string },
  first: EntryTold,
  further: EntriesTold,
  until: Date,
  isOver: boolean,
): Letter {
  const texts = w.texts['first-entry']
  const { words, entry } = w.texts
  const named = { theirs: shop.name }
  return w.letter(
    [texts.subject, { person: { theirs: first.person }, shop: named }],
    [
      { say: [texts.said, { shop: named }] },
      {
        facts: [
          [words.who, ['{{person}}', { person: { theirs: first.person } }]],
          [words.when, [w.at(first.openedAt)]],
          [
            words.network,
            first.network === null
              ? [entry.noNetwork]
              : ['{{network}}', { network: { theirs: first.network } }],
          ],
        ],
      },
      ...(further.listed.length > 0 ? [{ say: [texts.also] } satisfies Block, entryList(w, further)] : []),
      overMeanwhile(w, isOver),
      !isOver && { say: [texts.open, { until: w.at(until) }] },
      !isOver && { say: [texts.later] },
      shopButton(w, shop, texts.button),
    ],
  )
}

export function entriesDigest(
  w: Wording,
  shop: { id: string; name: string },
  entries: EntriesTold,
  until: Date,
): Letter {
  const texts = w.texts['entries-digest']
  const first = w.texts['first-entry']
  const count = entries.listed.length + entries.more
  return w.letter(
    [texts.subject, { shop: { theirs: shop.name } }],
    [
      { say: [count === 1 ? texts.said_one : texts.said_other, { shop: { theirs: shop.name }, count }] },
      entryList(w, entries),
      { say: [first.open, { until: w.at(until) }] },
      shopButton(w, shop, first.button),
    ],
  )
}
