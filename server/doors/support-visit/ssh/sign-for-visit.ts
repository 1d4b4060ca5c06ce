import { type KeyObject, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { findVisit, type Visit } from '#server/access/4-enter/find-visit.ts'
import { everyAccount } from '#server/access/account.ts'
import { type Connection, readVisitedServer } from '#server/access/outside.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readSshKey } from '#server/people/ssh-keys.ts'
import { networkOf } from '#server/people/tries.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { readNetwork } from '#server/plumbing/ssh/read-network.ts'
import { longestLifeMs, signCertificate } from '#server/plumbing/ssh/sign-certificate.ts'

/** Clocks of servers are a little behind at times. */
const earlierMs = 60_000

export type Signed = { certificate: string; login: string; validUntil: Date }

/**
 * Signs a certificate while the visit is open, and writes that down: both under the lock of the account, so that from
 * the commit of an ending on none is signed. It lives for less than 15 minutes and never longer than the visit.
 * @param caller.isFresh he has just proven anew who he is; without, only what was signed before is signed again
 * @throws Refusal 'not-found' when the visit is not open to him or the key is not his, 'fresh-proof-needed',
 * 'no-ssh-here', 'ssh-key-refused'
 */
export async function signForVisit(
  kernel: Kernel,
  authority: KeyObject,
  serverOf: (resourceId: string) => Promise<Connection | undefined>,
  caller: { personId: string; isFresh: boolean; network: string | null },
  grantId: string,
  keyId: string,
): Promise<Signed> {
  const before = await kernel.database.within(everyAccount, tx =>
    findVisit(tx, caller.personId, { grantId }, new Date(kernel.clock.now())),
  )
  if (!before) throw new Refusal('not-found')
  // Its secret is in the vault, so it is read before the lock.
  const connection = await serverOf(before.resource)
  const server = connection && readVisitedServer(connection)
  return record(kernel, { accounts: [before.account], by: { person: caller.personId } }, async r => {
    const visit = await findVisit(r.tx, caller.personId, { grantId }, r.at)
    if (!visit) throw new Refusal('not-found')
    const publicKey = await readSshKey(r.tx, caller.personId, keyId)
    if (!caller.isFresh && !(await wasSignedBefore(r.tx, visit, caller.personId, keyId)))
      throw new Refusal('fresh-proof-needed')
    if (!server) throw new Refusal('no-ssh-here')
    const validAfter = r.now - earlierMs
    const validBefore = Math.min(
      validAfter + longestLifeMs,
      visit.endsAt?.getTime() ?? Number.POSITIVE_INFINITY,
    )
    // It counts in whole seconds, and one that is over at once is none.
    if (validBefore - r.now < 1_000) throw new Refusal('not-found')
    const permissions = await permissionsOf(r.tx, visit, caller.personId, r.at)
    const source = server.fromVisitorsNetwork ? readNetwork(networkOf(caller.network)) : undefined
    if (server.fromVisitorsNetwork && !source) throw new Refusal('no-ssh-here')
    const serial = randomBytes(8).readBigUInt64BE()
    const keyName = `grant:${visit.grantId}:person:${caller.personId}`
    const certificate = signCertificate({
      caPrivateKey: authority,
      publicKey,
      keyId: keyName,
      principals: [server.login],
      serial,
      validAfter,
      validBefore,
      extensions: permissions.includes('server.shell') ? ['permit-pty'] : [],
      // A shell and commands cannot be told apart from files by a certificate; files alone can.
      ...(permissions.every(one => one === 'server.files') ? { forceCommand: 'internal-sftp' } : {}),
      ...(source ? { sourceAddresses: [source] } : {}),
    })
    const validUntil = new Date(validBefore)
    r.fact(
      'certificate.signed',
      { grant: visit.grantId, resource: visit.resource, person: caller.personId },
      {
        key: keyId,
        fingerprint: publicKey.fingerprint,
        serial: String(serial),
        login: server.login,
        source,
        validUntil: validUntil.toISOString(),
      },
    )
    return { certificate, login: server.login, validUntil }
  })
}

async function wasSignedBefore(tx: Tx, visit: Visit, personId: string, keyId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('access.facts')
    .select('seq')
    .where('account_id', '=', visit.account)
    .where('grant_id', '=', visit.grantId)
    .where('kind', '=', 'certificate.signed')
    .where('by_person', '=', personId)
    .where(sql<string>`data ->> 'key'`, '=', keyId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What he may do on this server over SSH, by all his open grants. */
export async function permissionsOf(tx: Tx, visit: Visit, personId: string, at: Date): Promise<Permission[]> {
  const asked: Permission[] = ['server.shell', 'server.command', 'server.files']
  const found = await sql<{ permission: Permission }>`
    select permission from unnest(${asked}::text[]) permission
    where access.may(${personId}, ${visit.account}, permission, ${visit.resource}, ${at})`.execute(tx)
  return found.rows.map(row => row.permission)
}
