// Every mail to the owner of an account, as pure functions: what happened in, the letter out.
import { consolePaths } from '#contract/paths.ts'
import type { Permission } from '#server/access/permission.ts'
import type { EndingCause } from '#server/access/5-end/end-access.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import {
  type EntriesTold,
  type EntryTold,
  entryList,
  forWhom,
  optional,
  overMeanwhile,
  type StillOpen,
  type Subjects,
  stillOpenBlocks,
  type Terms,
  termsOf,
} from './pieces.ts'
import type { Doer, Wording } from './wording.ts'

export type RequestTold = {
  id: string
  shop: { id: string; name: string }
  person: string
  subjects: Subjects
  wants: readonly { permission: Permission; reason: string }[]
  howLong: { until: Date } | { preset: string }
  caseNumber: string | null
  message: string | null
  lapsesAt: Date
}

export function requestToDecide(w: Wording, request: RequestTold): Letter {
  const texts = w.texts['request-to-decide']
  const { words, permission, preset } = w.texts
  const person = { theirs: request.person }
  const shop = { theirs: request.shop.name }
  const howLong: Said =
    'until' in request.howLong ? [w.at(request.howLong.until)] : [preset[request.howLong.preset as keyof typeof preset] ?? request.howLong.preset]
  return w.letter([texts.subject, { person, shop }], [
    { say: [texts.said, { person, shop, provider: { theirs: w.house.provider } }] },
    { say: [texts.why] },
    {
      list: request.wants.map((wanted): Said => [
        permission[wanted.permission as keyof typeof permission] ?? `${wanted.permission}: {{reason}}`,
        { reason: { theirs: wanted.reason } },
      ]),
    },
    {
      facts: [
        [words.forWhom, forWhom(w, request.subjects)],
        ['until' in request.howLong ? words.until : words.howLong, howLong],
        ...optional(words.caseNumber, request.caseNumber),
      ],
    },
    ...quoteBlocks([texts.message, { person }], request.message),
    { say: [texts.lapses, { lapses: w.at(request.lapsesAt) }] },
    { button: texts.button, url: w.house.origin + consolePaths.request(w.house.account.id, request.id) },
  ])
}

export function requestLapsed(w: Wording, request: RequestTold): Letter {
  const texts = w.texts['request-lapsed']
  const shop = { theirs: request.shop.name }
  return w.letter([texts.subject, { shop }], [
    { say: [texts.said, { person: { theirs: request.person }, shop, lapsed: w.at(request.lapsesAt) }] },
    { say: [texts.next] },
    shopButton(w, request.shop, texts.button),
  ])
}

/** @param isOver it has ended since; a mail of its own says how */
export function accessOpened(w: Wording, terms: Terms, isOver: boolean): Letter {
  const texts = w.texts['access-opened']
  const shop = { theirs: terms.shop.name }
  return w.letter([texts.subject, { shop, until: w.at(terms.until) }], [
    { say: [texts.said, { shop }] },
    termsOf(w, terms),
    overMeanwhile(w, isOver),
    !isOver && { say: [texts.end] },
    { say: [texts.notYou, { provider: { theirs: w.house.provider } }] },
    shopButton(w, terms.shop, texts.button),
  ])
}

/** Service access was on and goes on under other terms. @param entries those that no mail has told yet */
export function accessChanged(w: Wording, terms: Terms, entries: EntriesTold, isOver: boolean): Letter {
  const texts = w.texts['access-changed']
  const opened = w.texts['access-opened']
  const shop = { theirs: terms.shop.name }
  return w.letter([texts.subject, { shop, until: w.at(terms.until) }], [
    { say: [texts.said, { shop }] },
    termsOf(w, terms, 'changed'),
    ...(entries.listed.length > 0 ? [{ say: [texts.entries] } satisfies Block, entryList(w, entries)] : []),
    overMeanwhile(w, isOver),
    !isOver && { say: [opened.end] },
    { say: [opened.notYou, { provider: { theirs: w.house.provider } }] },
    shopButton(w, terms.shop, opened.button),
  ])
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
  return w.letter([texts.subject, { shop, until: w.at(move.to) }], [
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
  ])
}

