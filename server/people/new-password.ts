import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { type From, noteEvent } from './events.ts'
import type { House } from './house.ts'
import { sendInvitationsTo } from './invitations.ts'
import { linkLivesMs, lookAtLink, makeLink, useLink } from './links.ts'
import { tellPerson } from './mail/tell-person.ts'
import { hashPassword, refuseWeakPassword } from './password.ts'
import { findByAddress, type Person } from './persons.ts'
import { readSecondFactor } from './second-factor.ts'
import { type Progress, proceed } from './sign-in.ts'
import { endSessions } from './sign-out.ts'
import { countTry, networkOf } from './tries.ts'
import type { InvitationOffers } from './what-invitation-offers.ts'

/**
 * Somebody cannot sign in. Whether the address is known is not told, by no answer and by no waiting time (the page that
 * calls this waits for a fixed time at least). Who was invited and has no password yet gets his first one in the same
 * way, and invitations to accounts that he has not answered are sent again.
 * @throws Refusal 'too-many-tries'
 */
export async function forgotPassword(
  kernel: Kernel,
  house: House,
  offers: InvitationOffers,
  address: string,
  from: From,
): Promise<void> {
  const at = new Date(kernel.clock.now())
  const network = networkOf(from.network)
  const wanted = address.trim().toLowerCase().slice(0, 254)
  await countTry(
    kernel.database,
    [
      { key: `forgotten ${wanted}`, most: 5 },
      { key: `forgotten from ${network}`, most: 30 },
    ],
    at,
  )
  await kernel.database.within(everyAccount, async tx => {
    const person = await findByAddress(tx, wanted)
    if (person?.isActive) {
      const factor = await readSecondFactor(tx, person.id)
      const { code, expiresAt } = await makeLink(
        tx,
        { purpose: 'password', personId: person.id, address: person.address },
        linkLivesMs.password,
        at,
      )
      const knows = factor.password || factor.passkeys > 0
      await tellPerson(
        tx,
        house,
        person,
        knows
          ? { kind: 'forgot-password', code, expiresAt, from }
          : { kind: 'first-password', code, expiresAt, as: null },
        at,
      )
    }
    await sendInvitationsTo(house, offers, tx, wanted, at)
  })
}

/** Whose link it is, without using it. @throws Refusal 'link-is-over' */
export async function lookAtPasswordLink(tx: Tx, code: string, at: Date): Promise<Person> {
  const link = await lookAtLink(tx, 'password', code, at)
  const person = await tx
    .selectFrom('people.persons')
    .select(['id', 'name', 'address', 'language'])
    .where('id', '=', link.personId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  // A link to a mailbox that is not his any more is no proof of anything.
  if (!person || (link.address !== null && link.address !== person.address)) throw new Refusal('link-is-over')
  return person as Person
}

/**
 * Sets the password by a link and goes on signing in: the second factor is asked for as always. Every session of the
 * person ends; of many who use the link at once exactly one succeeds.
 * @throws Refusal 'link-is-over', 'password-too-weak'
 */
export async function setPasswordByLink(
  kernel: Kernel,
  house: House,
  code: string,
  password: string,
  from: From,
): Promise<Progress> {
  const at = new Date(kernel.clock.now())
  const person = await kernel.database.within('', tx => lookAtPasswordLink(tx, code, at))
  await refuseWeakPassword(password, [person.name, person.address])
  const passwordHash = await hashPassword(password)
  await endSessions(kernel, person.id, 'all', 'password-changed', async tx => {
    const link = await useLink(tx, 'password', code, at)
    if (link.personId !== person.id) throw new Refusal('link-is-over')
    await keepPassword(tx, house, person, passwordHash, from, at)
  })
  return kernel.database.within(everyAccount, tx =>
    proceed(tx, person.id, ['link', 'password'], '/', from, at),
  )
}

/** Whoever has signed in chooses another password; his other sessions end. @throws Refusal 'password-too-weak' */
export async function changePassword(
  kernel: Kernel,
  house: House,
  person: Person & { sessionId: string },
  password: string,
  from: From,
): Promise<{ setAt: Date; endedSessions: number }> {
  await refuseWeakPassword(password, [person.name, person.address])
  const passwordHash = await hashPassword(password)
  const setAt = new Date(kernel.clock.now())
  const { endedSessions } = await endSessions(
    kernel,
    person.id,
    { allBut: person.sessionId },
    'password-changed',
    tx => keepPassword(tx, house, person, passwordHash, from, setAt),
  )
  return { setAt, endedSessions }
}

async function keepPassword(
  tx: Tx,
  house: House,
  person: Person,
  passwordHash: string,
  from: From,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('people.persons')
    .set({ password_hash: passwordHash, password_set_at: at })
    .where('id', '=', person.id)
    .execute()
  await noteEvent(tx, person.id, 'password-set', from, at)
  await tellPerson(tx, house, person, { kind: 'sign-in-changed', what: 'password-set', at, from }, at)
}
