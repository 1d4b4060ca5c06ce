// One decision in process, on our snapshots and on those of peers: first the same answers, then the time.
import { type Figure, figure, type Result } from './measure/figures.ts'
import { seeded } from './measure/random.ts'
import { inTurns, median, medianInterval, quantile } from './measure/statistics.ts'
import { casbin, casbinNaive, casbinSharded } from './peers/casbin.ts'
import { casl, caslPerRequest, caslPrebuilt } from './peers/casl.ts'
import { cedar, cedarAtOnce, cedarPreparsed } from './peers/cedar.ts'
import { ourKernel } from './peers/ours.ts'
import { answerNaively, makeWorld, type Question, type World } from './peers/world.ts'

type Asked = { question: Question; of: number }[]
/** Who asks has read the clock: `now`, epoch ms. */
type Ask = (question: Question, now: number) => boolean
/** A peer's name, how it is used, and the budget: how many times longer it must take. */
type Peer = {
  key: string
  name: string
  atLeast?: number
  ask: Ask
  asked: Asked
  rounds: number
  batch: number
}

export async function benchDecision(): Promise<Result> {
  const figures: Figure[] = []
  const notes = [
    'Accounts × 5 grants, 3 in 10 past, taken back or not yet begun; Zipf(1.0) over accounts; the 11 permissions of our catalogue.',
    'Delegated grants are left out: no peer can say "no more than the giver has at the time of use".',
    'Peers hold only the accounts that are asked about, in a Map; we hold all, with copies of those that were asked about side by side. Each turn: one pass to warm up, one that counts. first-asked: accounts that nobody had asked about before.',
    'casl-prebuilt: an ability for every person and account that is asked about, built beforehand; casl-per-request: built for each question, as its guide shows.',
    'casbin-one-enforcer: one for all accounts, as its examples show; casbin-sharded: one for each account, finer than the shards of a hundred tenants that its guide advises for very many rules.',
    'cedar: policies as text and entities in each call, as its documentation shows; cedar-preparsed: a policy set for each account, parsed beforehand.',
  ]
  for (const accounts of [1_000, 10_000, 100_000]) {
    const size = accounts === 100_000 ? '' : `-${accounts / 1_000}k`
    const world = makeWorld(accounts, Date.now())
    const asked = world.ask(20_000)
    const ours = ourKernel(world)
    const wrong = mistakes(world, asked, ours, 'einlass')
    if (wrong > 0)
      throw new Error(`Einlass answers ${wrong} of ${asked.length} questions wrongly; nothing is timed.`)
    figures.push(...timeOurs(ours, world, asked, size))
    const allowed = asked.filter(({ question }) => ours(question, Date.now())).length
    figures.push(figure(`allowed${size}`, (100 * allowed) / asked.length, '%'))

    const peers: Peer[] = [
      {
        key: `casl-prebuilt${size}`,
        name: casl,
        atLeast: 5,
        ask: caslPrebuilt(world, asked),
        asked,
        rounds: 15,
        batch: 16,
      },
    ]
    if (accounts === 1_000) {
      const few = asked.slice(0, 16)
      peers.push({
        key: `casbin-one-enforcer${size}`,
        name: casbin,
        atLeast: 100,
        ask: await casbinNaive(world),
        asked: few,
        rounds: 5,
        batch: 16,
      })
    }
    if (accounts === 100_000) {
      const [most, some, few, fewest] = [4_000, 2_000, 1_000, 200].map(count => asked.slice(0, count)) as [
        Asked,
        Asked,
        Asked,
        Asked,
      ]
      peers.push(
        {
          key: 'casl-per-request',
          name: casl,
          ask: caslPerRequest(world, most),
          asked: most,
          rounds: 15,
          batch: 16,
        },
        {
          key: 'casbin-sharded',
          name: casbin,
          ask: await casbinSharded(world, some),
          asked: some,
          rounds: 15,
          batch: 8,
        },
        {
          key: 'cedar',
          name: cedar,
          atLeast: 1_000,
          ask: cedarAtOnce(world, fewest),
          asked: fewest,
          rounds: 15,
          batch: 8,
        },
        {
          key: 'cedar-preparsed',
          name: cedar,
          ask: cedarPreparsed(world, few),
          asked: few,
          rounds: 15,
          batch: 8,
        },
      )
    }
    for (const peer of peers) await compare(figures, notes, peer, world, ours)
  }
  return { bench: 'decision', figures, notes }
}

/** So many of our decisions at once that a look at the clock does not count, so few that a slow one shows. */
const ourBatch = 16

