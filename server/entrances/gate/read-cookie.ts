import { isMarkedSecret } from '#server/plumbing/keys.ts'

/**
 * Name of the cookie that holds an entry open in a browser. With https the browser itself vouches that it came from
 * this very host and a safe connection (`__Host-`, RFC 6265bis §4.1.3.2).
 */
export function cookieName(secure: boolean): string {
  return secure ? '__Host-einlass-entry' : 'einlass-entry'
}

/** Lax: the way in is a form sent from the desk, and the first page after it must have the cookie. */
export function writeCookie(secure: boolean, token: string): string {
  return `${cookieName(secure)}=${token}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

export function clearCookie(secure: boolean): string {
  return `${writeCookie(secure, '')}; Max-Age=0`
}

export const contradiction = Symbol('the same cookie with different values')

/**
 * The entry's token among the cookies of a request; undefined: none that we could have made. The same name twice with
 * different values is somebody planting a cookie, and which one counts would be a matter of luck.
 */
export function readCookie(
  cookies: string | undefined,
  name: string,
): string | undefined | typeof contradiction {
  if (cookies === undefined) return undefined
  let token: string | undefined
  for (let at = cookies.indexOf(name); at !== -1; at = cookies.indexOf(name, at + 1)) {
    if (!beginsThere(cookies, at) || cookies.charCodeAt(at + name.length) !== equals) continue
    const end = cookies.indexOf(';', at)
    const value = cookies.slice(at + name.length + 1, end === -1 ? undefined : end).trim()
    if (token !== undefined && token !== value) return contradiction
    token = value
  }
  return isMarkedSecret(token) ? token : undefined
}

const [equals, space, tab, semicolon] = ['=', ' ', '\t', ';'].map(sign => sign.charCodeAt(0))

function beginsThere(cookies: string, at: number): boolean {
  let before = at - 1
  while (before >= 0 && (cookies.charCodeAt(before) === space || cookies.charCodeAt(before) === tab)) before--
  return before < 0 || cookies.charCodeAt(before) === semicolon
}
