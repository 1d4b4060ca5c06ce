import { createMongoAbility, type MongoAbility, type RawRuleOf } from '@casl/ability'
import type { Account, Question, World } from './world.ts'

export const casl = '@casl/ability 7.0.1'

type Thing = { resource: string | null; now: number }
type Ability = MongoAbility<[string, 'Shop' | Thing]>

// A grant becomes a rule; time is a condition on the thing that is asked about, so that an ability stays right while it
// is kept. With the type known beforehand CASL need not look for it.
const options = { detectSubjectType: () => 'Shop' as const }

function abilityOf(world: World, account: Account, person: string): Ability {
  const isAgent = world.agents.includes(person)
  const rules: RawRuleOf<Ability>[] = account.grants
    .filter(
      grant =>
        !grant.isEnded && (grant.subject === person || (isAgent && grant.subject === world.supportTeam)),
    )
    .map(grant => ({
      action: [...grant.permissions],
      subject: 'Shop',
      conditions: {
        ...(grant.resource === null ? {} : { resource: grant.resource }),
        now: { $gte: grant.beginsAt, ...(grant.endsAt === null ? {} : { $lt: grant.endsAt }) },
      },
    }))
  return createMongoAbility<Ability>(rules, options)
}

/** CASL at its best: an ability for every person and account that will be asked about, built beforehand. */
export function caslPrebuilt(
  world: World,
  asked: readonly { question: Question; of: number }[],
): (question: Question, now: number) => boolean {
  const abilities = new Map<string, Map<string, Ability>>()
  for (const { question, of } of asked) {
    let inAccount = abilities.get(question.account)
    if (!inAccount) {
      inAccount = new Map()
      abilities.set(question.account, inAccount)
    }
    if (!inAccount.has(question.person))
      inAccount.set(question.person, abilityOf(world, world.account(of), question.person))
  }
  return (question, now) =>
    abilities
      .get(question.account)
      ?.get(question.person)
      ?.can(question.permission, { resource: question.resource, now }) ?? false
}

/** CASL as its guide shows it for a server: built for each request, from rows that are in memory already. */
export function caslPerRequest(
  world: World,
  asked: readonly { question: Question; of: number }[],
): (question: Question, now: number) => boolean {
  const accounts = new Map(asked.map(({ question, of }) => [question.account, world.account(of)]))
  return (question, now) => {
    const account = accounts.get(question.account)
    if (!account) return false
    return abilityOf(world, account, question.person).can(question.permission, {
      resource: question.resource,
      now,
    })
  }
}
