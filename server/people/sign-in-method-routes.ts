import * as contract from '#contract/sign-in-methods.ts'
import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Caller, type Route, route, sessionOf } from '#server/access/route.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { askAddressChange, readAddressChange, stopAddressChange } from './change-address.ts'
import { type EventKind, type From, listEvents, noteEvent } from './events.ts'
import { readHouse } from './house.ts'
import type { PeopleNews } from './mail/news.ts'
import { tellPerson } from './mail/tell-person.ts'
import { changePassword } from './new-password.ts'
import {
  keepPasskey,
  offerNewPasskey,
  passkeysOf,
  type RelyingParty,
  removePasskey,
  renamePasskey,
} from './passkeys.ts'
import { beginProof, keepChallenge, prove, takeChallenge } from './prove.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { isPresent, readSecondFactor, type SecondFactor } from './second-factor.ts'
import { nameDevice } from './sessions.ts'
import type { SigningIn } from './sign-in.ts'
import { endSessions } from './sign-out.ts'
import { describeTotp, keepTotpSecret, newTotpSecret, removeTotp, takeTotpCode } from './totp.ts'
import { countTry, forgive } from './tries.ts'

type Changed = Extract<PeopleNews, { kind: 'sign-in-changed' }>['what'] & EventKind

/** How a person signs in, and proving anew who he is. What is dangerous is `fresh` in the contract. */
export function signInMethodRoutes(kernel: Kernel, keys: Keys, url: string): Route[] {
  const { database, clock } = kernel
  const at = () => new Date(clock.now())
  const house = () => readHouse(database, url)
  const partyOf = async (): Promise<RelyingParty> => ({
    origin: url,
    name: `Einlass ${(await house()).provider}`,
  })
  const signing = async (): Promise<SigningIn> => ({ database, keys, party: await partyOf() })
  const totpKey = keys.derive('totp')

  /** Noted for the person, and told to his mailbox: he must learn of what he did not do himself. */
  const tell = async (tx: Tx, caller: Caller, what: Changed, from: From, name?: string): Promise<void> => {
    const now = at()
    await noteEvent(tx, caller.personId, what, from, now, name ? { name } : {})
    await tellPerson(
      tx,
      await house(),
      caller,
      { kind: 'sign-in-changed', what, at: now, from, ...(name ? { name } : {}) },
      now,
    )
  }
  /** Taking a factor away ends the other sessions: whoever sits in one of them may be why it is taken away. */
  const takeAway = (caller: Caller, alongside: (tx: Tx, now: Date) => Promise<void>) =>
    endSessions(
      kernel,
      caller.personId,
      { allBut: sessionOf(caller).sessionId },
      'sign-in-changed',
      alongside,
    )

  return [
    route(contract.readSignInMethods, ({ caller }) =>
      database.within(everyAccount, async tx => {
        const { personId } = caller
        const now = at()
        const factor = await readSecondFactor(tx, personId)
        const person = await tx
          .selectFrom('people.persons')
          .select('password_set_at')
          .where('id', '=', personId)
          .executeTakeFirstOrThrow()
        const totp = await tx
          .selectFrom('people.totps')
          .select('confirmed_at')
          .where('person_id', '=', personId)
          .where('confirmed_at', 'is not', null)
          .executeTakeFirst()
        const codes = await tx
          .selectFrom('people.recovery_codes')
          .select(eb => eb.fn.max('made_at').as('made_at'))
          .where('person_id', '=', personId)
          .executeTakeFirst()
        const provider = await tx
          .selectFrom('people.provider_identities')
          .select(['issuer', 'linked_at'])
          .where('person_id', '=', personId)
          .execute()
        const change = await readAddressChange(tx, personId, now)
        return {
          address: caller.address,
          addressChange: change && { ...change, expiresAt: change.expiresAt.toISOString() },
          password: person.password_set_at && { setAt: person.password_set_at.toISOString() },
          totp: totp?.confirmed_at ? { confirmedAt: totp.confirmed_at.toISOString() } : null,
          recoveryCodes: codes?.made_at
            ? { left: factor.recoveryCodes, madeAt: codes.made_at.toISOString() }
            : null,
          passkeys: (await passkeysOf(tx, personId)).map(key => toView(key, factor)),
          provider: provider.map(row => ({ issuer: row.issuer, linkedAt: row.linked_at.toISOString() })),
          events: (await listEvents(tx, personId, 30)).map(event => ({
            ...event,
            device: event.device && nameDevice(event.device),
            at: event.at.toISOString(),
          })),
          can: { removeTotp: factor.totp ? mayLose(factor, 'totp') : 'not-found' },
        }
      }),
    ),
    route(contract.beginProof, async ({ caller }) =>
      beginProof(await signing(), caller.personId, sessionOf(caller).sessionId, at()),
    ),
    route(contract.prove, async ({ caller, body, from, cookie }) => {
      const { sessionId, expiresAt } = sessionOf(caller)
      const proven = await prove(await signing(), caller.personId, sessionId, body, from, at())
      cookie(proven.token, new Date(expiresAt))
      return { freshUntil: proven.freshUntil.toISOString() }
    }),

    route(contract.beginPasskey, async ({ caller }) => {
      const party = await partyOf()
      return database.within('', async tx => {
        const { options, challenge } = await offerNewPasskey(tx, party, {
          id: caller.personId,
          name: caller.name,
          address: caller.address,
        })
        await keepChallenge(tx, sessionOf(caller).sessionId, 'add-passkey', challenge, at())
        return { options }
      })
    }),
    route(contract.addPasskey, async ({ caller, body, from }) => {
      const party = await partyOf()
      const challenge = await database.within('', tx =>
        takeChallenge(tx, sessionOf(caller).sessionId, 'add-passkey', at()),
      )
      if (!challenge) throw new Refusal('passkey-refused')
      return database.within(everyAccount, async tx => {
        const id = await keepPasskey(tx, party, caller.personId, { ...body, challenge }, at())
        if (!id) throw new Refusal('passkey-refused')
        await tell(tx, caller, 'passkey-added', from, body.name.trim())
        const key = (await passkeysOf(tx, caller.personId)).find(one => one.id === id)
        return toView(key!, await readSecondFactor(tx, caller.personId))
      })
    }),
    route(contract.renamePasskey, async ({ caller, params, body }) => {
      const name = body.name.trim()
      if (!(await database.within('', tx => renamePasskey(tx, caller.personId, params.passkeyId, name))))
        throw new Refusal('not-found')
      return { name }
    }),
    route(contract.removePasskey, async ({ caller, params, from }) => {
      const { endedSessions } = await takeAway(caller, async (tx, now) => {
        await holdPerson(tx, caller.personId)
        const factor = await readSecondFactor(tx, caller.personId)
        const name = await removePasskey(tx, caller.personId, params.passkeyId, now)
        if (name === undefined) throw new Refusal('not-found')
        refuseLosing(factor, 'passkey')
        await tell(tx, caller, 'passkey-removed', from, name)
      })
      return { endedSessions }
    }),

    route(contract.beginTotp, async ({ caller }) => {
      const secret = newTotpSecret()
      const provider = (await house()).provider
      if (!(await database.within('', tx => keepTotpSecret(tx, totpKey, caller.personId, secret, at()))))
        throw new Refusal('conflict')
      return describeTotp(secret, { address: caller.address, provider })
    }),
    route(contract.confirmTotp, async ({ caller, body, from }) => {
      const tries = await countTry(database, [{ key: `code of ${caller.personId}`, most: 30 }], at())
      return database.within('', async tx => {
        const answer = await takeTotpCode(tx, totpKey, caller.personId, body.code, at(), true)
        if (answer !== 'right') throw new Refusal('proof-failed', typeof answer === 'object' ? answer : {})
        await forgive(tx, tries)
        await tell(tx, caller, 'totp-added', from)
        return { recoveryCodes: await makeRecoveryCodes(tx, caller.personId, at()) }
      })
    }),
    route(contract.removeTotp, async ({ caller, from }) => {
      const { endedSessions } = await takeAway(caller, async tx => {
        await holdPerson(tx, caller.personId)
        const factor = await readSecondFactor(tx, caller.personId)
        if (!(await removeTotp(tx, caller.personId))) throw new Refusal('not-found')
        refuseLosing(factor, 'totp')
        await tell(tx, caller, 'totp-removed', from)
      })
      return { endedSessions }
    }),
    route(contract.makeRecoveryCodes, ({ caller, from }) =>
      database.within(everyAccount, async tx => {
        if (!isPresent(await readSecondFactor(tx, caller.personId)))
          throw new Refusal('second-factor-missing')
        await tell(tx, caller, 'recovery-codes-made', from)
        return { recoveryCodes: await makeRecoveryCodes(tx, caller.personId, at()) }
      }),
    ),
    route(contract.changePassword, async ({ caller, body, from }) => {
      const person = {
        id: caller.personId,
        name: caller.name,
        address: caller.address,
        language: caller.language,
        sessionId: sessionOf(caller).sessionId,
      }
      const { setAt, endedSessions } = await changePassword(
        kernel,
        await house(),
        person,
        body.password,
        from,
      )
      return { setAt: setAt.toISOString(), endedSessions }
    }),
    route(contract.changeAddress, async ({ caller, body, from }) => {
      const { expiresAt } = await askAddressChange(
        kernel,
        await house(),
        { id: caller.personId, name: caller.name, address: caller.address, language: caller.language },
        body.address,
        from,
      )
      return { expiresAt: expiresAt.toISOString() }
    }),
    route(contract.stopAddressChange, async ({ caller }) => ({
      stopped: await database.within('', tx => stopAddressChange(tx, caller.personId, at())),
    })),
  ]
}

/** Two factors that are taken away at once must not both think that the other one stays. */
async function holdPerson(tx: Tx, personId: string): Promise<void> {
  await tx.selectFrom('people.persons').select('id').where('id', '=', personId).forUpdate().execute()
}

/** @param before what there was while the factor was still there */
function mayLose(
  before: SecondFactor,
  what: 'passkey' | 'totp',
): true | 'last-sign-in-method' | 'second-factor-missing' {
  const passkeys = before.passkeys - (what === 'passkey' ? 1 : 0)
  const totp = before.totp && what !== 'totp'
  if (passkeys === 0 && !before.password) return 'last-sign-in-method'
  if (before.neededAs !== null && passkeys === 0 && !totp) return 'second-factor-missing'
  return true
}

function refuseLosing(before: SecondFactor, what: 'passkey' | 'totp'): void {
  const may = mayLose(before, what)
  if (may !== true) throw new Refusal(may)
}

function toView(key: Awaited<ReturnType<typeof passkeysOf>>[number], factor: SecondFactor) {
  return {
    id: key.id,
    name: key.name,
    synced: key.synced,
    madeAt: key.madeAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    can: { remove: mayLose(factor, 'passkey') },
  }
}
