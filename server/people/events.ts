import type { Tx } from '#server/plumbing/database.ts'

/** From where something was done, as far as it is known. */
export type From = { network: string | null; device: string | null }

export type EventKind =
  | 'signed-in'
  | 'password-set'
  | 'passkey-added'
  | 'passkey-removed'
  | 'totp-added'
  | 'totp-removed'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'api-key-made'
  | 'api-key-withdrawn'
  | 'ssh-key-added'
  | 'ssh-key-removed'
  | 'address-change-asked'
  | 'address-changed'
  | 'sessions-ended'
  | 'provider-linked'

/** Notes what happened to somebody's sign-in, for him to read. Never a secret. */
export async function noteEvent(
  tx: Tx,
  personId: string,
  kind: EventKind,
  from: From,
  at: Date,
  data: Record<string, string> = {},
): Promise<void> {
  await tx
    .insertInto('people.events')
    .values({
      person_id: personId,
      at,
      kind,
      network: from.network,
      device: from.device,
      data: JSON.stringify(data),
    })
    .execute()
}

/** The latest, newest first. */
export async function listEvents(
  tx: Tx,
  personId: string,
  limit: number,
): Promise<{ at: Date; kind: string; network: string | null; device: string | null }[]> {
  return tx
    .selectFrom('people.events')
    .select(['at', 'kind', 'network', 'device'])
    .where('person_id', '=', personId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
