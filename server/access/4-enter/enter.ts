import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import { hashSecret, newId } from '#server/plumbing/ids.ts'
import type { Entrance } from '../permission.ts'
import { type Kernel, type Recording, record } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { lettingIn } from './letting-in.ts'
import type { Ticket } from './ticket.ts'

/** An entry is never older than this, whatever its grants say, ms. A working day and a little. */
export const entryLivesMs = 12 * 3_600_000

/**
 * The visitor stands at the door with his ticket: opens an entry and gives it its token. The ticket works once, and
 * the grants are asked again in the statement that lets him in, so what ended since the ticket was written counts.
 * @param token the new secret of the entry; only its hash is kept
 * @throws Refusal 'ticket-is-over' when it was used, 'no-open-grant'
 */
export async function enter(
  kernel: Kernel,
  ticket: Ticket,
  entrance: Exclude<Entrance, 'ssh'>,
  token: string,
  from: { network: string | null; device: string | null },
): Promise<{ entryId: string; expiresAt: Date }> {
  return record(kernel, { accounts: [ticket.account], by: { person: ticket.person } }, async r => {
    const entry = await letIn(r, { ...ticket, entrance, sshKey: null, node: null }, token, from)
    const used = await sql<{ id: string }>`
      insert into access.used_tickets (id, account_id, entry_id, used_at)
      values (${ticket.id}, ${ticket.account}, ${entry.entryId}, ${r.at}) on conflict do nothing returning id`.execute(
      r.tx,
    )
    if (used.rows.length === 0) throw new Refusal('ticket-is-over')
    return entry
  })
}

/** By what the visitor had proven who he is when he was signed in; an auditor asks for more than one. */
async function provedBy(tx: Tx, sessionId: string | null): Promise<string[] | undefined> {
  if (!sessionId) return undefined
  const session = await tx
    .selectFrom('people.sessions')
    .select('methods')
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return session?.methods
}

/**
 * The visitor stands at the SSH door and has proven that he holds this key, which is his ticket.
 * @param visitor.node that holds his connection, and will say when it is gone
 * @throws Refusal 'no-open-grant', also when the key was removed meanwhile
 */
export async function enterBySsh(
  kernel: Kernel,
  visitor: { account: string; resource: string; person: string; sshKey: string; node: string },
  token: string,
  from: { network: string | null; device: string | null },
): Promise<{ entryId: string; expiresAt: Date }> {
  return record(kernel, { accounts: [visitor.account], by: { person: visitor.person } }, r =>
    letIn(r, { ...visitor, entrance: 'ssh', session: null }, token, from),
  )
}

type Visitor = Pick<Ticket, 'account' | 'resource' | 'person' | 'session'> & {
  entrance: Entrance
  sshKey: string | null
  node: string | null
}

async function letIn(
  r: Recording,
  visitor: Visitor,
  token: string,
  from: { network: string | null; device: string | null },
): Promise<{ entryId: string; expiresAt: Date }> {
  const { account, resource, person, session, entrance, sshKey } = visitor
  await holdVisitor(r.tx, visitor)
  const entryId = newId(r.now)
  const opened = await sql<{ expires_at: Date }>`
    insert into access.entries (id, account_id, resource_id, person_id, session_id, entrance, ssh_key_id, node_id, token_hash,
      opened_at, expires_at, network, device)
    select ${entryId}, ${account}, ${resource}, ${person}, ${session}, ${entrance}, ${sshKey}::uuid, ${visitor.node}::uuid, ${hashSecret(token)},
           ${r.at}, ${new Date(r.now + entryLivesMs)}, ${from.network}, ${from.device}
    where exists (select from unnest(${lettingIn(sql`${entrance}::text`)}) permission
        where access.may(${person}, ${account}, permission, ${resource}, ${r.at}))
      and exists (select from access.resources where id = ${resource} and removed_at is null)
      and (${session}::uuid is null or exists (
        select from people.sessions where id = ${session} and ended_at is null and expires_at > ${r.at}))
      and (${sshKey}::uuid is null or exists (
        select from people.ssh_keys where id = ${sshKey} and person_id = ${person} and removed_at is null))
    returning expires_at`.execute(r.tx)
  const entry = opened.rows[0]
  if (!entry) throw new Refusal('no-open-grant')
  const held = (await holdOpen(r.tx, account, [entryId], r.at, [])).get(entryId) ?? []
  r.fact(
    'entry.opened',
    { entry: entryId, resource, person, grant: held[0] },
    {
      entrance,
      grants: held,
      network: from.network ?? undefined,
      sshKey: sshKey ?? undefined,
      methods: sshKey ? ['ssh-key'] : await provedBy(r.tx, session),
    },
    account,
  )
  return { entryId, expiresAt: entry.expires_at }
}

/**
 * Whoever takes away at this moment what lets the visitor in, in another account's transaction (he is deactivated, leaves
 * his team, signs out, removes his key), waits for this to commit and then finds the entry; or this waits, and then finds
 * it gone.
 */
async function holdVisitor(tx: Tx, { person, session, sshKey }: Visitor): Promise<void> {
  await tx.selectFrom('people.persons').select('id').where('id', '=', person).forShare().execute()
  if (session)
    await tx.selectFrom('people.sessions').select('id').where('id', '=', session).forShare().execute()
  if (sshKey)
    await tx.selectFrom('people.ssh_keys').select('id').where('id', '=', sshKey).forShare().execute()
}

/**
 * Writes down every open grant that covers these entries, so that each is known to hang on all of them.
 * @param except grants that are ending in this very transaction
 * @returns by entry the ids of the grants that cover it, the one that lasts longest first; none: it is not in the map
 */
export async function holdOpen(
  tx: Tx,
  account: string,
  entries: readonly string[],
  at: Date,
  except: readonly string[],
): Promise<Map<string, string[]>> {
  const entering = lettingIn(sql`e.entrance`)
  const held = await sql<{ entry_id: string; grant_id: string }>`
    with covering as (
      select e.id as entry_id, g.id as grant_id, g.ends_at
      from access.entries e
      join access.open_grants(${at}) g on g.account_id = e.account_id
        and access.covers(g.resource_id, e.resource_id)
        and g.permissions && ${entering}
        and ((g.subject_kind = 'person' and g.subject_id = e.person_id)
          or (g.subject_kind = 'team' and exists (
                select from access.team_members m where m.team_id = g.subject_id and m.person_id = e.person_id and m.left_at is null)))
      left join access.grants p on p.account_id = g.account_id and p.id = g.parent_id
      where e.account_id = ${account} and e.id = any (${[...entries]}::uuid[]) and e.closed_at is null
        and (g.parent_id is null or exists (select unnest(p.permissions) intersect select unnest(g.permissions) intersect select unnest(${entering})))
        and not g.id = any (${[...except]}::uuid[])
    ), linked as (
      insert into access.entry_grants (account_id, entry_id, grant_id)
      select ${account}, entry_id, grant_id from covering on conflict do nothing
    )
    select entry_id, grant_id from covering order by ends_at desc nulls first, grant_id`.execute(tx)
  const byEntry = new Map<string, string[]>()
  for (const row of held.rows) byEntry.set(row.entry_id, [...(byEntry.get(row.entry_id) ?? []), row.grant_id])
  return byEntry
}
