import { lookup } from 'node:dns'
import { type IncomingHttpHeaders, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPrivate } from './private-ranges.ts'

export type Reached =
  | { reached: true; status: number; headers: IncomingHttpHeaders; body: string }
  /** One sentence for people. It never holds an address, a header or what was sent. */
  | { reached: false; error: string }

export type Asking = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Readonly<Record<string, string>>
  body?: string
  /** Addresses of one's own network are reached only where somebody has said so for this resource. */
  allowPrivate: boolean
  /** For everything: name, connection, answer to its last byte. */
  timeoutMs?: number
  /** More than this is no answer. */
  maxBytes?: number
  /** Only how it answers counts: what it says besides is read up to `maxBytes`, thrown away, and cut off there. */
  onlyStatus?: boolean
}

/**
 * Asks a foreign system over HTTP. The address is what somebody typed in, so it is not trusted: only http and https,
 * plain http only inside one's own network, no redirect is followed, and the address that was looked at is the one that
 * is connected to, so no second answer of a name server counts. Never throws for what the outside does.
 */
export async function reach(url: URL, asking: Asking): Promise<Reached> {
  const {
    method = 'GET',
    allowPrivate,
    timeoutMs = 10_000,
    maxBytes = 4_000_000,
    onlyStatus = false,
  } = asking
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate))
    return failed('Its address must begin with https://.')
  if (url.username || url.password) return failed('Its address must not hold a password.')
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) && !allowPrivate && isPrivate(host)) return failed(sayPrivate)

  const request = url.protocol === 'https:' ? overHttps : overHttp
  return new Promise(resolve => {
    const asked = request(
      url,
      {
        method,
        agent: false,
        headers: {
          'user-agent': 'Einlass',
          ...asking.headers,
          ...(asking.body === undefined ? {} : { 'content-length': Buffer.byteLength(asking.body) }),
        },
        lookup: allowPrivate ? undefined : lookUpPublic,
        signal: AbortSignal.timeout(timeoutMs),
      },
      answer => {
        const parts: Buffer[] = []
        let size = 0
        const reached = (body: string) =>
          resolve({ reached: true, status: answer.statusCode ?? 0, headers: answer.headers, body })
        if (onlyStatus) reached('')
        answer.on('data', (part: Buffer) => {
          size += part.length
          if (!onlyStatus) parts.push(part)
          if (size <= maxBytes) return
          resolve(failed('It answered with far more than was asked for.'))
          asked.destroy()
        })
        answer.on('error', error => resolve(failed(sayError(error))))
        answer.on('end', () => reached(Buffer.concat(parts).toString('utf8')))
      },
    )
    asked.on('error', error => resolve(failed(sayError(error))))
    asked.end(asking.body)
  })
}

class NotPublic extends Error {}

const sayPrivate =
  'Its address is in a private network. That has to be allowed for this resource explicitly before Einlass goes there.'

/** Looks a name up and refuses it if any of its addresses is not public. */
const lookUpPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0)
    if (addresses.length === 0 || addresses.some(({ address }) => isPrivate(address)))
      return done(new NotPublic(), '', 0)
    if (options.all) return done(null, addresses)
    done(null, addresses[0]!.address, addresses[0]!.family)
  })
}

function failed(error: string): Reached {
  return { reached: false, error }
}

function sayError(error: Error): string {
  if (error instanceof NotPublic) return sayPrivate
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'It did not answer in time.'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Its name cannot be found.'
  if (code === 'ECONNREFUSED') return 'It refuses connections.'
  if (/CERT|SIGNATURE|ALTNAME|ISSUER|SSL|TLS/.test(code)) return `Its certificate is not accepted (${code}).`
  return `The connection broke (${code || error.name}).`
}
