import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** A node that was not heard for so long holds no connection any more: it lets go of each after a few seconds by itself. */
export const silentAfterSeconds = 30

/** This node is there. By the database's clock, because those of the nodes may differ. */
export async function beat(tx: Tx, nodeId: string): Promise<void> {
  await sql`
    insert into plumbing.nodes (id, heard_at) values (${nodeId}, now())
    on conflict (id) do update set heard_at = now()`.execute(tx)
  await sql`delete from plumbing.nodes where heard_at < now() - interval '1 day'`.execute(tx)
}

/** SQL: whether a node was heard lately. */
export function isHeard(nodeId: ReturnType<typeof sql>) {
  return sql<boolean>`exists (select from plumbing.nodes n
    where n.id = ${nodeId} and n.heard_at > now() - make_interval(secs => ${silentAfterSeconds}))`
}
