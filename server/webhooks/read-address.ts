import { isIP } from 'node:net'
import { Refusal } from '#server/access/refusal.ts'
import { isPrivate } from '#server/plumbing/reach/private-ranges.ts'

/**
 * Where a program is reached, in one spelling. A name is looked up when something is sent, and again each time: what it
 * leads to today says nothing about tomorrow.
 * @throws Refusal 'invalid-input' for anything that nothing would be sent to
 */
export function readAddress(text: string, allowPrivate: boolean): string {
  const refuse = () => new Refusal('invalid-input', { field: 'address' })
  const url = URL.parse(text.trim())
  if (!url) throw refuse()
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate)) throw refuse()
  // What stands before an @ or behind a # has no place here: the one would be a secret, the other is never sent.
  if (url.username || url.password || url.hash) throw refuse()
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) && isPrivate(host) && !allowPrivate) throw refuse()
  return url.href
}
