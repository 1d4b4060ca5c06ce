// One decision in process, on our snapshots and on those of peers: first the same answers, then the time.
import { type Figure, figure, type Result } from './measure/figures.ts'
import { seeded } from './measure/random.ts'
import { inTurns, median, medianInterval, quantile } from './measure/statistics.ts'
import { casbin, casbinNaive, casbinSharded } from './peers/casbin.ts'
import { casl, caslPerRequest, caslPrebuilt } from './peers/casl.ts'
import { cedar, cedarPreparsed } from './peers/cedar.ts'
import { ourKernel } from './peers/ours.ts'
import { answerNaively, makeWorld, type Question, type World } from './peers/world.ts'

type Asked = { question: Question; of: number }[]
type Ask = (question: Question) => boolean
const batch = 64

export async function benchDecision(): Promise<Result> {
  const figures: Figure[] = []
  const notes = [
    'Workload: accounts × 5 grants, 3 in 10 of them past, taken back or not yet begun; Zipf(1.0) over accounts; our catalogue has 11 permissions.',
    'Delegated grants are left out: no peer can say "no more than the giver has at the time of use".',
    'Peers get only the accounts that are asked about; we hold all of them. Each side finds its account in a Map and reads the clock.',
  ]
  for (const accounts of [1_000, 10_000, 100_000]) {
    const world = makeWorld(accounts, Date.now())
    const asked = world.ask(20_000)
    const ours = ourKernel(world)
    const allowed = countAllowed(world, asked)
    const wrong = mistakes(world, asked, ours)
    if (wrong > 0)
      throw new Error(`Einlass answers ${wrong} of ${asked.length} questions wrongly; nothing is timed.`)
    const size = accounts === 100_000 ? '' : `-${accounts / 1_000}k`
    figures.push(...timeOurs(ours, world, asked, size))
    figures.push(figure(`allowed${size}`, (100 * allowed) / asked.length, '%'))

    await compare(
      figures,
      notes,
      `casl-prebuilt${size}`,
      casl,
      5,
      world,
      ours,
      caslPrebuilt(world, asked),
      asked,
      15,
    )
    if (accounts === 1_000)
      await compare(
        figures,
        notes,
        `casbin-one-enforcer${size}`,
        casbin,
        undefined,
        world,
        ours,
        await casbinNaive(world),
        asked.slice(0, 20),
        3,
      )
    if (accounts !== 100_000) continue
    await compare(
      figures,
      notes,
      'casl-per-request',
      casl,
      undefined,
      world,
      ours,
      caslPerRequest(world, asked),
      asked.slice(0, 4_000),
      15,
    )
    const some = asked.slice(0, 500)
    await compare(
      figures,
      notes,
      'casbin-sharded',
      casbin,
      100,
      world,
      ours,
      await casbinSharded(world, some),
      some,
      15,
    )
    const few = asked.slice(0, 200)
    await compare(figures, notes, 'cedar', cedar, 1_000, world, ours, cedarPreparsed(world, few), few, 15)
  }
  return { bench: 'decision', figures, notes }
}

/**
 * Single decisions are shorter than a look at the clock, so they are timed by the batch. A batch during which the
 * operating system gave the processor to somebody else says nothing about a decision and is left out; pauses for the
 * garbage collector stay in.
 */
function timeOurs(ours: Ask, world: World, asked: Asked, size: string): Figure[] {
  for (const { question } of asked) ours(question)
  const passes = Array.from({ length: 5 }, () =>
    timeBatches(
      ours,
      world.ask(40_000).map(one => one.question),
    ),
  )
  const alone: number[] = []
  const floor: number[] = []
  for (const { question } of asked) {
    const a = performance.now()
    const b = performance.now()
    ours(question)
    alone.push((performance.now() - b) * 1e6)
    floor.push((b - a) * 1e6)
  }
  return [
    figure(`p50${size}`, median(passes.map(pass => quantile(pass.perDecision, 0.5))), 'ns'),
    figure(`p99${size}`, median(passes.map(pass => quantile(pass.perDecision, 0.99))), 'ns', {
      atMost: 1_000,
    }),
    figure(`p99-alone${size}`, quantile(alone, 0.99), 'ns'),
    figure(`p99-of-the-clock${size}`, quantile(floor, 0.99), 'ns'),
    figure(`batches-left-out${size}`, median(passes.map(pass => pass.leftOut)), '%'),
  ]
}

