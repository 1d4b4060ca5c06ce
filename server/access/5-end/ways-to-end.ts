// Every way in which access ends, apart from the doors' own. Each only chooses what ends and says why; ending itself is
// endAccess. Revocation is never gated: whoever may end needs nothing else to be true first.
import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import { holdOpen } from '../4-enter/enter.ts'
import { everyAccount, readProvider } from '../account.ts'
import { enteringPermissions } from '../permission.ts'
import type { Actor } from '../person.ts'
import { type Kernel, type Recording, record } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { closeEntries } from './close-entries.ts'
import { type Cut, type EndingCause, endAccess, pastTheirEnd } from './end-access.ts'

/** Every grant of the account that has not ended, perhaps only those of one resource or door. */
export async function liveGrants(
  tx: Tx,
  accountId: string,
  only: { resourceId?: string; door?: string } = {},
): Promise<string[]> {
  let query = tx
    .selectFrom('access.grants')
    .select('id')
    .where('account_id', '=', accountId)
    .where('ending_at', 'is', null)
  if (only.resourceId) query = query.where('resource_id', '=', only.resourceId)
  if (only.door) query = query.where('door', '=', only.door)
  return (await query.execute()).map(row => row.id)
}

/** Ends everything in an account: the owner's "end all", or the emergency command of whoever has the machine. */
export async function endAll(
  r: Recording,
  accountId: string,
  cause: 'revoked' | 'emergency',
  note: string | null,
): Promise<Cut> {
  return endAccess(r, accountId, await liveGrants(r.tx, accountId), cause, note)
}

/**
 * The guest is done: ends the grants by which this person can enter the resource, those to his team too. The question
 * is solved, so the door closes for the colleagues as well. What he holds to look after the account stays.
 */
export async function giveBack(
  r: Recording,
  accountId: string,
  resourceId: string,
  personId: string,
  note: string | null,
): Promise<Cut> {
  const held = await sql<{ id: string }>`
    select g.id from access.open_grants(${r.at}) g
    where g.account_id = ${accountId} and (g.resource_id is null or g.resource_id = ${resourceId})
      and g.permissions && ${[...enteringPermissions]}::text[]
      and ((g.subject_kind = 'person' and g.subject_id = ${personId})
        or (g.subject_kind = 'team' and exists (
              select from access.team_members m where m.team_id = g.subject_id and m.person_id = ${personId} and m.left_at is null)))`.execute(
    r.tx,
  )
  return endAccess(
    r,
    accountId,
    held.rows.map(row => row.id),
    'returned',
    note,
  )
}

