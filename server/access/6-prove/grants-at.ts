import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import type { explain } from '#contract/proof.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Permission } from '../permission.ts'

/** A question about an instant. resource null: the account as a whole. */
export type QuestionAt = {
  accountId: string
  permission: Permission
  resourceId: string | null
  at: Date
}

/** A grant as people read it when they ask why. */
export type Ground = Static<typeof explain.answer>['because'][number]

/** Why a grant did not answer with yes at that instant; null: it did. */
export type ReasonThen =
  | 'account-closed'
  | 'person-deactivated'
  | 'not-in-the-team'
  | 'resource-removed'
  | 'not-begun'
  | 'past-its-end'
  | 'ended'
  | 'other-permission'
  | 'other-resource'
  | 'chain-of-delegation'
  | 'parent-ended'
  | 'parent-not-open'
  | 'more-than-the-parent'

export type GrantThen = { personId: string; personName: string; reason: ReasonThen | null; ground: Ground }

type Row = {
  person_id: string
  person_name: string
  reason: ReasonThen | null
  id: string
  door: string
  team: string | null
  resource_id: string | null
  resource_name: string | null
  origin: string | null
  begins_at: Date
  until: Date | null
  ending_at: Date | null
  decided_by: string | null
  decider: string | null
}

/** Every grant there was by then that is to this person or to a team that he was ever in, those that said yes first. */
export async function grantsTo(tx: Tx, personId: string, question: QuestionAt): Promise<GrantThen[]> {
  const { accountId, at } = question
  return readGrantsThen(
    tx,
    question,
    sql`
      select g.id, ${personId}::uuid as person_id,
        g.subject_kind = 'person' or exists (
          select from access.team_members m
          where m.team_id = g.subject_id and m.person_id = ${personId} and ${wasInIt(at)}) as is_to
      from access.grants g
      where g.account_id = ${accountId} and g.made_at <= ${at}
        and g.subject_id in (
          select ${personId}::uuid union all
          select m.team_id from access.team_members m where m.person_id = ${personId})`,
    sql`true`,
  )
}

/** Every grant that said yes at that instant, once for each person whom it was to. */
export async function grantsThatSaidYes(tx: Tx, question: QuestionAt): Promise<GrantThen[]> {
  const { accountId, at } = question
  return readGrantsThen(
    tx,
    question,
    sql`
      select g.id, to_whom.person_id, true as is_to
      from (
        -- What has not ended yet, and what ended later: each is read from an index. An ending is never after the end.
        select * from access.grants
        where account_id = ${accountId} and ending_at is null and (ends_at is null or ends_at > ${at})
        union all
        select * from access.grants where account_id = ${accountId} and ending_at > ${at}) g
      cross join lateral (
        select g.subject_id as person_id where g.subject_kind = 'person'
        union all
        select m.person_id from access.team_members m
        where g.subject_kind = 'team' and m.team_id = g.subject_id and ${wasInIt(at)}) to_whom
      where g.made_at <= ${at}`,
    sql`reason is null`,
  )
}

/**
 * The rule of 4-enter, asked of an instant in the past. An end that was moved since changes nothing about the time
 * before: an end is never moved to what is past. What was not made yet was not there, whenever it begins.
 */
async function readGrantsThen(
  tx: Tx,
  { accountId, permission, resourceId, at }: QuestionAt,
  chosen: RawBuilder<unknown>,
  wanted: RawBuilder<unknown>,
): Promise<GrantThen[]> {
  const over = (grant: string) =>
    sql.raw(`coalesce(least(${grant}.ending_at, ${grant}.ends_at), 'infinity'::timestamptz)`)
  const rows = await sql<Row>`
    with chosen as materialized (${chosen}), judged as (
      select c.person_id, who.name as person_name, g.id, g.door, t.name as team, g.resource_id, r.name as resource_name, r.origin,
        g.begins_at, least(g.ends_at, parent.ends_at) as until, g.ending_at, d.decided_by, decider.name as decider, ${over('g')} as over_at,
        case
          when a.closed_at <= ${at} then 'account-closed'
          when who.deactivated_at <= ${at} then 'person-deactivated'
          when not c.is_to then 'not-in-the-team'
          when asked.removed_at <= ${at} then 'resource-removed'
          when g.begins_at > ${at} then 'not-begun'
          when ${over('g')} <= ${at} and g.ending_cause <> 'expired' and g.ending_at <= ${at} then 'ended'
          when ${over('g')} <= ${at} then 'past-its-end'
          when not ${permission} = any (g.permissions) then 'other-permission'
          when not ${covered(sql`g.resource_id`, sql`${resourceId}::uuid`, at)} then 'other-resource'
          when g.parent_id is null then null
          when parent.parent_id is not null then 'chain-of-delegation'
          when parent.ending_at <= ${at} or parents.deactivated_at <= ${at} then 'parent-ended'
          when parent.begins_at > ${at} or ${over('parent')} <= ${at} then 'parent-not-open'
          when not ${covered(sql`parent.resource_id`, sql`g.resource_id`, at)} then 'more-than-the-parent'
          when not ${permission} = any (parent.permissions) then 'more-than-the-parent'
        end as reason
      from chosen c
      join access.grants g on g.account_id = ${accountId} and g.id = c.id
      join access.accounts a on a.id = g.account_id
      join people.persons who on who.id = c.person_id
      join access.decisions d on d.id = g.decision_id
      left join people.persons decider on decider.id = d.decided_by
      left join access.teams t on g.subject_kind = 'team' and t.id = g.subject_id
      left join access.resources r on r.id = g.resource_id
      left join access.resources asked on asked.account_id = g.account_id and asked.id = ${resourceId}
      left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
      left join people.persons parents on parent.subject_kind = 'person' and parents.id = parent.subject_id)
    select * from judged where ${wanted}
    order by reason is null desc, over_at desc, begins_at desc, id`.execute(tx)
  return rows.rows.map(row => ({
    personId: row.person_id,
    personName: row.person_name,
    reason: row.reason,
    ground: {
      grantId: row.id,
      door: row.door,
      team: row.team,
      resource: row.resource_id
        ? { id: row.resource_id, name: row.resource_name ?? '', origin: row.origin }
        : null,
      begins: row.begins_at.toISOString(),
      until: row.until?.toISOString() ?? null,
      endedAt: row.ending_at?.toISOString() ?? null,
      decidedBy: row.decided_by ? { id: row.decided_by, name: row.decider ?? '' } : null,
    },
  }))
}

/** access.covers, as it was at an instant. */
function covered(scope: RawBuilder<unknown>, resource: RawBuilder<unknown>, at: Date): RawBuilder<boolean> {
  return sql<boolean>`(${scope} is null or ${scope} is not distinct from ${resource} or exists (
    select from access.groupings i where i.resource_id = ${resource} and i.group_id = ${scope}
      and i.joined_at <= ${at} and (i.left_at is null or i.left_at > ${at})))`
}

function wasInIt(at: Date): RawBuilder<boolean> {
  return sql<boolean>`m.joined_at <= ${at} and (m.left_at is null or m.left_at > ${at})`
}
