// A MOCK of the Admin API of Shopware 6. No Shopware is in it. It enforces what its documentation and source say:
//   developer.shopware.com/docs/guides/development/integrations-api/auth-api-requests.html (tokens, search, Bearer)
//   shopware/shopware: Core/System/User/UserDefinition.php (fields), Core/Framework/Api/Controller/UserController.php
//   (who may), Core/Framework/Api/OAuth/BearerTokenValidator.php (6.6) and SymfonyBearerTokenValidator.php (tokens die
//   with the password), issue #13193 and pull request #17883 (up to there, `active` is ignored at sign-in)
// What it does not know it refuses, so that a request that is not documented fails here and not in somebody's shop.
import { randomBytes } from 'node:crypto'
import { type Answered, type Asked, ContractServer } from './contract-server.ts'

type Row = Record<string, unknown> & { id: string }
type Token = { userId?: string; issuedAt: number; endsAt: number }
const id = () => randomBytes(16).toString('hex')
const isKey = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)

class Refused extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

const userFields = [
  'id',
  'username',
  'email',
  'password',
  'firstName',
  'lastName',
  'localeId',
  'active',
  'admin',
  'aclRoles',
]
const required = ['username', 'email', 'password', 'firstName', 'lastName', 'localeId']

export class MockShopware extends ContractServer {
  version = '6.6.10.6'
  /** From pull request #17883 on, an inactive user neither signs in nor goes on. */
  honoursActive = false
  tokenSeconds = 600
  time = Date.UTC(2026, 5, 1, 8)
  limitsSignIns = false
  hasNoAdministration = false
  refusesToDelete = false
  /** Before the n-th request from now every token has died. */
  tokensDieAt = -1
  readonly accessKey = 'SWIAEINLASSEINLASSEINLASS0'
  secretAccessKey = 'integration-secret-that-must-not-leak'
  readonly tables: Record<string, Row[]> = {
    locale: [
      { id: id(), code: 'en-GB' },
      { id: id(), code: 'de-DE' },
    ],
    'acl-role': [],
    user: [],
    'user-access-key': [],
    integration: [],
    app: [{ id: id(), name: 'SwagExample', active: true }],
    plugin: [{ id: id(), name: 'SwagPayPal', active: true }],
    webhook: [],
  }
  readonly passwords = new Map<string, { password: string; changedAt: number }>()
  private readonly tokens = new Map<string, Token>()

  constructor() {
    super(asked => {
      try {
        return this.answer(asked)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return json(error.status, {
          errors: [{ status: String(error.status), code: error.code, title: 'refused' }],
        })
      }
    })
    this.tables['integration']!.push({
      id: id(),
      label: 'Einlass',
      accessKey: this.accessKey,
      admin: true,
      aclRoles: [],
    })
    this.put({ username: 'owner', email: 'owner@shop.example', admin: true }, 'the owner’s password')
  }

  /** As somebody inside of the shop would do it, without the API. */
  put(user: Record<string, unknown>, password: string): Row {
    const row = { id: id(), active: true, admin: false, aclRoles: [], ...user } as Row
    this.tables['user']!.push(row)
    this.passwords.set(row.id, { password, changedAt: this.time })
    return row
  }

  signsIn(username: string, password: string): string | undefined {
    const user = this.tables['user']!.find(row => row['username'] === username)
    const known = user && this.passwords.get(user.id)
    if (!user || known?.password !== password) return undefined
    if (this.honoursActive && user['active'] !== true) return undefined
    return this.issue({ userId: user.id })
  }

  takes(token: string): boolean {
    try {
      this.authenticate(`Bearer ${token}`)
      return true
    } catch {
      return false
    }
  }

  private issue(more: Partial<Token>): string {
    const token = `jwt.${randomBytes(24).toString('base64url')}`
    this.tokens.set(token, { issuedAt: this.time, endsAt: this.time + this.tokenSeconds * 1000, ...more })
    return token
  }

