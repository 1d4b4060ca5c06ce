// A MOCK of the webservice of PrestaShop. No PrestaShop is in it. It enforces what its documentation and source say:
//   devdocs.prestashop-project.org/9/webservice/resources/employees (fields, which are required, which can be written)
//   devdocs.prestashop-project.org/9/webservice/tutorials/creating-access and …/testing-access (key, permissions)
//   PrestaShop/PrestaShop: classes/webservice/WebserviceRequest.php (statuses and codes of errors, POST, PUT, DELETE,
//   which repeat what was sent), classes/Employee.php (a session lives while its employee is active and has the same hash)
// It reads XML by itself, with none of the connector's code.
import { type Answered, type Asked, ContractServer } from './contract-server.ts'

export type Row = Record<string, string> & { id: string }

class Refused extends Error {
  readonly status: number
  readonly code: number
  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const writable =
  'id_lang passwd lastname firstname email active id_profile bo_color default_tab bo_theme bo_css bo_width bo_menu stats_compare_option preselect_date_range id_last_order id_last_customer_message id_last_customer reset_password_token reset_password_validity has_enabled_gravatar'.split(
    ' ',
  )
const readable = [
  'id',
  'last_passwd_gen',
  'stats_date_from',
  'stats_date_to',
  'stats_compare_from',
  'stats_compare_to',
  ...writable,
]
const required = ['id_lang', 'passwd', 'lastname', 'firstname', 'email', 'id_profile']
const isName = /^[^0-9!<>,;?=+()@#"°{}_$%:¤|]*$/u

export class MockPrestashop extends ContractServer {
  version = '8.1.7'
  isOn = true
  key = 'EINLASSEINLASSEINLASSEINLASS0001'
  permissions: Record<string, string[]> = { employees: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD'] }
  failsToDelete = false
  readonly employees: Row[] = []
  private next = 1

  constructor() {
    super(asked => {
      try {
        return this.answer(asked)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return xml(
          error.status,
          `<errors><error><code><![CDATA[${error.code}]]></code><message><![CDATA[${error.message} ${asked.body}]]></message></error></errors>`,
        )
      }
    })
    this.put(
      { email: 'owner@shop.example', firstname: 'Olga', lastname: 'Owner', id_profile: '1' },
      'the owner’s',
    )
  }

  /** As somebody inside of the shop would do it, without the webservice. */
  put(fields: Record<string, string>, password: string): Row {
    const row = {
      id: String(this.next++),
      active: '1',
      id_lang: '1',
      passwd: hashed(password),
      ...fields,
    } as Row
    this.employees.push(row)
    return row
  }

  /** The back office: what a browser keeps after signing in. */
  signsIn(email: string, password: string): { id: string; passwd: string } | undefined {
    const row = this.employees.find(one => one['email'] === email && one['active'] === '1')
    return row?.['passwd'] === hashed(password) ? { id: row.id, passwd: row['passwd'] } : undefined
  }

  /** Employee::isLoggedBack: the same hash as in the cookie, and active. */
  goesOn(cookie: { id: string; passwd: string }): boolean {
    return this.employees.some(
      one => one.id === cookie.id && one['passwd'] === cookie.passwd && one['active'] === '1',
    )
  }

  private answer({ method, url, headers, body }: Asked): Answered {
    if (!this.isOn) throw new Refused(503, 22, 'The PrestaShop webservice is disabled.')
    const [name, password] = Buffer.from(
      /^Basic (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '',
      'base64',
    )
      .toString()
      .split(':')
    if (!name || password !== '' || url.searchParams.has('ws_key'))
      throw new Refused(401, 17, 'Authentication key is empty')
    if (name.length !== 32) throw new Refused(401, 18, 'Invalid authentication key format')
    if (name !== this.key) throw new Refused(401, 20, 'Authentification key is not active')
    if (Object.keys(this.permissions).length === 0)
      throw new Refused(401, 21, 'No permission for this authentication key')
    const [, api, resource, id, ...more] = url.pathname.split('/')
    if (api !== 'api' || more.length > 0) throw new Refused(404, 0, 'Not found')
    const ok = (status: number, inner: string) => xml(status, inner, { 'PSWS-Version': this.version })
    if (resource === '' && method === 'GET') return ok(200, this.listResources(url))
    if (resource !== 'employees') throw new Refused(400, 27, 'Resource does not exists')
    if (!this.permissions['employees'])
      throw new Refused(401, 26, 'Resource is not allowed with this authentication key')
    if (!this.permissions['employees'].includes(method))
      throw new Refused(405, 25, 'Method is not allowed with this authentication key')
    if (method === 'GET' && id === undefined) return ok(200, this.list(url))
    if (url.search) throw new Refused(400, 0, 'nothing is asked there')
    if (method === 'POST' && id === undefined) {
      const fields = this.read(body)
      if (fields['id']) throw new Refused(400, 91, 'id is forbidden when adding a new resource')
      const row = { id: String(this.next++), ...this.checked(fields) } as Row
      this.employees.push(row)
      return ok(201, `<employee><id>${row.id}</id><passwd>${row['passwd']}</passwd></employee>`)
    }
    if (method === 'PUT' && id) {
      const fields = this.read(body)
      if (!fields['id']) throw new Refused(400, 90, 'id is required when modifying a resource')
      const at = this.employees.findIndex(one => one.id === fields['id'])
      if (at < 0) throw new Refused(404, 92, 'Invalid ID')
      this.employees[at] = { id: fields['id'], ...this.checked(fields) } as Row
      return ok(200, `<employee><id>${fields['id']}</id></employee>`)
    }
    if (method === 'DELETE' && id) {
      const at = this.employees.findIndex(one => one.id === id)
      if (at < 0) throw new Refused(404, 87, `Id(s) not exists: ${id}`)
      if (this.failsToDelete) throw new Refused(500, 88, 'Id(s) wasn’t deleted')
      this.employees.splice(at, 1)
      return { status: 200, headers: { 'PSWS-Version': this.version } }
    }
    throw new Refused(405, 23, 'Method is not valid')
  }

  private listResources(url: URL): string {
    if (url.search) throw new Refused(400, 0, 'nothing is asked there')
    const lines = Object.entries(this.permissions).map(([name, methods]) => {
      const allowed = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'HEAD'].map(
        one => `${one.toLowerCase()}="${methods.includes(one)}"`,
      )
      return `<${name} xlink:href="http://shop/api/${name}" ${allowed.join(' ')}><description>The ${name}</description></${name}>`
    })
    return `<api shopName="A &amp; B">${lines.join('\n')}</api>`
  }

  private list(url: URL): string {
    const asked = [...url.searchParams.keys()]
    if (asked.some(one => !['display', 'sort', 'limit'].includes(one)))
      throw new Refused(400, 32, 'This filter does not exist')
    const fields = /^\[([\w,]+)\]$/.exec(url.searchParams.get('display') ?? '')?.[1]?.split(',')
    if (!fields || fields.some(one => !readable.includes(one)))
      throw new Refused(400, 35, 'Unable to display this field')
    if (url.searchParams.get('sort') !== '[id_ASC]')
      throw new Refused(400, 37, 'The "sort" value has to be formed')
    const [from, count] =
      /^(\d+),(\d+)$/
        .exec(url.searchParams.get('limit') ?? '')
        ?.slice(1)
        .map(Number) ?? []
    if (from === undefined || count === undefined)
      throw new Refused(400, 39, 'The "limit" value has to be formed')
    const rows = this.employees.slice(from, from + count)
    return `<employees>\n${rows.map(row => `<employee>${fields.map(name => `<${name}><![CDATA[${row[name] ?? ''}]]></${name}>`).join('')}</employee>`).join('\n')}\n</employees>`
  }

  private read(body: string): Record<string, string> {
    const inner =
      /^<\?xml version="1\.0" encoding="UTF-8"\?><prestashop><employee>(.*)<\/employee><\/prestashop>$/s.exec(
        body,
      )?.[1]
    if (inner === undefined) throw new Refused(500, 127, 'XML error')
    const fields: Record<string, string> = {}
    const rest = inner.replaceAll(/<(\w+)>([^<>]*)<\/\1>/g, (_all, name: string, value: string) => {
      if (name in fields) throw new Refused(400, 89, 'duplicate')
      fields[name] = value.replaceAll(/&#(\d+);/g, (_one, code) => String.fromCharCode(Number(code)))
      return ''
    })
    if (rest !== '') throw new Refused(500, 127, 'XML error')
    return fields
  }

  private checked(fields: Record<string, string>): Record<string, string> {
    for (const name of Object.keys(fields))
      if (name !== 'id' && !writable.includes(name))
        throw new Refused(
          400,
          93,
          `parameter "${name}" not writable. Please remove this attribute of this XML`,
        )
    for (const name of required) if (!fields[name]) throw new Refused(400, 41, `parameter "${name}" required`)
    const length = fields['passwd']!.length
    const wrong =
      !isName.test(fields['lastname']!) ||
      !isName.test(fields['firstname']!) ||
      !/^\S+@\S+\.\S+$/.test(fields['email']!) ||
      !/^\d+$/.test(fields['id_lang']!) ||
      !/^\d+$/.test(fields['id_profile']!) ||
      !/^[01]$/.test(fields['active'] ?? '0') ||
      length < 8 ||
      length > 72
    if (wrong) throw new Refused(400, 85, 'Validation error')
    // What was not sent is emptied.
    return { ...fields, active: fields['active'] ?? '0', passwd: hashed(fields['passwd']!) }
  }
}

function hashed(password: string): string {
  return `$2y$10$${Buffer.from(password).toString('hex')}`
}

function xml(status: number, inner: string, headers: Record<string, string> = {}): Answered {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=utf-8', ...headers },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<prestashop xmlns:xlink="http://www.w3.org/1999/xlink">\n${inner}\n</prestashop>\n`,
  }
}
