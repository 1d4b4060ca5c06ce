import type { Static } from 'typebox'
import type { AddressWaits } from '#contract/contacts.ts'
import type { Recording } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Party } from './store-parties.ts'

/** Something that would be without somebody if the contact were removed: a domain whose holder it is. */
export type Need = { what: string; name: string }

/** Says what needs a contact, on behalf of one part of the house. */
export type AskNeeds = (tx: Tx, accountId: string, partyId: string) => Promise<Need[]>

export type AddressWaiting = Static<typeof AddressWaits>

/**
 * Asked under the account's lock before another mail address is kept: does the old one control something, so that it may
 * not change at once? Then a change of its own begins and is told; null: it may.
 */
export type HoldAddress = (
  r: Recording,
  accountId: string,
  party: Party,
  next: { email: string; emailAscii: string },
) => Promise<AddressWaiting | null>

/** What the rest of the house has to do with contacts; they know nothing of it themselves. */
export type PartyBonds = {
  /** Whoever may need a contact and must be asked before one is removed. */
  asked: readonly AskNeeds[]
  /** What is asked before another mail address is kept, made ready before the account is locked. */
  holding(): Promise<HoldAddress>
  /** Which of these contacts hold something, and which mail addresses are about to change. */
  tellBonds(
    tx: Tx,
    accountId: string,
    partyIds: readonly string[],
    at: Date,
  ): Promise<{ holders: string[]; addressesWaiting: AddressWaiting[] }>
}

/** What needs this contact, of everybody who may know; asked under the account's lock by whoever removes one. */
export async function whatNeeds(
  asked: readonly AskNeeds[],
  tx: Tx,
  accountId: string,
  partyId: string,
): Promise<Need[]> {
  const needs: Need[] = []
  for (const ask of asked) needs.push(...(await ask(tx, accountId, partyId)))
  return needs
}
