import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import {
  type Link,
  type LinkPurpose,
  linkLivesMs,
  lookAtLink,
  makeLink,
  useLink,
} from '#server/people/links.ts'
import { sameTimeAfterDays } from '#server/plumbing/calendar/preset-end.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { readWaitDays } from '../policy.ts'
import { type Change, isRunning, readChange, runs } from './read-changes.ts'
import { stopChange } from './stop.ts'
import { type Post, tellOfChange } from './tell.ts'

const dayMs = 24 * 3_600_000
const purposes = ['change-old', 'change-new', 'change-stop'] as const satisfies readonly LinkPurpose[]
type Purpose = (typeof purposes)[number]

/** What a link of a mail is about, without using it. `side`: which mailbox it was sent to, or only to stop it. */
export type Opened = { side: 'old' | 'new' | 'stop'; change: Change; waitDays: number }

/** @throws Refusal 'link-is-over' */
export async function lookAtChange(kernel: Kernel, code: string): Promise<Opened> {
  const at = new Date(kernel.clock.now())
  return kernel.database.within(everyAccount, async tx => {
    const link = await ofAnyPurpose(purpose => lookAtLink(tx, purpose, code, at))
    const change = await changeOf(tx, link, at)
    return {
      side: link.purpose === 'change-stop' ? 'stop' : link.purpose === 'change-old' ? 'old' : 'new',
      change,
      waitDays: await readWaitDays(tx),
    }
  })
}

/**
 * One mailbox confirms; when both have, the waiting begins. Using the link, noting it and beginning to wait are one
 * transaction under the account's lock, so two who confirm at once are one after the other, and the second begins it.
 * @throws Refusal 'link-is-over'
 */
export async function confirmChange(kernel: Kernel, post: Post, code: string): Promise<Change> {
  const { change: asked } = await lookAtChange(kernel, code)
  const by = { rule: 'mailbox' } as const
  return record(kernel, { accounts: [asked.accountId], by }, async r => {
    const link = await useLink(r.tx, 'change-old', code, r.at).catch(() =>
      useLink(r.tx, 'change-new', code, r.at),
    )
    const side = link.purpose === 'change-old' ? 'old' : 'new'
    const days = await readWaitDays(r.tx)
    const { zone } = asked.account
    const takesEffectAt = sameTimeAfterDays(days, { now: r.at, zone }) ?? new Date(r.now + days * dayMs)
    const [own, other] =
      side === 'old'
        ? [sql.ref('old_confirmed_at'), sql.ref('c.new_confirmed_at')]
        : [sql.ref('new_confirmed_at'), sql.ref('c.old_confirmed_at')]
    const confirmed = await sql<{ takes_effect_at: Date | null }>`
      update sub_account.asset_changes c
      set ${own} = ${r.at}, takes_effect_at = case when ${other} is not null then ${takesEffectAt}::timestamptz end
      from access.accounts a
      where c.id = ${link.aboutId} and a.id = c.account_id and a.closed_at is null
        and ${runs} and c.${own} is null and c.expires_at > ${r.at}
      returning c.takes_effect_at`.execute(r.tx)
    const [row] = confirmed.rows
    if (!row) throw new Refusal('link-is-over')
    const change = (await readChange(r.tx, link.aboutId!, r.at))!
    r.fact(
      'asset-change.confirmed',
      change.domain ? { resource: change.domain.id } : {},
      { change: change.id, what: change.kind, side, takesEffectAt: row.takes_effect_at?.toISOString() },
      change.accountId,
    )
    if (row.takes_effect_at) {
      const aboutId = change.id
      const { code: stop } = await makeLink(
        r.tx,
        { purpose: 'change-stop', address: change.oldAddress, aboutId },
        linkLivesMs['change-stop'],
        r.at,
      )
      await tellOfChange(r, post, 'waiting', change, { old: stop })
    }
    return change
  })
}

/** Whoever reads one of the mailboxes does not want it: nothing changes. @throws Refusal 'link-is-over' */
export async function stopByLink(kernel: Kernel, post: Post, code: string): Promise<Change> {
  const { change: asked } = await lookAtChange(kernel, code)
  return record(kernel, { accounts: [asked.accountId], by: { rule: 'mailbox' } }, async r => {
    const link = await ofAnyPurpose(purpose => useLink(r.tx, purpose, code, r.at))
    const because = link.purpose === 'change-new' ? 'new-mailbox' : 'old-mailbox'
    const stopped = await stopChange(r, asked.accountId, asked.id, because, post)
    if (!stopped) throw new Refusal('link-is-over')
    return stopped
  })
}

async function ofAnyPurpose(look: (purpose: Purpose) => Promise<Link>): Promise<Link> {
  for (const purpose of purposes) {
    const link = await look(purpose).catch(error => {
      if (error instanceof Refusal) return undefined
      throw error
    })
    if (link) return link
  }
  throw new Refusal('link-is-over')
}

/** A link says nothing any more once what it is about is over. */
async function changeOf(tx: Tx, link: Link, at: Date): Promise<Change> {
  const change = link.aboutId ? await readChange(tx, link.aboutId, at) : undefined
  if (!change || !isRunning(change.state)) throw new Refusal('link-is-over')
  return change
}
