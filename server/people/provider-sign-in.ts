import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { hashSecret, isSecret } from '#server/plumbing/ids.ts'
import { type From, noteEvent } from './events.ts'
import type { Expected, Failure, Identity, OpenIdProvider } from './openid-provider.ts'
import { findByAddress } from './persons.ts'
import { beginUnknown, type Progress, proceed, type SigningIn } from './sign-in.ts'
import { countTry, forgive, networkOf } from './tries.ts'

/**
 * Begins a sign-in at the provider's own OpenID provider.
 * @returns where to send the browser, and the cookie to which the answer will be bound
 * @throws Refusal 'too-many-tries'
 */
export async function goToProvider(
  signing: SigningIn,
  provider: OpenIdProvider,
  to: string,
  from: From,
  at: Date,
): Promise<{ url: URL; token: string; expiresAt: Date } | Failure> {
  const asked = await provider.ask(at)
  if ('failed' in asked) return asked
  const begun = await beginUnknown(signing, { to, expects: asked.expected }, from, at)
  return { url: asked.url, ...begun }
}

export type ReturnFromProvider =
  | { progress: Progress }
  /** provider: the answer is no good; unknown: it is, and he is nobody here, or nobody any more. */
  | { refused: 'provider' | 'unknown'; to: string | undefined; because: string }

/**
 * The browser comes back. Its answer counts once, in the browser that was sent, and counts as the first factor; nobody
 * is ever made by it. Whom the provider means is known by issuer and subject; the first time, by an address for which
 * the provider vouches.
 * @throws Refusal 'too-many-tries'
 */
export async function comeBackFromProvider(
  signing: SigningIn,
  provider: OpenIdProvider,
  given: { token: unknown; answer: URLSearchParams },
  from: From,
  at: Date,
): Promise<ReturnFromProvider> {
  const { database } = signing
  const { token, answer } = given
  const begun = await database.within('', tx => takeExpected(tx, token, answer.getAll('state'), at))
  if (!begun)
    return { refused: 'provider', to: undefined, because: 'no sign-in of this browser waits for it' }
  const { to, expected } = begun
  // Counted only where somebody was sent: a picture on a stranger's page must not use up a network's tries.
  const tries = await countTry(database, [{ key: `provider from ${networkOf(from.network)}`, most: 100 }], at)
  const identity = await provider.identify(answer, expected, at)
  if ('failed' in identity) return { refused: 'provider', to, because: identity.failed }

  const linked = await database.within('', tx => findLinked(tx, identity))
  const address = linked ? undefined : await identity.readAddress()
  if (typeof address === 'object') return { refused: 'provider', to, because: address.failed }
  if (!linked && !address)
    return { refused: 'unknown', to, because: 'the provider vouches for no address of this person' }
  try {
    return await database.within(everyAccount, async tx => {
      const personId = linked ?? (await linkByAddress(tx, identity, address ?? '', from, at))
      if (!personId || !(await isActive(tx, personId))) throw new Refusal('sign-in-failed')
      await forgive(tx, tries)
      const progress = await proceed(tx, personId, ['provider'], to, from, at, identity.hasSecondFactor)
      return { progress }
    })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'sign-in-failed') throw error
    return { refused: 'unknown', to, because: 'nobody here is meant by it' }
  }
}

/**
 * Ends the unfinished sign-in to which an answer belongs, in one statement: a second tab, a replay and another browser
 * find none. An answer with another state leaves it as it is, so that a stranger's page cannot break it off.
 */
async function takeExpected(
  tx: Tx,
  token: unknown,
  states: readonly string[],
  at: Date,
): Promise<{ expected: Expected; to: string } | undefined> {
  const [state] = states
  if (!isSecret(token) || !isSecret(state) || states.length > 1) return undefined
  const taken = await tx
    .updateTable('people.sign_ins')
    .set({ finished_at: at })
    .where('token_hash', '=', hashSecret(token))
    .where(sql`expects ->> 'state'`, '=', state)
    .where('finished_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(['expects', 'to_path'])
    .executeTakeFirst()
  return taken && { expected: taken.expects as Expected, to: taken.to_path }
}

async function findLinked(tx: Tx, { issuer, subject }: Identity): Promise<string | undefined> {
  const row = await tx
    .selectFrom('people.provider_identities')
    .select('person_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.person_id
}

async function isActive(tx: Tx, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('people.persons')
    .select('id')
    .where('id', '=', personId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Links the person with this address, unless he is somebody else at this provider already: an address that was given to
 * a second person there must not become the first one here.
 */
async function linkByAddress(
  tx: Tx,
  { issuer, subject }: Identity,
  address: string,
  from: From,
  at: Date,
): Promise<string | undefined> {
  const known = await findByAddress(tx, address)
  // The database folds letters of every script, and the sign for kelvin is not the k of an address.
  if (!known || foldAscii(known.address) !== foldAscii(address)) return undefined
  // Held, so that of two subjects with one address the second one sees the first one's link.
  await tx.selectFrom('people.persons').select('id').where('id', '=', known.id).forUpdate().execute()
  const linked = await sql<{ person_id: string }>`
    insert into people.provider_identities (issuer, subject, person_id, linked_at)
    select ${issuer}, ${subject}, p.id, ${at}::timestamptz from people.persons p
    where p.id = ${known.id} and p.address = ${known.address} and p.deactivated_at is null
      and not exists (select from people.provider_identities i where i.issuer = ${issuer} and i.person_id = p.id)
    on conflict do nothing
    returning person_id`.execute(tx)
  const personId = linked.rows[0]?.person_id
  if (personId) await noteEvent(tx, personId, 'provider-linked', from, at, { issuer })
  return personId
}

function foldAscii(address: string): string {
  return address.trim().replaceAll(/[A-Z]/g, letter => letter.toLowerCase())
}
