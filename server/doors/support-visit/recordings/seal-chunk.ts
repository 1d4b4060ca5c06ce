import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { seal, unseal } from '#server/plumbing/seal.ts'

const compress = promisify(deflateRaw)
const expand = promisify(inflateRaw)

/** Whole lines of a clear asciicast, from one byte of it to another. */
export type Chunk = { accountId: string; recordingId: string; fromByte: number; clear: Buffer }
export type SealedChunk = Omit<Chunk, 'clear'> & { toByte: number; sealed: Buffer }

// Everything that says where it belongs: in another account, recording or place it cannot be opened.
const boundTo = ({ accountId, recordingId, fromByte, toByte }: Omit<SealedChunk, 'sealed'>) =>
  JSON.stringify(['recording', accountId, recordingId, fromByte, toByte])

export async function sealChunk(key: Buffer, { clear, ...place }: Chunk): Promise<SealedChunk> {
  const whole = { ...place, toByte: place.fromByte + clear.length }
  return { ...whole, sealed: seal(key, await compress(clear), boundTo(whole)) }
}

/** @throws Error with a sentence when it is not the one that was written */
export async function openChunk(key: Buffer, { sealed, ...place }: SealedChunk): Promise<Buffer> {
  const length = place.toByte - place.fromByte
  try {
    const clear = await expand(unseal(key, sealed, boundTo(place)), { maxOutputLength: length })
    if (clear.length === length) return clear
  } catch {
    // Without its cause: what a cipher says about bytes belongs to nobody.
  }
  throw new Error(
    `A piece of the recording ${place.recordingId} cannot be opened: it is not the one that was written.`,
  )
}

const commandBoundTo = (accountId: string, recordingId: string) =>
  JSON.stringify(['recording', accountId, recordingId, 'command'])

export function sealCommand(key: Buffer, accountId: string, recordingId: string, command: string): Buffer {
  return seal(key, Buffer.from(command), commandBoundTo(accountId, recordingId))
}

/** @throws Error when it is not the one that was written */
export function openCommand(key: Buffer, accountId: string, recordingId: string, sealed: Buffer): string {
  return unseal(key, sealed, commandBoundTo(accountId, recordingId)).toString()
}
