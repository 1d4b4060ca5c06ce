import { type Enforcer, newEnforcer, newModelFromString, StringAdapter } from 'casbin'
import type { Account, Question, World } from './world.ts'

export const casbin = 'casbin 5.51.1'

const model = (matcher: string) => `
[request_definition]
r = sub, acc, obj, act, now
[policy_definition]
p = sub, acc, obj, act, nbf, exp
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = ${matcher}`

// Cheapest comparisons first, as its guide recommends; the role manager is asked only when everything else fits.
const within =
  'r.act == p.act && (p.obj == "*" || r.obj == p.obj) && r.now >= p.nbf && r.now < p.exp && g(r.sub, p.sub)'

/**
 * One enforcer for each account that is asked about, all built beforehand: the fastest way to use casbin. For very many
 * rules its guide (casbin.org/docs/performance) advises shards, of a hundred tenants each in its example.
 */
export async function casbinSharded(
  world: World,
  asked: readonly { question: Question; of: number }[],
): Promise<(question: Question, now: number) => boolean> {
  const enforcers = new Map<string, Enforcer>()
  for (const { question, of } of asked)
    if (!enforcers.has(question.account))
      enforcers.set(question.account, await makeEnforcer(within, linesOf(world, [world.account(of)])))
  return (question, now) => ask(enforcers.get(question.account), question, now)
}

/** One enforcer for all accounts, as its examples show it. */
export async function casbinNaive(world: World): Promise<(question: Question, now: number) => boolean> {
  const accounts = Array.from({ length: world.accounts }, (_, i) => world.account(i))
  const enforcer = await makeEnforcer(`r.acc == p.acc && ${within}`, linesOf(world, accounts))
  return (question, now) => ask(enforcer, question, now)
}

function ask(
  enforcer: Enforcer | undefined,
  { person, account, resource, permission }: Question,
  now: number,
): boolean {
  return enforcer?.enforceSync(person, account, resource ?? '-', permission, now) ?? false
}

async function makeEnforcer(matcher: string, lines: string): Promise<Enforcer> {
  return newEnforcer(newModelFromString(model(matcher)), new StringAdapter(lines))
}

function linesOf(world: World, accounts: readonly Account[]): string {
  const lines = accounts.flatMap(account =>
    account.grants
      .filter(grant => !grant.isEnded)
      .flatMap(grant =>
        grant.permissions.map(
          permission =>
            `p, ${grant.subject}, ${account.id}, ${grant.resource ?? '*'}, ${permission}, ${grant.beginsAt}, ${grant.endsAt ?? Number.MAX_SAFE_INTEGER}`,
        ),
      ),
  )
  return [...lines, ...world.agents.map(agent => `g, ${agent}, ${world.supportTeam}`)].join('\n')
}
