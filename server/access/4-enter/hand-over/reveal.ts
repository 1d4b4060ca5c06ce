import { sql } from 'kysely'
import type { HandOverKind } from '#contract/hand-overs.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import { destroySecrets } from '#server/plumbing/vault/destroy-secrets.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { readSecret } from '#server/plumbing/vault/read-secret.ts'
import { everyAccount } from '../../account.ts'
import { type Kernel, type Recording, record } from '../../record.ts'
import { Refusal } from '../../refusal.ts'
import { keeperOfArtefact, keeperOfHandOver, nameOfValues, shownOfArtefact, type Values } from './what.ts'

export type Revealed = {
  kind: HandOverKind | 'account'
  label: string | null
  values: Values
  /** How often it can still be seen; null: as often as is wished. */
  left: number | null
  at: Date
}

/** Who wants to see what: the visitor of a grant, something that lies there for him. */
export type Asking = { personId: string; grantId: string; id: string; network: string | null }

/**
 * In whose account this person is let in by this very grant, at this instant.
 * @throws Refusal 'not-found' for whatever it is not: another's grant, one that is over, none
 */
export async function accountOfVisit(kernel: Kernel, personId: string, grantId: string): Promise<string> {
  const at = new Date(kernel.clock.now())
  const found = await kernel.database.within(everyAccount, tx =>
    sql<{ account_id: string }>`
      select g.account_id from access.open_grants(${at}) g
      where g.id = ${grantId} and g.subject_kind = 'person' and g.subject_id = ${personId}`.execute(tx),
  )
  if (!found.rows[0]) throw new Refusal('not-found')
  return found.rows[0].account_id
}

/**
 * Shows the person who is named by an open grant what was put down for him there. That he is, that it is still there and
 * that it counts is one statement, under the account's lock: of many who ask for the last look at once, one gets it, and
 * of an ending at the same moment, one of the two comes first. That he has seen it is written down with it.
 * @throws Refusal 'not-found', 'hand-over-is-over' when it was there for him and was withdrawn or used up
 * @throws VaultIsShut, and then nothing is used up
 */
export async function reveal(kernel: Kernel, vault: Vault, asking: Asking): Promise<Revealed> {
  const accountId = await accountOfVisit(kernel, asking.personId, asking.grantId)
  return record(
    kernel,
    { accounts: [accountId], by: { person: asking.personId } },
    async r =>
      (await revealKept(r, vault, accountId, asking)) ?? (await revealMade(r, vault, accountId, asking)),
  )
}

async function revealKept(
  r: Recording,
  vault: Vault,
  accountId: string,
  asking: Asking,
): Promise<Revealed | undefined> {
  const found = await sql<{
    kind: HandOverKind
    label: string | null
    reveals_left: number | null
    resource_id: string | null
  }>`
    update access.hand_overs h
    set reveals_left = h.reveals_left - 1, first_seen_at = coalesce(h.first_seen_at, ${r.at})
    from access.open_grants(${r.at}) g
    where h.account_id = ${accountId} and h.grant_id = ${asking.grantId} and h.id = ${asking.id}
      and g.id = h.grant_id and g.subject_kind = 'person' and g.subject_id = ${asking.personId}
      and h.kind not in ('public-key', 'addresses')
      and h.over_at is null and (h.reveals_left is null or h.reveals_left > 0)
    returning h.kind, h.label, h.reveals_left, g.resource_id`.execute(r.tx)
  const seen = found.rows[0]
  if (!seen) {
    if (await wasThere(r.tx, accountId, asking, r.at)) throw new Refusal('hand-over-is-over')
    return undefined
  }
  const keeper = keeperOfHandOver(asking.id)
  const sealed = await readSecret(r.tx, vault, { accountId, keeper, name: nameOfValues })
  if (!sealed) throw new Refusal('hand-over-is-over')
  await r.tx
    .insertInto('access.reveals')
    .values({
      id: newId(r.now),
      account_id: accountId,
      grant_id: asking.grantId,
      hand_over_id: asking.id,
      person_id: asking.personId,
      revealed_at: r.at,
      network: asking.network,
    })
    .execute()
  const about = { grant: asking.grantId, resource: seen.resource_id ?? undefined, person: asking.personId }
  const said = { handOver: asking.id, what: seen.kind, label: seen.label ?? undefined }
  r.fact('secret.revealed', about, { ...said, left: seen.reveals_left ?? undefined }, accountId)
  if (seen.reveals_left === 0) {
    await r.tx
      .updateTable('access.hand_overs')
      .set({ over_at: r.at, over_because: 'used-up' })
      .where('account_id', '=', accountId)
      .where('id', '=', asking.id)
      .execute()
    await destroySecrets(r.tx, { accountId, keeper }, r.at)
    r.fact('secret.destroyed', about, { ...said, because: 'used-up' }, accountId)
  }
  return {
    kind: seen.kind,
    label: seen.label,
    values: JSON.parse(sealed.toString()) as Values,
    left: seen.reveals_left,
    at: r.at,
  }
}