/** What time brought: grants past their end and entries that are too old. They were over already; now it is written. */
export async function noteExpired(r: Recording, accountId: string): Promise<Cut> {
  const cut = await endAccess(r, accountId, await pastTheirEnd(r, accountId), 'expired')
  const old = await r.tx
    .selectFrom('access.entries')
    .select(['id', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('closed_at', 'is', null)
    .where('expires_at', '<=', r.at)
    .execute()
  for (const entry of old)
    cut.entries.push(...(await closeEntries(r, accountId, [entry.id], 'too-old', entry.expires_at)))
  return cut
}

/** The visitor leaves by himself, or signs out of the desk: his entries close, the grants stay open. */
export async function leave(
  r: Recording,
  accountId: string,
  entryIds: readonly string[],
  cause: 'left' | 'signed-out',
): Promise<number> {
  return (await closeEntries(r, accountId, entryIds, cause, r.at)).length
}

/** The resource is taken out of the desk: everything that was open on it ends. Grants on the whole account stay. */
export async function removeResource(r: Recording, accountId: string, resourceId: string): Promise<Cut> {
  const removed = await r.tx
    .updateTable('access.resources')
    .set({ removed_at: r.at, removed_by: 'person' in r.by ? r.by.person : null })
    .where('account_id', '=', accountId)
    .where('id', '=', resourceId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!removed) throw new Refusal('not-found')
  r.fact('resource.removed', { resource: resourceId }, {}, accountId)
  const cut = await endAccess(
    r,
    accountId,
    await liveGrants(r.tx, accountId, { resourceId }),
    'resource-removed',
  )
  const inside = await r.tx
    .selectFrom('access.entries')
    .select('id')
    .where('account_id', '=', accountId)
    .where('resource_id', '=', resourceId)
    .where('closed_at', 'is', null)
    .execute()
  cut.entries.push(
    ...(await closeEntries(
      r,
      accountId,
      inside.map(row => row.id),
      'resource-removed',
      r.at,
    )),
  )
  return cut
}

/** The account is closed: everything in it ends, and nothing can be opened in it again. */
export async function closeAccount(r: Recording, accountId: string): Promise<Cut> {
  const closed = await r.tx
    .updateTable('access.accounts')
    .set({ closed_at: r.at, closed_by: 'person' in r.by ? r.by.person : null })
    .where('id', '=', accountId)
    .where('kind', '=', 'customer')
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!closed) return { grants: [], entries: [] }
  r.fact('account.closed', {}, {}, accountId)
  return endAccess(r, accountId, await liveGrants(r.tx, accountId), 'account-closed')
}

/**
 * A person leaves a team of the provider. The team's grants stay; what they let this person into closes in every
 * account, in the same transaction, unless another grant covers him.
 */
export async function leaveTeam(
  kernel: Kernel,
  by: Actor,
  teamId: string,
  personId: string,
): Promise<number> {
  return overAccounts(
    kernel,
    by,
    personId,
    tx => accountsInside(tx, personId),
    async (r, accounts) => {
      const left = await r.tx
        .updateTable('access.team_members')
        .set({ left_at: r.at })
        .where('team_id', '=', teamId)
        .where('person_id', '=', personId)
        .where('left_at', 'is', null)
        .returning('account_id')
        .executeTakeFirst()
      if (!left) throw new Refusal('not-found')
      r.fact('team.left', { person: personId }, { team: teamId }, left.account_id)
      let closed = 0
      for (const account of accounts) {
        const uncovered = await sql<{ id: string }>`
        select e.id from access.entries e
        where e.account_id = ${account} and e.person_id = ${personId} and e.closed_at is null
          and not access.may(${personId}, ${account}, 'shop.view', e.resource_id, ${r.at})
          and not access.may(${personId}, ${account}, 'shop.operate', e.resource_id, ${r.at})`.execute(r.tx)
        closed += (
          await closeEntries(
            r,
            account,
            uncovered.rows.map(row => row.id),
            'left-team',
            r.at,
          )
        ).length
        // What is left is held by other grants; from now on it hangs on them, and closes with the last of them.
        const inside = await r.tx
          .selectFrom('access.entries')
          .select('id')
          .where('account_id', '=', account)
          .where('person_id', '=', personId)
          .where('closed_at', 'is', null)
          .execute()
        await holdOpen(
          r.tx,
          account,
          inside.map(row => row.id),
          r.at,
          [],
        )
      }
      return closed
    },
  )
}

/**
 * A person is deactivated: grants to him and grants by him end everywhere, entries close, in one transaction with the
 * mark on the person. His sign-ins are refused by the mark itself.
 */
export async function deactivatePerson(
  kernel: Kernel,
  by: Actor,
  personId: string,
  note: string | null,
): Promise<Cut> {
  const find = async (tx: Tx) => {
    const touched = await sql<{ account_id: string }>`
      select account_id from access.grants where ending_at is null and ((subject_kind = 'person' and subject_id = ${personId}) or given_by = ${personId})
      union select account_id from access.entries where person_id = ${personId} and closed_at is null`.execute(
      tx,
    )
    return touched.rows.map(row => row.account_id)
  }
  return overAccounts(kernel, by, personId, find, async (r, accounts) => {
    const marked = await r.tx
      .updateTable('people.persons')
      .set({ deactivated_at: r.at, deactivated_by: 'person' in by ? by.person : null })
      .where('id', '=', personId)
      .where('deactivated_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!marked) return { grants: [], entries: [] }
    const provider = await readProvider(r.tx)
    r.fact('person.deactivated', { person: personId }, { note: note ?? undefined }, provider.id)
    await r.tx
      .updateTable('access.team_members')
      .set({ left_at: r.at })
      .where('person_id', '=', personId)
      .where('left_at', 'is', null)
      .execute()
    const all: Cut = { grants: [], entries: [] }
    const add = (cut: Cut) => {
      all.grants.push(...cut.grants)
      all.entries.push(...cut.entries)
    }
    for (const account of accounts) {
      const live = (column: 'subject_id' | 'given_by') =>
        r.tx
          .selectFrom('access.grants')
          .select('id')
          .where('account_id', '=', account)
          .where(column, '=', personId)
          .where('ending_at', 'is', null)
          .execute()
      const ends = async (rows: { id: string }[], cause: EndingCause) =>
        add(
          await endAccess(
            r,
            account,
            rows.map(row => row.id),
            cause,
            note,
          ),
        )
      await ends(await live('subject_id'), 'person-deactivated')
      await ends(await live('given_by'), 'giver-deactivated')
      const inside = await r.tx
        .selectFrom('access.entries')
        .select('id')
        .where('account_id', '=', account)
        .where('person_id', '=', personId)
        .where('closed_at', 'is', null)
        .execute()
      add({
        grants: [],
        entries: await closeEntries(
          r,
          account,
          inside.map(row => row.id),
          'person-deactivated',
          r.at,
        ),
      })
    }
    return all
  })
}

async function accountsInside(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('access.entries')
    .select('account_id')
    .distinct()
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .execute()
  return rows.map(row => row.account_id)
}

/**
 * One recording over every account that `find` names, and the provider's. What appears between looking and locking
 * would be missed, so it looks again under the locks and starts anew if there is more. In an account that is not locked
 * somebody could open for the person, or let him in, until this commits: openGrant and enter share a hold on the person,
 * so they commit first and are found, or wait and then find what this has written.
 */
async function overAccounts<T>(
  kernel: Kernel,
  by: Actor,
  personId: string,
  find: (tx: Tx) => Promise<string[]>,
  write: (r: Recording, accounts: string[]) => Promise<T>,
): Promise<T> {
  for (;;) {
    const { provider, accounts } = await kernel.database.within(everyAccount, async tx => ({
      provider: await readProvider(tx),
      accounts: await find(tx),
    }))
    const outcome = await record(
      kernel,
      { accounts: [provider.id, ...accounts], by, scope: everyAccount },
      async r => {
        await r.tx
          .selectFrom('people.persons')
          .select('id')
          .where('id', '=', personId)
          .forNoKeyUpdate()
          .execute()
        const now = await find(r.tx)
        if (now.some(account => !accounts.includes(account))) return { again: true as const }
        return { again: false as const, value: await write(r, accounts) }
      },
    )
    if (!outcome.again) return outcome.value
  }
}
