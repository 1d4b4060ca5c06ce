import type { Import, Source } from './read-sources.ts'

type Region = {
  /** Which files these are; the first that fits counts. */
  files: RegExp
  /** What they may import besides what lies in the same region. */
  may: readonly RegExp[]
  /** Of what they may know the types. */
  mayKnow?: readonly RegExp[]
  why: string
}

const packages =
  /^(?!(?:contract|server|db|texts|web|test|bench|scripts|docs)\/)(@[a-z0-9-]+\/)?[a-z0-9][a-z0-9.-]*(\/[\w./-]+)?$/
const node = /^node:/
const typebox = /^typebox(\/\w+)?$/
const plumbing = /^server\/plumbing\//
const contract = /^contract\//
const refusals = /^contract\/problems\.ts$/
const texts = /^texts\//
const access = /^server\/access\//
/** The words of the kernel, and what is written by them alone: files right in access/, but for those that compose it. */
const words =
  /^server\/access\/(account|person|resource|permission|own-permissions|fact|record|refusal|outside|back-off|page|until|support-team|add-resource|add-panel|join-team|make-account|tell-programs)\.ts$/
const composing = /^server\/access\/(route|routes|resource-routes|list-resources|tend)\.ts$/
const stage = (number: number) => new RegExp(`^server/access/[1-${number}]-`)

const oneWay =
  'inside the kernel, data flows one way: a stage knows those before it and never one that comes after, so that the life of a grant can be read from 1 to 6'

/**
 * The map of the house: who may import whom. Three lines are wider than one would draw them first, on purpose:
 *   people/ may import all of access/, because signing out and being deactivated end entries, and only the kernel ends;
 *   http/ may import 3-grant/giver.ts, because who stands where is asked before every operation;
 *   the pages at the door may import db/seeds/cast.ts, because the demonstration shows who can be played.
 */
