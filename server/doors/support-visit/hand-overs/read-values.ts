import { isIP } from 'node:net'
import type { BodyOf } from '#contract/endpoint.ts'
import type { HandOverKind, handOver } from '#contract/hand-overs.ts'
import type { Values } from '#server/access/4-enter/hand-over/what.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readPublicKey } from '#server/plumbing/ssh/public-key.ts'

type Given = BodyOf<typeof handOver>['values']

/**
 * What is wanted of each kind, and nothing else: whoever types a password into the wrong place must not keep it there.
 * @throws Refusal 'invalid-input' with the field
 */
export function readValues(kind: HandOverKind, given: Given): Values {
  const wanted = kind === 'sftp' ? (['host', 'port', 'user', 'password'] as const) : (['value'] as const)
  const values: Record<string, string> = {}
  for (const name of wanted) {
    // SFTP without a password is one with a key: there is nothing to see.
    const value = given[name] ?? (name === 'port' ? 22 : undefined)
    if (value === undefined || String(value).trim() === '')
      throw new Refusal('invalid-input', { field: name })
    // A password may begin and end as it likes.
    values[name] = name === 'password' || kind === 'password' ? String(value) : String(value).trim()
  }
  for (const name of Object.keys(given))
    if (!wanted.some(one => one === name)) throw new Refusal('invalid-input', { field: name })
  if (kind === 'login-url' && !isWebAddress(values['value']!))
    throw new Refusal('invalid-input', { field: 'value' })
  return values
}

/** Leads to a page in a browser, and carries nobody's password on the way. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && username === '' && password === ''
}

const mostAddresses = 50

/**
 * What a visitor gives: one public key, as one line, or addresses and networks, one a line.
 * @throws Refusal 'invalid-input' with the field and a sentence
 */
export function readGivenValue(kind: 'public-key' | 'addresses', text: string): Values {
  if (kind === 'public-key') {
    const key = readPublicKey(text)
    if (!key.read) throw new Refusal('invalid-input', { field: 'value', why: key.error })
    return { value: text.trim() }
  }
  const addresses = text.split(/[\s,;]+/).filter(Boolean)
  const wrong = addresses.find(address => !isAddressOrNetwork(address))
  if (addresses.length === 0 || addresses.length > mostAddresses || wrong !== undefined)
    throw new Refusal('invalid-input', { field: 'value' })
  return { value: addresses.join('\n') }
}

/** RFC 4632 §3.1: 192.0.2.0/24. A network that is everybody is no list of who is let in. */
function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  if (bits === undefined) return true
  const prefix = Number(bits)
  return /^\d{1,3}$/.test(bits) && prefix >= (family === 4 ? 8 : 16) && prefix <= (family === 4 ? 32 : 128)
}