function timeBatches(ours: Ask, questions: readonly Question[]): { perDecision: number[]; leftOut: number } {
  const perDecision: number[] = []
  let leftOut = 0
  for (let from = 0; from + batch <= questions.length; from += batch) {
    const switched = process.resourceUsage().involuntaryContextSwitches
    const begun = performance.now()
    for (let i = from; i < from + batch; i++) ours(questions[i]!)
    const took = performance.now() - begun
    if (process.resourceUsage().involuntaryContextSwitches === switched)
      perDecision.push((took * 1e6) / batch)
    else leftOut += 1
  }
  return { perDecision, leftOut: (100 * leftOut * batch) / questions.length }
}

/** Times us and a peer on the same questions, in turns, and adds how many times longer the peer takes. */
async function compare(
  figures: Figure[],
  notes: string[],
  key: string,
  peer: string,
  budget: number | undefined,
  world: World,
  ours: Ask,
  theirs: Ask,
  asked: Asked,
  rounds: number,
): Promise<void> {
  const wrong = mistakes(world, asked, theirs, key)
  if (wrong > 0) {
    notes.push(`${peer} (${key}) answers ${wrong} of ${asked.length} questions wrongly; it is not timed.`)
    return
  }
  const questions = asked.map(one => one.question)
  const pairs = await inTurns(
    rounds,
    () => cost(ours, questions),
    () => cost(theirs, questions),
  )
  const ratios = pairs.map(pair => pair.b / pair.a)
  const ratio = median(ratios)
  const [low, high] = medianInterval(ratios, seeded(1))
  figures.push(
    figure(`ratio-${key}`, ratio, '×', budget === undefined ? undefined : { atLeast: budget }, peer),
  )
  figures.push(figure(`p50-${key}`, median(pairs.map(pair => pair.b)), 'ns', undefined, peer))
  notes.push(
    `${key}: we ${median(pairs.map(pair => pair.a)).toFixed(0)} ns, ${peer} ${median(pairs.map(pair => pair.b)).toFixed(0)} ns; ratio ${ratio.toFixed(1)} (95 % ${low.toFixed(1)} … ${high.toFixed(1)}), ${questions.length} questions × ${rounds} rounds`,
  )
  if (ratio < 1) notes.push(`LOST: ${peer} (${key}) is faster than Einlass.`)
}

/** Nanoseconds of this thread's processor time per question: what neighbours on the machine take does not count. */
function cost(ask: Ask, questions: readonly Question[]): number {
  const begun = process.threadCpuUsage()
  let allowed = 0
  for (const question of questions) if (ask(question)) allowed += 1
  const { user, system } = process.threadCpuUsage(begun)
  if (allowed === 0) throw new Error('Nothing was allowed: this measures nothing.')
  return ((user + system) * 1_000) / questions.length
}

/** How many answers differ from the reference; the first few are printed. */
function mistakes(world: World, asked: Asked, ask: Ask, who = 'einlass'): number {
  const wrong = asked.filter(
    ({ question, of }) => ask(question) !== answerNaively(world, world.account(of), question),
  )
  for (const { question } of wrong.slice(0, 5))
    console.error(`${who} answers wrongly: ${JSON.stringify(question)}`)
  return wrong.length
}

function countAllowed(world: World, asked: Asked): number {
  return asked.filter(({ question, of }) => answerNaively(world, world.account(of), question)).length
}
