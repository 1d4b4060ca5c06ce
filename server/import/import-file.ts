import { problems } from '#contract/problems.ts'
import { everyAccount } from '#server/access/account.ts'
import { addResource } from '#server/access/add-resource.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { House } from '#server/people/house.ts'
import { openAccount } from '#server/people/open-account.ts'
import { readSignInPolicy } from '#server/people/policy.ts'
import { checkLine, type Wanted } from './check-line.ts'
import { compare } from './compare.ts'
import { type Known, type KnownAccount, readKnown } from './read-known.ts'
import { decode, readLines } from './read-lines.ts'

export type Report = {
  lines: number
  accounts: number
  shops: number
  /** Lines for which there was nothing to do. */
  unchanged: number
  /** What is here otherwise than in the file, and was left as it is; in the order of the lines. */
  differs: { line: number; what: string }[]
  wrong: { line: number; what: string }[]
}

type Job = { line: number; wanted: Wanted }

const by = { rule: 'import' } as const
/** Lines that are looked up together. */
const batchSize = 500
/** Accounts that are made at once: most of the time of each is waiting for the disk. */
const handsAtOnce = 4

/**
 * Makes the accounts and shops of a file that are not here yet. An account is found again by its reference, so running it
 * twice changes nothing; what is here otherwise than in the file is told and left alone. A wrong line keeps no right one
 * from being imported. One import runs at a time.
 * @param how dryRun: writes nothing and says what it would do; mails: new owners are sent the link for their first password
 * @param progress told after each batch how much of the file was read (0 to 1) and how many lines
 * @throws Error with a sentence for the operator when nothing can be imported
 */
export async function importFile(
  kernel: Kernel,
  house: House,
  path: string,
  how: { dryRun: boolean; mails: boolean },
  progress: (part: number, lines: number) => void = () => undefined,
): Promise<Report> {
  // To its end before anything is written: in a wrong encoding nothing is imported, not even half of it.
  const whole = await readToEnd(path)
  const policy = await kernel.database.within(everyAccount, readSignInPolicy)
  const standards = { zone: policy.standardZone, region: policy.standardRegion }
  const report: Report = { lines: 0, accounts: 0, shops: 0, unchanged: 0, differs: [], wrong: [] }
  const work = how.dryRun ? think(kernel, report) : act(kernel, house, how.mails, report)
  const unlock = how.dryRun ? async () => undefined : await lockImports(kernel)
  try {
    let bytes = 0
    let batch: Job[] = []
    const empty = async () => {
      await work(batch)
      batch = []
      progress(Math.min(1, bytes / whole), report.lines)
    }
    for await (const line of readLines(path, read => (bytes = read))) {
      report.lines += 1
      const checked = 'wrong' in line ? line : checkLine(line.values, standards)
      if ('wrong' in checked) report.wrong.push({ line: line.line, what: checked.wrong })
      else batch.push({ line: line.line, wanted: checked.wanted })
      if (batch.length >= batchSize) await empty()
    }
    await empty()
  } finally {
    await unlock()
  }
  const inOrder = (a: { line: number }, b: { line: number }) => a.line - b.line
  report.differs.sort(inOrder)
  report.wrong.sort(inOrder)
  return report
}

/** @returns how many bytes there are, at least one */
async function readToEnd(path: string): Promise<number> {
  let bytes = 1
  for await (const text of decode(path, read => (bytes = read))) void text
  return bytes
}

/** Two at once would each find that a shop is not there yet. @throws Error when another import runs */
async function lockImports(kernel: Kernel): Promise<() => Promise<void>> {
  const client = await kernel.database.connect()
  const { rows } = await client.query<{ free: boolean }>(
    "select pg_try_advisory_lock(hashtextextended('einlass import', 0)) as free",
  )
  if (rows[0]?.free) return () => client.end()
  await client.end()
  throw new Error('Another import is running. Wait until it is done, and start this one again.')
}