  private authenticate(header: string | undefined): Token {
    const token = this.tokens.get(/^Bearer (\S+)$/.exec(header ?? '')?.[1] ?? '')
    if (!token || token.endsAt <= this.time) throw new Refused(401, '9')
    if (token.userId) {
      const user = this.tables['user']!.find(row => row.id === token.userId)
      if (!user || (this.honoursActive && user['active'] !== true)) throw new Refused(401, '9')
      if (token.issuedAt <= this.passwords.get(user.id)!.changedAt) throw new Refused(401, '9')
    }
    return token
  }

  private answer({ method, url, headers, body }: Asked): Answered {
    if (url.search) throw new Refused(400, 'QUERY_NOT_EXPECTED')
    const input = read(body)
    if (method !== 'GET' && method !== 'DELETE' && headers['content-type'] !== 'application/json')
      throw new Refused(400, 'CONTENT_TYPE')
    if (method === 'POST' && url.pathname === '/api/oauth/token') return this.giveToken(input)
    if (this.tokensDieAt-- === 0) this.tokens.clear()
    const token = this.authenticate(headers.authorization)
    if (method === 'GET' && url.pathname === '/api/_info/version') return json(200, { version: this.version })
    if (method === 'GET' && url.pathname === '/api/_info/me') {
      if (!token.userId) throw new Refused(400, 'FRAMEWORK__USER_NOT_LOGGED_IN')
      return json(200, { data: this.tables['user']!.find(row => row.id === token.userId) })
    }
    const [, , first, second, third, fourth] = url.pathname.split('/')
    if (method === 'POST' && first === 'search' && second && this.tables[second] && !third)
      return this.search(second, input)
    if (first === 'user' && third === 'access-keys' && method === 'DELETE') {
      this.may('user_access_key:delete')
      return this.drop('user-access-key', fourth)
    }
    if (first === 'user' && method === 'POST' && !second) return this.write(undefined, input)
    if (first === 'user' && method === 'PATCH' && second && !third) return this.write(second, input)
    if (first === 'user' && method === 'DELETE' && second && !third) {
      this.may('user:delete')
      this.may('user:update')
      return this.drop('user', second)
    }
    if ((first === 'integration' || first === 'webhook') && method === 'DELETE' && second && !third) {
      this.may(`${first}:delete`)
      return this.drop(first, second)
    }
    throw new Refused(404, 'FRAMEWORK__ROUTE_NOT_FOUND')
  }

  private giveToken(input: Record<string, unknown>): Answered {
    const { grant_type: kind, ...rest } = input
    const only = (...names: string[]) => {
      if (Object.keys(rest).sort().join() !== names.sort().join()) throw new Refused(400, '3')
    }
    const given = (token: string) =>
      json(200, { token_type: 'Bearer', expires_in: this.tokenSeconds, access_token: token })
    if (kind === 'client_credentials') {
      only('client_id', 'client_secret')
      const known = this.tables['integration']!.some(row => row['accessKey'] === rest['client_id'])
      if (!known || rest['client_secret'] !== this.secretAccessKey) throw new Refused(401, '4')
      return given(this.issue({}))
    }
    if (kind !== 'password') throw new Refused(400, '2')
    only('client_id', 'scopes', 'username', 'password')
    if (this.hasNoAdministration || rest['client_id'] !== 'administration' || rest['scopes'] !== 'write')
      throw new Refused(401, '4')
    if (this.limitsSignIns) throw new Refused(429, 'FRAMEWORK__NOTIFICATION_THROTTLED')
    const token = this.signsIn(String(rest['username']), String(rest['password']))
    if (!token) throw new Refused(400, '6')
    return given(token)
  }

  /** Asked on behalf of the integration: it is an administrator, or one of its roles holds the privilege. */
  private may(privilege: string): void {
    const own = this.tables['integration']!.find(row => row['accessKey'] === this.accessKey)
    const roles = (own?.['aclRoles'] ?? []) as { privileges: string[] }[]
    if (own?.['admin'] !== true && !roles.some(role => role.privileges.includes(privilege)))
      throw new Refused(403, 'FRAMEWORK__MISSING_PRIVILEGE_ERROR')
  }

