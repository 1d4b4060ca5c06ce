import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { secretsSeen } from './letters.ts'
import { type From, readFrom, readOwner } from './read-owner.ts'

/** The first look at anything is told at once, later ones together, at most once in so long, ms. */
export const gatherForMs = 24 * 3_600_000
/** In one mail are listed at most so many; the rest is counted. */
const listed = 30

/** Accounts in which somebody has seen something that was not told yet. */
export async function accountsWithReveals(kernel: Kernel): Promise<string[]> {
  const at = new Date(kernel.clock.now())
  const found = await kernel.database.within(everyAccount, tx =>
    sql<{ account_id: string }>`
      select distinct r.account_id from access.reveals r
      left join support_visit.told_of_secrets t on t.grant_id = r.grant_id
      where r.revealed_at > ${at}::timestamptz - interval '30 days' and (t.told_at is null or r.revealed_at >= t.told_at)
        and (t.told_at is null or t.told_at <= ${new Date(at.getTime() - gatherForMs)})`.execute(tx),
  )
  return found.rows.map(row => row.account_id)
}

/**
 * Tells the owner who has seen what. Reading it, queueing the mail and noting that it was told is one transaction under the
 * account's lock: nothing is told twice, nothing is forgotten, on however many nodes this runs.
 * @returns how many mails were queued
 */
export async function tellOfReveals(kernel: Kernel, deskOrigin: string, accountId: string): Promise<number> {
  const at = new Date(kernel.clock.now())
  if ((await kernel.database.within(accountId, tx => readDue(tx, accountId, at))).length === 0) return 0
  const from = await readFrom(kernel, deskOrigin)
  return record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, r => tell(r, accountId, from))
}

async function tell(r: Recording, accountId: string, from: From): Promise<number> {
  let mails = 0
  const owner = await readOwner(r.tx, accountId)
  for (const due of await readDue(r.tx, accountId, r.at)) {
    const views = await readViews(r, due.grant_id, due.told)
    await r.tx
      .insertInto('support_visit.told_of_secrets')
      .values({ grant_id: due.grant_id, account_id: accountId, reveals: due.reveals, told_at: r.at })
      .onConflict(conflict =>
        conflict.column('grant_id').doUpdateSet({ reveals: due.reveals, told_at: r.at }),
      )
      .execute()
    if (!owner) continue
    const letter = secretsSeen(owner, from, {
      grantId: due.grant_id,
      shop: due.shop,
      isFirst: due.told === 0,
      views: views.slice(0, listed),
      more: Math.max(0, views.length - listed),
    })
    const mailId = await queueMail(
      r.tx,
      {
        kind: 'secrets-seen',
        to: owner.address,
        language: owner.language,
        thread: due.grant_id,
        ...frameMail(letter),
      },
      r.at,
    )
    r.fact(
      'owner.told',
      { grant: due.grant_id, resource: due.resource_id ?? undefined, person: owner.id },
      { mail: 'secrets-seen', mailId, to: 'owner' },
      accountId,
    )
    mails += 1
  }
  return mails
}

type Tx = Recording['tx']

async function readDue(tx: Tx, accountId: string, at: Date) {
  const found = await sql<{
    grant_id: string
    resource_id: string | null
    shop: string | null
    told: number
    reveals: number
  }>`
    select r.grant_id, g.resource_id, s.name as shop, coalesce(t.reveals, 0) as told, r.reveals
    from (select grant_id, count(*)::int as reveals from access.reveals where account_id = ${accountId} group by grant_id) r
    join access.grants g on g.id = r.grant_id
    left join access.resources s on s.account_id = g.account_id and s.id = g.resource_id
    left join support_visit.told_of_secrets t on t.grant_id = r.grant_id
    where r.reveals > coalesce(t.reveals, 0)
      and (t.told_at is null or t.told_at <= ${new Date(at.getTime() - gatherForMs)})
    order by r.grant_id`.execute(tx)
  return found.rows
}

export type View = { person: string; what: string; label: string | null; at: Date }

async function readViews(r: Recording, grantId: string, told: number): Promise<View[]> {
  const found = await sql<View>`
    select p.name as person, coalesce(h.kind, 'account') as what, coalesce(h.label, a.system) as label, v.revealed_at as at
    from access.reveals v
    join people.persons p on p.id = v.person_id
    left join access.hand_overs h on h.id = v.hand_over_id
    left join access.artefacts a on a.id = v.artefact_id
    where v.grant_id = ${grantId}
    order by v.revealed_at, v.id offset ${told}`.execute(r.tx)
  return found.rows
}
