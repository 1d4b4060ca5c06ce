import { holdGiver, type Standing } from '#server/access/3-grant/giver.ts'
import { readAccount } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import { checkParty, isWrong } from './check-party.ts'
import { type Draft, type Finding, type PartyData, unusual, wrong } from './finding.ts'
import { columnsOf, findAlike, type Party, readParty } from './store-parties.ts'
import { type AddressWaiting, type AskNeeds, type HoldAddress, whatNeeds } from './what-needs-party.ts'

/** Who acts, and on what he stands in the account. */
type By = { person: string; standing: Standing }
type Kept = { contact: Party; findings: Finding[]; addressWaits: AddressWaiting | null }

/**
 * What adding (or changing `exceptId`) would say of this draft. Writes nothing.
 * @throws Refusal 'not-found' for an account that is not there
 */
export async function checkDraft(
  tx: Tx,
  accountId: string,
  draft: Draft,
  exceptId: string | null,
): Promise<{ data: PartyData; findings: Finding[] }> {
  const account = await readAccount(tx, accountId)
  const checked = checkParty(draft, homeOf(account.region))
  const [alike] = await findAlike(tx, accountId, checked.data, exceptId)
  if (!alike) return checked
  const double = alike.isSame
    ? wrong('email', 'same-contact-exists', { name: alike.shownAs })
    : unusual('email', 'email-used-already', { name: alike.shownAs })
  return { ...checked, findings: [...checked.findings, double] }
}

/** Country of an ISO 3166-2 region: DE of DE-BE. */
export function homeOf(region: string): string {
  return region.slice(0, 2)
}

/** @throws Refusal 'contact-is-wrong' with the findings, 'account-is-closed', 'not-allowed' */
export async function addParty(kernel: Kernel, by: By, accountId: string, draft: Draft): Promise<Kept> {
  return record(kernel, { accounts: [accountId], by: { person: by.person } }, async r => {
    const { data, findings } = await holdAndCheck(r, by, accountId, draft, null)
    const id = newId(r.now)
    const columns = columnsOf(data)
    await r.tx
      .insertInto('people.parties')
      .values({
        id,
        account_id: accountId,
        ...columns,
        version: 1,
        made_at: r.at,
        made_by: by.person,
        changed_at: r.at,
        changed_by: by.person,
      })
      .execute()
    r.fact('contact.added', {}, { contact: id, kind: data.kind, fields: filledFields(data) })
    return { contact: await readParty(r.tx, accountId, id), findings, addressWaits: null }
  })
}

/**
 * Changes a contact as a whole. What is the same already stays as it is, and is nobody's change.
 * @param version that was seen
 * @param holdAddress may keep the mail address as it is, because it controls something; everything else is kept at once
 * @throws Refusal 'contact-is-wrong', 'not-found', 'conflict' with who changed it meanwhile, 'account-is-closed', 'not-allowed';
 * as holdAddress
 */
export async function changeParty(
  kernel: Kernel,
  by: By,
  accountId: string,
  partyId: string,
  version: number,
  draft: Draft,
  holdAddress: HoldAddress,
): Promise<Kept> {
  return record(kernel, { accounts: [accountId], by: { person: by.person } }, async r => {
    const before = await readParty(r.tx, accountId, partyId)
    const { data: wished, findings } = await holdAndCheck(r, by, accountId, draft, partyId)
    refuseOlder(before, version)
    const { data, addressWaits } = await keepAddress(r, accountId, before, wished, holdAddress)
    const fields = changedFields(before, data)
    if (fields.length === 0) return { contact: before, findings, addressWaits }
    const changed = await r.tx
      .updateTable('people.parties')
      .set({ ...columnsOf(data), version: version + 1, changed_at: r.at, changed_by: by.person })
      .where('account_id', '=', accountId)
      .where('id', '=', partyId)
      .where('version', '=', version)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw new Refusal('conflict')
    r.fact('contact.changed', {}, { contact: partyId, kind: data.kind, fields })
    return { contact: await readParty(r.tx, accountId, partyId), findings, addressWaits }
  })
}

