import { newId } from '#server/plumbing/ids.ts'
import type { Recording } from '../record.ts'

export type Deciding = {
  accountId: string
  /** The request it answers; null: decided without having been asked. */
  requestId: string | null
  /** Whose decision it is, when another's act brings it about. Left out: the actor's. */
  decidedBy?: string | null
  outcome: 'allow' | 'refuse'
  /** Codes, for machines; the note is for people. */
  reasons: readonly string[]
  note: string | null
}

/** Writes a decision down; a request has at most one (unique in the database). @returns its id */
export async function writeDecision(r: Recording, deciding: Deciding): Promise<string> {
  const id = newId(r.now)
  await r.tx
    .insertInto('access.decisions')
    .values({
      id,
      account_id: deciding.accountId,
      request_id: deciding.requestId,
      outcome: deciding.outcome,
      decided_at: r.at,
      decided_by: deciding.decidedBy ?? ('person' in r.by ? r.by.person : null),
      rule: 'rule' in r.by ? r.by.rule : null,
      reasons: [...deciding.reasons],
      note: deciding.note,
    })
    .execute()
  if (deciding.requestId) {
    await r.tx
      .updateTable('access.requests')
      .set({ decided_at: r.at })
      .where('id', '=', deciding.requestId)
      .execute()
    r.fact(
      'request.decided',
      { request: deciding.requestId },
      { outcome: deciding.outcome, note: deciding.note ?? undefined },
      deciding.accountId,
    )
  }
  return id
}
