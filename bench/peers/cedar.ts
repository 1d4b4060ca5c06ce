import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import type { Account, Question, World } from './world.ts'

export const cedar = '@cedar-policy/cedar-wasm 4.13.0'

/**
 * Cedar with one policy for each grant, parsed beforehand into one set for each account that is asked about; time comes
 * as a number in the context, and only the entities that the question needs are handed over.
 */
export function cedarPreparsed(
  world: World,
  asked: readonly { question: Question; of: number }[],
): (question: Question, now: number) => boolean {
  const known = new Set<string>()
  for (const { question, of } of asked) {
    if (known.has(question.account)) continue
    known.add(question.account)
    const parsed = preparsePolicySet(question.account, {
      staticPolicies: policiesOf(world, world.account(of)),
    })
    if (parsed.type !== 'success')
      throw new Error(`Cedar does not take the policies: ${JSON.stringify(parsed.errors)}`)
  }
  const support = { type: 'Team', id: world.supportTeam }
  const agents = new Set(world.agents)
  return (question, now) => {
    const principal = { type: 'Person', id: question.person }
    const resource = { type: 'Shop', id: question.resource ?? '-' }
    const answer = statefulIsAuthorized({
      principal,
      action: { type: 'Action', id: question.permission },
      resource,
      context: { now },
      preparsedPolicySetId: question.account,
      entities: [{ uid: principal, attrs: {}, parents: agents.has(question.person) ? [support] : [] }],
    })
    if (answer.type !== 'success') throw new Error(`Cedar does not answer: ${JSON.stringify(answer.errors)}`)
    return answer.response.decision === 'allow'
  }
}

function policiesOf(world: World, account: Account): string {
  return account.grants
    .filter(grant => !grant.isEnded)
    .map(grant => {
      const principal =
        grant.subject === world.supportTeam
          ? `principal in Team::"${grant.subject}"`
          : `principal == Person::"${grant.subject}"`
      const actions = grant.permissions.map(permission => `Action::"${permission}"`).join(', ')
      const resource = grant.resource === null ? 'resource' : `resource == Shop::"${grant.resource}"`
      const end = grant.endsAt === null ? '' : ` && context.now < ${grant.endsAt}`
      return `permit (${principal}, action in [${actions}], ${resource}) when { context.now >= ${grant.beginsAt}${end} };`
    })
    .join('\n')
}
