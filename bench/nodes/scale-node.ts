// A node of the desk with a million grants, which can time its own decisions and its own door.
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { hearChanges } from '#server/access/4-enter/hear-changes.ts'
import { keepSnapshots, type Snapshots } from '#server/access/4-enter/snapshots.ts'
import { deactivatePerson } from '#server/access/5-end/deactivate-person.ts'
import { everyAccount } from '#server/access/account.ts'
import { openDesk } from '#server/desk.ts'
import { type Database, openDatabase } from '#server/plumbing/database.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { openLog } from '#server/plumbing/log.ts'
import { seeded, zipf } from '../measure/random.ts'
import { inTurns, median, quantile } from '../measure/statistics.ts'
import { answerParent, givenOptions } from './answer-parent.ts'

export type TimedDecisions = { p50: number; p99: number; p50Small: number; ratio: number }
export type Ended = { entries: number; allRefusedMs: number; othersRefused: number; othersP99Ms: number }

const options = givenOptions<{ databaseUrl: string; url: string }>()
const begun = performance.now()
const desk = await openDesk({ ...options, keys: deriveKeys(Buffer.alloc(32, 1)), log: openLog('silent') })
const port = await desk.listen(0, '127.0.0.1')

answerParent(
  { port, readyMs: performance.now() - begun, rssMb: rssMb() },
  async question => {
    switch (question['do']) {
      case 'read-memory':
        return { rssMb: rssMb() }
      case 'time-decisions':
        return timeDecisions(String(question['smallUrl']))
      case 'deactivate':
        return deactivate(String(question['person']), String(question['witness']))
      default:
        throw new Error(`This node does not know how to ${String(question['do'])}.`)
    }
  },
  () => desk.close(),
)

type Question = { account: string; person: string; permission: 'shop.view'; resource: string | null }
/** As in decision.ts: a longer one is more likely to be interrupted than to contain a slow decision. */
const batch = 16

async function timeDecisions(smallUrl: string): Promise<TimedDecisions> {
  const small = openDatabase(smallUrl, () => undefined, 4)
  const smallSnapshots = keepSnapshots(small)
  const hearing = hearChanges(small, smallSnapshots, () => undefined)
  await smallSnapshots.warmUp()
  try {
    const fewAccounts = await readQuestions(small, 1)
    const manyAccounts = await readQuestions(desk.kernel.database, 7)
    const spread = repeat(manyAccounts, 20_000, manyAccounts.length)
    const sameNumber = Math.min(fewAccounts.length, 500)
    const inSmall = repeat(fewAccounts, 10_000, sameNumber)
    const inLarge = repeat(manyAccounts, 10_000, sameNumber)
    const pairs = await inTurns(
      15,
      () => breathe(() => quantile(timeBatches(desk.snapshots, inLarge), 0.5)),
      () => breathe(() => quantile(timeBatches(smallSnapshots, inSmall), 0.5)),
    )
    const all = await breathe(() => {
      timeBatches(desk.snapshots, spread)
      return timeBatches(desk.snapshots, spread)
    })
    return {
      p50: quantile(all, 0.5),
      p99: quantile(all, 0.99),
      p50Small: median(pairs.map(pair => pair.b)),
      ratio: median(pairs.map(pair => pair.a / pair.b)),
    }
  } finally {
    await hearing.stop()
    await small.close()
  }
}

/** One question about each of up to 10 000 accounts that lie far apart. */
async function readQuestions(database: Database, everyNth: number): Promise<Question[]> {
  const found = await database.within(everyAccount, tx =>
    sql<{ account: string; person: string; resource: string | null }>`
      select account_id as account, subject_id as person, resource_id as resource from (
        select *, row_number() over (order by account_id) as nth from (
          select distinct on (account_id) account_id, subject_id, resource_id from access.grants where subject_kind = 'person' and ending_at is null order by account_id, id
        ) one_of_each
      ) numbered where nth % ${everyNth} = 0 limit 10000`.execute(tx),
  )
  return found.rows.map(row => ({ ...row, permission: 'shop.view' }))
}

function repeat(questions: readonly Question[], count: number, accounts: number): Question[] {
  const rank = zipf(seeded(3), accounts)
  return Array.from({ length: count }, () => questions[rank()]!)
}

function timeBatches(snapshots: Snapshots, questions: readonly Question[]): number[] {
  const took: number[] = []
  for (let from = 0; from + batch <= questions.length; from += batch) {
    const copies = JSON.parse(JSON.stringify(questions.slice(from, from + batch))) as Question[]
    const at = performance.now()
    const now = Date.now()
    for (const question of copies)
      if (snapshots.may(question.account, question, now) === undefined)
        throw new Error('A snapshot is not believed any more: this would time the database.')
    took.push(((performance.now() - at) * 1e6) / batch)
  }
  return took
}

/** Lets the heartbeats through before, so that the snapshots are believed. */
async function breathe<T>(work: () => T): Promise<T> {
  await new Promise(resolve => setTimeout(resolve, 30))
  return work()
}

/** Deactivates a person and tries all that was open to him, and somebody else's entry, all the while. */
async function deactivate(person: string, witness: string): Promise<Ended> {
  const entries = await desk.kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.entries')
      .select(['token_hash', 'resource_id', 'person_id'])
      .where('person_id', 'in', [person, witness])
      .where('closed_at', 'is', null)
      .execute(),
  )
  const his = entries.filter(entry => entry.person_id === person)
  const other = entries.find(entry => entry.person_id === witness)!
  const isIn = async (entry: (typeof entries)[number]) =>
    (
      desk.doorkeeper.check(entry.token_hash!, entry.resource_id) ??
      (await desk.doorkeeper.checkSlowly(entry.token_hash!, entry.resource_id))
    ).let === 'in'
  for (const entry of entries)
    if (!(await isIn(entry))) throw new Error('An entry is not open before it is ended.')

  const waits: number[] = []
  let othersRefused = 0
  let lastIn = 0
  let isOver = false
  const at = performance.now()
  const watchHis = async () => {
    // Those that were let in by a look that began at this instant.
    for (;;) {
      const lookedAt = performance.now()
      const isLast = isOver
      const stillIn = await Promise.all(his.map(isIn))
      if (stillIn.some(Boolean)) lastIn = lookedAt
      else if (isLast) return
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
  const watchOther = async () => {
    while (!isOver) {
      const askedAt = performance.now()
      if (!(await isIn(other))) othersRefused += 1
      waits.push(performance.now() - askedAt)
      await new Promise(resolve => setTimeout(resolve, 1))
    }
  }
  const watching = Promise.all([watchHis(), watchOther()])
  await deactivatePerson(desk.kernel, { rule: 'command line' }, person, null)
  isOver = true
  await watching
  return {
    entries: his.length,
    allRefusedMs: Math.max(0, lastIn - at),
    othersRefused,
    othersP99Ms: quantile(waits, 0.99),
  }
}

function rssMb(): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
  return line ? Number(line[1]) / 1_024 : process.memoryUsage.rss() / 1_048_576
}
