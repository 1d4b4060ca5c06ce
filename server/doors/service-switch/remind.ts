import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { aboutOpenings } from './mail/batch.ts'
import { dueReminder, type Reminder, type Standing } from './mail/due-reminder.ts'
import { endsSoon, neverUsed } from './mail/letters/reminders.ts'
import { wordingFor } from './mail/letters/wording.ts'
import { readInside } from './mail/read-entries.ts'
import { readHouse, readProviderName, whoIsTold } from './mail/read-house.ts'
import { readOpeningsWith, termsOfOpening, threadOf } from './mail/read-openings.ts'
import { door } from './opening.ts'

/**
 * Reminds owners, and those who decide beside them, of access that ends soon or that nobody has used. Whether it is due is asked again, and written down,
 * under the account's lock: two nodes never send two.
 * @param now epoch ms
 * @returns how many reminders were due
 */
export async function remindOwners(kernel: Kernel, deskOrigin: string, now: number): Promise<number> {
  const candidates = await kernel.database.within(everyAccount, tx => readStandings(tx, new Date(now)))
  const due = candidates.filter(one => dueReminder(one.standing, now))
  if (due.length === 0) return 0
  const from = { origin: deskOrigin, provider: await readProviderName(kernel) }
  let reminded = 0
  for (const accountId of new Set(due.map(one => one.accountId))) {
    reminded += await record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, r =>
      remindOwner(r, accountId, from),
    )
  }
  return reminded
}

async function remindOwner(
  r: Recording,
  accountId: string,
  from: { origin: string; provider: string },
): Promise<number> {
  const { house, told } = await readHouse(r.tx, accountId, from, r.at)
  if (told.length === 0) return 0
  let reminded = 0
  for (const { openingId, grantIds, standing } of await readStandings(r.tx, r.at, accountId)) {
    const reminder = dueReminder(standing, r.now)
    if (!reminder || !(await markReminded(r, openingId, reminder, standing))) continue
    const [opening] = await readOpeningsWith(r.tx, grantIds)
    if (!opening) continue
    const terms = termsOfOpening({
      ...opening,
      grants: opening.grants.filter(grant => grantIds.includes(grant.id)),
    })
    const inside = standing.isUsed ? await readInside(r.tx, grantIds, r.at) : undefined
    const endsAt = new Date(standing.endsAt).toISOString()
    for (const to of whoIsTold(told, 'reminders', opening.shop.id)) {
      const w = wordingFor(house, to)
      const letter = reminder.why === 'ends-soon' ? endsSoon(w, terms, inside, r.at) : neverUsed(w, terms)
      const mail = {
        kind: reminder.why,
        to: to.address,
        language: to.language,
        thread: threadOf(opening),
        ...frameMail(letter),
      }
      const mailId = await queueMail(r.tx, mail, r.at)
      for (const about of aboutOpenings([opening], to))
        r.fact('owner.reminded', about, { why: reminder.why, endsAt, mail: reminder.why, mailId })
    }
    reminded += 1
  }
  return reminded
}

/** @returns false when somebody else did it today */
async function markReminded(
  r: Recording,
  openingId: string,
  { today }: Reminder,
  standing: Standing,
): Promise<boolean> {
  const marked = await r.tx
    .updateTable('service_switch.openings')
    // Both reminders say that nobody has entered, so either of them has told it.
    .set({
      reminded_on: today,
      ...(standing.isUsed ? {} : { told_unused_at: sql<Date>`coalesce(told_unused_at, ${r.at})` }),
    })
    .where('id', '=', openingId)
    .where('reminded_on', 'is distinct from', today)
    .returning('id')
    .executeTakeFirst()
  return marked !== undefined
}

type Row = {
  id: string
  account_id: string
  zone: string
  opened_at: Date
  ends_at: Date
  moved_at: Date | null
  grants: string[]
  is_used: boolean
  reminded_on: string | null
  is_reminded_of_end: boolean
  is_told_unused: boolean
}

/** The openings that are open and that a reminder could be due for, of one account or of all. */
async function readStandings(
  tx: Tx,
  at: Date,
  accountId?: string,
): Promise<{ openingId: string; accountId: string; grantIds: string[]; standing: Standing }[]> {
  const found = await sql<Row>`
    select o.id, o.account_id, a.zone, o.opened_at, live.ends_at, live.grants, o.reminded_on, o.told_unused_at is not null as is_told_unused,
      exists (select from access.entry_grants h where h.grant_id = any (live.grants)) as is_used,
      (select max(f.at) from access.facts f
        where f.account_id = o.account_id and f.grant_id = any (live.grants) and f.kind = 'grant.end-moved') as moved_at,
      exists (select from access.facts f
        where f.account_id = o.account_id and f.grant_id = any (live.grants) and f.kind = 'owner.reminded'
          and f.data->>'why' = 'ends-soon' and (f.data->>'endsAt')::timestamptz = live.ends_at) as is_reminded_of_end
    from (
      select og.opening_id, max(g.ends_at) as ends_at, array_agg(g.id) as grants
      from access.grants g join service_switch.opening_grants og on og.grant_id = g.id
      where g.door = ${door} and g.ending_at is null and g.begins_at <= ${at} and g.ends_at > ${at}
        ${accountId === undefined ? sql`` : sql`and g.account_id = ${accountId}`}
      group by og.opening_id) live
    join service_switch.openings o on o.id = live.opening_id
    join access.accounts a on a.id = o.account_id and a.closed_at is null
    where live.ends_at <= ${at}::timestamptz + interval '24 hours'
      or (o.told_unused_at is null
        and o.opened_at + greatest(interval '24 hours', (live.ends_at - o.opened_at) / 2) <= ${at}
        and not exists (select from access.entry_grants h where h.grant_id = any (live.grants)))`.execute(tx)
  return found.rows.map(row => ({
    openingId: row.id,
    accountId: row.account_id,
    grantIds: row.grants,
    standing: {
      zone: row.zone,
      openedAt: row.opened_at.getTime(),
      endsAt: row.ends_at.getTime(),
      endSetAt: Math.max(row.opened_at.getTime(), row.moved_at?.getTime() ?? 0),
      isUsed: row.is_used,
      remindedOn: row.reminded_on,
      isRemindedOfEnd: row.is_reminded_of_end,
      isToldUnused: row.is_told_unused,
    },
  }))
}
