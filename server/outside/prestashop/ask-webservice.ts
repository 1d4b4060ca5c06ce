import type { Connection } from '#server/access/outside.ts'
import { type Asking, reach } from '#server/plumbing/reach/reach.ts'
import { type Element, escapeXml, readXml } from './read-xml.ts'

/** status 0: nothing was answered. `error` is a sentence for people: PrestaShop’s errors repeat what was sent. */
export type Answer =
  | { ok: true; root: Element | undefined; version: string | undefined }
  | { ok: false; status: number; error: string }

export type Employee = {
  id: string
  email: string
  firstname: string
  lastname: string
  active: boolean
  profile: string
}

export type Webservice = {
  ask(method: NonNullable<Asking['method']>, path: string, body?: string): Promise<Answer>
  listEmployees(): Promise<{ ok: true; employees: Employee[] } | { ok: false; error: string }>
}

const pageSize = 500
const mostPages = 20
// Never `full`: that would bring the hashes of everybody’s passwords here.
const shown = ['id', 'email', 'firstname', 'lastname', 'active', 'id_profile'] as const
const notTheWebservice =
  'The shop’s address does not answer as the webservice of PrestaShop does; it has to be the address of the shop itself.'

export function callWebservice(connection: Connection, timeoutMs: number): Webservice | { error: string } {
  const base = connection.address.replace(/\/+$/, '')
  if (!URL.canParse(base)) return { error: 'The shop’s address is not an address.' }
  const key = connection.secret
  if (!key || !/^[A-Za-z0-9]{32}$/.test(key))
    return { error: 'A key of the webservice is needed; it has 32 letters and digits.' }

  const ask: Webservice['ask'] = async (method, path, body) => {
    const reached = await reach(new URL(`${base}/api/${path}`), {
      method,
      headers: {
        // The key is the name, and there is no password. It never stands in the address.
        authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
        accept: 'application/xml',
        'io-format': 'XML',
        ...(body === undefined ? {} : { 'content-type': 'text/xml' }),
      },
      body,
      allowPrivate: connection.allowPrivate,
      timeoutMs,
    })
    const no = (status: number, error: string): Answer => ({ ok: false, status, error })
    if (!reached.reached) return no(0, `The shop cannot be reached. ${reached.error}`)
    const { status } = reached
    const version = reached.headers['psws-version']
    if (status >= 300 && status < 400)
      return no(status, 'The shop’s address leads on to another one; enter that one instead.')
    if (status === 401)
      // 26: the key is good, but may not touch this at all. Everything else: the key itself is not accepted.
      return errorCodes(reached.body).includes('26')
        ? no(status, 'The key of the webservice may not touch employees; give it that permission.')
        : no(status, 'The shop does not accept the key of the webservice any more, or it has no permissions.')
    if (status === 403) return no(status, 'The key of the webservice is not meant for this shop.')
    if (status === 404) return no(status, 'The shop knows nothing of that, or its webservice is not there.')
    if (status === 405)
      return no(
        status,
        `The key of the webservice may not use ${method} for employees; give it that permission.`,
      )
    if (status === 503) return no(status, 'The webservice of the shop is switched off.')
    if (status >= 500) return no(status, `The shop failed (${status}).`)
    if (status >= 400) return no(status, `The shop refused the request (${status}).`)
    if (method === 'DELETE' || reached.body === '')
      return { ok: true, root: undefined, version: text(version) }
    const root = readXml(reached.body)
    if (root?.name !== 'prestashop') return no(status, notTheWebservice)
    return { ok: true, root, version: text(version) }
  }

  return {
    ask,
    async listEmployees() {
      const employees: Employee[] = []
      for (let page = 0; page < mostPages; page++) {
        const answer = await ask(
          'GET',
          `employees?display=[${shown.join(',')}]&sort=[id_ASC]&limit=${page * pageSize},${pageSize}`,
        )
        if (!answer.ok) return answer
        const list = answer.root?.children.find(one => one.name === 'employees')
        if (!list) return { ok: false, error: notTheWebservice }
        const read = list.children.map(readEmployee)
        if (read.some(one => one === undefined)) return { ok: false, error: notTheWebservice }
        employees.push(...(read as Employee[]))
        if (read.length < pageSize) return { ok: true, employees }
      }
      return { ok: false, error: 'There are more employees than can be looked through.' }
    },
  }
}

function readEmployee(element: Element): Employee | undefined {
  const field = (name: string) => element.children.find(one => one.name === name)?.text.trim()
  const [id, email, active] = [field('id'), field('email'), field('active')]
  if (element.name !== 'employee' || !id || !/^\d{1,10}$/.test(id) || email === undefined) return undefined
  return {
    id,
    email,
    firstname: field('firstname') ?? '',
    lastname: field('lastname') ?? '',
    active: active !== '0',
    profile: field('id_profile') ?? '',
  }
}

/** An employee as the webservice takes him; what is not in here, PUT would empty. */
export function writeEmployee(fields: Readonly<Record<string, string>>): string {
  const inner = Object.entries(fields).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
  return `<?xml version="1.0" encoding="UTF-8"?><prestashop><employee>${inner.join('')}</employee></prestashop>`
}

function errorCodes(body: string): string[] {
  const errors = readXml(body)?.children.find(one => one.name === 'errors')
  return (errors?.children ?? []).flatMap(one =>
    one.children.filter(part => part.name === 'code').map(part => part.text.trim()),
  )
}

function text(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined
}
