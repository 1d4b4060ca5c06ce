import { createHash } from 'node:crypto'
import type { Tx } from '#server/plumbing/database.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import type { House } from '../house.ts'
import { writeLetter } from './letters.ts'
import type { PeopleNews, Reader } from './news.ts'

/**
 * Puts the mail into the queue of the transaction: it leaves the house after the commit, or not at all. What concerns
 * somebody's sign-in or the people of his account is sent whatever else he has silenced.
 */
export async function tellPerson(
  tx: Tx,
  house: House,
  to: Reader,
  news: PeopleNews,
  at: Date,
): Promise<void> {
  const letter = writeLetter(house, to, news, house.zone, at)
  await queueMail(
    tx,
    {
      kind: news.kind,
      to: to.address,
      language: to.language,
      thread: threadOf(to, news),
      ...('code' in news ? { code: news.code } : {}),
      ...frameMail(letter),
    },
    at,
  )
}

/** One matter is one thread: somebody's sign-in, the members of an account, its handing over. */
function threadOf(to: Reader, news: PeopleNews): string {
  if (news.kind.startsWith('transfer-') && 'account' in news) return `${news.account.id}.transfer`
  if ('account' in news) return `${news.account.id}.members`
  return `${createHash('sha256').update(to.address.trim().toLowerCase()).digest('hex').slice(0, 32)}.sign-in`
}
