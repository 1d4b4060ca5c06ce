import { sql } from 'kysely'
import { monotonicMs } from '../clock.ts'
import type { Database } from '../database.ts'
import { noAccount } from './list-mails.ts'
import { type Message, ServerAway, type Transport } from './open-transport.ts'
import { putCode } from './queue-mail.ts'

const batch = 5
const minute = 60_000
const longestWaitMs = 6 * 60 * minute
/** With the waits between them this is a little more than three days of trying. */
export const mostTries = 21
/**
 * For so long a mail belongs to the node that took it: longer than a batch lasts when the server takes its time for
 * every answer. What a node leaves behind that dies meanwhile is sent by another one after it.
 */
const holdMs = 15 * minute

/** How long a server is left alone that could not be reached so many times in a row, ms: 5 seconds, 10 … 5 minutes. */
function waitForServer(times: number): number {
  return Math.min(5 * minute, 5_000 * 2 ** (times - 1))
}
// As this process saw it: how often in a row, and until when the server is left alone.
const away = new WeakMap<Transport, { times: number; until: number }>()

/** How long to wait after this many tries, ms: 1 minute, 2, 4 … 6 hours. */
export function waitAfter(tries: number): number {
  return Math.min(longestWaitMs, minute * 2 ** (tries - 1))
}

/**
 * Sends the mails that are due, until none is or the server takes none any more. At least once: when the process dies
 * between the server's yes and our mark, the mail goes out a second time, under the same Message-ID. The other failure,
 * somebody who is not told who was in his shop, would be worse.
 *
 * Every refusal is tried again, a permanent one (RFC 5321 §4.2.1, 5yz) too: a relay that is set up wrongly answers the
 * same as a mailbox that is not there, and its operator repairs it.
 *
 * A server that cannot be reached at all is no refusal: every mail keeps its place and its tries, and when the server is
 * back they leave in the order in which they were written. Without a transport nothing is tried or given up either.
 * @param now epoch ms at the beginning
 * @param say told of each mail that nobody will try again
 */
export async function sendDueMails(
  database: Database,
  transport: Transport | undefined,
  now: number,
  say: (sentence: string) => void,
): Promise<{ sent: number; failed: number }> {
  const done = { sent: 0, failed: 0 }
  if (!transport) return done
  if (now < (away.get(transport)?.until ?? 0)) return done
  const begun = monotonicMs()
  const at = () => new Date(now + Math.round(monotonicMs() - begun))
  for (;;) {
    const taken = await takeDue(database, at())
    const sentBefore = done.sent
    for (const [place, mail] of taken.entries()) {
      const error = await trySending(transport, mail)
      if (error instanceof ServerAway) {
        const times = (away.get(transport)?.times ?? 0) + 1
        away.set(transport, { times, until: at().getTime() + waitForServer(times) })
        await putBack(database, taken.slice(place), error.message)
        return { ...done, failed: done.failed + 1 }
      }
      away.delete(transport)
      if (error === undefined) {
        done.sent += 1
        await markSent(database, mail.id, at())
      } else {
        done.failed += 1
        const isGivenUp = mail.tries >= mostTries
        await markFailed(database, mail, error, at(), isGivenUp)
        if (isGivenUp)
          say(
            `A mail (${mail.kind}, ${mail.id}) could not be delivered in three days and is given up: ${error}`,
          )
      }
    }
    if (taken.length < batch || done.sent === sentBefore) return done
  }
}

type Due = Message & { kind: string; tries: number }

/** Takes mails by moving their next try away: no lock is held while a mail server is talked to. */
async function takeDue(database: Database, at: Date): Promise<Due[]> {
  const taken = await database.within(noAccount, tx =>
    sql<Due & { code: string | null }>`
      with taken as (
        update plumbing.mails set tries = tries + 1, next_try_at = ${new Date(at.getTime() + holdMs)}
        where id in (
          select id from plumbing.mails
          where sent_at is null and given_up_at is null and next_try_at <= ${at}
          order by next_try_at, queued_at limit ${batch} for update skip locked)
        returning *)
      select id, kind, to_address as to, language, subject, plain, html, thread, tries, code from taken order by queued_at`.execute(
      tx,
    ),
  )
  return taken.rows.map(({ code, ...mail }) => ({
    ...mail,
    plain: putCode(mail.plain, code),
    html: putCode(mail.html, code),
  }))
}

async function trySending(transport: Transport, mail: Message): Promise<string | ServerAway | undefined> {
  try {
    await transport.send(mail)
    return undefined
  } catch (error) {
    if (error instanceof ServerAway) return error
    return error instanceof Error ? error.message : String(error)
  }
}

/** As if they had not been taken, in front of all that were queued later. */
async function putBack(database: Database, mails: readonly Due[], error: string): Promise<void> {
  await database.within(noAccount, tx =>
    tx
      .updateTable('plumbing.mails')
      .set(eb => ({
        tries: eb('tries', '-', 1),
        next_try_at: eb.ref('queued_at'),
        error: error.slice(0, 1_000),
      }))
      .where(
        'id',
        'in',
        mails.map(mail => mail.id),
      )
      .where('sent_at', 'is', null)
      .execute(),
  )
}

/** What came back before this was written (a mail server can be that fast) stays. */
async function markSent(database: Database, id: string, at: Date): Promise<void> {
  await database.within(noAccount, tx =>
    tx
      .updateTable('plumbing.mails')
      .set({
        sent_at: at,
        code: null,
        error: sql<string | null>`case when bounced_at is not null then error end`,
      })
      .where('id', '=', id)
      .execute(),
  )
}

async function markFailed(
  database: Database,
  mail: Due,
  error: string,
  at: Date,
  isGivenUp: boolean,
): Promise<void> {
  await database.within(noAccount, tx =>
    tx
      .updateTable('plumbing.mails')
      .set({
        error: error.slice(0, 1_000),
        next_try_at: new Date(at.getTime() + waitAfter(mail.tries)),
        given_up_at: isGivenUp ? at : null,
      })
      .where('id', '=', mail.id)
      // Another node may have taken it over and sent it meanwhile; it may even have come back.
      .where('sent_at', 'is', null)
      .where('bounced_at', 'is', null)
      .execute(),
  )
}
