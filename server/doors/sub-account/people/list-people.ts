import type { Static } from 'typebox'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { listPeople as contract, PersonOfAccount, PersonState } from '#contract/team.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import type { Account } from '#server/access/account.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { AskNeeds, Need } from '#server/people/parties/what-needs-party.ts'
import { whatNeeds } from '#server/people/parties/what-needs-party.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { type Invited, readInvitations } from './read-invitations.ts'
import {
  type PartyInShort,
  type Person,
  type Rights,
  readParties,
  readPersons,
  readRights,
} from './read-people.ts'
import { idleDays, reviewOf, soonDays } from './review.ts'

type Row = Static<typeof PersonOfAccount>
type State = Static<typeof PersonState>

/** Which of these contacts are holders of a domain. */
export type AskHolders = (
  tx: Tx,
  accountId: string,
  partyIds: readonly string[],
) => Promise<ReadonlySet<string>>

/** What other parts of the house know about contacts. */
export type AskedAboutParties = { isHolder: AskHolders; needs: readonly AskNeeds[] }

export type Reader = {
  personId: string
  isOwner: boolean
  seesContacts: boolean
  changesContacts: boolean
  manages: Standing | undefined
  ends: Standing | undefined
}

export type Wanted = {
  state: State | undefined
  onlyReview: boolean
  search: string | null
  /** id of the last row that was shown */
  after: string | null
  limit: number
}

/** A row before what is read only for those that are shown. */
type Somebody = {
  id: string
  name: string
  address: string
  person: Person | null
  party: PartyInShort | null
  invited: Invited | null
  rights: Rights[]
  state: State
  review: Row['review']
}

/** @throws Refusal 'invalid-input' for a page after somebody who is not there any more */
export async function listPeople(
  tx: Tx,
  account: Account,
  reader: Reader,
  asked: AskedAboutParties,
  wanted: Wanted,
  at: Date,
): Promise<AnswerOf<typeof contract>> {
  const everybody = await readEverybody(tx, account, reader, at)
  const from = wanted.after === null ? 0 : everybody.findIndex(one => one.id === wanted.after) + 1
  if (wanted.after !== null && from === 0) throw new Refusal('invalid-input', { field: 'cursor' })
  const fitting = everybody.slice(from).filter(one => isWanted(one, wanted))
  const shown = fitting.slice(0, wanted.limit)
  const counts = { contact: 0, invited: 0, active: 0, suspended: 0, ended: 0, review: 0 }
  for (const { state, review } of everybody) {
    counts[state] += 1
    if (review) counts.review += 1
  }
  const isClosed = account.closedAt !== null
  return {
    items: await tellRows(tx, account, reader, asked, shown, at),
    next: fitting.length > shown.length ? shown.at(-1)!.id : null,
    counts,
    can: {
      invite: may(reader.manages !== undefined, isClosed),
      addContact: may(reader.changesContacts, isClosed),
      seeContacts: reader.seesContacts || 'not-allowed',
    },
    idleDays,
    soonDays,
  }
}

function isWanted({ state, review, name, address }: Somebody, wanted: Wanted): boolean {
  if (wanted.onlyReview && !review) return false
  if (wanted.state ? state !== wanted.state : state === 'ended') return false
  const letters = wanted.search?.toLowerCase()
  return !letters || name.toLowerCase().includes(letters) || address.toLowerCase().includes(letters)
}

const byAlphabet = new Intl.Collator('de', { sensitivity: 'base', numeric: true })

