import * as contract from '#contract/provider-desk.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Route, route } from '#server/access/route.ts'
import { changeSignInPolicy, tellSignInPolicy } from '#server/people/change-policy.ts'
import { isId } from '#server/plumbing/ids.ts'
import { type MailRow, pageMails, tryMailAgain } from '#server/plumbing/mail/page-mails.ts'
import { type Node, readHealth } from './read-health.ts'

/**
 * What the provider's desk sees of itself, and what it demands of everybody.
 * @param sendSoon sends what is due without waiting for the next round
 */
export function healthRoutes(kernel: Kernel, node: Node, sendSoon: () => void): Route[] {
  const { database, clock } = kernel
  return [
    route(contract.readHealth, () => readHealth(kernel, node)),
    route(contract.listMails, async ({ query }) => {
      const limit = query.limit ?? 30
      const { cursor } = query
      if (cursor !== undefined && !isId(cursor)) throw new Refusal('invalid-input', { field: 'cursor' })
      const mails = await pageMails(database, query.state ?? 'all', cursor, limit + 1)
      const shown = mails.slice(0, limit)
      return {
        items: shown.map(tellMail),
        next: mails.length > limit ? shown.at(-1)!.id : null,
      }
    }),
    route(contract.sendMailAgain, async ({ params }) => {
      const mail = await tryMailAgain(database, params.mailId, new Date(clock.now()))
      if (!mail) throw new Refusal('not-found')
      if (mail === 'conflict') throw new Refusal('conflict')
      sendSoon()
      return tellMail(mail)
    }),
    route(contract.readSignInPolicy, () => tellSignInPolicy(database)),
    route(contract.changeSignInPolicy, async ({ body, caller }) => {
      await changeSignInPolicy(kernel, { person: caller.personId }, body)
      return tellSignInPolicy(database)
    }),
  ]
}

function tellMail(mail: MailRow) {
  const { canBeSentAgain, ...rest } = mail
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return {
    ...rest,
    queuedAt: mail.queuedAt.toISOString(),
    sentAt: iso(mail.sentAt),
    nextTryAt: iso(mail.nextTryAt),
    givenUpAt: iso(mail.givenUpAt),
    can: { sendAgain: canBeSentAgain ? (true as const) : 'conflict' },
  }
}
