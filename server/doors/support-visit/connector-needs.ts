import { sql } from 'kysely'
import { keeperOfArtefact } from '#server/access/4-enter/hand-over/what.ts'
import { everyAccount } from '#server/access/account.ts'
import type { Connection, ConnectorNeeds } from '#server/access/outside.ts'
import type { Kernel } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { destroySecrets } from '#server/plumbing/vault/destroy-secrets.ts'
import { keepSecret } from '#server/plumbing/vault/keep-secret.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { readSecret } from '#server/plumbing/vault/read-secret.ts'
import { findConnection, openConnection } from './connections.ts'

/** What every connector is given: connections as their owners made them, and the vault for what belongs to an artefact. */
export function connectorNeeds({ database, clock }: Kernel, vault: Vault): ConnectorNeeds {
  return {
    now: () => clock.now(),
    connectionOf: resourceId => database.within(everyAccount, tx => openConnection(tx, vault, resourceId)),
    readSecret: (artefactId, name) =>
      database.within(everyAccount, async tx => {
        const accountId = await accountOf(tx, artefactId)
        const keeper = keeperOfArtefact(artefactId)
        return accountId && (await readSecret(tx, vault, { accountId, keeper, name }))?.toString()
      }),
    keepSecret: (artefactId, name, value) =>
      database.within(everyAccount, async tx => {
        const accountId = await accountOf(tx, artefactId)
        if (!accountId) throw new Error(`there is no artefact ${artefactId}`)
        const keeper = keeperOfArtefact(artefactId)
        await keepSecret(tx, vault, { accountId, keeper, name, value }, new Date(clock.now()))
      }),
  }
}

/** How the server behind a resource is reached over SSH; undefined: none is connected there. */
export function serverOf(
  { database }: Kernel,
  vault: Vault,
): (resourceId: string) => Promise<Connection | undefined> {
  return resourceId =>
    database.within(everyAccount, async tx =>
      (await findConnection(tx, resourceId))?.system === 'ssh-host'
        ? openConnection(tx, vault, resourceId)
        : undefined,
    )
}

async function accountOf(tx: Tx, artefactId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('access.artefacts')
    .select('account_id')
    .where('id', '=', artefactId)
    .executeTakeFirst()
  return row?.account_id
}

const pageSize = 200

/** What belonged to an artefact is destroyed once it was seen to be gone: until then it is the witness. */
export async function destroySecretsOfGone({ database, clock }: Kernel): Promise<number> {
  return database.within(everyAccount, async tx => {
    const gone = await sql<{ account_id: string; keeper: string }>`
      select distinct s.account_id, s.keeper from plumbing.secrets s
      join access.artefacts a on s.keeper = 'artefact:' || a.id::text and a.gone_at is not null
      where s.destroyed_at is null limit ${pageSize}`.execute(tx)
    let destroyed = 0
    for (const { account_id: accountId, keeper } of gone.rows)
      destroyed += await destroySecrets(tx, { accountId, keeper }, new Date(clock.now()))
    return destroyed
  })
}