const map: readonly Region[] = [
  {
    files: /^contract\//,
    may: [contract, typebox],
    why: 'the contract is read by the server, the console and strangers alike: it knows nobody',
  },
  {
    files: /^server\/plumbing\//,
    may: [plumbing, node, packages],
    mayKnow: [/^db\/tables\.ts$/],
    why: 'plumbing carries every door and knows none: it has no domain words',
  },
  {
    files: /^server\/access\/6-prove\//,
    may: [/^server\/access\/6-prove\//, words, plumbing, node, packages],
    mayKnow: [contract],
    why: 'proof must not depend on what it proves: 6-prove/ knows facts and words, and no other stage',
  },
  ...[1, 2, 3, 4, 5].map(number => ({
    files: new RegExp(`^server/access/${number}-`),
    may: [stage(number), words, refusals, plumbing, node, packages],
    mayKnow: [contract],
    why: oneWay,
  })),
  {
    files: words,
    may: [words, refusals, plumbing, node, packages],
    why: 'the words of the kernel are used by every stage and know none',
  },
  {
    files: composing,
    may: [access, contract, plumbing, node, packages],
    why: 'what composes the kernel knows its stages and nothing outside of it',
  },
  {
    files: /^server\/people\//,
    may: [/^server\/people\//, access, plumbing, contract, node, packages],
    why: 'people know the kernel and no door: being somebody opens nothing',
  },
  {
    files: /^server\/import\//,
    may: [/^server\/import\//, /^server\/people\//, access, plumbing, contract, node, packages],
    why: 'what is imported goes the way of what people do: by the same actions, and by no door',
  },
  {
    files: /^server\/outside\/([^/]+)\//,
    may: [/^server\/access\/outside\.ts$/, plumbing, node, packages],
    why: 'a connector can open, close and confirm, and knows no grants: it is tested against the real system alone',
  },
  {
    files: /^server\/entrances\/([^/]+)\//,
    may: [access, /^server\/people\//, plumbing, contract, texts, node, packages],
    why: 'an entrance asks the kernel and knows neither doors nor other entrances',
  },
  {
    files: /^server\/doors\/([^/]+)\//,
    may: [access, /^server\/people\//, plumbing, contract, texts, node, packages],
    why: 'a door can be removed singly, and only the kernel speaks to foreign systems: never another door, never outside/',
  },
  {
    files: /^server\/health\//,
    may: [/^server\/health\//, access, /^server\/people\//, plumbing, contract, node, packages],
    why: 'health looks at everything that runs and changes nothing of it; it knows no door and no entrance',
  },
  {
    files: /^server\/webhooks\//,
    may: [/^server\/webhooks\//, access, plumbing, contract, node, packages],
    why: 'webhooks are set up here and told by the kernel; they know no door, so whatever door changes rights, programs hear it',
  },
  {
    files: /^server\/paper\//,
    may: [/^server\/paper\//, access, plumbing, contract, texts, node, packages],
    why: 'paper puts what 6-prove says into the words of a reader, and says nothing of its own',
  },
  {
    files: /^server\/alarm\//,
    may: [/^server\/alarm\//, access, /^server\/people\//, plumbing, contract, texts, node, packages],
    why: 'an alarm is raised by the kernel for every door alike; who tells it knows none of them, so none can silence it',
  },
  {
    files: /^server\/http\//,
    may: [
      /^server\/http\//,
      /^server\/(health|paper|webhooks)\/routes\.ts$/,
      /^server\/access\/4-enter\//,
      /^server\/access\/3-grant\/giver\.ts$/,
      words,
      composing,
      /^server\/doors\/[^/]+\/routes\.ts$/,
      /^server\/people\//,
      plumbing,
      contract,
      texts,
      node,
      packages,
    ],
    mayKnow: [access],
    why: 'HTTP knows routes, who calls and what he enters; it opens and ends nothing itself, and knows no entrance',
  },
  {
    files: /^server\/(desk|serve|main|command-line)\.ts$/,
    may: [/^server\//, contract, texts, node, packages],
    why: 'desk.ts puts the parts together; those around it start and stop it; none of them is part of a test or a script',
  },
  {
    files: /^db\//,
    may: [/^db\//, /^server\//, contract],
    mayKnow: [packages],
    why: 'seeds are planted through the same actions that people use',
  },
  {
    files: /^texts\//,
    may: [texts],
    mayKnow: [contract],
    why: 'texts are words: they know which refusals exist, and nothing else',
  },
  {
    files: /^web\//,
    may: [/^web\//, contract, texts, packages],
    why: 'the console has no private entrance: it knows the public contract and the texts',
  },
  {
    files: /^(test|bench|scripts)\//,
    may: [/./],
    why: 'whoever tests, measures or builds may look at everything',
  },
]

/** What may be imported beyond the map, each for a reason of its own. */
const exceptions: readonly { from: RegExp; to: RegExp; why: string }[] = [
  {
    from: /^server\/http\/pages\//,
    to: /^db\/seeds\/cast\.ts$/,
    why: 'the demonstration shows who can be played',
  },
  {
    from: /^server\/http\/pages\//,
    to: /^server\/doors\/sub-account\/holders\/by-link\.ts$/,
    why: 'two mailboxes confirm a change by links, and what a link opens is a page at the door',
  },
  {
    from: /^web\/doors\/support-visit\/recordings\//,
    to: /^server\/entrances\/ssh\/tame\.ts$/,
    why: 'what was tamed when it was recorded is tamed by the same rules when it is played; they import nothing',
  },
  {
    from: /^server\/people\/mail\//,
    to: texts,
    why: 'letters are made of words; the rest of people/ says nothing to anybody',
  },
  {
    from: /^[^/]+\/.*\.test\.ts$/,
    to: /^(node:|fast-check$|test\/|server\/|contract\/|texts\/|web\/)/,
    why: 'a test looks',
  },
]

/** @returns a sentence for each import that has no place in the map, or for a file that has none */
export function straysOf(source: Source, imports: readonly Import[]): string[] {
  const region = map.find(one => one.files.test(source.path))
  if (!region) return [`${source.path} has no place in the map of test/safety/import-map.ts`]
  const home = region.files.exec(source.path)
  return imports.flatMap(({ target, onlyTypes, line }) => {
    const isAtHome = home![1] !== undefined && region.files.exec(target)?.[1] === home![1]
    const allowed =
      isAtHome ||
      region.may.some(may => may.test(target)) ||
      (onlyTypes && region.mayKnow?.some(may => may.test(target))) ||
      exceptions.some(({ from, to }) => from.test(source.path) && to.test(target))
    return allowed ? [] : [`${source.path}:${line} imports ${target}: ${region.why}`]
  })
}
