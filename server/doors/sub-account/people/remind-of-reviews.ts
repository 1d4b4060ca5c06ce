import { sql } from 'kysely'
import { standingOf } from '#server/access/3-grant/giver.ts'
import { everyAccount, membersDoor, readAccount, readProvider } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { wantsMail } from '#server/people/notifications.ts'
import { readWallClock } from '#server/plumbing/calendar/dates.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import type { Letter } from '#server/plumbing/mail/letter.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { door } from '../give-rights.ts'
import { idleDays, idleFrom, reviewOf, soonDays } from './review.ts'
import { ownRightsEnd, type Reader, type Reviewed, rightsToReview } from './review-letters.ts'

const dayMs = 86_400_000
/** Whoever gives rights is written to about an account no more often. */
const pauseMs = 7 * dayMs
/** On the account's clock; nobody is woken by this. */
const dayBegins = 8
const dayEnds = 20

/**
 * Writes to whoever gave rights about those that end within a week and those that nobody uses, one mail for all of an
 * account, and to those whose rights end. Nothing is extended by it: that is a new decision of somebody. What is due is
 * asked again under the account's lock, so two nodes never send two.
 * @returns how many mails were queued
 */
export async function remindOfReviews(kernel: Kernel, deskOrigin: string): Promise<number> {
  const at = new Date(kernel.clock.now())
  const { accounts, provider } = await kernel.database.within(everyAccount, async tx => ({
    accounts: [...new Set((await readLive(tx, at)).filter(one => isDue(one, at)).map(one => one.accountId))],
    provider: (await readProvider(tx)).name,
  }))
  let mails = 0
  for (const accountId of accounts)
    mails += await record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, r =>
      remind(r, accountId, { origin: deskOrigin, provider }),
    )
  return mails
}

async function remind(
  r: Recording,
  accountId: string,
  from: { origin: string; provider: string },
): Promise<number> {
  const account = await readAccount(r.tx, accountId)
  const hour = readWallClock(r.at, account.zone)?.hour ?? dayBegins
  if (hour < dayBegins || hour >= dayEnds) return 0
  const live = await readLive(r.tx, r.at, accountId)
  const read = (id: string) => readReader(r.tx, id, { account, from })
  let mails = 0

  const ofGivers = Map.groupBy(
    await Promise.all(
      live.filter(one => one.why).map(async one => ({ ...one, giver: await giverNow(r, account, one) })),
    ),
    one => one.giver,
  )
  for (const [giver, theirs] of ofGivers) {
    const due = theirs.filter(one => isUntold(one))
    if (due.length === 0 || (await wasToldLately(r, accountId, giver))) continue
    for (const one of due) await noteTold(r, one, one.why!, giver)
    mails += await send(r, accountId, await read(giver), 'rights-to-review', reader =>
      rightsToReview(reader, theirs),
    )
  }

  const own = live.filter(one => isOwnEndDue(one, r.at))
  for (const [personId, theirs] of Map.groupBy(own, one => one.personId)) {
    for (const one of theirs) await noteTold(r, one, 'own-end', personId)
    mails += await send(r, accountId, await read(personId), 'own-rights-end', reader =>
      ownRightsEnd(reader, theirs),
    )
  }
  return mails
}

async function send(
  r: Recording,
  accountId: string,
  reader: Reader | undefined,
  kind: string,
  write: (reader: Reader) => Letter,
): Promise<number> {
  if (!reader) return 0
  const mail = {
    kind,
    to: reader.address,
    language: reader.language,
    thread: accountId,
    ...frameMail(write(reader)),
  }
  const mailId = await queueMail(r.tx, mail, r.at)
  r.fact('rights.reviewed', { person: reader.id }, { mail: kind, mailId }, accountId)
  return 1
}

type Live = Reviewed & {
  accountId: string
  grantId: string
  door: string
  givenBy: string | null
  /** What whoever gives is told of it now */
  why: 'idle' | 'ends-soon' | null
  /** From when on that is so */
  since: Date
  lasts: number
  told: Readonly<Partial<Record<'idle' | 'ends-soon' | 'own-end', Date>>>
}

function isDue(one: Live, at: Date): boolean {
  return isUntold(one) || isOwnEndDue(one, at)
}

function isUntold({ why, since, told }: Live): boolean {
  if (!why) return false
  const last = told[why]
  // Somebody may have come back since he was told of, and be idle once more.
  return !last || (why === 'idle' && last < since)
}

/** What was given for no longer than a week is still in his head. */
function isOwnEndDue({ endsAt, lasts, told }: Live, at: Date): boolean {
  const soonMs = soonDays * dayMs
  return endsAt !== null && lasts > soonMs && endsAt.getTime() - at.getTime() <= soonMs && !told['own-end']
}

