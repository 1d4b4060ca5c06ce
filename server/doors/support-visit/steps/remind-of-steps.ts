import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import { nextReminder } from './next-reminder.ts'
import { type GuidedRow, isMissing, ofGrant, readGuided } from './read-guided.ts'
import { type Language, saySentence, wordingOf } from './show-guided.ts'
import { type House, readAgent, readHouse, readOwnersSide, tell } from './tell-people.ts'

type Ending = { account_id: string; grant_id: string }

/**
 * Tells whoever has not yet confirmed that access was taken away what he has to do: at the end, after an hour, after a
 * day, then daily, until it is confirmed. Whether it is due is asked again, and written down, under the account's lock:
 * two nodes never send two.
 * @returns how many mails were queued
 */
export async function remindOfSteps(kernel: Kernel, deskOrigin: string): Promise<number> {
  const now = new Date(kernel.clock.now())
  const endings = await kernel.database.within(everyAccount, async tx => {
    const found = await sql<Ending>`
      select distinct w.account_id,
        (select h.grant_id from access.artefact_grants h join access.grants g on g.id = h.grant_id
          where h.artefact_id = w.artefact_id order by g.ending_at desc nulls last, g.id limit 1) as grant_id
      from support_visit.guided_artefacts w
      join access.artefacts a on a.id = w.artefact_id and a.removing_at is not null and a.gone_at is null
      where w.taken_out_at is null
        and (w.reminded_times = 0 or w.reminded_at <= ${now}::timestamptz - interval '55 minutes')`.execute(
      tx,
    )
    return found.rows
  })
  if (endings.length === 0) return 0
  const house = await readHouse(kernel, deskOrigin)
  let mails = 0
  await forEach(endings, async ({ account_id: accountId, grant_id: grantId }) => {
    mails += await record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, r =>
      remind(r, { accountId, grantId }, house),
    )
  })
  return mails
}

async function remind(
  r: Recording,
  { accountId, grantId }: { accountId: string; grantId: string },
  house: House,
): Promise<number> {
  // The account that lets in is taken away before the network: the visitor must still be able to see it refused.
  const all = (await readGuided(r.tx, ofGrant(accountId, grantId)))
    .filter(one => one.removing_at && !one.gone_at && !one.taken_out_at)
    .reverse()
  const due = all.filter(
    ({ removing_at, reminded_times, reminded_at }) =>
      nextReminder(removing_at!.getTime(), reminded_times, reminded_at?.getTime() ?? null) <= r.now,
  )
  const [first] = due
  if (!first) return 0
  await r.tx
    .updateTable('support_visit.guided_artefacts')
    .set(eb => ({ reminded_times: eb('reminded_times', '+', 1), reminded_at: r.at }))
    .where(
      'artefact_id',
      'in',
      all.map(({ artefact_id }) => artefact_id),
    )
    .execute()
  const about = { accountId, resourceId: first.resource_id, grantId }
  const news = { agent: first.agent ?? '', since: first.removing_at!, times: first.reminded_times }
  let mails = 0
  if (missingOf(all, 'owner').length > 0)
    for (const to of await readOwnersSide(r.tx, accountId, first.resource_id, r.at)) {
      const steps = sayMissing(all, 'owner', to.language)
      await tell(r, about, house, to, { ...news, kind: 'take-away', steps })
      mails += 1
    }
  const agent = first.agent_id ? await readAgent(r.tx, first.agent_id) : undefined
  if (agent && missingOf(all, 'support').length > 0) {
    const steps = sayMissing(all, 'support', agent.language)
    await tell(r, about, house, agent, { ...news, kind: 'confirm-gone', steps })
    mails += 1
  }
  return mails
}

function missingOf(all: readonly GuidedRow[], side: 'owner' | 'support') {
  return all.flatMap(guided =>
    guided.steps
      .filter(step => step.phase === 'end' && step.needed_from === side && isMissing(step))
      .map(step => ({ guided, step })),
  )
}

function sayMissing(all: readonly GuidedRow[], side: 'owner' | 'support', language: Language): string[] {
  return missingOf(all, side).map(({ guided, step }) =>
    saySentence(step, language, wordingOf(guided, language)),
  )
}