/** @param further entries that happened before this mail was written */
export function firstEntry(w: Wording, shop: { id: string; name: string }, first: EntryTold, further: EntriesTold, until: Date, isOver: boolean): Letter {
  const texts = w.texts['first-entry']
  const { words, entry } = w.texts
  const named = { theirs: shop.name }
  return w.letter([texts.subject, { person: { theirs: first.person }, shop: named }], [
    { say: [texts.said, { shop: named }] },
    {
      facts: [
        [words.who, ['{{person}}', { person: { theirs: first.person } }]],
        [words.when, [w.at(first.openedAt)]],
        [words.network, first.network === null ? [entry.noNetwork] : ['{{network}}', { network: { theirs: first.network } }]],
      ],
    },
    ...(further.listed.length > 0 ? [{ say: [texts.also] } satisfies Block, entryList(w, further)] : []),
    overMeanwhile(w, isOver),
    !isOver && { say: [texts.open, { until: w.at(until) }] },
    !isOver && { say: [texts.later] },
    shopButton(w, shop, texts.button),
  ])
}

export function entriesDigest(w: Wording, shop: { id: string; name: string }, entries: EntriesTold, until: Date): Letter {
  const texts = w.texts['entries-digest']
  const first = w.texts['first-entry']
  const count = entries.listed.length + entries.more
  return w.letter([texts.subject, { shop: { theirs: shop.name } }], [
    { say: [count === 1 ? texts.said_one : texts.said_other, { shop: { theirs: shop.name }, count }] },
    entryList(w, entries),
    { say: [first.open, { until: w.at(until) }] },
    shopButton(w, shop, first.button),
  ])
}

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
  const confirmed: [string, Said][] = ending.confirmedAt ? [[words.confirmed, [w.at(ending.confirmedAt)]]] : []
  return w.letter([isProven ? texts.subject : texts.subjectUnproven, { shop }], [
    { say: [isProven ? texts.said : texts.saidUnproven, { shop }] },
    {
      facts: [
        [words.forWhom, forWhom(w, ending.subjects)],
        [words.opened, [words.openedBy, { at: w.at(ending.opened.at), by: w.by(ending.opened.by) }]],
        // What only time ended was ended by nobody.
        [words.ended, ending.cause === 'expired' ? [w.at(ending.at)] : [words.endedBy, { at: w.at(ending.at), by: w.by(ending.by) }]],
        [words.cause, [cause[ending.cause]]],
        ...optional(words.note, ending.note),
        ...confirmed,
      ],
    },
    ...(ending.entries.listed.length > 0 ? [{ say: [texts.entries] } satisfies Block, entryList(w, ending.entries)] : [{ say: [texts.nobody] } satisfies Block]),
    ...stillOpenBlocks(w, ending.shop.name, ending.stillOpen),
    receiptButton(w, ending.grantIds, texts.button),
  ])
}

/** An ending of which the owner read that it was not proven yet. */
export function endingConfirmed(
  w: Wording,
  ending: Pick<EndingTold, 'shop' | 'grantIds' | 'subjects' | 'at' | 'stillOpen'> & { confirmedAt: Date },
): Letter {
  const texts = w.texts['ending-confirmed']
  const { words } = w.texts
  const shop = { theirs: ending.shop.name }
  return w.letter([texts.subject, { shop }], [
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
  ])
}

function quoteBlocks(before: Said, typed: string | null): Block[] {
  return typed ? [{ say: before }, { quote: typed }] : []
}

export function shopButton(w: Wording, shop: { id: string }, button: string): Block {
  return { button, url: w.house.origin + consolePaths.shop(w.house.account.id, shop.id) }
}

/** One grant has one receipt; what ended together is read in the timeline. */
function receiptButton(w: Wording, grantIds: readonly string[], button: string): Block {
  const [only, ...more] = grantIds
  const path = only && more.length === 0 ? consolePaths.receipt(w.house.account.id, only) : consolePaths.timeline(w.house.account.id)
  return { button, url: w.house.origin + path }
}
