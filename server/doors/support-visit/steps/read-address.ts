import { readNetwork } from '#server/plumbing/ssh/read-network.ts'

/**
 * A network as it may stand on somebody's list: an address or a CIDR, of IPv4 or IPv6, as OpenSSH takes it too. Wider
 * than /16 (IPv6: /32) is no list any more but an open door.
 * @returns it in one spelling, or undefined
 */
export function readAddress(text: string): string | undefined {
  const network = readNetwork(text)
  if (network === undefined) return undefined
  const [address = '', mask] = network.split('/')
  const isSix = address.includes(':')
  if (mask !== undefined && Number(mask) < (isSix ? 32 : 16)) return undefined
  // Nobody comes from an unspecified, a local or a multicast address.
  if (/^(0|127|22[4-9]|23\d|24\d|25[0-5])\./.test(address)) return undefined
  if (isSix && /^(::1?$|fe[89ab]|ff)/.test(address)) return undefined
  return network
}
