import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { putCode } from './queue-mail.ts'

export type ListedMail = {
  id: string
  kind: string
  to: string
  subject: string
  plain: string
  html: string
  queuedAt: Date
  sentAt: Date | null
  tries: number
  /** What the mail server said last, or what came back, or null. */
  error: string | null
  givenUpAt: Date | null
  /** It was taken and came back; given up then too. */
  bouncedAt: Date | null
}

// Mails belong to no account; this scope shows no account's rows either.
export const noAccount = ''

/** Mails as they were queued, the newest first. */
export async function listMails(database: Database, limit: number): Promise<ListedMail[]> {
  return database.within(noAccount, async tx => {
    const rows = await tx
      .selectFrom('plumbing.mails')
      .selectAll()
      .orderBy('queued_at', 'desc')
      .limit(limit)
      .execute()
    return rows.map(row => ({
      id: row.id,
      kind: row.kind,
      to: row.to_address,
      subject: row.subject,
      plain: putCode(row.plain, row.code),
      html: putCode(row.html, row.code),
      queuedAt: row.queued_at,
      sentAt: row.sent_at,
      tries: row.tries,
      error: row.error,
      givenUpAt: row.given_up_at,
      bouncedAt: row.bounced_at,
    }))
  })
}

export type MailHealth = {
  /** Mails that wait to be sent, also those that wait for their next try. */
  queued: number
  oldestQueuedAt: Date | null
  /** Mails that nobody will try again. */
  givenUp: number
  /** What the mail server said last about one that still waits. */
  error: string | null
}

export async function readMailHealth(database: Database): Promise<MailHealth> {
  return database.within(noAccount, async tx => {
    const found = await sql<{ queued: number; oldest: Date | null; error: string | null; given_up: number }>`
      select count(*) as queued, min(queued_at) as oldest,
        (array_agg(error order by next_try_at desc) filter (where error is not null))[1] as error,
        (select count(*) from plumbing.mails where given_up_at is not null) as given_up
      from plumbing.mails where sent_at is null and given_up_at is null`.execute(tx)
    const row = found.rows[0]!
    return { queued: row.queued, oldestQueuedAt: row.oldest, givenUp: row.given_up, error: row.error }
  })
}
