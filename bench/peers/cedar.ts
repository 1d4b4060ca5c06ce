import {
  type AuthorizationAnswer,
  isAuthorized,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs'
import type { Account, Question, World } from './world.ts'

export const cedar = '@cedar-policy/cedar-wasm 4.13.0'

type Asked = readonly { question: Question; of: number }[]
type Ask = (question: Question, now: number) => boolean

/**
 * Cedar as its documentation shows it: one call with everything, the policies as text (one for each grant of the account)
 * and the entities. Both were put together beforehand; what the call does with them is Cedar's.
 */
export function cedarAtOnce(world: World, asked: Asked): Ask {
  const accounts = new Map(
    asked.map(({ question, of }) => {
      const { shops, guests } = world.account(of)
      const known = [
        ...shops.map(id => ({ uid: { type: 'Shop', id }, attrs: {}, parents: [] })),
        ...guests.map(id => ({ uid: { type: 'Person', id }, attrs: {}, parents: [] })),
      ]
      return [question.account, { policies: policiesOf(world, world.account(of)), known }]
    }),
  )
  const agents = agentsOf(world)
  return (question, now) => {
    const account = accounts.get(question.account)
    if (!account) return false
    const agent = agents.get(question.person)
    return isAllowed(
      isAuthorized({
        ...requestOf(question, now),
        policies: { staticPolicies: account.policies },
        entities: agent ? [...account.known, agent] : account.known,
      }),
    )
  }
}

/** Cedar at its best: the policies parsed beforehand, and only the entity that the question needs. */
export function cedarPreparsed(world: World, asked: Asked): Ask {
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
  const agents = agentsOf(world)
  return (question, now) => {
    const request = requestOf(question, now)
    const asking = agents.get(question.person) ?? { uid: request.principal, attrs: {}, parents: [] }
    return isAllowed(
      statefulIsAuthorized({ ...request, preparsedPolicySetId: question.account, entities: [asking] }),
    )
  }
}

function agentsOf(world: World) {
  const parents = [{ type: 'Team', id: world.supportTeam }]
  return new Map(world.agents.map(id => [id, { uid: { type: 'Person', id }, attrs: {}, parents }]))
}

/** Time comes as a number in the context. */
function requestOf({ person, permission, resource }: Question, now: number) {
  return {
    principal: { type: 'Person', id: person },
    action: { type: 'Action', id: permission },
    resource: { type: 'Shop', id: resource ?? '-' },
    context: { now },
  }
}

function isAllowed(answer: AuthorizationAnswer): boolean {
  if (answer.type !== 'success') throw new Error(`Cedar does not answer: ${JSON.stringify(answer.errors)}`)
  return answer.response.decision === 'allow'
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
