import { createHash, sign } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import type { Keys } from '#server/plumbing/keys.ts'

/** A comment behind the end of the PDF, which every reader passes over: '%einlass-paper-1 SIGNATURE'. */
const mark = '\n%einlass-paper-1 '

/** What is signed of a paper: its bytes, and in words of its own, so that it can be taken for nothing else. */
export function paperText(pdf: Buffer): Buffer {
  return Buffer.from(`einlass-paper-1 ${createHash('sha256').update(pdf).digest('hex')}`)
}

/**
 * A receipt that is attached to a PDF proves itself; this binds the pages to it, so that nobody can leave the receipt as
 * it is and change what is read.
 */
export function signPaper(pdf: Buffer, keys: Keys): Buffer {
  const signature = sign(null, paperText(pdf), keys.signing.privateKey).toString('base64url')
  return Buffer.concat([pdf, Buffer.from(`${mark}${signature}\n`)])
}

/** The bytes that were signed, and the signature. undefined: nothing is signed here, or something stands behind it. */
export function splitPaper(file: Buffer): { pdf: Buffer; signature: string } | undefined {
  const at = file.lastIndexOf(mark)
  if (at < 0) return undefined
  const signature = /^([\w-]+)\n$/.exec(file.subarray(at + mark.length).toString('latin1'))?.[1]
  return signature === undefined ? undefined : { pdf: file.subarray(0, at), signature }
}

const longestAttachment = 64_000_000

/**
 * The one file that is attached to a PDF as Einlass writes it. Not a reader of PDFs: what another program wrote anew is
 * not what was signed anyway.
 * @throws Error when there is none, more than one, or it cannot be unpacked
 */
export function readAttachment(pdf: Buffer): string {
  const text = pdf.toString('latin1')
  const found = [...text.matchAll(/\/Type \/EmbeddedFile(?!s)/g)]
  if (found.length !== 1) throw new Error('no receipt of Einlass is attached to it')
  const at = found[0]!.index
  const dictionary = text.slice(text.lastIndexOf(' obj', at), text.indexOf('stream', at))
  const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1])
  const begin = /stream\r?\n/g
  begin.lastIndex = at
  if (!begin.exec(text) || !Number.isSafeInteger(length))
    throw new Error('the receipt attached to it cannot be found')
  const packed = pdf.subarray(begin.lastIndex, begin.lastIndex + length)
  const bytes = dictionary.includes('/FlateDecode')
    ? inflateSync(packed, { maxOutputLength: longestAttachment })
    : packed
  return bytes.toString('utf8')
}
