import { isIP } from 'node:net'

/**
 * Reads an address or a network (203.0.113.7, 203.0.113.0/24, 2001:db8::/32) as OpenSSH takes it in from= and
 * source-address: bits behind the mask must be 0, or the server refuses the whole list.
 * @returns it, or undefined for anything else; names, patterns and "from anywhere" are something else
 */
export function readNetwork(text: string): string | undefined {
  const [address = '', mask, ...more] = text.trim().toLowerCase().split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0 || address.includes('%')) return undefined
  if (mask === undefined) return address
  const width = family === 4 ? 32 : 128
  if (!/^\d{1,3}$/.test(mask) || Number(mask) === 0 || Number(mask) > width) return undefined
  const behindTheMask = (1n << BigInt(width - Number(mask))) - 1n
  return (toNumber(address, family) & behindTheMask) === 0n ? `${address}/${Number(mask)}` : undefined
}

function toNumber(address: string, family: number): bigint {
  if (family === 4) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
  // The URL parser writes every address of version 6 in one way, without embedded ones of version 4.
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::')
  const groups = (part: string | undefined) => (part ? part.split(':') : [])
  const missing = 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)]
  return all.reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n)
}
