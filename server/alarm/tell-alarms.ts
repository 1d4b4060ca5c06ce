import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Unconfirmed } from '#contract/unconfirmed.ts'
import { accountsToTellOfAlarms, takeAlarmsToTell } from '#server/access/5-end/alarms.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { listUnconfirmed } from '#server/access/5-end/list-unconfirmed.ts'
import { everyAccount, readAccount, readProvider } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import type { Letter } from '#server/plumbing/mail/letter.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import { confirmedAtLast, type House, notConfirmed, type Proven } from './letters.ts'
import { concerns, type Reader, readReaders } from './read-readers.ts'

/** So many endings stand in one mail; the others are counted, and seen in the console. */
const longestList = 10

/**
 * Tells owners, and whoever else may end there, of endings that are not proven: once at first, then every day while it
 * lasts, and when it is over. One mail for everything of an account. Noting it and queueing the mails is one transaction
 * under the account's lock, so nothing is told twice, however often and on however many nodes this runs.
 */
export async function tellAlarms(kernel: Kernel, probe: ProbeEntry, origin: string): Promise<void> {
  const accounts = await accountsToTellOfAlarms(kernel)
  if (accounts.length === 0) return
  const provider = await kernel.database.within(everyAccount, async tx => (await readProvider(tx)).name)
  await forEach(accounts, async accountId => {
    // Before the lock: what an entrance answers must not keep the account waiting.
    const { items } = await listUnconfirmed(kernel.database, probe, { limit: 100 }, { accountId })
    await record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, r =>
      tellIn(r, accountId, { origin, provider }, items),
    )
  })
}

async function tellIn(
  r: Recording,
  accountId: string,
  from: { origin: string; provider: string },
  listed: readonly Static<typeof Unconfirmed>[],
): Promise<void> {
  const { still, isFirst, over } = await takeAlarmsToTell(r, accountId)
  if (still.length === 0 && over.length === 0) return
  const account = await readAccount(r.tx, accountId)
  const house: House = { ...from, account: { id: account.id, name: account.name, zone: account.zone } }
  const endings = listed.filter(one => still.includes(one.grantId))
  const proven = await readProven(r, over)
  for (const to of await readReaders(r.tx, account, r.at)) {
    const his = endings.filter(one => concerns(to, one.resource?.id ?? null))
    const shown = his.slice(0, longestList)
    // What could not be listed is counted for those who are told of everything.
    const more = to.resources === 'all' ? still.length - shown.length : his.length - shown.length
    if (shown.length > 0)
      await post(r, to, {
        kind: 'ending-unconfirmed',
        letter: notConfirmed(house, to, { endings: shown, more, isFirst }),
        about: shown.map(one => ({ grant: one.grantId, resource: one.resource?.id })),
      })
    const provenToHim = proven.filter(one => concerns(to, one.resourceId))
    if (provenToHim.length > 0)
      await post(r, to, {
        kind: 'ending-confirmed-late',
        letter: confirmedAtLast(house, to, provenToHim),
        about: provenToHim.map(one => ({ grant: one.grantId, resource: one.resourceId ?? undefined })),
      })
  }
}

async function post(
  r: Recording,
  to: Reader,
  mail: { kind: string; letter: Letter; about: { grant: string; resource: string | undefined }[] },
): Promise<void> {
  const mailId = await queueMail(
    r.tx,
    {
      kind: mail.kind,
      to: to.address,
      language: to.language,
      // An alarm and its end stand together.
      thread: mail.about[0]!.grant,
      ...frameMail(mail.letter),
    },
    r.at,
  )
  for (const about of mail.about)
    r.fact('owner.told', { ...about, person: to.id }, { mail: mail.kind, mailId, to: to.as })
}

async function readProven(
  r: Recording,
  grantIds: readonly string[],
): Promise<(Proven & { resourceId: string | null })[]> {
  if (grantIds.length === 0) return []
  const found = await sql<{
    id: string
    resource_id: string | null
    resource: string | null
    subject: string
    ended_at: Date
  }>`
    select g.id, g.resource_id, res.name as resource, coalesce(p.name, t.name) as subject, g.ended_at
    from access.grants g
    left join access.resources res on res.id = g.resource_id
    left join people.persons p on g.subject_kind = 'person' and p.id = g.subject_id
    left join access.teams t on g.subject_kind = 'team' and t.id = g.subject_id
    where g.id = any (${[...grantIds]}::uuid[]) order by g.ended_at, g.id`.execute(r.tx)
  return found.rows.map(row => ({
    grantId: row.id,
    resourceId: row.resource_id,
    resource: row.resource,
    subject: row.subject,
    endedAt: row.ended_at,
  }))
}