function refuseOlder(before: Party, version: number): void {
  if (before.version === version) return
  throw new Refusal('conflict', {
    version: before.version,
    changedBy: before.changedBy.name,
    changedAt: before.changedAt,
  })
}

/** With the mail address as it may be now. */
async function keepAddress(
  r: Recording,
  accountId: string,
  before: Party,
  wished: PartyData,
  holdAddress: HoldAddress,
): Promise<{ data: PartyData; addressWaits: AddressWaiting | null }> {
  const { email, emailAscii } = wished
  if (email === null || emailAscii === null || emailAscii === before.emailAscii)
    return { data: wished, addressWaits: null }
  const addressWaits = await holdAddress(r, accountId, before, { email, emailAscii })
  if (addressWaits === null) return { data: wished, addressWaits }
  return { data: { ...wished, email: before.email, emailAscii: before.emailAscii }, addressWaits }
}

/**
 * Gives a contact the mail address that was confirmed for it.
 * @returns false: the account has the same contact with this address already, and nothing was changed
 */
export async function setConfirmedAddress(
  r: Recording,
  accountId: string,
  partyId: string,
  next: { email: string; emailAscii: string },
  byPerson: string,
): Promise<boolean> {
  const before = await readParty(r.tx, accountId, partyId)
  const alike = await findAlike(r.tx, accountId, { ...before, ...next }, partyId)
  if (alike.some(one => one.isSame)) return false
  await r.tx
    .updateTable('people.parties')
    .set({
      email: next.email,
      email_ascii: next.emailAscii,
      version: before.version + 1,
      changed_at: r.at,
      changed_by: byPerson,
    })
    .where('account_id', '=', accountId)
    .where('id', '=', partyId)
    .execute()
  r.fact('contact.changed', {}, { contact: partyId, kind: before.kind, fields: ['email'] }, accountId)
  return true
}

/**
 * Removes a contact; what was removed already stays as it is.
 * @returns when it was removed
 * @throws Refusal 'contact-is-needed' with what needs it, 'not-found', 'not-allowed'
 */
export async function removeParty(
  kernel: Kernel,
  by: By,
  accountId: string,
  partyId: string,
  asked: readonly AskNeeds[],
): Promise<Date> {
  return record(kernel, { accounts: [accountId], by: { person: by.person } }, async r => {
    await holdGiver(r, accountId, by.standing)
    const row = await r.tx
      .selectFrom('people.parties')
      .select(['kind', 'removed_at'])
      .where('account_id', '=', accountId)
      .where('id', '=', partyId)
      .executeTakeFirst()
    if (!row) throw new Refusal('not-found')
    if (row.removed_at) return row.removed_at
    const needs = await whatNeeds(asked, r.tx, accountId, partyId)
    if (needs.length > 0) throw new Refusal('contact-is-needed', { needs })
    await r.tx
      .updateTable('people.parties')
      .set({ removed_at: r.at, removed_by: by.person })
      .where('account_id', '=', accountId)
      .where('id', '=', partyId)
      .execute()
    r.fact('contact.removed', {}, { contact: partyId, kind: row.kind })
    return r.at
  })
}

/** Under the account's lock, so that two who add the same contact cannot both find nothing of the kind. */
async function holdAndCheck(r: Recording, by: By, accountId: string, draft: Draft, exceptId: string | null) {
  await holdGiver(r, accountId, by.standing)
  const account = await readAccount(r.tx, accountId)
  if (account.closedAt) throw new Refusal('account-is-closed')
  const checked = await checkDraft(r.tx, accountId, draft, exceptId)
  if (isWrong(checked.findings)) throw new Refusal('contact-is-wrong', { findings: checked.findings })
  return checked
}

// A fact says which fields, never what is in them: the ledger is kept for years and cannot forget.
function filledFields(data: PartyData): string[] {
  return fieldsOf(data).filter(field => {
    const value = data[field]
    return value !== null && value.length > 0
  })
}

function changedFields(before: PartyData, after: PartyData): string[] {
  return fieldsOf(after).filter(field => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
}

function fieldsOf(data: PartyData): (keyof PartyData)[] {
  return (Object.keys(data) as (keyof PartyData)[]).filter(field => field !== 'emailAscii').sort()
}
