import { sql } from 'kysely'
import { doorPaths } from '#contract/paths.ts'
import { everyAccount, readProvider } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { House } from './house.ts'
import { linkLivesMs, makeLink } from './links.ts'
import type { Reader } from './mail/news.ts'
import { tellPerson } from './mail/tell-person.ts'
import { findReader } from './readers.ts'
import { hasPasskey, hasTotp } from './second-factor.ts'

type As = { ownerOf: string } | { inTeam: string }

/** Of people.persons under this alias: can he sign in at all? */
export function canSignIn(person: string) {
  return sql<boolean>`(${sql.ref(`${person}.password_hash`)} is not null or ${hasPasskey(person)})`
}

/** Can he sign in as one of the provider's people, who must have a second factor? */
export function canSignInAsAgent(person: string) {
  return sql<boolean>`(${hasPasskey(person)}
    or (${sql.ref(`${person}.password_hash`)} is not null and ${hasTotp(person)}))`
}

/**
 * Whoever is new is sent a link by which he sets his first password or passkey; who signs in already needs none.
 * @param how again: earlier links stop working; once: not if he has a link that works still
 * @returns whether it was sent
 */
export async function sendFirstPassword(
  tx: Tx,
  house: House,
  personId: string,
  as: As,
  at: Date,
  how: 'again' | 'once' = 'again',
): Promise<boolean> {
  const reader = await findReader(tx, personId)
  if (!reader || (await signsIn(tx, personId))) return false
  if (how === 'once' && (await hasLink(tx, personId, at))) return false
  const { code, expiresAt } = await makeFirstLink(tx, reader, reader.address, at)
  await tellPerson(tx, house, reader, { kind: 'first-password', code, expiresAt, as }, at)
  return true
}

/**
 * The desk sends the link again, or has it shown once where no mail can be sent. Whoever has it becomes that person, so
 * the ledger of the provider says so, and that of every account which is his.
 * @throws Refusal 'not-found' for anybody but owners and the provider's people; 'signs-in-already'
 */
export async function invitePerson(
  kernel: Kernel,
  house: House,
  by: { person: string },
  personId: string,
  how: 'mail' | 'screen',
): Promise<{ link: string | null; expiresAt: Date }> {
  const { accounts, as } = await kernel.database.within(everyAccount, async tx => {
    const provider = await readProvider(tx)
    const owned = await tx
      .selectFrom('access.accounts')
      .select(['id', 'name'])
      .where('owner_id', '=', personId)
      .where('closed_at', 'is', null)
      .where('kind', '=', 'customer')
      .orderBy('made_at')
      .execute()
    const team = await tx
      .selectFrom('access.team_members as m')
      .innerJoin('access.teams as t', 't.id', 'm.team_id')
      .select('t.name')
      .where('m.person_id', '=', personId)
      .where('m.left_at', 'is', null)
      .executeTakeFirst()
    const as: As | undefined = team ? { inTeam: team.name } : owned[0] && { ownerOf: owned[0].name }
    return { accounts: [provider.id, ...owned.map(account => account.id)], as }
  })
  if (!as) throw new Refusal('not-found')
  return record(kernel, { accounts, by, scope: everyAccount }, async r => {
    const person = await findReader(r.tx, personId)
    if (!person) throw new Refusal('not-found')
    // The link is made before the person is looked at, in the order of who uses one: so nobody waits for the other.
    const { code, expiresAt } = await makeFirstLink(
      r.tx,
      person,
      how === 'mail' ? person.address : null,
      r.at,
    )
    if (await signsIn(r.tx, personId)) throw new Refusal('signs-in-already')
    for (const account of accounts) r.fact('person.invited', { person: personId }, { by: how }, account)
    if (how === 'screen') return { link: `${house.origin}${doorPaths.newPassword(code)}`, expiresAt }
    await tellPerson(r.tx, house, person, { kind: 'first-password', code, expiresAt, as }, r.at)
    return { link: null, expiresAt }
  })
}

function makeFirstLink(tx: Tx, person: Reader & { id: string }, address: string | null, at: Date) {
  return makeLink(
    tx,
    { purpose: 'password', personId: person.id, address },
    linkLivesMs['first-password'],
    at,
  )
}

async function signsIn(tx: Tx, personId: string): Promise<boolean> {
  // Held until this commits: a password that is being set at this moment is seen.
  const found = await sql<{ able: boolean }>`
    select ${canSignIn('p')} as able from people.persons p where p.id = ${personId} for no key update of p`.execute(
    tx,
  )
  return found.rows[0]?.able ?? false
}

async function hasLink(tx: Tx, personId: string, at: Date): Promise<boolean> {
  const link = await tx
    .selectFrom('people.single_use_links')
    .select('id')
    .where('purpose', '=', 'password')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return link !== undefined
}
