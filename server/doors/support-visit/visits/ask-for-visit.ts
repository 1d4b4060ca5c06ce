import { ask } from '#server/access/1-request/ask.ts'
import { everyAccount, readAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readResource } from '#server/access/resource.ts'
import { readSupportTeam } from '#server/access/support-team.ts'
import { endOf, longestUntil } from '#server/access/until.ts'
import { newId } from '#server/plumbing/ids.ts'
import { filled } from '#server/plumbing/text.ts'
import { findConnection } from '../connections.ts'
import { methodOfVisit } from './artefacts-of-visit.ts'
import { door } from './door.ts'
import { refuseWithoutMailbox } from './open-visit.ts'
import { accountOfCode } from './request-code.ts'
import { readVisitPolicy } from './visit-policy.ts'
import { factOf, insertVisit, refuseMisfit, type Wish, wayOf } from './wish.ts'

export type Asking = Wish & {
  code: string
  caseNumber: string
  /** Must be said of a platform that is not listed. */
  accessNeeded?: boolean
  /** Why nobody has to get in. */
  because?: string
}

/**
 * Somebody of support asks the owner whose code he has to be let in himself. A preset starts to count at the owner's yes.
 * Of a platform that is not listed he says first whether he has to get in at all; if not, the case is closed with the
 * reason and the owner is told.
 * @returns the id of the visit, which is that of its request
 * @throws Refusal 'request-code-is-wrong', 'too-many-tries', 'not-found', 'need-is-not-said', 'reason-is-missing',
 * 'mailbox-is-missing', 'not-in-the-support-team', 'end-is-past', 'end-beyond-maximum', 'invalid-input'; as ask
 */
export async function askForVisit(
  kernel: Kernel,
  personId: string,
  network: string | null,
  asking: Asking,
): Promise<string> {
  const accountId = await accountOfCode(kernel, personId, network, asking.code)
  const isListed = asking.platform !== 'not-listed'
  if (!isListed && asking.accessNeeded === undefined) throw new Refusal('need-is-not-said')
  const isNeeded = asking.accessNeeded ?? true
  const because = filled(asking.because)
  if (!isNeeded && !because) throw new Refusal('reason-is-missing')
  wayOf(asking)
  const caseNumber = asking.caseNumber.trim()

  return record(kernel, { accounts: [accountId], by: { person: personId } }, async r => {
    const account = await readAccount(r.tx, accountId)
    const resource = await readResource(r.tx, asking.resourceId)
    if (resource.accountId !== accountId) throw new Refusal('not-found')
    refuseMisfit(asking, resource.kind)
    const connection = await findConnection(r.tx, resource.id)
    const method = methodOfVisit(asking.platform, connection?.system ?? null)
    const begun = { accountId, method, agentId: personId, begunBy: personId, begunAt: r.at, caseNumber }
    if (!isNeeded) {
      const id = newId(r.now)
      const closed = { ...begun, id, requestId: null, side: 'support' as const, notNeededBecause: because! }
      await insertVisit(r.tx, closed, asking)
      r.fact('visit.begun', { resource: resource.id }, factOf(id, 'support', method, asking, caseNumber))
      r.fact('visit.not-needed', { resource: resource.id }, { visit: id, because: because! })
      return id
    }

    const team = await readSupportTeam(r.tx)
    if (!team.people.some(person => person.id === personId)) throw new Refusal('not-in-the-support-team')
    const policy = await readVisitPolicy(r.tx)
    refuseWithoutMailbox(method, policy.mailbox)
    const endsAt = endOf(asking.until, account, r.now)
    if (endsAt <= r.now) throw new Refusal('end-is-past')
    if (endsAt > longestUntil(policy.longestDays, account, r.now)) throw new Refusal('end-beyond-maximum')
    const lapsesAt = r.now + policy.requestLapsesDays * 86_400_000
    const id = await ask(r, {
      accountId,
      resourceId: resource.id,
      door,
      subject: { kind: 'person', id: personId },
      wants: asking.rights.map(({ right, reason }) => ({ permission: right, reason })),
      howLong: 'preset' in asking.until ? { preset: asking.until.preset } : { until: new Date(endsAt) },
      caseNumber,
      message: asking.purpose.trim(),
      // Asking for a time that has passed before anybody answers is no use to anybody.
      lapsesAt: 'preset' in asking.until ? lapsesAt : Math.min(lapsesAt, endsAt),
    })
    await insertVisit(r.tx, { ...begun, id, requestId: id, side: 'support' }, asking)
    r.fact(
      'visit.begun',
      { request: id, resource: resource.id },
      factOf(id, 'support', method, asking, caseNumber),
    )
    return id
  })
}

/** The account behind a code; its owner reads who has looked. @throws Refusal as accountOfCode */
export async function useRequestCode(
  kernel: Kernel,
  personId: string,
  network: string | null,
  typed: string,
): Promise<{ id: string; name: string; zone: string; region: string }> {
  const accountId = await accountOfCode(kernel, personId, network, typed)
  await record(kernel, { accounts: [accountId], by: { person: personId } }, async r => {
    r.fact('request-code.used', {}, {})
  })
  return kernel.database.within(everyAccount, tx => readAccount(tx, accountId))
}