  private search(entity: string, input: Record<string, unknown>): Answered {
    this.may(`${entity.replaceAll('-', '_')}:read`)
    const known = ['page', 'limit', 'filter', 'includes', 'sort', 'associations']
    if (Object.keys(input).some(name => !known.includes(name)))
      throw new Refused(400, 'FRAMEWORK__INVALID_CRITERIA')
    const { page = 1, limit = 100 } = input as { page?: number; limit?: number }
    if (limit > 500) throw new Refused(400, 'FRAMEWORK__QUERY_LIMIT_EXCEEDED')
    const rows = this.tables[entity]!
    const filters = (input['filter'] ?? []) as Filter[]
    const found = rows.filter(row => filters.every(filter => fits(row, filter)))
    found.sort((a, b) => a.id.localeCompare(b.id))
    const only = (input['includes'] as Record<string, string[]> | undefined)?.[entity.replaceAll('-', '_')]
    return json(200, {
      total: found.length,
      data: found
        .slice((page - 1) * limit, page * limit)
        .map(row => (only ? Object.fromEntries(only.map(name => [name, row[name]])) : row)),
    })
  }

  /** UserController::upsertUser: made if it is not there, changed if it is. */
  private write(userId: string | undefined, input: Record<string, unknown>): Answered {
    this.may(userId ? 'user:update' : 'user:create')
    this.may('user:update')
    const key = userId ?? input['id'] ?? id()
    const unknown = Object.keys(input).find(name => !userFields.includes(name))
    if (unknown || !isKey(key)) throw new Refused(400, 'FRAMEWORK__WRITE_UNEXPECTED_FIELD_ERROR')
    const own = this.tables['integration']!.find(row => row['accessKey'] === this.accessKey)
    if ('admin' in input && own?.['admin'] !== true) throw new Refused(403, 'FRAMEWORK__PERMISSION_DENIED')
    const users = this.tables['user']!
    const there = users.find(row => row.id === key)
    if (!there && userId) throw new Refused(404, 'FRAMEWORK__RESOURCE_NOT_FOUND')
    if (!there && required.some(name => !input[name]))
      throw new Refused(400, 'c1051bb4-1103-4974-8973-15e28d2a4d1b')
    if (users.some(row => row.id !== key && ['username', 'email'].some(name => row[name] === input[name])))
      throw new Refused(400, 'INVALID_EMAIL_OR_USERNAME')
    if (input['localeId'] && !this.tables['locale']!.some(row => row.id === input['localeId']))
      throw new Refused(400, 'FRAMEWORK__FOREIGN_KEY')
    const { password, ...fields } = input
    const row = there ?? ({ id: key, active: true, admin: false, aclRoles: [] } as unknown as Row)
    Object.assign(row, fields)
    if (!there) users.push(row)
    if (password) this.passwords.set(row.id, { password: String(password), changedAt: this.time })
    return { status: 204 }
  }

  private drop(entity: string, key: string | undefined): Answered {
    const at = this.tables[entity]!.findIndex(row => row.id === key)
    if (at < 0) throw new Refused(404, 'FRAMEWORK__RESOURCE_NOT_FOUND')
    if (entity === 'user' && this.refusesToDelete) throw new Refused(409, 'FRAMEWORK__DELETE_RESTRICTED')
    this.tables[entity]!.splice(at, 1)
    if (entity === 'user')
      this.tables['user-access-key'] = this.tables['user-access-key']!.filter(row => row['userId'] !== key)
    return { status: 204 }
  }
}

type Filter =
  | { type: 'equals'; field: string; value: unknown }
  | { type: 'multi'; operator: 'or'; queries: Filter[] }

function fits(row: Row, filter: Filter): boolean {
  if (filter.type === 'multi' && filter.operator === 'or')
    return filter.queries.some(query => fits(row, query))
  if (filter.type !== 'equals') throw new Refused(400, 'FRAMEWORK__INVALID_FILTER_QUERY')
  return row[filter.field] === filter.value
}

function read(body: string): Record<string, unknown> {
  if (body === '') return {}
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    throw new Refused(400, 'FRAMEWORK__JSON')
  }
}

function json(status: number, body: unknown): Answered {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
