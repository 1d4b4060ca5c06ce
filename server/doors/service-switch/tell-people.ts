import { namesIn } from '#server/access/6-prove/tell-timeline.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { tellOfConfirmation, tellOfEnding } from './mail/about-endings.ts'
import { findFirstEntries, tellDigests, tellOfFirstEntry } from './mail/about-entries.ts'
import { tellOfMove, tellOfOpening } from './mail/about-openings.ts'
import { tellOfRequest } from './mail/about-requests.ts'
import type { Batch, Outgoing } from './mail/batch.ts'
import { gatherNews, type News } from './mail/gather-news.ts'
import { readHouse, readProviderName } from './mail/read-house.ts'
import { readOpeningsWith } from './mail/read-openings.ts'
import { readRequests } from './mail/read-requests.ts'
import { firstUnproven, grantsIn, readWholeActs, requestsIn } from './mail/read-untold.ts'

export { accountsWithNews } from './mail/accounts-with-news.ts'

/**
 * Tells people what happened in an account since they were last told. Mails are written from facts: reading them,
 * queueing the mails, noting that in the ledger and moving the position on is one transaction under the account's
 * lock. So nothing is told twice and nothing is forgotten, however often and on however many nodes this runs.
 * @param deskOrigin where the links lead, without a path
 * @returns how many mails were queued
 */
export async function tellPeople(kernel: Kernel, deskOrigin: string, accountId: string): Promise<number> {
  const from = { origin: deskOrigin, provider: await readProviderName(kernel) }
  let mails = 0
  for (;;) {
    const step = await record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, r =>
      tellNext(r, accountId, from),
    )
    mails += step.mails
    if (!step.more) return mails
  }
}

async function tellNext(
  r: Recording,
  accountId: string,
  from: { origin: string; provider: string },
): Promise<{ mails: number; more: boolean }> {
  const { head, told } = await readPosition(r, accountId)
  const facts = await readWholeActs(r.tx, accountId, told)
  const openings = await readOpeningsWith(r.tx, grantsIn(facts))
  const openingOf = new Map(
    openings.flatMap(opening => opening.grants.map(grant => [grant.id, opening.id] as const)),
  )
  const ripe = facts.slice(0, firstUnproven(facts, openingOf, r.now))
  const upTo = ripe.at(-1)?.seq ?? told

  const requests = await readRequests(r.tx, requestsIn(ripe), r.at)
  const batch: Batch = {
    tx: r.tx,
    at: r.at,
    upTo,
    ...(await readHouse(r.tx, accountId, from, r.at)),
    openings: new Map(openings.map(opening => [opening.id, opening])),
    requests,
    names: await namesIn(r.tx, ripe),
  }
  const outgoing = await writeMails(batch, gatherNews(ripe, openingOf, new Set(requests.keys())))
  if (ripe.length === facts.length && upTo === head) outgoing.push(...(await tellDigests(batch)))
  const noted = await post(r, outgoing)

  // Told up to the end means: up to the very facts that say so, which this transaction adds. They are no news.
  await moveOn(r, accountId, told, upTo === head ? head + noted : upTo)
  return { mails: outgoing.length, more: ripe.length === facts.length && upTo < head }
}

async function readPosition(r: Recording, accountId: string): Promise<{ head: number; told: number }> {
  return r.tx
    .selectFrom('access.accounts as a')
    .leftJoin('service_switch.told as t', 't.account_id', 'a.id')
    .select(eb => ['a.last_seq as head', eb.fn.coalesce('t.until_seq', eb.lit(0)).as('told')])
    .where('a.id', '=', accountId)
    .executeTakeFirstOrThrow()
}

async function writeMails(batch: Batch, news: readonly News[]): Promise<Outgoing[]> {
  const firsts = findFirstEntries(news, id => batch.openings.get(id)?.toldFirstEntryAt !== null)
  const outgoing: Outgoing[] = []
  for (const one of news) {
    if (one.kind === 'asked' || one.kind === 'decided' || one.kind === 'lapsed')
      outgoing.push(...(await tellOfRequest(batch, one)))
    else if (one.kind === 'opened') outgoing.push(...(await tellOfOpening(batch, one)))
    else if (one.kind === 'moved') outgoing.push(...tellOfMove(batch, one))
    else if (one.kind === 'ended') outgoing.push(...(await tellOfEnding(batch, one)))
    else if (one.kind === 'confirmed') outgoing.push(...(await tellOfConfirmation(batch, one)))
    else {
      const first = firsts.get(one.entryId)
      if (first) outgoing.push(...(await tellOfFirstEntry(batch, one.entryId, first)))
    }
  }
  return outgoing
}

/** Queues the mails and notes in the ledger that they were. @returns the number of facts */
async function post(r: Recording, outgoing: readonly Outgoing[]): Promise<number> {
  let facts = 0
  for (const { kind, to, letter, thread, about, entriesUntil } of outgoing) {
    const mailId = await queueMail(
      r.tx,
      { kind, to: to.address, language: to.language, thread, ...frameMail(letter) },
      r.at,
    )
    for (const one of about) r.fact('owner.told', one, { mail: kind, mailId, to: to.as, entriesUntil })
    facts += about.length
  }
  return facts
}

async function moveOn(r: Recording, accountId: string, before: number, until: number): Promise<void> {
  if (until === before) return
  await r.tx
    .insertInto('service_switch.told')
    .values({ account_id: accountId, until_seq: until })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet({ until_seq: until }))
    .execute()
}
