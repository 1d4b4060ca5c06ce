import type { Connection } from '#server/access/outside.ts'
import { asRow, type Shop } from './ask-shop.ts'

/** The least that the integration’s role has to hold. */
export const rights = [
  'user:read',
  'user:create',
  'user:update',
  'user:delete',
  'user_access_key:read',
  'user_access_key:delete',
  'acl_role:read',
  'acl_user_role:create',
  'locale:read',
  'integration:read',
  'app:read',
  'plugin:read',
  'webhook:read',
] as const

/**
 * Looks at the role of our own integration instead of trying things out in somebody’s shop.
 * @returns a sentence if something is lacking
 */
export async function probeRights(shop: Shop, connection: Connection): Promise<string | undefined> {
  const answer = await shop.ask('POST', '/api/search/integration', {
    page: 1,
    limit: 1,
    filter: [{ type: 'equals', field: 'accessKey', value: connection.login }],
    associations: { aclRoles: {} },
  })
  if (!answer.ok)
    return answer.status === 403
      ? 'The integration may not read “integration”; give its role that right.'
      : answer.error
  const data = asRow(answer.body)['data']
  const own = asRow(Array.isArray(data) ? data[0] : undefined)
  if (own['admin'] === true) return undefined
  if (connection.options['role'] === 'administrator')
    return 'Only an integration with administrator rights can make administrators; tick that box, or choose a role for visitors.'
  const roles = Array.isArray(own['aclRoles']) ? own['aclRoles'] : []
  const has = new Set(
    roles.flatMap(role => {
      const privileges = asRow(role)['privileges']
      return Array.isArray(privileges) ? privileges.map(String) : []
    }),
  )
  const lacking = rights.filter(right => !has.has(right))
  return lacking.length === 0
    ? undefined
    : `The role of the integration lacks these rights: ${lacking.join(', ')}.`
}
