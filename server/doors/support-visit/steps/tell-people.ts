import { sql } from 'kysely'
import { everyAccount, readAccount, readProvider } from '#server/access/account.ts'
import type { Kernel, Recording } from '#server/access/record.ts'
import { findReader } from '#server/people/readers.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { type News, type Reader, writeLetter } from './letters.ts'

/** Where links lead, without a path, and the name of the provider, which no account may read by itself. */
export type House = { origin: string; provider: string }
type About = { accountId: string; resourceId: string; grantId: string }

export async function readHouse(kernel: Pick<Kernel, 'database'>, origin: string): Promise<House> {
  const provider = await kernel.database.within(everyAccount, readProvider)
  return { origin, provider: provider.name }
}

/** The owner and those who decide beside him. It is about taking access away, so nobody can have silenced it. */
export async function readOwnersSide(tx: Tx, accountId: string, resourceId: string, at: Date) {
  const found = await sql<Reader>`
    select p.id, p.name, p.address, p.language, case when p.id = a.owner_id then 'owner' else 'deputy' end as as
    from access.accounts a
    join people.persons p on p.deactivated_at is null and (p.id = a.owner_id or exists (
      select from access.open_grants(${at}) g
      left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
      where g.account_id = a.id and g.subject_kind = 'person' and g.subject_id = p.id
        and access.covers(g.resource_id, ${resourceId})
        and 'access.decide' = any (g.permissions)
        and (g.parent_id is null or 'access.decide' = any (parent.permissions))))
    where a.id = ${accountId}
    order by p.id <> a.owner_id, p.name, p.id`.execute(tx)
  return found.rows
}

export async function readAgent(tx: Tx, personId: string): Promise<Reader | undefined> {
  const reader = await findReader(tx, personId)
  return reader && { ...reader, as: 'agent' }
}

/** Queues the mail and notes in the ledger that it was, in the transaction of what it is about. */
export async function tell(r: Recording, about: About, house: House, to: Reader, news: News): Promise<void> {
  const account = await readAccount(r.tx, about.accountId)
  const shop = await r.tx
    .selectFrom('access.resources')
    .select('name')
    .where('id', '=', about.resourceId)
    .executeTakeFirst()
  const { accountId, resourceId, grantId } = about
  const letter = writeLetter({ ...house, account, shop: shop?.name ?? account.name, grantId }, to, news)
  const mailId = await queueMail(
    r.tx,
    {
      kind: news.kind,
      to: to.address,
      language: to.language,
      thread: `${grantId}.steps`,
      ...frameMail(letter),
    },
    r.at,
  )
  r.fact(
    'owner.told',
    { grant: grantId, resource: resourceId, person: to.id },
    { mail: news.kind, mailId, to: to.as },
    accountId,
  )
}

export async function tellOwnersSide(r: Recording, about: About, house: House, news: News): Promise<void> {
  for (const to of await readOwnersSide(r.tx, about.accountId, about.resourceId, r.at))
    await tell(r, about, house, to, news)
}
