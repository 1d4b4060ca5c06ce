import type { Dialect } from '#server/entrances/gate/read-asked.ts'
import type { Stage } from './stage.ts'

/** A request as bytes on the wire: nothing is added, joined or put in order. */
export type Raw = {
  method: string
  path: string
  headers: (readonly [name: string, value: string])[]
  body?: string
}

/** One attempt; every file in refused/ and allowed/ is one. */
export type Attack = {
  /** Who tries what, in a sentence. */
  says: string
  /** Where it comes from: a CVE, an advisory, a rule of the research. */
  why: string
  /** What happens before, by others or by the attacker himself. */
  before?: (stage: Stage) => Promise<void>
  request: (stage: Stage) => Raw | Promise<Raw>
  expect: {
    status: number
    /** What the header must match; undefined: must not be there. */
    headers?: Record<string, RegExp | undefined>
    body?: RegExp
  }
  /** Changes the stage for those after it (the clock, an ending): gets one of its own. */
  alone?: true
}

type Asking = {
  key?: string | null
  cookie?: string | null
  method?: string
  host?: string
  target?: string
  /** Whole headers, added at the end. */
  more?: (readonly [string, string])[]
}

/** Headers of a browser that opens a page. */
export const aPage = [
  ['Accept', 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8'],
  ['Accept-Language', 'en'],
  ['Sec-Fetch-Mode', 'navigate'],
  ['Sec-Fetch-Dest', 'document'],
] as const

/** The question of a proxy that is set up as documented, for a visitor who is inside, unless said otherwise. */
export function asks(dialect: Dialect, stage: Stage, asking: Asking = {}): Raw {
  const {
    key = stage.keys.kaffeerad,
    cookie = stage.inside,
    host = 'kaffeerad.example',
    method = 'GET',
    target = '/admin',
  } = asking
  const headers: [string, string][] = [['Host', dialect === 'envoy' ? host : 'localhost']]
  if (key !== null) headers.push(['X-Einlass-Gate-Key', key])
  headers.push(['X-Forwarded-Proto', 'https'], ['X-Forwarded-For', '192.0.2.7'])
  if (dialect === 'nginx')
    headers.push(['X-Forwarded-Host', host], ['X-Original-Method', method], ['X-Original-URI', target])
  if (dialect === 'caddy' || dialect === 'traefik')
    headers.push(['X-Forwarded-Host', host], ['X-Forwarded-Method', method], ['X-Forwarded-Uri', target])
  if (cookie !== null) headers.push(['Cookie', `lang=en; ${cookieOf(cookie)}`])
  const all = [...headers, ...aPage, ...(asking.more ?? [])]
  return dialect === 'envoy'
    ? { method, path: `/gate/envoy${target}`, headers: all }
    : { method: 'GET', path: `/gate/${dialect}`, headers: all }
}

export function cookieOf(token: string): string {
  return `__Host-einlass-entry=${token}`
}

type Sending = {
  key?: string | null
  host?: string
  fields?: (readonly [string, string])[]
  body?: string
  type?: string
  more?: (readonly [string, string])[]
}

/** A form that a browser sends to the gate through the shop's proxy; by default one that the desk's page sends. */
export function posts(path: 'arrive' | 'leave', stage: Stage, sending: Sending = {}): Raw {
  const {
    key = stage.keys.kaffeerad,
    host = 'kaffeerad.example',
    type = 'application/x-www-form-urlencoded',
  } = sending
  const body =
    sending.body ?? (sending.fields ?? []).map(pair => pair.map(encodeURIComponent).join('=')).join('&')
  const origin: [string, string][] = sending.more?.some(([name]) => name === 'Origin')
    ? []
    : [['Origin', path === 'arrive' ? stage.deskOrigin : `https://${host}`]]
  return {
    method: 'POST',
    path: `/gate/${path}`,
    headers: [
      ['Host', 'localhost'],
      ...(key === null ? [] : [['X-Einlass-Gate-Key', key] as const]),
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-Host', host],
      ['X-Forwarded-For', '192.0.2.7'],
      ['Content-Type', type],
      ['Content-Length', String(Buffer.byteLength(body))],
      ...origin,
      ...aPage,
      ...(sending.more ?? []),
    ],
    body,
  }
}
