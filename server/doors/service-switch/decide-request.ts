import { takeOpenRequest } from '#server/access/1-request/read-request.ts'
import { writeDecision } from '#server/access/2-decide/write-decision.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import { readAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { endOf, longestUntil, type Preset, type Until } from '#server/access/until.ts'
import { door, openServiceAccess, touchSwitch } from './opening.ts'
import { readPolicy } from './policy.ts'
import type { Mode, WhoMayEnter } from './who.ts'

export type Answer = {
  outcome: 'allow' | 'refuse'
  until?: Until
  mode?: Mode
  who?: WhoMayEnter
  note: string | null
}

/**
 * The owner answers a request: accepts it as it is, accepts it changed, or refuses it. Nobody answers his own.
 * @throws Refusal 'not-found', 'own-request', 'request-is-answered', 'request-has-lapsed', 'request-was-withdrawn'; as openGrant
 */
export async function decideRequest(
  kernel: Kernel,
  personId: string,
  giver: Standing,
  accountId: string,
  requestId: string,
  answer: Answer,
): Promise<void> {
  await record(kernel, { accounts: [accountId], by: { person: personId } }, async r => {
    const request = await takeOpenRequest(r.tx, requestId, r.now)
    // A request of another door means something else by its rights, and has its own page to answer it.
    if (request.accountId !== accountId || !request.resourceId || request.door !== door)
      throw new Refusal('not-found')
    if (request.askedBy === personId) throw new Refusal('own-request')
    const shop = { accountId, resourceId: request.resourceId }
    const isChanged = answer.until !== undefined || answer.mode !== undefined || answer.who !== undefined
    const decisionId = await writeDecision(r, {
      accountId,
      requestId,
      outcome: answer.outcome,
      reasons: [giver.as, ...(isChanged ? ['changed'] : [])],
      note: answer.note,
    })
    if (answer.outcome === 'allow') {
      const account = await readAccount(r.tx, accountId)
      const longest = longestUntil((await readPolicy(r.tx)).longestDays, account, r.now)
      // Waiting never ate time: a preset counts from this moment, not from when it was asked for.
      const asked: Until | number = request.until
        ? request.until.getTime()
        : { preset: request.preset as Preset }
      const until = answer.until ?? asked
      await touchSwitch(r, shop, null)
      await openServiceAccess(
        r,
        shop,
        {
          mode:
            answer.mode ??
            (request.wants.some(wanted => wanted.permission === 'shop.operate') ? 'full' : 'read-only'),
          who:
            answer.who ??
            (request.subject.kind === 'team'
              ? { kind: 'team' }
              : { kind: 'named', people: [request.subject.id] }),
          preset: typeof until === 'object' && 'preset' in until ? until.preset : null,
          endsAt: typeof until === 'number' ? until : endOf(until, account, r.now),
          reason: request.wants.map(wanted => wanted.reason).join(' · '),
          caseNumber: request.caseNumber,
          message: answer.note,
        },
        giver,
        longest,
        { requestId, decisionId },
      )
    }
  })
}
