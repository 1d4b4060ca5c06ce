import { builtInPermissions, type Permission } from '#server/access/permission.ts'
import { idFrom, pick, type Random, seeded, zipf } from '../measure/random.ts'

export type Grant = {
  id: string
  /** id of a person or of the support team */
  subject: string
  /** null: the whole account */
  resource: string | null
  permissions: readonly Permission[]
  /** [beginsAt, endsAt), epoch ms; null: without end */
  beginsAt: number
  endsAt: number | null
  /** Taken back before its time. */
  isEnded: boolean
}
export type Account = {
  id: string
  shops: readonly string[]
  guests: readonly string[]
  grants: readonly Grant[]
}
export type Question = { account: string; person: string; permission: Permission; resource: string | null }

/** The same accounts and questions in every run, for every engine. Nothing in it changes within a day of `now`. */
export type World = {
  now: number
  accounts: number
  /** The i-th account; made anew each time, because a million objects would disturb what is measured. */
  account(i: number): Account
  provider: string
  supportTeam: string
  agents: readonly string[]
  /** Zipf-distributed over the accounts, about half of them to be allowed; `of` is the account's number. */
  ask(count: number): { question: Question; of: number }[]
}

const day = 86_400_000
const sets: readonly (readonly Permission[])[] = [
  ['shop.view'],
  ['shop.operate', 'shop.view'],
  ['access.view', 'shop.view'],
  ['access.end', 'access.view'],
  ['access.decide', 'access.view'],
  ['access.end', 'access.open', 'access.view', 'shop.operate', 'shop.view'],
]

export function makeWorld(accounts: number, now: number): World {
  const random = seeded(7)
  const provider = idFrom(seeded(8), now - 500 * day)
  const supportTeam = idFrom(random, now - 400 * day)
  const agents = Array.from({ length: 20 }, () => idFrom(random, now - 300 * day))

  function account(i: number): Account {
    const own = seeded(1_000_003 * (i + 1))
    const id = idFrom(own, now - 200 * day + i)
    const shops = [idFrom(own, now - 200 * day + i), idFrom(own, now - 190 * day + i)]
    const guests = Array.from({ length: 3 }, () => idFrom(own, now - 100 * day + i))
    const grants = Array.from({ length: 5 }, () => makeGrant(own, shops, guests))
    return { id, shops, guests, grants }
  }

  // Seven in ten are open; one each is past its end, taken back, not yet begun.
  function makeGrant(own: Random, shops: readonly string[], guests: readonly string[]): Grant {
    const fate = own()
    const beginsAt = fate < 0.1 ? now + (1 + own() * 30) * day : now - (2 + own() * 60) * day
    const length =
      fate >= 0.1 && fate < 0.2
        ? own() * 0.9 * (now - day - beginsAt) + 1
        : now - beginsAt + (1 + own() * 90) * day
    return {
      id: idFrom(own, now - 60 * day),
      subject: own() < 0.25 ? supportTeam : pick(own, guests),
      resource: own() < 0.2 ? null : pick(own, shops),
      permissions: pick(own, sets),
      beginsAt: Math.round(beginsAt),
      endsAt: fate >= 0.3 && fate < 0.35 ? null : Math.round(beginsAt + Math.max(day, Math.abs(length))),
      isEnded: fate >= 0.2 && fate < 0.3,
    }
  }

  return {
    now,
    accounts,
    account,
    provider,
    supportTeam,
    agents,
    ask(count) {
      const rank = zipf(random, accounts)
      return Array.from({ length: count }, () => {
        const of = rank()
        return { question: askAbout(random, account(of), now, supportTeam, agents), of }
      })
    },
  }
}

function askAbout(
  random: Random,
  account: Account,
  now: number,
  supportTeam: string,
  agents: readonly string[],
): Question {
  const open = account.grants.filter(
    grant => !grant.isEnded && grant.beginsAt <= now && (grant.endsAt ?? Number.POSITIVE_INFINITY) > now,
  )
  const likely = random() < 0.3 && open.length > 0
  const grant = pick(random, likely ? open : account.grants)
  const question = {
    account: account.id,
    person: grant.subject === supportTeam ? pick(random, agents) : grant.subject,
    permission: pick(random, grant.permissions),
    resource: grant.resource ?? pick(random, account.shops),
  }
  if (likely) return question
  // A near miss, which may still be allowed by another grant: another person, another right, another place.
  const miss = random()
  if (miss < 0.4) return { ...question, person: pick(random, [...account.guests, ...agents]) }
  if (miss < 0.7) return { ...question, permission: pick(random, builtInPermissions) }
  return { ...question, resource: miss < 0.75 ? null : pick(random, account.shops) }
}

/** The reference: written from the words, looking at everything, in no hurry. */
export function answerNaively(world: World, account: Account, question: Question): boolean {
  return account.grants.some(
    grant =>
      !grant.isEnded &&
      grant.beginsAt <= world.now &&
      (grant.endsAt === null || world.now < grant.endsAt) &&
      (grant.subject === question.person ||
        (grant.subject === world.supportTeam && world.agents.includes(question.person))) &&
      (grant.resource === null || grant.resource === question.resource) &&
      grant.permissions.includes(question.permission),
  )
}
