import { domainToASCII } from 'node:url'

/**
 * An address as a registry takes it: ASCII, with an internationalised domain in its ASCII form (RFC 5891 §4.4).
 * @returns undefined: it is none, or its part before the @ is not ASCII
 */
export function readEmail(text: string): string | undefined {
  const [, local = '', domain = ''] = /^([^@\s]+)@([^@\s]+)$/.exec(text.trim()) ?? []
  // RFC 5321 §4.1.2, without quoted strings, which no registry wants.
  if (local.length > 64 || !/^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local))
    return undefined
  const ascii = domainToASCII(domain)
  const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
  if (!new RegExp(`^(${label}\\.)+(?!\\d+$)${label}$`).test(ascii)) return undefined
  const address = `${local}@${ascii}`
  return address.length <= 254 ? address : undefined
}
