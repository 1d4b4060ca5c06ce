import { sql } from 'kysely'
import type { Json } from '#server/plumbing/canonical-json.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { queueWebhooks } from '#server/plumbing/webhooks/queue-webhooks.ts'
import type { Fact, FactKind } from './fact.ts'

/** Is there a program that wants to be told? Asked beside something else, so that a desk without one pays nothing. */
export const isHeard = sql<boolean>`exists (
  select from plumbing.webhooks w where w.off_at is null and w.removed_at is null)`

/**
 * After what somebody's rights are others than before. That a grant has ended is none of them: nobody was let in any
 * more since it was ending.
 */
const changing: ReadonlySet<FactKind> = new Set([
  'grant.opened',
  'grant.begun',
  'grant.end-moved',
  'grant.ending',
  'resource.moved',
  'team.joined',
  'team.left',
  'person.deactivated',
  'owner.changed',
  'account.closed',
] as const)

export function changesRights(kinds: ReadonlySet<FactKind>): boolean {
  return !kinds.isDisjointFrom(changing)
}

/**
 * Tells programs outside whose rights changed, in the transaction in which they did: `access.changed` with the account,
 * its epoch from then on, and the person or the team; whoever wants to know more asks. Each of them once, however many
 * of his grants it is about.
 */
export async function tellPrograms(
  tx: Tx,
  account: { id: string; epoch: number; at: Date },
  facts: readonly Fact[],
): Promise<void> {
  const about = facts.filter(fact => changing.has(fact.kind))
  if (about.length === 0) return
  const people = new Set<string>()
  const teams = new Set<string>()
  const grants = new Set<string>()
  for (const fact of about) {
    if (fact.about.grant) grants.add(fact.about.grant)
    else if (fact.about.person) people.add(fact.about.person)
    if (fact.kind === 'owner.changed' && typeof fact.data['from'] === 'string') people.add(fact.data['from'])
    if (fact.kind === 'account.closed') people.add(await readOwner(tx, account.id))
  }
  const groups = about.flatMap(fact =>
    fact.kind === 'resource.moved' ? [fact.data['from'], fact.data['to']] : [],
  )
  for (const subject of await readHolders(
    tx,
    account.id,
    groups.filter(group => typeof group === 'string'),
  ))
    (subject.kind === 'team' ? teams : people).add(subject.id)
  for (const subject of await readSubjects(tx, account.id, [...grants]))
    (subject.kind === 'team' ? teams : people).add(subject.id)
  const event = (subject: { readonly [key: string]: Json }) => ({
    type: 'access.changed',
    data: { account: account.id, ...subject, epoch: account.epoch, at: account.at.toISOString() },
  })
  await queueWebhooks(
    tx,
    [...[...people].map(person => event({ person })), ...[...teams].map(team => event({ team }))],
    account.at,
  )
}

async function readSubjects(tx: Tx, accountId: string, grantIds: readonly string[]) {
  if (grantIds.length === 0) return []
  const found = await sql<{ kind: string; id: string }>`
    select distinct subject_kind as kind, subject_id as id from access.grants
    where account_id = ${accountId} and id = any (${[...grantIds]}::uuid[]) order by kind, id`.execute(tx)
  return found.rows
}

/** Who has something on these groups, or will have. */
async function readHolders(tx: Tx, accountId: string, groupIds: readonly string[]) {
  if (groupIds.length === 0) return []
  const found = await sql<{ kind: string; id: string }>`
    select distinct subject_kind as kind, subject_id as id from access.grants
    where account_id = ${accountId} and resource_id = any (${[...groupIds]}::uuid[]) and ending_at is null
    order by kind, id`.execute(tx)
  return found.rows
}

async function readOwner(tx: Tx, accountId: string): Promise<string> {
  const row = await tx
    .selectFrom('access.accounts')
    .select('owner_id')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return row.owner_id
}
