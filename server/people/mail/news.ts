import type { From } from '../events.ts'
import type { Language } from '../persons.ts'

/** Whoever gets a mail; names and addresses as the desk has them. */
export type Reader = { address: string; language: Language; name: string }

/**
 * What people are told about themselves: their sign-in, accounts they belong to. Codes go into the address of a page
 * behind its #; nothing happens by opening it.
 */
export type PeopleNews =
  /** A new owner or colleague sets his first password or passkey. */
  | {
      kind: 'first-password'
      code: string
      expiresAt: Date
      as: { ownerOf: string } | { inTeam: string } | null
    }
  /** He, or somebody who knows his address, asked for it. */
  | { kind: 'forgot-password'; code: string; expiresAt: Date; from: From }
  | {
      kind: 'sign-in-changed'
      what:
        | 'password-set'
        | 'passkey-added'
        | 'passkey-removed'
        | 'totp-added'
        | 'totp-removed'
        | 'recovery-codes-made'
        | 'recovery-code-used'
        | 'api-key-made'
        | 'ssh-key-added'
        | 'address-changed'
      /** Name of the passkey or key, new address … */
      name?: string
      at: Date
      from: From
    }
  | { kind: 'confirm-old-address'; code: string; expiresAt: Date; newAddress: string; from: From }
  | { kind: 'confirm-new-address'; code: string; expiresAt: Date; oldAddress: string }
  | {
      kind: 'invited'
      code: string
      expiresAt: Date
      account: { id: string; name: string; zone: string }
      by: string
      role: 'deputy' | 'viewer'
      until: Date | null
    }
  | {
      kind: 'invited-to-rights'
      code: string
      expiresAt: Date
      account: { id: string; name: string; zone: string }
      by: string
      permissions: readonly string[]
      /** null: the whole account */
      scope: { name: string; kind: string } | null
      until: Date | null
      reason: string | null
    }
  /** To whoever invites: to the account, or to rights. */
  | {
      kind: 'invitation-answered' | 'rights-answered'
      account: { id: string; name: string; zone: string }
      name: string
      accepted: boolean
    }
  /** The mailbox belongs to somebody else, or the link works no longer and another one is asked for. */
  | {
      kind: 'says-not-me' | 'new-link-asked'
      account: { id: string; name: string; zone: string }
      name: string
      address: string
      isMember: boolean
    }
  | {
      kind: 'other-address-asked'
      account: { id: string; name: string; zone: string }
      name: string
      address: string
      otherName: string
      otherAddress: string
    }
  | {
      kind: 'member-left'
      account: { id: string; name: string; zone: string }
      name: string
      note: string | null
    }
  | TransferNews
  | {
      kind: 'account-closed'
      account: { id: string; name: string; zone: string }
      by: string
      at: Date
      note: string | null
    }

export type TransferNews = {
  kind: 'transfer-asked' | 'transfer-confirmed' | 'transfer-stopped' | 'transfer-done'
  account: { id: string; name: string; zone: string }
  from: string
  to: string
  /** asked: until when it can be confirmed; confirmed: when it happens; otherwise when it did. */
  at: Date
  /** Who stopped it. */
  by?: string
  readerIs: 'from' | 'to'
}
