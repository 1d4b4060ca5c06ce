import { sql } from 'kysely'
import { newId } from '#server/plumbing/ids.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { claimsSigner } from '#server/plumbing/sign-claims.ts'
import { everyAccount } from '../account.ts'
import { type Kernel, type Recording, record } from '../record.ts'
import { Refusal } from '../refusal.ts'

/** So long is the way from the desk to the panel; what lies around longer opens nothing. */
const assertionLivesMs = 60_000

export type PanelEntry = { url: string; assertion: string; expiresAt: string }

/**
 * Lets somebody go to a panel of the provider's without signing in there: a signed assertion says who he is and for which
 * account he comes. It says nothing of what he may do; that the panel asks whenever it matters. `sub` is the person,
 * `aud` the panel's origin, and `jti` is taken once, by the panel.
 * @param issuer origin of the desk
 * @throws Refusal 'not-found' for a panel that nobody can be sent to, and for an account in which he never had anything;
 * 'no-open-grant' when that is over
 */
export async function enterPanel(
  kernel: Kernel,
  keys: Keys,
  issuer: string,
  by: { person: string; name: string; language: string },
  wants: { panelId: string; accountId: string },
): Promise<PanelEntry> {
  const { panelId, accountId } = wants
  const panel = await kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.panels')
      .select(['id', 'name', 'sign_on'])
      .where('id', '=', panelId)
      .executeTakeFirst(),
  )
  if (!panel?.sign_on) throw new Refusal('not-found')
  const url = panel.sign_on
  // Asked before the account is locked: a stranger locks nothing.
  const knows = await kernel.database.within(accountId, tx =>
    sql`
      select from access.accounts where id = ${accountId} and kind = 'customer' and owner_id = ${by.person}
      union all
      (select from access.grants g where g.account_id = ${accountId} and (
        (g.subject_kind = 'person' and g.subject_id = ${by.person})
        or (g.subject_kind = 'team' and g.subject_id in (select m.team_id from access.team_members m where m.person_id = ${by.person} and m.left_at is null)))
      limit 1)`.execute(tx),
  )
  if (knows.rows.length === 0) throw new Refusal('not-found')
  return record(kernel, { accounts: [accountId], by: { person: by.person } }, async r => {
    const until = await openInAccountUntil(r, accountId, by.person)
    if (until === undefined) throw new Refusal('no-open-grant')
    const jti = newId(r.now)
    const expiresAt = Math.floor(Math.min(r.now + assertionLivesMs, until) / 1_000)
    r.fact('panel.entered', { person: by.person }, { panel: panel.id, name: panel.name, assertion: jti })
    const assertion = claimsSigner(
      keys,
      'panel-entry+jwt',
    )({
      iss: issuer,
      aud: new URL(url).origin,
      sub: by.person,
      name: by.name,
      language: by.language,
      account: accountId,
      jti,
      iat: Math.floor(r.now / 1_000),
      exp: expiresAt,
    })
    return { url, assertion, expiresAt: new Date(expiresAt * 1_000).toISOString() }
  })
}

/** Until when this person has anything open in the account (epoch ms, Infinity: without end); undefined: nothing. */
async function openInAccountUntil(
  r: Recording,
  accountId: string,
  person: string,
): Promise<number | undefined> {
  const { rows } = await sql<{ ends_at: Date | null }>`
    select null::timestamptz as ends_at from access.accounts a join people.persons p on p.id = a.owner_id and p.deactivated_at is null
    where a.id = ${accountId} and a.owner_id = ${person} and a.closed_at is null
    union all
    select least(g.ends_at, parent.ends_at) from access.open_grants(${r.at}) g
    join people.persons p on p.id = ${person} and p.deactivated_at is null
    left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
    where g.account_id = ${accountId} and ((g.subject_kind = 'person' and g.subject_id = ${person})
      or (g.subject_kind = 'team' and g.subject_id in (select m.team_id from access.team_members m where m.person_id = ${person} and m.left_at is null)))`.execute(
    r.tx,
  )
  if (rows.length === 0) return undefined
  return Math.max(...rows.map(row => row.ends_at?.getTime() ?? Number.POSITIVE_INFINITY))
}
