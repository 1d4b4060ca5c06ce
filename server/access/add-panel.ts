import { sql } from 'kysely'
import type { Database, Tx } from '#server/plumbing/database.ts'
import { hashSecret, isSecret, newId, newSecret } from '#server/plumbing/ids.ts'
import { everyAccount, readProvider } from './account.ts'
import type { Recording } from './record.ts'
import { Refusal } from './refusal.ts'

/** So that scanners of code and logs can find a key that was lost, and nobody takes it for a person's. */
const prefix = 'einlass_panel_'

export function isPanelKey(text: string | undefined): text is string {
  return text?.startsWith(prefix) === true && isSecret(text.slice(prefix.length))
}

/** A new key as it is shown, once; what is kept of it is its hash and its last four characters. */
export type MadePanelKey = { id: string; key: string; tail: string }

/** A panel of the provider's (whose account is recorded), with its first key. */
export async function addPanel(
  r: Recording,
  provider: string,
  name: string,
  signOn: string | null = null,
): Promise<{ id: string; key: MadePanelKey }> {
  const id = newId(r.now)
  await r.tx
    .insertInto('access.panels')
    .values({
      id,
      account_id: provider,
      name: name.trim(),
      sign_on: signOn,
      made_at: r.at,
      made_by: madeBy(r),
    })
    .execute()
  r.fact('panel.added', {}, { panel: id, name: name.trim(), signOn: signOn ?? undefined }, provider)
  return { id, key: await makePanelKey(r, provider, id) }
}

/**
 * Gives a panel another name or another place where people are signed on. What is so already changes nothing.
 * @throws Refusal 'not-found'
 */
export async function changePanel(
  r: Recording,
  provider: string,
  panel: string,
  { name, signOn }: { name: string; signOn: string | null },
): Promise<void> {
  const changed = await r.tx
    .updateTable('access.panels')
    .set({ name: name.trim(), sign_on: signOn })
    .where('account_id', '=', provider)
    .where('id', '=', panel)
    .where(eb => eb.or([eb('name', '<>', name.trim()), eb('sign_on', 'is distinct from', signOn)]))
    .executeTakeFirst()
  if (changed.numUpdatedRows > 0n)
    return r.fact('panel.changed', {}, { panel, name: name.trim(), signOn }, provider)
  await mustBeThere(r, provider, panel)
}

/** @throws Refusal 'not-found' */
async function mustBeThere(r: Recording, provider: string, panel: string): Promise<void> {
  const known = await r.tx
    .selectFrom('access.panels')
    .select('id')
    .where('account_id', '=', provider)
    .where('id', '=', panel)
    .executeTakeFirst()
  if (!known) throw new Refusal('not-found')
}

/**
 * The address at which people are signed on, as it is kept.
 * @param isDemo within the demonstration also an address of this machine, without TLS
 * @throws Refusal 'invalid-input': an assertion must not be sent there
 */
export function readSignOn(text: string | null, isDemo: boolean): string | null {
  if (text === null) return null
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSafe =
    url?.protocol === 'https:' || (isDemo && url?.protocol === 'http:' && isThisMachine(url.hostname))
  if (!url || !isSafe || url.username !== '' || url.password !== '' || url.hash !== '')
    throw new Refusal('invalid-input', { field: 'signOn' })
  return url.href
}

function isThisMachine(host: string): boolean {
  return host === '127.0.0.1' || host === '[::1]' || host === 'localhost' || host.endsWith('.localhost')
}

/**
 * Another key; those there are stay until they are withdrawn.
 * @throws Refusal 'not-found'
 */
export async function makePanelKey(r: Recording, provider: string, panel: string): Promise<MadePanelKey> {
  await mustBeThere(r, provider, panel)
  const id = newId(r.now)
  const key = prefix + newSecret()
  const tail = key.slice(-4)
  await r.tx
    .insertInto('access.panel_keys')
    .values({
      id,
      account_id: provider,
      panel_id: panel,
      secret_hash: hashSecret(key),
      tail,
      made_at: r.at,
      made_by: madeBy(r),
    })
    .execute()
  r.fact('panel-key.made', {}, { panel, key: id }, provider)
  return { id, key, tail }
}

/**
 * From the commit on no question that shows this key is answered.
 * @returns when; withdrawing again changes nothing
 * @throws Refusal 'not-found'
 */
export async function withdrawPanelKey(
  r: Recording,
  provider: string,
  panel: string,
  keyId: string,
): Promise<Date> {
  const key = await r.tx
    .selectFrom('access.panel_keys')
    .select('withdrawn_at')
    .where('account_id', '=', provider)
    .where('panel_id', '=', panel)
    .where('id', '=', keyId)
    .executeTakeFirst()
  if (!key) throw new Refusal('not-found')
  if (key.withdrawn_at) return key.withdrawn_at
  await r.tx
    .updateTable('access.panel_keys')
    .set({ withdrawn_at: r.at, withdrawn_by: madeBy(r) })
    .where('id', '=', keyId)
    .execute()
  r.fact('panel-key.withdrawn', {}, { panel, key: keyId }, provider)
  return r.at
}

function madeBy({ by }: Recording): string | null {
  return 'person' in by ? by.person : null
}

export type PanelView = {
  id: string
  name: string
  signOn: string | null
  madeAt: string
  /** Those that are valid, the oldest first. */
  keys: {
    id: string
    tail: string
    madeAt: string
    madeBy: { id: string; name: string } | null
    lastUsedAt: string | null
  }[]
}

export async function listPanels(tx: Tx): Promise<PanelView[]> {
  const provider = await readProvider(tx)
  const panels = await tx
    .selectFrom('access.panels')
    .select(['id', 'name', 'sign_on', 'made_at'])
    .where('account_id', '=', provider.id)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
  const keys = await tx
    .selectFrom('access.panel_keys as k')
    .leftJoin('people.persons as p', 'p.id', 'k.made_by')
    .select(['k.id', 'k.panel_id', 'k.tail', 'k.made_at', 'k.last_used_at', 'p.id as person', 'p.name'])
    .where('k.account_id', '=', provider.id)
    .where('k.withdrawn_at', 'is', null)
    .orderBy('k.made_at')
    .orderBy('k.id')
    .execute()
  const keysOf = Map.groupBy(keys, key => key.panel_id)
  return panels.map(panel => ({
    id: panel.id,
    name: panel.name,
    signOn: panel.sign_on,
    madeAt: panel.made_at.toISOString(),
    keys: (keysOf.get(panel.id) ?? []).map(key => ({
      id: key.id,
      tail: key.tail,
      madeAt: key.made_at.toISOString(),
      madeBy: key.person && key.name ? { id: key.person, name: key.name } : null,
      lastUsedAt: key.last_used_at?.toISOString() ?? null,
    })),
  }))
}

/** It changes nothing that anybody decides by, so it is no fact and raises no epoch. */
export async function notePanelKeyUsed(database: Database, keyId: string, at: Date): Promise<void> {
  await database.within(everyAccount, tx =>
    sql`update access.panel_keys set last_used_at = greatest(last_used_at, ${at}) where id = ${keyId}`.execute(
      tx,
    ),
  )
}
