import type { Closed, Found, Inventory } from '#server/access/outside.ts'
import { idOfHex } from '#server/plumbing/foreign-account.ts'
import { isKey, type Shop } from './ask-shop.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '')

/** Everything through which somebody could get in, or by which something goes on; all of it or nothing. */
export async function listWhatIsThere(shop: Shop): Promise<Inventory> {
  const found: Found[] = []
  const users = await shop.list('user', ['id', 'username', 'email', 'active', 'admin'])
  if (!users.ok) return { seen: false, error: users.error }
  const names = new Map(users.rows.map(row => [row['id'], text(row['username'])]))
  for (const row of users.rows) {
    const hex = /^einlass-([0-9a-f]{32})$/.exec(text(row['username']))?.[1]
    const artefactId = hex && idOfHex(hex)
    found.push({
      kind: row['admin'] === true ? 'admin' : 'user',
      id: text(row['id']),
      name: `${text(row['username'])} (${text(row['email'])})${row['active'] === false ? ', switched off' : ''}`,
      ...(artefactId ? { artefactId } : {}),
    })
  }
  const others = [
    {
      entity: 'user-access-key',
      kind: 'access-key',
      fields: ['id', 'userId'],
      id: (row: Row) => `${text(row['userId'])}/${text(row['id'])}`,
      name: (row: Row) => `access key of ${names.get(row['userId']) ?? 'an account'}`,
    },
    { entity: 'integration', kind: 'integration', fields: ['id', 'label', 'admin'], name: nameOf('label') },
    { entity: 'app', kind: 'app', fields: ['id', 'name', 'active'], name: nameOf('name') },
    { entity: 'plugin', kind: 'plugin', fields: ['id', 'name', 'active'], name: nameOf('name') },
    {
      entity: 'webhook',
      kind: 'webhook',
      fields: ['id', 'name', 'eventName', 'url'],
      // Of its address only the host: what follows often is a secret.
      name: (row: Row) => `${text(row['name'])}: ${text(row['eventName'])} to ${hostOf(text(row['url']))}`,
    },
  ]
  for (const { entity, kind, fields, name, id } of others) {
    const listed = await shop.list(entity, fields)
    if (!listed.ok) return { seen: false, error: listed.error }
    for (const row of listed.rows) found.push({ kind, id: id ? id(row) : text(row['id']), name: name(row) })
  }
  return { seen: true, found }
}

type Row = Readonly<Record<string, unknown>>

function nameOf(field: string): (row: Row) => string {
  return row =>
    `${text(row[field])}${row['active'] === false ? ', switched off' : row['admin'] === true ? ', administrator' : ''}`
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : 'an address that is none'
}

export async function removeOne(shop: Shop, found: Pick<Found, 'kind' | 'id'>): Promise<Closed> {
  const path = pathOf(found)
  if (path === undefined)
    return {
      done: false,
      error: `Einlass cannot take away “${found.kind}” by itself; do it in the shop’s administration.`,
    }
  const answer = await shop.ask('DELETE', path)
  return answer.ok || answer.status === 404 ? { done: true } : { done: false, error: answer.error }
}

function pathOf({ kind, id }: Pick<Found, 'kind' | 'id'>): string | undefined {
  const [first, second, ...more] = id.split('/')
  if (!isKey(first) || more.length > 0) return undefined
  if (kind === 'access-key') return isKey(second) ? `/api/user/${first}/access-keys/${second}` : undefined
  if (second !== undefined) return undefined
  if (kind === 'admin' || kind === 'user') return `/api/user/${first}`
  if (kind === 'integration') return `/api/integration/${first}`
  if (kind === 'webhook') return `/api/webhook/${first}`
  return undefined
}
