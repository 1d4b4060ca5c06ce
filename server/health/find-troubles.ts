import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { readHealth } from '#contract/provider-desk.ts'
import { canSignIn } from '#server/people/first-password.ts'
import { hasPasskey, hasTotp } from '#server/people/second-factor.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { findWebhookTroubles } from '#server/plumbing/webhooks/endpoints.ts'

export type Trouble = Static<typeof readHealth.answer>['troubles'][number]
export type TroubleCode = Trouble['code']

/** The worst first: what lets somebody in who should not be, then what nobody can prove, then what nobody is told. */
const worstFirst: Readonly<Record<TroubleCode, number>> = {
  'notifications-lost': 1,
  'endings-not-confirmed': 2,
  'artefacts-in-error': 3,
  'agents-without-second-factor': 4,
  'plain-http': 5,
  'checkpoints-late': 6,
  'webhooks-gone': 7,
  'webhooks-failing': 8,
  'mail-not-set-up': 9,
  'mail-given-up': 10,
  'mail-waits': 11,
  'requests-stuck': 12,
  'holder-changes-wait': 13,
  'owners-not-ready': 14,
}

export function sortTroubles(troubles: readonly Trouble[]): Trouble[] {
  return troubles.filter(trouble => trouble.count > 0).sort((a, b) => worstFirst[a.code] - worstFirst[b.code])
}

const minute = 60_000
const hour = 60 * minute
/** So many are counted; more are no worse. */
const countsAtMost = 1_000

/** Seconds in which an ending is proven when all is well. */
const provenWithinMs = minute
const answeredWithinMs = 24 * hour
/** Signed every day, whenever the round comes by. */
const signedWithinMs = 26 * hour

/** How many of something wait for the desk's people, and since when the oldest does. */
export type Row = { count: number; since: Date | null }

/**
 * What the database knows of troubles.
 * @param tx of a scope that sees every account
 * @param now epoch ms
 */
export async function findTroubles(tx: Tx, now: number): Promise<Trouble[]> {
  const ago = (ms: number) => new Date(now - ms)
  const troubles: Trouble[] = []
  const add = (code: TroubleCode, row: Row | undefined) =>
    troubles.push({ code, count: row?.count ?? 0, since: row?.since?.toISOString() ?? null })

  const endings = await sql<Row>`
    select count(*)::int as count, min(at) as since from (
      select ending_at as at from access.grants
      where ending_at is not null and ended_at is null and ending_at < ${ago(provenWithinMs)}
      order by ending_at limit ${countsAtMost}) late`.execute(tx)
  add('endings-not-confirmed', endings.rows[0])

  const artefacts = await sql<Row>`
    select count(*)::int as count, min(at) as since from (
      select error_at as at from access.artefacts where gone_at is null and error is not null
      order by error_at limit ${countsAtMost}) failing`.execute(tx)
  add('artefacts-in-error', artefacts.rows[0])

  const requests = await sql<Row>`
    select count(*)::int as count, min(asked_at) as since from (
      select asked_at from access.requests
      where decided_at is null and withdrawn_at is null and asked_at < ${ago(answeredWithinMs)} and lapses_at > ${new Date(now)}
      limit ${countsAtMost}) waiting`.execute(tx)
  add('requests-stuck', requests.rows[0])

  const agents = await sql<Row>`
    select count(distinct p.id)::int as count, null::timestamptz as since
    from access.team_members m join people.persons p on p.id = m.person_id and p.deactivated_at is null
    where m.left_at is null
      and not ${hasTotp('p')} and not ${hasPasskey('p')}`.execute(tx)
  add('agents-without-second-factor', agents.rows[0])

  const owners = await sql<Row>`
    select count(*)::int as count, null::timestamptz as since from (
      select from people.persons p
      where not ${canSignIn('p')} and p.deactivated_at is null
        and exists (select from access.accounts a where a.owner_id = p.id and a.closed_at is null)
        and not exists (select from people.provider_identities i where i.person_id = p.id)
      limit ${countsAtMost}) unready`.execute(tx)
  add('owners-not-ready', owners.rows[0])

  const webhooks = await findWebhookTroubles(tx, now)
  add('webhooks-gone', webhooks.gone)
  add('webhooks-failing', webhooks.failing)

  add('checkpoints-late', await findLateCheckpoints(tx, ago(signedWithinMs)))
  return troubles
}

/** All chains are signed together: when the newest signature is young, no chain is late. */
async function findLateCheckpoints(tx: Tx, before: Date): Promise<Row | undefined> {
  const newest = await tx
    .selectFrom('access.checkpoints')
    .select('signed_at')
    .orderBy('signed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest && newest.signed_at >= before) return undefined
  const late = await sql<Row>`
    select count(*)::int as count, min(last_at) as since from (
      select last_at from access.accounts
      where last_at < ${before} and last_at > ${newest?.signed_at ?? new Date(0)} limit ${countsAtMost}) unsigned`.execute(
    tx,
  )
  return late.rows[0]
}
