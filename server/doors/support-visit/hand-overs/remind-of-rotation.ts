import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { changeWhatWasSeen } from './letters.ts'
import { type From, readFrom, readOwner } from './read-owner.ts'

/** So long after the end, ms, the owner is reminded of what he has not confirmed. */
export const remindAfterMs = [24 * 3_600_000, 72 * 3_600_000] as const

/**
 * A seen password is a known password: after the end the owner is reminded to change it, until he says that he has, twice
 * at most. Whether it is due is asked again under the account's lock: two nodes never send two.
 * @returns how many mails were queued
 */
export async function remindOfRotation(kernel: Kernel, deskOrigin: string): Promise<number> {
  const at = new Date(kernel.clock.now())
  const due = await kernel.database.within(everyAccount, tx => readDue(tx, at))
  if (due.length === 0) return 0
  const from = await readFrom(kernel, deskOrigin)
  let mails = 0
  for (const accountId of new Set(due.map(one => one.account_id)))
    mails += await record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, r =>
      remind(r, accountId, from),
    )
  return mails
}

async function remind(r: Recording, accountId: string, from: From): Promise<number> {
  const owner = await readOwner(r.tx, accountId)
  const due = await readDue(r.tx, r.at, accountId)
  for (const one of due) {
    const reminders = one.age_ms >= remindAfterMs[1] ? 2 : 1
    await r.tx
      .insertInto('support_visit.told_of_secrets')
      .values({ grant_id: one.grant_id, account_id: accountId, reminders })
      .onConflict(conflict => conflict.column('grant_id').doUpdateSet({ reminders }))
      .execute()
    if (!owner) continue
    const letter = changeWhatWasSeen(owner, from, {
      grantId: one.grant_id,
      shop: one.shop,
      person: one.person,
      endedAt: one.over_at,
      secrets: one.secrets,
    })
    const mailId = await queueMail(
      r.tx,
      {
        kind: 'change-what-was-seen',
        to: owner.address,
        language: owner.language,
        thread: one.grant_id,
        ...frameMail(letter),
      },
      r.at,
    )
    r.fact(
      'owner.told',
      { grant: one.grant_id, resource: one.resource_id ?? undefined, person: owner.id },
      { mail: 'change-what-was-seen', mailId, to: 'owner' },
      accountId,
    )
  }
  return owner ? due.length : 0
}

type Due = {
  account_id: string
  grant_id: string
  resource_id: string | null
  shop: string | null
  person: string
  over_at: Date
  age_ms: number
  secrets: { what: string; label: string | null }[]
}

async function readDue(tx: Recording['tx'], at: Date, accountId?: string): Promise<Due[]> {
  const found = await sql<Due>`
    select g.account_id, g.id as grant_id, g.resource_id, s.name as shop, p.name as person, over.at as over_at,
      (extract(epoch from ${at}::timestamptz - over.at) * 1000)::float8 as age_ms,
      json_agg(json_build_object('what', h.kind, 'label', h.label) order by h.made_at, h.id) as secrets
    from access.hand_overs h
    join access.grants g on g.id = h.grant_id
    cross join lateral (select coalesce(g.ending_at, g.ends_at) as at) over
    join people.persons p on p.id = g.subject_id
    left join access.resources s on s.account_id = g.account_id and s.id = g.resource_id
    left join support_visit.told_of_secrets t on t.grant_id = g.id
    where h.first_seen_at is not null and h.rotated_at is null and h.kind in ('password', 'sftp')
      and over.at <= ${new Date(at.getTime() - remindAfterMs[0])}
      and coalesce(t.reminders, 0) < case when over.at <= ${new Date(at.getTime() - remindAfterMs[1])} then 2 else 1 end
      ${accountId === undefined ? sql`` : sql`and g.account_id = ${accountId}`}
    group by g.account_id, g.id, g.resource_id, s.name, p.name, over.at
    order by g.id limit 500`.execute(tx)
  return found.rows
}
