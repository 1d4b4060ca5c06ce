import type { Recording } from '#server/access/record.ts'
import type { House } from '#server/people/house.ts'
import { findReader } from '#server/people/readers.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { type Reader, type Step, writeLetter } from './letters.ts'
import type { Change } from './read-changes.ts'

/** Where mails come from and links lead; read before an account is locked. */
export type Post = House

/**
 * Tells both mailboxes, the owner and whoever asked, in the transaction of what happened. The old mailbox and the owner
 * are told whatever they have silenced: somebody may be taking something from them.
 * @param codes of the links that a mailbox gets with it
 */
export async function tellOfChange(
  r: Recording,
  post: Post,
  step: Step,
  change: Change,
  codes: { old?: string; new?: string } = {},
): Promise<void> {
  for (const to of await readReaders(r, change)) {
    const code = to.as === 'old' ? codes.old : to.as === 'new' ? codes.new : undefined
    await queueMail(
      r.tx,
      {
        kind: `asset-change-${step}`,
        to: to.address,
        language: to.language,
        thread: change.id,
        ...(code ? { code } : {}),
        ...frameMail(writeLetter(post, step, change, to)),
      },
      r.at,
    )
  }
}

/** Whoever reads one of the two mailboxes is written to once, also when it is the owner or whoever asked. */
async function readReaders(r: Recording, change: Change): Promise<Reader[]> {
  const owner = await findReader(r.tx, change.account.ownerId)
  const asker = await findReader(r.tx, change.askedBy.id)
  const { old, next } = change
  const readers: Reader[] = [
    {
      as: 'old',
      name: old?.name ?? owner?.name ?? change.account.name,
      address: change.oldAddress,
      language: old?.language ?? owner?.language ?? 'de',
    },
    { as: 'new', name: next.name, address: change.newAddress, language: next.language },
  ]
  for (const [as, person] of [
    ['owner', owner],
    ['asker', asker],
  ] as const) {
    const isTold = readers.some(({ address }) => address.toLowerCase() === person?.address.toLowerCase())
    if (person && !isTold) readers.push({ as, ...person })
  }
  return readers
}