/** Single decisions are shorter than a look at the clock, so they are timed by the batch; alone only beside its cost. */
function timeOurs(ours: Ask, world: World, asked: Asked, size: string): Figure[] {
  const questions = world.ask(40_000).map(one => one.question)
  const met = new Set(asked.map(one => one.question.account))
  const firsts = questions.filter(({ account }) => !met.has(account) && met.add(account))
  const first = timeBatches(ours, firsts, ourBatch)
  for (const question of questions) ours(question, Date.now())
  const passes = Array.from({ length: 5 }, () => timeBatches(ours, questions, ourBatch))
  const of = (share: number) => median(passes.map(pass => quantile(pass, share)))
  const alone: number[] = []
  const clock: number[] = []
  for (const question of questions.slice(0, 20_000).map(freshCopy)) {
    const a = performance.now()
    const b = performance.now()
    ours(question, Date.now())
    alone.push((performance.now() - b) * 1e6)
    clock.push((b - a) * 1e6)
  }
  const account = new Map(questions.map(question => [question.account, question]))
  const lookUps = timeBatches(question => account.get(question.account) === question, questions, ourBatch)
  return [
    figure(`p50${size}`, of(0.5), 'ns'),
    figure(`p99${size}`, of(0.99), 'ns', { atMost: 1_000 }),
    ...(first.length < 100 ? [] : [figure(`p50-first-asked${size}`, quantile(first, 0.5), 'ns')]),
    figure(`p99-alone${size}`, quantile(alone, 0.99), 'ns'),
    figure(`p99-clock-alone${size}`, quantile(clock, 0.99), 'ns'),
    figure(`p99-one-map-lookup${size}`, quantile(lookUps, 0.99), 'ns'),
  ]
}

/** Times a peer and us on the same questions, in turns; only if all its answers are right. */
async function compare(
  figures: Figure[],
  notes: string[],
  peer: Peer,
  world: World,
  ours: Ask,
): Promise<void> {
  const wrong = mistakes(world, peer.asked, peer.ask, peer.key)
  if (wrong > 0) {
    notes.push(
      `${peer.name} (${peer.key}) answers ${wrong} of ${peer.asked.length} questions wrongly; it is not timed.`,
    )
    return
  }
  const questions = peer.asked.map(one => one.question)
  const mean = (ask: Ask, batch: number) => {
    timeBatches(ask, questions, batch)
    const batches = timeBatches(ask, questions, batch)
    return batches.reduce((sum, one) => sum + one, 0) / batches.length
  }
  const pairs = await inTurns(
    peer.rounds,
    () => mean(ours, ourBatch),
    () => mean(peer.ask, peer.batch),
  )
  const ratios = pairs.map(pair => pair.b / pair.a)
  const [low, high] = medianInterval(ratios, seeded(1))
  const [we, they, ratio] = [
    median(pairs.map(pair => pair.a)),
    median(pairs.map(pair => pair.b)),
    median(ratios),
  ]
  figures.push(
    figure(
      `ratio-${peer.key}`,
      ratio,
      '×',
      peer.atLeast === undefined ? undefined : { atLeast: peer.atLeast },
      peer.name,
    ),
  )
  figures.push(figure(`mean-${peer.key}`, they, 'ns', undefined, peer.name))
  notes.push(
    `${peer.key}: we ${we.toFixed(0)} ns, they ${they.toFixed(0)} ns; × ${ratio.toFixed(1)} (95 % ${low.toFixed(1)} … ${high.toFixed(1)}), ${questions.length} questions × ${peer.rounds} rounds.`,
  )
  if (ratio < 1) notes.push(`LOST: ${peer.name} (${peer.key}) is faster than Einlass.`)
}

/**
 * Nanoseconds per question, batch by batch. The questions are copied right before, as if they had just been parsed. A
 * batch during which the operating system gave the processor to somebody else says nothing about a decision and is left
 * out (unless it happened in all); pauses for the garbage collector stay in.
 */
function timeBatches(ask: Ask, questions: readonly Question[], size: number): number[] {
  const kept: number[] = []
  const all: number[] = []
  for (let from = 0; from + size <= questions.length; from += size) {
    const copies = questions.slice(from, from + size).map(freshCopy)
    const before = process.resourceUsage().involuntaryContextSwitches
    const now = Date.now()
    const begun = performance.now()
    for (let i = 0; i < size; i++) ask(copies[i]!, now)
    const took = ((performance.now() - begun) * 1e6) / size
    all.push(took)
    if (process.resourceUsage().involuntaryContextSwitches === before) kept.push(took)
  }
  return kept.length > 0 ? kept : all
}

/** As it comes from the network: no id is the very string that an engine holds. Permissions stand in our own code. */
function freshCopy({ permission, ...ids }: Question): Question {
  return { ...(JSON.parse(JSON.stringify(ids)) as typeof ids), permission }
}

/** How many answers differ from the reference; the first few are printed. */
function mistakes(world: World, asked: Asked, ask: Ask, who: string): number {
  const wrong = asked.filter(
    ({ question, of }) => ask(question, Date.now()) !== answerNaively(world, world.account(of), question),
  )
  for (const { question } of wrong.slice(0, 5))
    console.error(`${who} answers wrongly: ${JSON.stringify(question)}`)
  return wrong.length
}
