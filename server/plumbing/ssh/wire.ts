/** The data types that everything in SSH is made of (RFC 4251 §5). */

export function writeString(value: string | Uint8Array): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value
  return Buffer.concat([writeUint32(bytes.length), bytes])
}

export function writeUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

export function writeUint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes
}

/** @returns the strings that these bytes are made of, or undefined when they are not made of exactly so many */
export function readStrings(bytes: Buffer, count: number): Buffer[] | undefined {
  const found: Buffer[] = []
  let at = 0
  while (found.length < count) {
    if (at + 4 > bytes.length) return undefined
    const end = at + 4 + bytes.readUInt32BE(at)
    if (end > bytes.length) return undefined
    found.push(bytes.subarray(at + 4, end))
    at = end
  }
  return at === bytes.length ? found : undefined
}
