import type { Trace } from '#server/access/outside.ts'
import { formatPublicKey, type PublicKey, readPublicKey } from '#server/plumbing/ssh/public-key.ts'
import { readNetwork } from '#server/plumbing/ssh/read-network.ts'
import { writeEntering } from './write-entering.ts'

/** What a trace asks for. */
export type Wanted = {
  artefactId: string
  login: string
  key: PublicKey
  /** None: from everywhere. */
  sources: string[]
  /** epoch ms */
  until: number
  pty: boolean
}

export const tagOf = (artefactId: string) => `einlass:${artefactId}`

/** A login that needs no quoting anywhere. */
export function isLogin(login: unknown): login is string {
  return typeof login === 'string' && /^[a-z_][a-z0-9_.-]{0,31}$/i.test(login)
}
export function isArtefactId(id: string): boolean {
  return /^[\w-]{8,64}$/.test(id)
}

/** publicKey, until (ISO), pty ("yes"), sources (with commas between them), login: as whom, if not as the connection's own. */
export function readWanted(
  { artefactId, reference }: Trace,
  ownLogin: string | null,
): Wanted | { error: string } {
  const login = reference['login'] ?? ownLogin
  if (!isArtefactId(artefactId)) return { error: 'What is to be made has no proper id.' }
  if (!isLogin(login)) return { error: 'It is not said for which login the key is to be let in.' }
  const key = readPublicKey(String(reference['publicKey'] ?? ''))
  if (!key.read) return { error: key.error }
  const until = Date.parse(String(reference['until'] ?? ''))
  if (!Number.isFinite(until)) return { error: 'It is not said when this access ends.' }
  const listed = reference['sources'] ?? []
  const texts = Array.isArray(listed) ? listed.map(String) : String(listed).split(',').filter(Boolean)
  const sources = texts.map(readNetwork)
  if (sources.some(one => one === undefined))
    return { error: 'One of the addresses from which the key is to be let in is none.' }
  return {
    artefactId,
    login,
    key: key.key,
    sources: sources as string[],
    until,
    pty: reference['pty'] === true || reference['pty'] === 'yes',
  }
}

/**
 * The line for authorized_keys (sshd(8)). Everything that is not named is forbidden, and the server itself refuses it
 * after the end.
 * @param expiry as this server's sshd reads it
 */
export function writeKeyLine(wanted: Wanted, expiry: string): string {
  const options = [
    'restrict',
    ...(wanted.pty ? ['pty'] : []),
    `expiry-time="${expiry}"`,
    ...(wanted.sources.length > 0 ? [`from="${wanted.sources.join(',')}"`] : []),
    `command="${writeEntering(wanted.artefactId, wanted.until)}"`,
  ]
  return `${options.join(',')} ${formatPublicKey(wanted.key, tagOf(wanted.artefactId))}`
}

/** YYYYMMDDHHMMSSZ, which OpenSSH reads since 9.1; rounded down. */
export function writeExpiry(until: number): string {
  return `${new Date(until).toISOString().slice(0, 19).replaceAll(/[^\d]/g, '')}Z`
}
