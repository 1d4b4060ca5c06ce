// People who are not in the cast: signed in, and with what was mailed to them.
import { sessionCookieName } from '#server/http/identify.ts'
import { beginSession } from '#server/people/sessions.ts'
import { type Client, newClient, type TestDesk } from './desk.ts'

/** A browser in which this person has just signed in with everything that is needed. */
export async function signInAs(desk: TestDesk, personId: string): Promise<Client> {
  const { token } = await desk.kernel.database.within('', tx =>
    beginSession(
      tx,
      personId,
      ['password', 'totp'],
      { network: '127.0.0.1', device: null },
      new Date(desk.kernel.clock.now()),
    ),
  )
  return newClient(desk.url, `${sessionCookieName('http://localhost')}=${token}`)
}

export type Mailed = {
  kind: string
  to_address: string
  subject: string
  plain: string
  html: string
  code: string | null
}

/** What was mailed to an address, the oldest first. */
export function mailsTo(desk: TestDesk, address: string, kind?: string): Promise<Mailed[]> {
  return desk.sql<Mailed>(
    'select * from plumbing.mails where lower(to_address) = lower($1) and ($2::text is null or kind = $2) order by queued_at',
    [address, kind ?? null],
  )
}

/** The code of the link that was mailed last. */
export async function codeMailedTo(desk: TestDesk, address: string, kind: string): Promise<string> {
  const code = (await mailsTo(desk, address, kind)).at(-1)?.code
  if (!code) throw new Error(`nothing of kind ${kind} with a link was mailed to ${address}`)
  return code
}

/** Sets a password as somebody who has followed his link; the hash is of no password. */
export function givePassword(desk: TestDesk, personId: string): Promise<unknown> {
  return desk.sql("update people.persons set password_hash = 'x', password_set_at = now() where id = $1", [
    personId,
  ])
}
