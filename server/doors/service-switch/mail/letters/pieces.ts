// What several mails say in the same way.
import { consolePaths } from '#contract/paths.ts'
import type { Block, Said } from '#server/plumbing/mail/letter.ts'
import type { Mode } from '../../who.ts'
import { type Doer, only, type Wording } from './wording.ts'

export type Subjects = { team: string } | { people: readonly string[] }

/** What somebody may do, until when, on whose word. */
export type Terms = {
  shop: { id: string; name: string }
  mode: Mode
  subjects: Subjects
  until: Date
  openedAt: Date
  openedBy: Doer
  reason: string | null
  caseNumber: string | null
}

export type EntryTold = {
  person: string
  openedAt: Date
  closedAt: Date | null
  /** The ending of the access closed it; otherwise the visitor left, or the entry grew too old. */
  isCut: boolean
  network: string | null
}
/** Entries in order, and how many more there are than are listed. */
export type EntriesTold = { listed: readonly EntryTold[]; more: number }

export type StillOpen = readonly { subject: string; until: Date | null }[]

export function forWhom(w: Wording, subjects: Subjects): Said {
  return 'team' in subjects
    ? [w.texts.words.team, { team: { theirs: subjects.team } }]
    : only(subjects.people.join(', '))
}

export function termsOf(w: Wording, terms: Terms, what: 'opened' | 'changed' = 'opened'): Block {
  const { words } = w.texts
  return {
    facts: [
      [words.forWhom, forWhom(w, terms.subjects)],
      [words.what, [w.texts.mode[terms.mode]]],
      [words.until, [w.at(terms.until)]],
      [words[what], [words.openedBy, { at: w.at(terms.openedAt), by: w.by(terms.openedBy) }]],
      ...optional(words.reason, terms.reason),
      ...optional(words.caseNumber, terms.caseNumber),
    ],
  }
}

export function optional(term: string, typed: string | null): [string, Said][] {
  return typed ? [[term, only(typed)]] : []
}

export function entryList(w: Wording, entries: EntriesTold): Block {
  const { entry } = w.texts
  const items = entries.listed.map((one): Said => {
    const text = one.closedAt === null ? entry.since : one.isCut ? entry.cut : entry.left
    const network = one.network === null ? entry.noNetwork : { theirs: one.network }
    const to = one.closedAt ? w.at(one.closedAt) : ''
    return [text, { person: { theirs: one.person }, from: w.at(one.openedAt), to, network }]
  })
  const more: Said[] =
    entries.more > 0
      ? [[entries.more === 1 ? entry.more_one : entry.more_other, { count: entries.more }]]
      : []
  return { list: [...items, ...more] }
}

/** Through what else somebody can get in: the end of one access is not the end of all. */
export function stillOpenBlocks(w: Wording, shop: string, still: StillOpen): Block[] {
  if (still.length === 0) return []
  const { stillOpen } = w.texts
  return [
    { say: [stillOpen.before, { shop: { theirs: shop } }] },
    {
      list: still.map(
        ({ subject, until }): Said =>
          until === null
            ? [stillOpen.itemEndless, { subject: { theirs: subject } }]
            : [stillOpen.item, { subject: { theirs: subject }, until: w.at(until) }],
      ),
    },
  ]
}

export function overMeanwhile(w: Wording, isOver: boolean): Block | false {
  return isOver && { say: [w.texts.overMeanwhile] }
}

export function shopButton(w: Wording, shop: { id: string }, button: string): Block {
  return { button, url: w.house.origin + consolePaths.shop(w.house.account.id, shop.id) }
}