/** Only as long as he may know of it: when it has just ended, there is nothing. */
async function wasThere(tx: Tx, accountId: string, asking: Asking, at: Date): Promise<boolean> {
  const row = await sql`
    select from access.hand_overs h join access.open_grants(${at}) g on g.id = h.grant_id
    where h.account_id = ${accountId} and h.grant_id = ${asking.grantId} and h.id = ${asking.id}
      and g.subject_kind = 'person' and g.subject_id = ${asking.personId}
      and h.kind not in ('public-key', 'addresses')`.execute(tx)
  return row.rows.length > 0
}

/** What a connector made for an artefact that the grant holds, once it is there and until it is to be removed. */
async function revealMade(r: Recording, vault: Vault, accountId: string, asking: Asking): Promise<Revealed> {
  const found = await sql<{ reference: Record<string, unknown>; resource_id: string; system: string }>`
    with seen as (
      insert into access.reveals (id, account_id, grant_id, artefact_id, person_id, revealed_at, network)
      select ${newId(r.now)}::uuid, a.account_id, g.id, a.id, g.subject_id, ${r.at}::timestamptz, ${asking.network}::text
      from access.artefacts a
      join access.artefact_grants h on h.account_id = a.account_id and h.artefact_id = a.id
      join access.open_grants(${r.at}) g on g.id = h.grant_id
      where a.account_id = ${accountId} and a.id = ${asking.id} and g.id = ${asking.grantId}
        and g.subject_kind = 'person' and g.subject_id = ${asking.personId}
        and a.present_at is not null and a.removing_at is null and a.gone_at is null
      returning artefact_id)
    select a.reference, a.resource_id, a.system from access.artefacts a join seen on seen.artefact_id = a.id`.execute(
    r.tx,
  )
  const made = found.rows[0]
  if (!made) throw new Refusal('not-found')
  const values = await readMade(r.tx, vault, accountId, asking.id, made.reference)
  if (!values['password']) throw new Refusal('not-found')
  r.fact(
    'secret.revealed',
    {
      grant: asking.grantId,
      artefact: asking.id,
      resource: made.resource_id,
      person: asking.personId,
    },
    { what: 'account', label: made.system },
    accountId,
  )
  return { kind: 'account', label: made.system, values, left: null, at: r.at }
}

async function readMade(
  tx: Tx,
  vault: Vault,
  accountId: string,
  artefactId: string,
  reference: Readonly<Record<string, unknown>>,
): Promise<Values> {
  const values: Record<string, string> = {}
  for (const name of shownOfArtefact) {
    const secret = await readSecret(tx, vault, { accountId, keeper: keeperOfArtefact(artefactId), name })
    if (secret) values[name] = secret.toString()
  }
  // Most systems give the login only when the account is there; then it stands in the reference, which is no secret.
  const login = reference['login']
  if (!values['login'] && typeof login === 'string') values['login'] = login
  return values
}
