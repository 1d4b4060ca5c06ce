import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '#server/access/refusal.ts'

const hash = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

// Hashing takes the thread pool that files and DNS need too; more than two at once would let sign-ins starve the desk.
let running = 0
const waiting: (() => void)[] = []
async function oneOfTwo<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) await new Promise<void>(resolve => waiting.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

/** @returns the hash with its parameters, in the PHC string format */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await oneOfTwo(() => hash('argon2id', { message: normal(password), nonce, ...cost }))
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag)}`
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** @param encoded as hashPassword made it, or null: then it takes as long and answers no, so that nobody learns who exists */
export async function isPassword(password: string, encoded: string | null): Promise<boolean> {
  const parts = phc.exec(encoded ?? nobodysHash)
  if (!parts) throw new Error('a stored password hash has an unknown form')
  const wanted = Buffer.from(parts[5]!, 'base64')
  const tag = await oneOfTwo(() =>
    hash('argon2id', {
      message: normal(password),
      nonce: Buffer.from(parts[4]!, 'base64'),
      memory: Number(parts[1]),
      passes: Number(parts[2]),
      parallelism: Number(parts[3]),
      tagLength: wanted.length,
    }),
  )
  return timingSafeEqual(tag, wanted) && encoded !== null
}

const nobodysHash = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(Buffer.alloc(16, 7))}$${base64(Buffer.alloc(32, 7))}`

/**
 * Length is what counts (NIST SP 800-63B §3.1.1); what many people use, runs and repetitions are refused, and what
 * contains little but the person's own words.
 * @param about words of the context: the person's name and address, the account, the provider
 * @throws Refusal 'password-too-weak'
 */
export async function refuseWeakPassword(password: string, about: readonly string[]): Promise<void> {
  const text = normal(password).toString().toLowerCase()
  const own = about
    .flatMap(word => word.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter(word => word.length >= 4)
  const rest = own.reduce((left, word) => left.replaceAll(word, ''), text)
  if ([...text].length < 12 || rest.length < 6 || (await guessable(text, own)))
    throw new Refusal('password-too-weak')
}

type Strength = { check(password: string, own: string[]): { score: number } }
let strength: Promise<Strength> | undefined

/** Could it be found with some hundred million guesses? The lists are loaded when the first password is chosen. */
async function guessable(text: string, own: readonly string[]): Promise<boolean> {
  strength ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }]) =>
      new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }) as Strength,
  )
  return (await strength).check(text.slice(0, 100), [...own]).score < 3
}

/** The same password typed on another keyboard or system is the same bytes (Unicode NFKC, RFC 8265 §4.2). */
function normal(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'))
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
