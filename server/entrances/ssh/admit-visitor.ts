import type { Doorkeeper } from '#server/access/4-enter/check-entry.ts'
import { enterBySsh } from '#server/access/4-enter/enter.ts'
import { findVisit } from '#server/access/4-enter/find-visit.ts'
import { everyAccount } from '#server/access/account.ts'
import type { Connection } from '#server/access/outside.ts'
import type { Permission } from '#server/access/permission.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { findSshKey, noteSshKeyUse } from '#server/people/ssh-keys.ts'
import { hashSecret, newSecret } from '#server/plumbing/ids.ts'
import { doorTexts } from '#texts/doors.ts'
import type { Admitted, SshDoorNeeds } from './needs.ts'
import { readTarget } from './read-target.ts'

export type Admitting = {
  kernel: Kernel
  doorkeeper: Doorkeeper
  nodeId: string
  /** How the server of a resource is reached; undefined: nobody has connected one. */
  serverOf(resourceId: string): Promise<Connection | undefined>
  /** An entry was opened for somebody who does not come in after all. */
  letGo(entryId: string, account: string, personId: string): void
  say(sentence: string): void
}

/** Somebody who was let in, and what the kernel is asked about him from now on. */
export type LetIn = {
  entryId: string
  account: string
  resource: string
  personId: string
  token: Buffer
  permissions: readonly Permission[]
  /** epoch ms: not open after this without another decision */
  until: number
  lastWords: string
}

/** key → person → visit → server, and then an entry, which only the kernel opens. undefined: nobody, and no word why. */
export async function admitVisitor(
  { kernel, doorkeeper, nodeId, serverOf, letGo, say }: Admitting,
  asked: Parameters<SshDoorNeeds['admit']>[0],
): Promise<{ admitted: Admitted; letIn: LetIn } | undefined> {
  const at = new Date(kernel.clock.now())
  const found = await kernel.database.within(everyAccount, async tx => {
    const key = await findSshKey(tx, asked.keyFingerprint)
    const visit = key && (await findVisit(tx, key.personId, { login: asked.login }, at))
    return key && visit && { key, visit }
  })
  if (!found) return undefined
  const { key, visit } = found
  const connection = await serverOf(visit.resource)
  const target = connection ? readTarget(connection) : { error: 'it is not connected' }
  if ('error' in target) {
    say(`${key.person} could not be let through to ${visit.resourceName}: ${target.error}.`)
    return undefined
  }
  const secret = newSecret()
  const token = hashSecret(secret)
  const { account, resource } = visit
  const opened = await enterBySsh(
    kernel,
    { account, resource, person: key.personId, sshKey: key.id, node: nodeId },
    secret,
    { network: asked.network, device: null },
  ).catch(error => {
    if (error instanceof Refusal) return undefined
    throw error
  })
  if (!opened) return undefined
  const { entryId, expiresAt } = opened
  try {
    await kernel.database.within('', tx => noteSshKeyUse(tx, key.id, asked.network, at))
    const answer = await doorkeeper.checkSlowly(token, resource)
    if (answer.let === 'out') {
      letGo(entryId, account, key.personId)
      return undefined
    }
    const { permissions, until } = answer
    const has = (permission: Permission) => permissions.includes(permission)
    const texts = doorTexts[key.language].ssh
    return {
      admitted: {
        entryId,
        person: key.person,
        until: expiresAt.getTime(),
        may: { shell: has('server.shell'), exec: has('server.command'), sftp: has('server.files') },
        target,
        banner: texts.banner(key.person, visit.resourceName, visit.accountName),
      },
      letIn: {
        entryId,
        account,
        resource,
        personId: key.personId,
        token,
        permissions,
        until,
        lastWords: texts.over,
      },
    }
  } catch (error) {
    letGo(entryId, account, key.personId)
    throw error
  }
}