function act(kernel: Kernel, house: House, mails: boolean, report: Report) {
  return async (batch: readonly Job[]) => {
    const known = await look(kernel, batch)
    const doJob = (job: Job) =>
      take(report, job, known, wanted => make(kernel, house, mails, wanted, known.accounts))
    const { apart, contested } = divide(batch)
    const hand = async () => {
      for (let jobs = apart.shift(); jobs; jobs = apart.shift()) for (const job of jobs) await doJob(job)
    }
    await Promise.all(Array.from({ length: handsAtOnce }, hand))
    for (const job of contested) await doJob(job)
  }
}

/**
 * Lines of one account are done one after another, each seeing what the one before has made. Accounts of which two want
 * the same origin are done in the order of the lines: who comes first in the file has it, every time.
 */
function divide(batch: readonly Job[]): { apart: Job[][]; contested: Job[] } {
  const wanting = Map.groupBy(batch, job => job.wanted.shop?.origin)
  const isContested = ({ wanted }: Job) =>
    wanted.shop?.origin != null &&
    wanting.get(wanted.shop.origin)!.some(other => other.wanted.reference !== wanted.reference)
  const groups = [...Map.groupBy(batch, job => job.wanted.reference).values()]
  return {
    apart: groups.filter(jobs => !jobs.some(isContested)),
    contested: groups
      .filter(jobs => jobs.some(isContested))
      .flat()
      .toSorted((a, b) => a.line - b.line),
  }
}

async function make(
  kernel: Kernel,
  house: House,
  mails: boolean,
  { shop, ...account }: Wanted,
  accounts: ReadonlyMap<string, KnownAccount>,
): Promise<string> {
  const known = accounts.get(account.reference)
  if (!known) {
    const made = await openAccount(
      kernel,
      house,
      by,
      { ...account, shops: shop ? [shop] : [] },
      mails ? 'once' : 'none',
    )
    return made.id
  }
  await record(kernel, { accounts: [known.id], by }, r => addResource(r, known.id, shop!))
  return known.id
}

/** The same without writing: what earlier lines would have made is remembered, and nothing else. */
function think(kernel: Kernel, report: Report) {
  const thought = { accounts: new Map<string, KnownAccount>(), origins: new Set<string>() }
  return async (batch: readonly Job[]) => {
    const known = await look(kernel, batch)
    for (const { wanted } of batch) {
      const account = thought.accounts.get(wanted.reference)
      if (account) known.accounts.set(wanted.reference, account)
    }
    const touched = new Set<string>()
    for (const job of batch)
      await take(report, job, known, async ({ reference, shop, owner }) => {
        const origin = shop?.origin
        if (origin && (known.origins.has(origin) || thought.origins.has(origin)))
          throw new Refusal('origin-is-taken')
        if (!known.accounts.has(reference) && known.deactivated.has(owner.address.toLowerCase()))
          throw new Refusal('invalid-input', { field: 'owner.address' })
        if (origin) thought.origins.add(origin)
        touched.add(reference)
        return ''
      })
    for (const reference of touched) thought.accounts.set(reference, known.accounts.get(reference)!)
  }
}

function look(kernel: Kernel, batch: readonly Job[]): Promise<Known> {
  return kernel.database.within(everyAccount, tx =>
    readKnown(
      tx,
      batch.map(job => job.wanted),
    ),
  )
}

/** One line: compares, does what is to be done, and remembers it for the lines that follow. */
async function take(
  report: Report,
  { line, wanted }: Job,
  known: Known,
  make: (wanted: Wanted) => Promise<string>,
): Promise<void> {
  const account = known.accounts.get(wanted.reference)
  const { act, differs } = compare(wanted, account)
  for (const what of differs) report.differs.push({ line, what })
  if (act === 'nothing') {
    report.unchanged += 1
    return
  }
  try {
    const id = await make(wanted)
    const shops = wanted.shop ? [{ ...wanted.shop, isRemoved: false }] : []
    if (account) account.shops.push(...shops)
    else known.accounts.set(wanted.reference, { ...wanted, id, isClosed: false, shops })
    if (!account) report.accounts += 1
    report.shops += shops.length
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    report.wrong.push({ line, what: sayRefusal(error) })
  }
}

function sayRefusal({ code, details }: Refusal): string {
  if (code === 'origin-is-taken') return 'shop_origin belongs to another shop already'
  if (details['field'] === 'owner.address') return 'owner_address belongs to somebody who was deactivated'
  return problems[code].title
}
