import { type RawBuilder, sql } from 'kysely'
import type { Database, Tx } from '../database.ts'
import { noAccount } from './list-mails.ts'
import { codePlace } from './queue-mail.ts'

/** A mail without its text: whoever looks after the post need not read it. */
export type MailRow = {
  id: string
  kind: string
  to: string
  subject: string
  queuedAt: Date
  sentAt: Date | null
  tries: number
  /** null: nobody will try it (again) */
  nextTryAt: Date | null
  error: string | null
  givenUpAt: Date | null
  /** It can be tried again: it was not delivered, and what it needs is still there. */
  canBeSentAgain: boolean
}

/** waiting: it will be tried; failed: given up, or it came back; sent: a mail server has it */
export type MailState = 'waiting' | 'failed' | 'sent' | 'all'

const conditionOf: Readonly<Record<MailState, RawBuilder<boolean>>> = {
  waiting: sql`sent_at is null and given_up_at is null`,
  failed: sql`given_up_at is not null`,
  sent: sql`sent_at is not null and given_up_at is null`,
  all: sql`true`,
}

/** The text of a mail with a link is worthless once the code of the link is gone. */
const canBeSentAgain = sql<boolean>`(
  (sent_at is null or bounced_at is not null) and (code is not null or strpos(plain, ${codePlace}) = 0))`

const columns = sql`
  id, kind, to_address as "to", subject, queued_at as "queuedAt", sent_at as "sentAt", tries, error, given_up_at as "givenUpAt",
  case when sent_at is null and given_up_at is null then next_try_at end as "nextTryAt", ${canBeSentAgain} as "canBeSentAgain"`

/** @param after the id of the last mail of the page before; what is no mail begins nowhere */
export async function pageMails(
  database: Database,
  state: MailState,
  after: string | undefined,
  limit: number,
): Promise<MailRow[]> {
  return database.within(noAccount, async tx => {
    const found = await sql<MailRow>`
      select ${columns} from plumbing.mails
      where ${conditionOf[state]}
        and (${after ?? null}::uuid is null or (queued_at, id) < (select queued_at, id from plumbing.mails where id = ${after ?? null}))
      order by queued_at desc, id desc limit ${limit}`.execute(tx)
    return found.rows
  })
}

/**
 * Puts a mail that was not delivered in front of the queue, as if it had never been tried. Check and act are one
 * statement: what was delivered meanwhile is not sent twice.
 * @returns the mail; undefined: there is none; 'conflict': it was delivered, or its link is gone
 */
export async function tryMailAgain(
  database: Database,
  id: string,
  at: Date,
): Promise<MailRow | 'conflict' | undefined> {
  return database.within(noAccount, async tx => {
    const again = await sql<{ id: string }>`
      update plumbing.mails set
        tries = case when given_up_at is null then tries else 0 end,
        next_try_at = least(next_try_at, ${at}), sent_at = null, given_up_at = null, bounced_at = null
      where id = ${id} and ${canBeSentAgain} returning id`.execute(tx)
    const mail = await readMail(tx, id)
    return mail && again.rows.length === 0 ? 'conflict' : mail
  })
}

async function readMail(tx: Tx, id: string): Promise<MailRow | undefined> {
  const found = await sql<MailRow>`select ${columns} from plumbing.mails where id = ${id}`.execute(tx)
  return found.rows[0]
}

/** A mail leaves within the days for which it is tried. */
const triedForDays = 4

/** How many left within a day, and since when mails are given up. */
export async function readMailTimes(
  database: Database,
  now: number,
): Promise<{ sentLastDay: number; givenUpSince: Date | null }> {
  const day = 86_400_000
  return database.within(noAccount, async tx => {
    const found = await sql<{ sentLastDay: number; givenUpSince: Date | null }>`
      select
        (select count(*) from plumbing.mails
          where queued_at > ${new Date(now - triedForDays * day)} and sent_at > ${new Date(now - day)}) as "sentLastDay",
        (select min(given_up_at) from plumbing.mails where given_up_at is not null) as "givenUpSince"`.execute(
      tx,
    )
    return found.rows[0]!
  })
}
