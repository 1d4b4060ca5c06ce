import { sql } from 'kysely'
import type { Tx } from '../database.ts'
import { newId } from '../ids.ts'

export type Mail = {
  /** What it is about, for statistics and tests; never shown. */
  kind: string
  /** One address, without a name. */
  to: string
  language: string
  subject: string
  plain: string
  html: string
  /** Mails of one matter share it (an id); mail programs show them together. */
  thread: string
  /** Of a single-use link: stands where `codePlace` is in the text, and is kept only until the mail has left. */
  code?: string
}

/** Stands in the text of a mail where the code of its link comes. */
export const codePlace = '{{code}}'

/** The text of a mail as its reader gets it. @param code null: taken away, the link leads nowhere */
export function putCode(text: string, code: string | null): string {
  return text.replaceAll(codePlace, () => code ?? '')
}

const breaks = /[\p{Cc}\u2028\u2029]+/gu
const longestSubject = 200

/**
 * Puts a mail into the queue of the transaction: it leaves the house after the commit, or not at all.
 * Mails of the same millisecond keep their order by the microseconds of `queued_at`.
 * @returns its id
 */
export async function queueMail(tx: Tx, mail: Mail, at: Date): Promise<string> {
  const id = newId(at.getTime())
  const afterTheLast = sql<Date>`coalesce((
    select max(queued_at) + interval '1 microsecond' from plumbing.mails
    where queued_at >= ${at} and queued_at < ${at}::timestamptz + interval '1 millisecond'), ${at})`
  await tx
    .insertInto('plumbing.mails')
    .values({
      id,
      kind: mail.kind,
      to_address: mail.to,
      language: mail.language,
      // A line break would end the header and begin another (RFC 5322 §2.2).
      subject: [...mail.subject.replaceAll(breaks, ' ')].slice(0, longestSubject).join(''),
      plain: mail.plain,
      html: mail.html,
      thread: mail.thread,
      code: mail.code ?? null,
      queued_at: afterTheLast,
      next_try_at: at,
    })
    .execute()
  return id
}
