import { sql } from 'kysely'
import { everyAccount, readAccount, readProvider } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { wantsMail } from '#server/people/notifications.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { listVisits, type VisitView } from '../visits/list-visits.ts'
import { dueLetters } from './due-letters.ts'
import { type LetterKind, type Reader, writeLetter } from './letters.ts'

const pageSize = 50

/** The accounts with visits of which something may be left to tell. */
export async function accountsWithVisits(kernel: Kernel): Promise<string[]> {
  return kernel.database.within(everyAccount, async tx => {
    const { rows } = await sql<{ account_id: string }>`
      select distinct account_id from support_visit.visits where told_all_at is null`.execute(tx)
    return rows.map(row => row.account_id)
  })
}

/**
 * Tells people what there is to tell of the visits in an account. What is due is read from the visits themselves and
 * what was told stands beside them, both under the account's lock: each letter is written once, on however many nodes
 * this runs, and none is forgotten.
 * @param deskOrigin where the links lead, without a path
 * @returns how many mails were queued
 */
export async function tellVisits(kernel: Kernel, deskOrigin: string, accountId: string): Promise<number> {
  const untold = await kernel.database.within(accountId, tx => readUntold(tx, accountId))
  if (untold.length === 0) return 0
  const provider = await kernel.database.within(everyAccount, async tx => (await readProvider(tx)).name)
  let mails = 0
  for (let from = 0; from < untold.length; from += pageSize) {
    const ids = untold.slice(from, from + pageSize)
    mails += await record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, r =>
      tellSome(r, accountId, ids, { origin: deskOrigin, provider }),
    )
  }
  return mails
}

async function readUntold(tx: Tx, accountId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('support_visit.visits')
    .select('id')
    .where('account_id', '=', accountId)
    .where('told_all_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(row => row.id)
}

async function tellSome(
  r: Recording,
  accountId: string,
  ids: readonly string[],
  from: { origin: string; provider: string },
): Promise<number> {
  const reader = { personId: '', decides: false, ends: 'not-allowed', provider: from.provider } as const
  const { items } = await listVisits(r.tx, { accountId, ids }, r.now, reader)
  const told = await readTold(r.tx, ids)
  const { zone } = await readAccount(r.tx, accountId)
  let mails = 0
  for (const visit of items) {
    const { letters, isAll } = dueLetters(visit, r.now)
    for (const { kind, to } of letters) {
      if (told.has(`${visit.id} ${kind}`)) continue
      const readers = [
        ...(to === 'agent' ? [] : await readDeciders(r.tx, visit, r.at, kind)),
        ...(to === 'deciders' ? [] : await readAgent(r.tx, visit.agent.id)),
      ]
      for (const one of readers) await post(r, visit, kind, one, { origin: from.origin, zone })
      mails += readers.length
      await noteTold(r, visit, kind)
    }
    if (isAll) await noteAllTold(r, visit.id)
  }
  return mails
}

async function readTold(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('support_visit.letters')
    .select(['visit_id', 'letter'])
    .where('visit_id', 'in', [...ids])
    .execute()
  return new Set(rows.map(row => `${row.visit_id} ${row.letter}`))
}

async function noteTold(r: Recording, visit: VisitView, kind: LetterKind): Promise<void> {
  await r.tx
    .insertInto('support_visit.letters')
    .values({ account_id: visit.account.id, visit_id: visit.id, letter: kind, written_at: r.at })
    .execute()
}

async function noteAllTold(r: Recording, visitId: string): Promise<void> {
  await r.tx
    .updateTable('support_visit.visits')
    .set({ told_all_at: r.at })
    .where('id', '=', visitId)
    .where('told_all_at', 'is', null)
    .execute()
}

async function post(
  r: Recording,
  visit: VisitView,
  kind: LetterKind,
  to: Reader,
  house: { origin: string; zone: string },
): Promise<void> {
  const mail = `visit-${kind === 'notNeeded' ? 'not-needed' : kind}`
  const mailId = await queueMail(
    r.tx,
    {
      kind: mail,
      to: to.address,
      language: to.language,
      thread: visit.id,
      ...frameMail(writeLetter(kind, visit, to, house)),
    },
    r.at,
  )
  const about = {
    ...(visit.grant ? { grant: visit.grant.id } : {}),
    ...(visit.asked ? { request: visit.id } : {}),
    resource: visit.resource.id,
    person: to.id,
  }
  if (kind === 'reminded') r.fact('owner.reminded', about, { why: 'unanswered', mail, mailId })
  else r.fact('owner.told', about, { mail, mailId, to: to.as })
}

/** The owner first, then members who decide here by a grant of their own that is open at this instant. */
async function readDeciders(tx: Tx, visit: VisitView, at: Date, kind: LetterKind): Promise<Reader[]> {
  const { rows } = await sql<Omit<Reader, 'as'> & { muted: string[]; is_owner: boolean }>`
    select p.id, p.name, p.address, p.language, p.muted, p.id = a.owner_id as is_owner
    from access.accounts a
    join people.persons p on p.deactivated_at is null and (p.id = a.owner_id or p.id in (
      select g.subject_id
      from access.open_grants(${at}) g
      left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
      where g.account_id = a.id and g.subject_kind = 'person' and 'access.decide' = any (g.permissions)
        and (g.parent_id is null or 'access.decide' = any (parent.permissions))
        and access.covers(g.resource_id, ${visit.resource.id})))
    where a.id = ${visit.account.id}
    order by p.id <> a.owner_id, p.name, p.id`.execute(tx)
  const topic = kind === 'ended' ? 'endings' : kind === 'reminded' ? 'reminders' : 'requests'
  return rows
    .filter(row => wantsMail(row.muted, topic))
    .map(({ muted: _, is_owner: isOwner, ...person }) => ({ ...person, as: isOwner ? 'owner' : 'deputy' }))
}

/** Nobody writes to somebody who is deactivated. */
async function readAgent(tx: Tx, personId: string): Promise<Reader[]> {
  const rows = await tx
    .selectFrom('people.persons')
    .select(['id', 'name', 'address', 'language'])
    .where('id', '=', personId)
    .where('deactivated_at', 'is', null)
    .execute()
  return rows.map(row => ({ ...row, language: row.language as Language, as: 'agent' }))
}
