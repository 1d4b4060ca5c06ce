import { sql } from 'kysely'
import { everyAccount, readAccount, readProvider } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { type Due, type Reader, writeLetter } from './letters.ts'

const atOnce = 200

/** What is due: a grant nobody was told of, or one that is over and nobody was told that. */
const isDue = sql`(g.ending_at is null and a.told_grant is distinct from a.grant_id
  or g.ending_at is not null and a.told_ended is distinct from a.grant_id)`

/** The accounts in which there is something to tell of somebody's rights. */
export async function accountsWithRightsToTell(kernel: Kernel): Promise<string[]> {
  return kernel.database.within(everyAccount, async tx => {
    const { rows } = await sql<{ account_id: string }>`
      select distinct a.account_id from sub_account.assignments a
      join access.grants g on g.account_id = a.account_id and g.id = a.grant_id
      where a.told_ended is distinct from a.grant_id and ${isDue}`.execute(tx)
    return rows.map(row => row.account_id)
  })
}

/**
 * Tells people of what became of their rights, and the owner of what somebody else did with them. What is due is read
 * from the assignments as they are now, and noted beside them, both under the account's lock: each change is told once,
 * on however many nodes this runs; of several changes in between one letter says what they came to.
 * @param origin where the links lead, without a path
 * @returns how many mails were queued
 */
export async function tellRights(kernel: Kernel, origin: string, accountId: string): Promise<number> {
  const isAny = await kernel.database.within(
    accountId,
    async tx => (await readDue(tx, accountId, 1)).length > 0,
  )
  if (!isAny) return 0
  const provider = await kernel.database.within(everyAccount, async tx => (await readProvider(tx)).name)
  return record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, async r => {
    const account = await readAccount(r.tx, accountId)
    let mails = 0
    for (const due of await readDue(r.tx, accountId, atOnce)) {
      for (const to of await readReaders(r.tx, due, account.ownerId)) {
        await post(r, accountId, due, to, { origin, provider, account })
        mails += 1
      }
      await r.tx
        .updateTable('sub_account.assignments')
        .set(due.kind === 'ended' ? { told_ended: due.grantId } : { told_grant: due.grantId })
        .where('account_id', '=', accountId)
        .where('id', '=', due.assignmentId)
        .execute()
    }
    return mails
  })
}

async function readDue(tx: Tx, accountId: string, most: number): Promise<Due[]> {
  const { rows } = await sql<{
    id: string
    grant_id: string
    person_id: string
    person: string
    changed_by: string
    changer: string
    changed_at: Date
    scope: string | null
    permissions: string[]
    ends_at: Date | null
    reason: string | null
    ending_at: Date | null
    ending_cause: string | null
    ending_note: string | null
    ending_by: string | null
    told_permissions: string[] | null
    told_ends_at: Date | null
    is_told_ended: boolean
  }>`
    select a.id, a.grant_id, a.person_id, p.name as person, a.changed_by, c.name as changer, a.changed_at, s.name as scope,
      g.permissions, g.ends_at, g.reason, g.ending_at, g.ending_cause, g.ending_note,
      t.permissions as told_permissions, t.ends_at as told_ends_at, a.told_ended is not distinct from a.told_grant as is_told_ended, g.ending_by
    from sub_account.assignments a
    join access.grants g on g.account_id = a.account_id and g.id = a.grant_id
    join people.persons p on p.id = a.person_id
    join people.persons c on c.id = a.changed_by
    left join access.resources s on s.account_id = a.account_id and s.id = a.resource_id
    left join access.grants t on t.account_id = a.account_id and t.id = a.told_grant
    where a.account_id = ${accountId} and a.told_ended is distinct from a.grant_id and ${isDue}
    order by a.changed_at, a.id limit ${most}`.execute(tx)
  return rows.map(row => ({
    // Whoever was told that it was over is told of it as of something new.
    kind: row.ending_at ? 'ended' : row.told_permissions && !row.is_told_ended ? 'changed' : 'given',
    assignmentId: row.id,
    grantId: row.grant_id,
    person: { id: row.person_id, name: row.person },
    by: { id: row.changed_by, name: row.changer },
    scope: row.scope,
    permissions: row.permissions,
    until: row.ends_at,
    reason: row.reason,
    changedAt: row.changed_at,
    before: row.told_permissions && { permissions: row.told_permissions, until: row.told_ends_at },
    ending: row.ending_at && {
      at: row.ending_at,
      cause: row.ending_cause ?? '',
      note: row.ending_note,
      by: row.ending_by,
    },
  }))
}

/** The person himself; and the owner, if somebody else has done it. Nobody writes to somebody who is deactivated. */
async function readReaders(tx: Tx, due: Due, ownerId: string): Promise<Reader[]> {
  const doer = due.ending ? due.ending.by : due.by.id
  const ids = doer === ownerId ? [due.person.id] : [due.person.id, ownerId]
  const rows = await tx
    .selectFrom('people.persons')
    .select(['id', 'name', 'address', 'language'])
    .where('id', 'in', ids)
    .where('deactivated_at', 'is', null)
    .execute()
  return rows.map(row => ({
    ...row,
    language: row.language as Language,
    as: row.id === due.person.id ? 'person' : 'owner',
  }))
}

async function post(
  r: Recording,
  accountId: string,
  due: Due,
  to: Reader,
  house: Parameters<typeof writeLetter>[2],
): Promise<void> {
  const mail = `rights-${due.kind}`
  const mailId = await queueMail(
    r.tx,
    {
      kind: mail,
      to: to.address,
      language: to.language,
      thread: due.assignmentId,
      ...frameMail(writeLetter(due, to, house)),
    },
    r.at,
  )
  const as = to.as === 'owner' ? 'owner' : 'guest'
  r.fact('owner.told', { grant: due.grantId, person: to.id }, { mail, mailId, to: as }, accountId)
}