/** One row for each, whatever is known of him: by his link with a contact, else by his address. */
async function readEverybody(tx: Tx, account: Account, reader: Reader, at: Date): Promise<Somebody[]> {
  const persons = await readPersons(tx, account, reader, at)
  const rights = Map.groupBy(await readRights(tx, account.id, at), one => one.personId)
  const rows: Omit<Somebody, 'state' | 'review'>[] = []
  const byPerson = new Map<string, (typeof rows)[number]>()
  const byAddress = new Map<string, (typeof rows)[number]>()
  const add = (row: (typeof rows)[number], addresses: readonly string[]) => {
    rows.push(row)
    for (const address of addresses)
      if (!byAddress.has(address.toLowerCase())) byAddress.set(address.toLowerCase(), row)
    return row
  }
  for (const person of persons) {
    const { id, name, address } = person
    const row = { id, name, address, person, party: null, invited: null, rights: rights.get(id) ?? [] }
    byPerson.set(id, add(row, [address]))
  }
  for (const party of reader.seesContacts ? await readParties(tx, account.id) : []) {
    const { id, name, address, addressAscii, personId } = party
    const same =
      personId !== null
        ? byPerson.get(personId)
        : (byAddress.get(address.toLowerCase()) ?? byAddress.get(addressAscii.toLowerCase()))
    if (same?.person && !same.party) same.party = party
    else add({ id, name, address, person: null, party, invited: null, rights: [] }, [address, addressAscii])
  }
  for (const invited of await readInvitations(tx, account, reader, at)) {
    const { id, name, address } = invited
    const same = byAddress.get(address.toLowerCase())
    if (same && !same.invited) same.invited = invited
    else add({ id, name, address, person: null, party: null, invited, rights: [] }, [address])
  }
  return rows
    .map(row => ({ ...row, state: stateOf(row), review: reviewed(row, at) }))
    .sort((a, b) => byAlphabet.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
}

function stateOf({ person, party, invited, rights }: Omit<Somebody, 'state' | 'review'>): State {
  if (person && !person.isDeactivated && (person.isOwner || person.member || rights.some(isLive)))
    return 'active'
  if (person?.suspended && !person.isDeactivated) return 'suspended'
  if (invited) return 'invited'
  return party ? 'contact' : 'ended'
}

function isLive({ state }: Rights): boolean {
  return state === 'open' || state === 'scheduled'
}

function reviewed(row: Omit<Somebody, 'state' | 'review'>, at: Date): Row['review'] {
  const { person } = row
  if (!person || person.isOwner || stateOf(row) !== 'active') return null
  const live = row.rights.filter(isLive)
  return reviewOf(
    {
      lastUsedAt: person.lastUsedAt?.getTime() ?? null,
      decidedAt: Math.max(
        ...live.map(one => one.decidedAt.getTime()),
        ...(person.member ? [person.member.begunAt.getTime()] : []),
      ),
      endsAt: nearestEnd(row)?.getTime() ?? null,
    },
    at.getTime(),
  )
}

function nearestEnd({ person, rights }: Pick<Somebody, 'person' | 'rights'>): Date | null {
  const ends = [...rights.filter(isLive).map(one => one.endsAt), person?.member?.endsAt ?? null]
  return ends.reduce((nearest, end) => (end && (!nearest || end < nearest) ? end : nearest), null)
}

async function tellRows(
  tx: Tx,
  account: Account,
  reader: Reader,
  asked: AskedAboutParties,
  shown: readonly Somebody[],
  at: Date,
): Promise<Row[]> {
  const past = shown.flatMap(({ person, state }) => (person && state === 'ended' ? [person.id] : []))
  const ended = past.length === 0 ? [] : await readRights(tx, account.id, at, past)
  const endedOf = Map.groupBy(ended, one => one.personId)
  const parties = shown.flatMap(({ party }) => (party ? [party.id] : []))
  const holders = parties.length === 0 ? new Set<string>() : await asked.isHolder(tx, account.id, parties)
  const rows: Row[] = []
  for (const one of shown) {
    const needs: Need[] = one.party ? await whatNeeds(asked.needs, tx, account.id, one.party.id) : []
    const rights = one.state === 'ended' && one.person ? (endedOf.get(one.person.id) ?? []) : one.rights
    rows.push(tellRow(account, reader, one, rights, needs, holders))
  }
  return rows
}

function tellRow(
  account: Account,
  reader: Reader,
  one: Somebody,
  rights: readonly Rights[],
  neededFor: Need[],
  holders: ReadonlySet<string>,
): Row {
  const { person, party, invited, state } = one
  const role = person?.isOwner ? 'owner' : (person?.member?.role ?? null)
  const { name: _name, address: _address, ...invitation } = invited ?? { name: '', address: '' }
  return {
    id: one.id,
    personId: person?.id ?? null,
    contactId: party?.id ?? null,
    invitation: invited ? (invitation as Row['invitation']) : null,
    name: one.name,
    address: one.address,
    state,
    is: {
      signsIn: state === 'active',
      // Members are written to about the account, contacts about what they are chosen for.
      getsMail: party !== null || (role !== null && state === 'active'),
      isHolder: party !== null && holders.has(party.id),
    },
    role,
    assignments: rights.map(({ id, scope, audience, permissions, state: stands, endsAt }) => ({
      id,
      scope,
      audience,
      permissions,
      state: stands,
      until: endsAt?.toISOString() ?? null,
    })),
    lastSeenAt: person?.lastSeenAt?.toISOString() ?? null,
    endsAt: nearestEnd(one)?.toISOString() ?? null,
    suspended: person?.suspended ? { ...person.suspended, at: person.suspended.at.toISOString() } : null,
    review: one.review,
    neededFor,
    can: whatMay(account, reader, one, role),
  }
}

/** What whoever reads may do about somebody; the operations decide again when he does it. */
function whatMay(account: Account, reader: Reader, one: Somebody, role: Row['role']): Row['can'] {
  const { person, state, rights } = one
  const isClosed = account.closedAt !== null
  const isHimself = person?.id === reader.personId
  const manages = may(reader.manages !== undefined, isClosed)
  const ends = reader.ends !== undefined || 'not-allowed'
  const hasSomething = state === 'active' || person?.suspended
  const over = !person || !hasSomething ? 'ending-already' : role === 'owner' ? 'owner-stays' : null
  return {
    change: role === 'owner' ? 'owner-has-all-rights' : isHimself ? 'not-to-yourself' : manages,
    suspend:
      over ??
      (isHimself
        ? 'nobody-suspends-himself'
        : role !== null
          ? 'member-is-not-suspended'
          : rights.some(isLive)
            ? ends
            : 'ending-already'),
    resume: !person?.suspended ? 'not-suspended' : isHimself ? 'not-to-yourself' : manages,
    end: over ?? ends,
    invite: state === 'contact' || state === 'ended' ? manages : 'signs-in-already',
  }
}

function may(is: boolean, isClosed: boolean): true | string {
  return !is ? 'not-allowed' : isClosed ? 'account-is-closed' : true
}
