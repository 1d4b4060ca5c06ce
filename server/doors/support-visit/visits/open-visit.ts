import type { Standing } from '#server/access/3-grant/giver.ts'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { noteExpired } from '#server/access/5-end/note-expired.ts'
import type { Account } from '#server/access/account.ts'
import type { Permission } from '#server/access/permission.ts'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readSupportTeam } from '#server/access/support-team.ts'
import { longestUntil } from '#server/access/until.ts'
import { listSshKeys, readSshKey } from '#server/people/ssh-keys.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { formatPublicKey } from '#server/plumbing/ssh/public-key.ts'
import { findConnection } from '../connections.ts'
import type { Method, PlatformId } from '../platforms/platform.ts'
import { wantAllowList, wantLettingIn } from '../steps/want-by-hand.ts'
import { artefactsOf, methodOfVisit, type Way } from './artefacts-of-visit.ts'
import { door } from './door.ts'
import { readVisitPolicy } from './visit-policy.ts'

export type Agreed = {
  visitId: string
  account: Account
  resourceId: string
  agentId: string
  platform: PlatformId
  way: Way | null
  permissions: readonly Permission[]
  /** By the platform's own names. */
  platformRights: readonly string[]
  reason: string
  caseNumber: string | null
  message: string | null
  endsAt: number
  giver: Standing
  /** From where the provider's people come; none: from anywhere. */
  addresses: readonly string[]
  /** Whether these have to be let in before anybody can come. */
  allowList: boolean
  /** Of the request; without one, giving is the decision. */
  decisionId?: string
}

/**
 * What was agreed becomes a grant for one named person, and what its method needs outside is wanted: one transaction, so
 * that nothing is open of which nobody knows what to take away. The method is decided now, not when somebody asked:
 * a shop may have been connected since.
 * @returns what the visit keeps of it
 * @throws Refusal 'not-in-the-support-team', 'mailbox-is-missing'; as openGrant
 */
export async function openVisit(
  r: Recording,
  agreed: Agreed,
): Promise<{ grantId: string; method: Method; agreedRights: string[] }> {
  const { account, resourceId } = agreed
  const accountId = account.id
  // What time brought is written first: an account whose visit was over before this must not live on by it.
  await noteExpired(r, accountId)
  const team = await readSupportTeam(r.tx)
  const agent = team.people.find(person => person.id === agreed.agentId)
  if (!agent) throw new Refusal('not-in-the-support-team')
  const { longestDays, mailbox } = await readVisitPolicy(r.tx)
  const connection = await findConnection(r.tx, resourceId)
  const method = methodOfVisit(agreed.platform, connection?.system ?? null)
  refuseWithoutMailbox(method, mailbox)
  const grantId = await openGrant(
    r,
    {
      accountId,
      resourceId,
      door,
      subject: { kind: 'person', id: agreed.agentId },
      permissions: agreed.permissions,
      beginsAt: r.now,
      endsAt: agreed.endsAt,
      reason: agreed.reason,
      caseNumber: agreed.caseNumber,
      message: agreed.message,
      giver: agreed.giver,
      ...(agreed.decisionId ? { decisionId: agreed.decisionId } : {}),
    },
    { longestMs: longestUntil(longestDays, account, r.now) - r.now, endless: false },
  )
  const options = (connection?.options ?? {}) as Readonly<Record<string, string>>
  const wanted = artefactsOf({
    tag: agreed.visitId.replaceAll('-', '').slice(-10),
    platform: agreed.platform,
    method,
    way: agreed.way,
    agent: { name: agent.name, publicKey: await readAgentKey(r.tx, agent.id) },
    mailbox,
    role: options['role'] ?? null,
    sources: agreed.addresses.length > 0 ? agreed.addresses.join(',') : null,
    endsAt: new Date(agreed.endsAt),
  })
  const of = { accountId, resourceId, grantId, platform: agreed.platform, agentId: agent.id }
  if (agreed.allowList) await wantAllowList(r, { ...of, addresses: agreed.addresses })
  for (const one of wanted) {
    if (one.system !== 'by-hand') await wantArtefact(r, { accountId, resourceId, grantId, ...one })
    else {
      const { kind, mailbox } = one
      const handedOver = kind === 'admin'
      await wantLettingIn(r, { ...of, kind, mailbox, rights: agreed.platformRights, handedOver })
    }
  }
  r.fact(
    'visit.agreed',
    { grant: grantId, resource: resourceId, person: agreed.agentId },
    {
      visit: agreed.visitId,
      platform: agreed.platform,
      method,
      platformRights: [...agreed.platformRights],
    },
    accountId,
  )
  return { grantId, method, agreedRights: [...agreed.platformRights] }
}

/** Said when somebody asks already: an answer with yes that nothing could come of would be worse. */
export function refuseWithoutMailbox(method: Method, mailbox: string | null): void {
  if (method !== 'server' && mailbox === null) throw new Refusal('mailbox-is-missing')
}

/** The public key that an agent has added last; null: he has none. */
async function readAgentKey(tx: Tx, agentId: string): Promise<string | null> {
  const [newest] = (await listSshKeys(tx, agentId)).filter(key => key.removedAt === null)
  return newest ? formatPublicKey(await readSshKey(tx, agentId, newest.id)) : null
}
