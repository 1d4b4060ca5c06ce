import { BlockList, isIP } from 'node:net'

// Special-purpose addresses (RFC 6890 and the IANA registries): nothing of the public internet is there.
const ranges = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  ranges.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  ranges.addSubnet(network, bits, 'ipv6')

/**
 * Is this no address of the public internet: this machine, its neighbours, a cloud's metadata service? What is no address
 * at all counts as one. An IPv4 address inside of an IPv6 one counts as what it is.
 */
export function isPrivate(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return true
  // Node compares a mapped address (RFC 4291 §2.5.5.2) with the ranges of IPv4.
  return ranges.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
