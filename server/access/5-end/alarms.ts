import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import { everyAccount } from '../account.ts'
import { type Kernel, type Recording, record } from '../record.ts'

/** Nearly every ending is proven within seconds. Told within sixty seconds is what was promised, and telling takes some. */
const alarmAfterMs = 45_000
/** As long as it lasts, people are reminded of it this often. */
const remindEveryMs = 24 * 3_600_000

/**
 * The instant from which the desk could have tried: of an ending that nobody noted while the desk was down, that is when
 * it was noted. A desk that is started must not raise alarms before it has tried once.
 */
const couldBeProvenSince = sql`greatest(g.ending_at, (
  select max(x.removing_at) from access.artefact_grants h join access.artefacts x on x.id = h.artefact_id where h.grant_id = g.id))`

/** Raises an alarm for each ending that was not proven in time, once. */
export async function raiseAlarms(kernel: Kernel): Promise<void> {
  const late = new Date(kernel.clock.now() - alarmAfterMs)
  const accounts = await kernel.database.within(everyAccount, async tx => {
    const found = await sql<{ account_id: string }>`
      select distinct g.account_id from access.grants g
      where g.ending_at <= ${late} and g.ended_at is null and ${couldBeProvenSince} <= ${late}
        and not exists (select from access.alarms a where a.grant_id = g.id)
      limit 500`.execute(tx)
    return found.rows.map(row => row.account_id)
  })
  await forEach(accounts, accountId =>
    record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, r => raiseIn(r, accountId)),
  )
}

async function raiseIn(r: Recording, accountId: string): Promise<void> {
  const late = new Date(r.now - alarmAfterMs)
  const raised = await sql<{
    grant_id: string
    resource_id: string | null
    ending_at: Date
    artefacts: { system: string; kind: string; tries: number }[] | null
  }>`
    with raised as (
      insert into access.alarms (grant_id, account_id, raised_at)
      select g.id, g.account_id, ${r.at} from access.grants g
      where g.account_id = ${accountId} and g.ending_at <= ${late} and g.ended_at is null and ${couldBeProvenSince} <= ${late}
      on conflict do nothing
      returning grant_id)
    select g.id as grant_id, g.resource_id, g.ending_at,
      (select json_agg(json_build_object('system', x.system, 'kind', x.kind, 'tries', x.tries) order by x.id)
        from access.artefact_grants h join access.artefacts x on x.id = h.artefact_id and x.removing_at is not null and x.gone_at is null
        where h.grant_id = g.id) as artefacts
    from raised join access.grants g on g.id = raised.grant_id order by g.ending_at, g.id`.execute(r.tx)
  for (const alarm of raised.rows)
    r.fact(
      'ending.unconfirmed',
      { grant: alarm.grant_id, resource: alarm.resource_id ?? undefined },
      { endingAt: alarm.ending_at.toISOString(), artefacts: alarm.artefacts ?? [] },
      accountId,
    )
}

/** Accounts of which somebody is to be told: of something that is not proven, or that it is at last. */
export async function accountsToTellOfAlarms(kernel: Kernel): Promise<string[]> {
  return kernel.database.within(everyAccount, async tx => {
    const found = await sql<{ account_id: string }>`
      select distinct a.account_id from access.alarms a join access.grants g on g.id = a.grant_id
      where a.over_told_at is null and ${isDue(new Date(kernel.clock.now()))} limit 500`.execute(tx)
    return found.rows.map(row => row.account_id)
  })
}

const isDue = (at: Date) =>
  sql`(g.ended_at is not null or a.told_at is null or a.told_at <= ${new Date(at.getTime() - remindEveryMs)})`

/**
 * Notes that people are told now, and of what: by the account's lock, nobody else tells the same.
 * @returns the grants whose ending is still not proven (all of them, when one is to be told), and those proven at last
 */
export async function takeAlarmsToTell(
  r: Recording,
  accountId: string,
): Promise<{ still: string[]; isFirst: boolean; over: string[] }> {
  // Nobody was told of it, so nobody has to hear that it is over.
  const over = await sql<{ grant_id: string; told_at: Date | null }>`
    update access.alarms a set over_told_at = ${r.at} from access.grants g
    where a.account_id = ${accountId} and a.over_told_at is null and g.id = a.grant_id and g.ended_at is not null
    returning a.grant_id, a.told_at`.execute(r.tx)
  const due = await sql<{ is_first: boolean }>`
    select bool_or(a.told_at is null) as is_first from access.alarms a join access.grants g on g.id = a.grant_id
    where a.account_id = ${accountId} and a.over_told_at is null and ${isDue(r.at)}
    having count(*) > 0`.execute(r.tx)
  const [first] = due.rows
  if (!first) return { still: [], isFirst: false, over: toldOf(over.rows) }
  const still = await sql<{ grant_id: string }>`
    update access.alarms set told_at = ${r.at}
    where account_id = ${accountId} and over_told_at is null returning grant_id`.execute(r.tx)
  return {
    still: still.rows.map(row => row.grant_id),
    isFirst: first.is_first,
    over: toldOf(over.rows),
  }
}

function toldOf(rows: readonly { grant_id: string; told_at: Date | null }[]): string[] {
  return rows.filter(row => row.told_at !== null).map(row => row.grant_id)
}

/** Of these grants, those of which people were told that their ending is not proven. */
export async function alarmed(tx: Tx, grantIds: readonly string[]): Promise<Set<string>> {
  if (grantIds.length === 0) return new Set()
  const found = await tx
    .selectFrom('access.alarms')
    .select('grant_id')
    .where('grant_id', 'in', [...grantIds])
    .where('told_at', 'is not', null)
    .execute()
  return new Set(found.map(row => row.grant_id))
}
