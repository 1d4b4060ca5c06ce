import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import type { AssetChange as Shape } from '#contract/holders.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import type { Tx } from '#server/plumbing/database.ts'

export type ChangeView = Static<typeof Shape>
export type ChangeState = ChangeView['state']
export type StoppedBecause = NonNullable<Change['stoppedBecause']>

type Party = { id: string; name: string; language: Language }

/** A change as the house sees it: with everything, whoever may read it. */
export type Change = {
  id: string
  accountId: string
  account: { name: string; zone: string; ownerId: string; isClosed: boolean }
  kind: 'holder' | 'address'
  state: ChangeState
  domain: { id: string; name: string; isRemoved: boolean } | null
  /** null: nobody was known to hold the domain, and the owner stands for him. */
  old: Party | null
  next: Party
  oldAddress: string
  newAddress: string
  newShown: string | null
  note: string | null
  askedAt: Date
  askedBy: { id: string; name: string }
  expiresAt: Date
  oldConfirmed: boolean
  newConfirmed: boolean
  takesEffectAt: Date | null
  stoppedBecause:
    | 'person'
    | 'old-mailbox'
    | 'new-mailbox'
    | 'not-confirmed'
    | 'replaced'
    | 'account-is-closed'
    | 'domain-is-gone'
    | 'contact-is-gone'
    | 'same-contact-exists'
    | null
  answered: { at: Date; by: { id: string; name: string } | null } | null
  answer: string | null
  cost: string | null
  doneOn: string | null
}

/** Of a change c: nobody has stopped or done it. What has lapsed is still among them until the round has noted it. */
export const runs = sql`(c.stopped_at is null and c.refused_at is null and c.done_at is null)`

/** Changes by what is asked for; the scope of the transaction decides what is seen. Newest first. */
export async function readChanges(tx: Tx, which: RawBuilder<unknown>, at: Date): Promise<Change[]> {
  const { rows } = await sql<Row>`
    select c.*, c.done_on::text as done_day, a.name as account, a.zone, a.owner_id, a.closed_at is not null as is_closed,
      d.name as domain, d.removed_at is not null as is_removed, asker.name as asker,
      people.party_shown_as(o.kind, o.name, o.organisation) as old_name, o.language as old_language,
      n.id as next_id, people.party_shown_as(n.kind, n.name, n.organisation) as next_name, n.language as next_language,
      coalesce(c.done_at, c.refused_at) as answered_at, p.id as answerer_id, p.name as answerer
    from sub_account.asset_changes c
    join access.accounts a on a.id = c.account_id
    join people.persons asker on asker.id = c.asked_by
    left join access.resources d on d.id = c.resource_id
    left join people.parties o on o.id = c.party_id
    join people.parties n on n.id = coalesce(c.next_party_id, c.party_id)
    left join people.persons p on p.id = coalesce(c.done_by, c.refused_by)
    where ${which}
    order by c.asked_at desc, c.id desc limit 1000`.execute(tx)
  return rows.map(row => toChange(row, at))
}

/** undefined: there is none, or not in this scope */
export async function readChange(tx: Tx, id: string, at: Date): Promise<Change | undefined> {
  return (await readChanges(tx, sql`c.id = ${id}`, at))[0]
}

/** As people read it. @param reader what he may see, and may stop */
export function viewChange(
  change: Change,
  reader: { personId: string; isOwner: boolean; seesContacts: boolean },
): ChangeView {
  const { old, next, seesContacts } = { ...change, ...reader }
  const canRun = isRunning(change.state)
  return {
    id: change.id,
    kind: change.kind,
    state: change.state,
    domain: change.domain && { id: change.domain.id, name: change.domain.name },
    from: seesContacts ? { contact: old && { id: old.id, name: old.name }, email: change.oldAddress } : null,
    to: seesContacts
      ? { contact: { id: next.id, name: next.name }, email: change.newShown ?? change.newAddress }
      : null,
    oldConfirmed: change.oldConfirmed,
    newConfirmed: change.newConfirmed,
    askedAt: change.askedAt.toISOString(),
    askedBy: change.askedBy,
    expiresAt: change.expiresAt.toISOString(),
    takesEffectAt: change.takesEffectAt?.toISOString() ?? null,
    note: seesContacts ? change.note : null,
    can: {
      stop: !canRun
        ? 'change-is-over'
        : reader.isOwner || change.askedBy.id === reader.personId || 'not-allowed',
    },
  }
}

export function isRunning(state: ChangeState): boolean {
  return state === 'asked' || state === 'waiting' || state === 'at-provider'
}

type Row = {
  id: string
  account_id: string
  account: string
  zone: string
  owner_id: string
  is_closed: boolean
  kind: Change['kind']
  resource_id: string | null
  domain: string | null
  is_removed: boolean | null
  party_id: string | null
  old_name: string | null
  old_language: Language | null
  next_id: string
  next_name: string
  next_language: Language
  old_address: string
  new_address: string
  new_shown: string | null
  note: string | null
  asked_at: Date
  asked_by: string
  asker: string
  expires_at: Date
  old_confirmed_at: Date | null
  new_confirmed_at: Date | null
  takes_effect_at: Date | null
  stopped_at: Date | null
  stopped_because: Change['stoppedBecause']
  refused_at: Date | null
  done_at: Date | null
  answered_at: Date | null
  answerer_id: string | null
  answerer: string | null
  answer: string | null
  cost: string | null
  done_day: string | null
}

function toChange(row: Row, at: Date): Change {
  return {
    id: row.id,
    accountId: row.account_id,
    account: { name: row.account, zone: row.zone, ownerId: row.owner_id, isClosed: row.is_closed },
    kind: row.kind,
    state: stateOf(row, at),
    domain: row.resource_id
      ? { id: row.resource_id, name: row.domain ?? '', isRemoved: row.is_removed ?? false }
      : null,
    old:
      (row.party_id && { id: row.party_id, name: row.old_name ?? '', language: row.old_language ?? 'de' }) ||
      null,
    next: { id: row.next_id, name: row.next_name, language: row.next_language },
    oldAddress: row.old_address,
    newAddress: row.new_address,
    newShown: row.new_shown,
    note: row.note,
    askedAt: row.asked_at,
    askedBy: { id: row.asked_by, name: row.asker },
    expiresAt: row.expires_at,
    oldConfirmed: row.old_confirmed_at !== null,
    newConfirmed: row.new_confirmed_at !== null,
    takesEffectAt: row.takes_effect_at,
    stoppedBecause: row.stopped_because,
    answered: row.answered_at && {
      at: row.answered_at,
      by: row.answerer_id ? { id: row.answerer_id, name: row.answerer ?? '' } : null,
    },
    answer: row.answer,
    cost: row.cost,
    doneOn: row.done_day,
  }
}

/** What follows from the clock is derived: an address whose time has come waits until the desk's next round. */
function stateOf(row: Row, at: Date): ChangeState {
  if (row.done_at) return 'done'
  if (row.refused_at) return 'refused'
  if (row.stopped_at) return row.stopped_because === 'not-confirmed' ? 'lapsed' : 'stopped'
  if (row.takes_effect_at === null) return row.expires_at > at ? 'asked' : 'lapsed'
  return row.kind === 'holder' && row.takes_effect_at <= at ? 'at-provider' : 'waiting'
}
