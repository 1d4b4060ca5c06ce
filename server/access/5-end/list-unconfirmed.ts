import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Unconfirmed } from '#contract/unconfirmed.ts'
import type { Database } from '#server/plumbing/database.ts'
import { everyAccount } from '../account.ts'
import { readCursor, writeCursor } from '../page.ts'
import type { ProbeEntry } from './confirm-ended.ts'

type Item = Static<typeof Unconfirmed>
type Page = { items: Item[]; next: string | null }

type Row = {
  id: string
  account_id: string
  account_name: string
  resource_id: string | null
  resource_name: string | null
  origin: string | null
  subject: string
  ending_at: Date
  cause: string
  raised_at: Date | null
  entries: { id: string; resource: string; entrance: string; token: string | null }[] | null
  artefacts:
    | {
        id: string
        system: string
        kind: string
        reference: Record<string, unknown>
        error: string | null
        tries: number
        tried_at: string | null
        next_try_at: string | null
      }[]
    | null
}

/**
 * Endings that no witness has confirmed, the oldest first, with what is still missing: an entry that is tried right now
 * and not refused, or a trace that a foreign system has not given up. Looking confirms nothing; the desk's round does.
 * @param of one account, one of its grants, or (undefined) every account
 */
export async function listUnconfirmed(
  database: Database,
  probe: ProbeEntry,
  page: { cursor?: string | undefined; limit: number },
  of?: { accountId: string; grantId?: string },
): Promise<Page> {
  const after = readCursor(page.cursor)
  const rows = await database.within(of?.accountId ?? everyAccount, async tx => {
    const found = await sql<Row>`
      with page as materialized (
        select g.* from access.grants g
        where g.ending_at is not null and g.ended_at is null
          and ${of ? sql`g.account_id = ${of.accountId}` : sql`true`}
          and ${of?.grantId ? sql`g.id = ${of.grantId}` : sql`true`}
          and ${after ? sql`(g.ending_at, g.id) > (${after.at}, ${after.id}::uuid)` : sql`true`}
        order by g.ending_at, g.id limit ${page.limit + 1})
      select g.id, g.account_id, a.name as account_name, g.resource_id, r.name as resource_name, r.origin,
        coalesce(p.name, t.name) as subject, g.ending_at, g.ending_cause as cause, alarm.raised_at,
        (select json_agg(json_build_object('id', e.id, 'resource', e.resource_id, 'entrance', e.entrance, 'token', encode(e.token_hash, 'hex')))
          from access.entry_grants h join access.entries e on e.id = h.entry_id and e.closed_at is not null
          where h.grant_id = g.id) as entries,
        (select json_agg(json_build_object('id', x.id, 'system', x.system, 'kind', x.kind, 'reference', x.reference, 'error', coalesce(x.error, x.waits_for),
            'tries', x.tries, 'tried_at', x.tried_at, 'next_try_at', x.next_try_at) order by x.id)
          from access.artefact_grants h join access.artefacts x on x.id = h.artefact_id and x.removing_at is not null and x.gone_at is null
          where h.grant_id = g.id) as artefacts
      from page g
      join access.accounts a on a.id = g.account_id
      left join access.alarms alarm on alarm.grant_id = g.id
      left join access.resources r on r.id = g.resource_id
      left join people.persons p on g.subject_kind = 'person' and p.id = g.subject_id
      left join access.teams t on g.subject_kind = 'team' and t.id = g.subject_id
      order by g.ending_at, g.id`.execute(tx)
    return found.rows
  })
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  const items: Item[] = []
  for (const row of shown)
    items.push({
      grantId: row.id,
      account: { id: row.account_id, name: row.account_name },
      resource: row.resource_id
        ? { id: row.resource_id, name: row.resource_name ?? '', origin: row.origin }
        : null,
      subject: row.subject,
      endingAt: row.ending_at.toISOString(),
      cause: row.cause,
      alarmedAt: row.raised_at?.toISOString() ?? null,
      waitsFor: [...(await entriesNotRefused(probe, row)), ...tracesNotGone(row)],
    })
  return {
    items,
    next: rows.length > page.limit && last ? writeCursor({ at: last.ending_at, id: last.id }) : null,
  }
}

async function entriesNotRefused(
  probe: ProbeEntry,
  { account_id: accountId, entries }: Row,
): Promise<Item['waitsFor']> {
  const open: Item['waitsFor'] = []
  for (const { id, resource, entrance, token } of entries ?? []) {
    const tokenHash = token === null ? null : Buffer.from(token, 'hex')
    const answer = await probe({ id, accountId, resourceId: resource, entrance, tokenHash })
    if (!answer.refused)
      open.push({
        what: 'entry',
        system: null,
        kind: null,
        name: null,
        id,
        error: answer.why,
        tries: null,
        triedAt: null,
        nextTryAt: null,
      })
  }
  return open
}

function tracesNotGone({ artefacts }: Row): Item['waitsFor'] {
  const iso = (at: string | null) => (at === null ? null : new Date(at).toISOString())
  return (artefacts ?? []).map(trace => ({
    what: `${trace.system}: ${trace.kind}`,
    system: trace.system,
    kind: trace.kind,
    name: nameOf(trace.reference),
    id: trace.id,
    error: trace.error,
    tries: trace.tries,
    triedAt: iso(trace.tried_at),
    nextTryAt: iso(trace.next_try_at),
  }))
}

/** By what its own people find it over there: the login, or else the mailbox under which it was made. */
function nameOf(reference: Record<string, unknown>): string | null {
  const name = reference['login'] ?? reference['mailbox']
  return typeof name === 'string' && name !== '' ? name.slice(0, 200) : null
}
