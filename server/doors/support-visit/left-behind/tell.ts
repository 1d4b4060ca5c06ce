import { sql } from 'kysely'
import { everyAccount, readAccount, readProvider } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import { type House, type News, writeLetter } from './letters.ts'
import { type Reader, visitorsOf, whoIsTold } from './who-is-told.ts'

/**
 * Tells people what was left behind, what could not be seen, and what of ours is there or missing against all
 * expectation. Reading it, queueing the mails and noting that is one transaction under the account's lock: nothing is
 * told twice, and nothing forgotten.
 * @param origin where the links lead, without a path
 */
export async function tellLeftBehind(kernel: Kernel, origin: string): Promise<void> {
  const { accounts, provider } = await kernel.database.within(everyAccount, async tx => {
    const found = await sql<{ account_id: string }>`
      select account_id from support_visit.left_behind where told_at is null
      union select account_id from support_visit.sightings where told_at is null
      union select i.account_id from support_visit.inventories i where ${isUnseenBeginning}
      limit 500`.execute(tx)
    return {
      accounts: found.rows.map(row => row.account_id),
      provider: found.rows.length > 0 ? (await readProvider(tx)).name : '',
    }
  })
  await forEach(accounts, accountId =>
    record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, async r => {
      const { id, name } = await readAccount(r.tx, accountId)
      const house: House = { origin, provider, account: { id, name } }
      for (const { news, artefactId } of [
        ...(await takeThings(r, accountId)),
        ...(await takeUnseen(r, accountId)),
        ...(await takeSightings(r, accountId)),
      ]) {
        const owners = await whoIsTold(r, accountId, news.resourceId)
        const agents = news.kind === 'artefact-missing' && artefactId ? await visitorsOf(r, artefactId) : []
        for (const to of [...owners, ...agents]) await post(r, house, to, news)
      }
    }),
  )
}

type Untold = { news: News; artefactId?: string }

/** Told once the visit has really begun: until then the look is tried again. */
const isUnseenBeginning = sql<boolean>`
  i.moment = 'beginning' and i.error is not null and i.told_at is null and exists (
    select from support_visit.watched_grants v join access.artefact_grants h on h.grant_id = v.grant_id
    join access.artefacts a on a.id = h.artefact_id and a.system = i.system and a.present_at is not null
    where v.watch_id = i.watch_id)`

/** A visit of which the page shows it: the newest that was watched then, or the newest there at all. */
const grantOf = (watch: 'l.watch_id' | 'i.watch_id', resource: 'l.resource_id' | 'i.resource_id') => sql`
  coalesce(
    (select v.grant_id from support_visit.watched_grants v where v.watch_id = ${sql.raw(watch)}
      order by v.compared_at desc nulls last, v.grant_id desc limit 1),
    (select v.grant_id from support_visit.watched_grants v join support_visit.watches w on w.id = v.watch_id
      where w.resource_id = ${sql.raw(resource)} order by v.grant_id desc limit 1))`

/** What was settled before anybody was told needs no mail. */
async function takeThings(r: Recording, accountId: string): Promise<Untold[]> {
  const rows = await sql<{
    resource_id: string
    shop: string
    grant_id: string | null
    kind: string
    name: string
    is_over: boolean
  }>`
    update support_visit.left_behind l set told_at = ${r.at}
    from access.resources s
    where l.account_id = ${accountId} and l.told_at is null and s.id = l.resource_id
    returning l.resource_id, s.name as shop, ${grantOf('l.watch_id', 'l.resource_id')} as grant_id, l.kind, l.name,
      l.removed_at is not null or l.vanished_at is not null or l.kept_at is not null as is_over`.execute(r.tx)
  const open = rows.rows.filter(row => !row.is_over)
  return [...Map.groupBy(open, row => row.resource_id).values()].map(things => ({
    news: {
      kind: 'left-behind' as const,
      resourceId: things[0]!.resource_id,
      shop: things[0]!.shop,
      grantId: things[0]!.grant_id,
      things: things.map(({ kind, name }) => ({ kind, name })),
    },
  }))
}

async function takeUnseen(r: Recording, accountId: string): Promise<Untold[]> {
  const rows = await sql<{ resource_id: string; shop: string; grant_id: string | null; why: string }>`
    update support_visit.inventories i set told_at = ${r.at}
    from access.resources s
    where i.account_id = ${accountId} and s.id = i.resource_id and ${isUnseenBeginning}
    returning i.resource_id, s.name as shop, ${grantOf('i.watch_id', 'i.resource_id')} as grant_id, i.error as why`.execute(
    r.tx,
  )
  return rows.rows.map(row => ({
    news: {
      kind: 'inventory-not-seen' as const,
      resourceId: row.resource_id,
      shop: row.shop,
      grantId: row.grant_id,
      why: row.why,
    },
  }))
}

async function takeSightings(r: Recording, accountId: string): Promise<Untold[]> {
  const rows = await sql<{
    artefact_id: string
    what: 'came-back' | 'missing'
    resource_id: string
    shop: string
    grant_id: string | null
  }>`
    update support_visit.sightings t set told_at = ${r.at}
    from access.artefacts a join access.resources s on s.id = a.resource_id
    where t.account_id = ${accountId} and t.told_at is null and a.id = t.artefact_id
    returning t.artefact_id, t.what, a.resource_id, s.name as shop,
      (select h.grant_id from access.artefact_grants h where h.artefact_id = a.id order by h.grant_id desc limit 1) as grant_id`.execute(
    r.tx,
  )
  return rows.rows.map(row => ({
    artefactId: row.artefact_id,
    news: {
      kind: row.what === 'came-back' ? ('artefact-came-back' as const) : ('artefact-missing' as const),
      resourceId: row.resource_id,
      shop: row.shop,
      grantId: row.grant_id,
    },
  }))
}

async function post(r: Recording, house: House, to: Reader, news: News): Promise<void> {
  const mailId = await queueMail(
    r.tx,
    {
      kind: news.kind,
      to: to.address,
      language: to.language,
      thread: news.grantId ?? news.resourceId,
      ...frameMail(writeLetter(house, to, news)),
    },
    r.at,
  )
  r.fact(
    'owner.told',
    { grant: news.grantId ?? undefined, resource: news.resourceId, person: to.id },
    { mail: news.kind, mailId, to: to.as },
    house.account.id,
  )
}
