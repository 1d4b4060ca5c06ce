// A browser without script at the desk's door pages: fills in forms, follows where it is sent, keeps its cookies.
import { once } from 'node:events'
import { request } from 'node:http'

export type Seen = { status: number; path: string; text: string; headers: Headers }

export type Door = {
  cookies: Map<string, string>
  /** A page, following where it leads. */
  goes(path: string): Promise<Seen>
  /** A form, sent as a browser sends one from the desk's own page. */
  sends(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Seen>
  /** JSON, as a script of the page sends it. */
  asks(path: string, body: unknown): Promise<Seen & { body: unknown }>
}

/** @param blocksCookies keeps none, as some browsers are set up */
export function newDoor(
  url: string,
  options: { blocksCookies?: boolean; language?: string; address?: string } = {},
): Door {
  const cookies = new Map<string, string>()

  async function fetchOnce(method: string, path: string, headers: Record<string, string>, body?: string) {
    const target = new URL(path, url)
    const asked = request(target, {
      method,
      localAddress: options.address,
      headers: {
        'accept-language': options.language ?? 'en',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        ...(cookies.size > 0 ? { cookie: [...cookies].map(pair => pair.join('=')).join('; ') } : {}),
        ...(method === 'POST' ? { 'sec-fetch-site': 'same-origin' } : {}),
        ...headers,
      },
    })
    asked.end(body)
    const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage]
    let text = ''
    for await (const chunk of response.setEncoding('utf8')) text += chunk
    for (const line of options.blocksCookies ? [] : (response.headers['set-cookie'] ?? [])) {
      const [pair = '', ...attributes] = line.split(';')
      const at = pair.indexOf('=')
      const isOver = attributes.some(one => /expires=thu, 01 jan 1970|max-age=0/i.test(one))
      if (isOver) cookies.delete(pair.slice(0, at))
      else cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const headersSeen = new Headers()
    for (const [name, value] of Object.entries(response.headers))
      for (const one of [value ?? []].flat()) headersSeen.append(name, one)
    return { status: response.statusCode ?? 0, text, headers: headersSeen, path }
  }

  async function follow(seen: Seen): Promise<Seen> {
    let now = seen
    for (let steps = 0; steps < 10 && now.status >= 300 && now.status < 400; steps++) {
      const to = new URL(now.headers.get('location') ?? '', new URL(now.path, url))
      if (to.origin !== new URL(url).origin && to.hostname !== 'localhost') return now
      now = await fetchOnce('GET', to.pathname + to.search, {})
    }
    return now
  }

  return {
    cookies,
    goes: async path => follow(await fetchOnce('GET', path, {})),
    sends: async (path, fields, headers = {}) =>
      follow(
        await fetchOnce(
          'POST',
          path,
          { 'content-type': 'application/x-www-form-urlencoded', ...headers },
          new URLSearchParams(fields).toString(),
        ),
      ),
    async asks(path, body) {
      const seen = await fetchOnce('POST', path, { 'content-type': 'application/json' }, JSON.stringify(body))
      return { ...seen, body: JSON.parse(seen.text) as unknown }
    },
  }
}