/** What is open by name and by boxes or membership at this instant, of one account or of all. */
async function readLive(tx: Tx, at: Date, accountId?: string): Promise<Live[]> {
  const found = await sql<{
    account_id: string
    grant_id: string
    door: string
    person_id: string
    person: string
    scope: string | null
    begins_at: Date
    ends_at: Date | null
    given_by: string | null
    decided_at: Date
    last_used_at: Date | null
    told: Record<string, string> | null
  }>`
    with live as (
      select g.account_id, g.id as grant_id, g.door, g.subject_id as person_id, p.name as person, s.name as scope, g.begins_at,
        g.ends_at, g.given_by,
        max(coalesce(a.changed_at, g.begins_at)) over (partition by g.account_id, g.subject_id) as decided_at,
        -- What he did before he belonged to this account is nothing that it may know.
        (select min(f.begins_at) from access.grants f where f.account_id = g.account_id and f.subject_kind = 'person'
          and f.subject_id = g.subject_id and f.door in (${membersDoor}, ${door})) as since
      from access.open_grants(${at}) g
      join access.accounts c on c.id = g.account_id and c.owner_id <> g.subject_id
      join people.persons p on p.id = g.subject_id and p.deactivated_at is null
      left join sub_account.assignments a on a.account_id = g.account_id and a.grant_id = g.id
      left join access.resources s on s.account_id = g.account_id and s.id = g.resource_id
      where g.subject_kind = 'person' and g.door in (${membersDoor}, ${door})
        ${accountId === undefined ? sql`` : sql`and g.account_id = ${accountId}`})
    select l.*,
      greatest(
        (select max(s.last_seen_at) from people.sessions s where s.person_id = l.person_id and s.last_seen_at >= l.since),
        (select max(k.last_used_at) from people.api_keys k where k.person_id = l.person_id and k.last_used_at >= l.since)) as last_used_at,
      (select jsonb_object_agg(t.why, t.told_at) from sub_account.reviews_told t
        where t.account_id = l.account_id and t.grant_id = l.grant_id) as told
    from live l
    where l.ends_at <= ${new Date(at.getTime() + soonDays * dayMs)} or l.decided_at <= ${new Date(at.getTime() - idleDays * dayMs)}
    order by lower(l.person), l.grant_id`.execute(tx)
  return found.rows.map(row => {
    const standing = {
      lastUsedAt: row.last_used_at?.getTime() ?? null,
      decidedAt: row.decided_at.getTime(),
      endsAt: row.ends_at?.getTime() ?? null,
    }
    const lasts = row.ends_at ? row.ends_at.getTime() - row.begins_at.getTime() : Number.POSITIVE_INFINITY
    const review = reviewOf(standing, at.getTime())
    return {
      accountId: row.account_id,
      grantId: row.grant_id,
      door: row.door,
      personId: row.person_id,
      person: row.person,
      scope: row.scope,
      endsAt: row.ends_at,
      lastUsedAt: row.last_used_at,
      givenBy: row.given_by,
      why: review === 'ends-soon' && lasts <= soonDays * dayMs ? null : review,
      since: new Date(review === 'idle' ? idleFrom(standing) : row.begins_at),
      lasts,
      told: Object.fromEntries(Object.entries(row.told ?? {}).map(([why, when]) => [why, new Date(when)])),
    }
  })
}

/** Who gave it, as long as he may give; else the owner. */
async function giverNow(r: Recording, account: { id: string; ownerId: string }, one: Live): Promise<string> {
  if (one.door === membersDoor || !one.givenBy || one.givenBy === one.personId) return account.ownerId
  const stands = await standingOf(r.tx, one.givenBy, account.id, 'team.manage', null, r.at)
  return stands ? one.givenBy : account.ownerId
}

async function wasToldLately(r: Recording, accountId: string, personId: string): Promise<boolean> {
  const found = await r.tx
    .selectFrom('sub_account.reviews_told')
    .select('grant_id')
    .where('account_id', '=', accountId)
    .where('told_to', '=', personId)
    .where('why', 'in', ['idle', 'ends-soon'])
    .where('told_at', '>', new Date(r.now - pauseMs))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

async function noteTold(
  r: Recording,
  one: Live,
  why: 'idle' | 'ends-soon' | 'own-end',
  to: string,
): Promise<void> {
  await r.tx
    .insertInto('sub_account.reviews_told')
    .values({ account_id: one.accountId, grant_id: one.grantId, why, told_to: to, told_at: r.at })
    .onConflict(conflict =>
      conflict.columns(['account_id', 'grant_id', 'why']).doUpdateSet({ told_to: to, told_at: r.at }),
    )
    .execute()
}

/** undefined: he is deactivated, or wants no reminders */
async function readReader(
  tx: Tx,
  personId: string,
  about: {
    account: { id: string; name: string; zone: string }
    from: { origin: string; provider: string }
  },
): Promise<Reader | undefined> {
  const person = await tx
    .selectFrom('people.persons')
    .select(['id', 'name', 'address', 'language', 'muted'])
    .where('id', '=', personId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  if (!person || !wantsMail(person.muted, 'reminders')) return undefined
  const { muted: _muted, ...reader } = person
  return { ...reader, ...about, language: reader.language as Language }
}
