import type { Opened, Trace } from '#server/access/outside.ts'
import type { Host } from './ask-host.ts'
import { changeKeys } from './change-key-file.ts'
import { readKeyFile } from './key-file.ts'
import { readWanted, type Wanted, writeExpiry, writeKeyLine } from './key-line.ts'
import { beginningOf } from './processes.ts'
import { knowsExpiry, knowsUtc, readVersion } from './say-version.ts'

/**
 * Puts the line of this trace into the login's authorized_keys. Again after a crash, or with another end, it puts it in
 * the place of the one that is there.
 * @param now epoch ms
 */
export async function openKeyLine(host: Host, trace: Trace, now: number): Promise<Opened> {
  const wanted = readWanted(trace, host.login)
  if ('error' in wanted) return { done: false, error: wanted.error }
  if (wanted.until <= now) return { done: false, error: 'This access would be over already.' }
  const version = readVersion(host.banner)
  if (!version || !knowsExpiry(version))
    return { done: false, error: 'Its SSH server would not refuse the key after the end.' }

  // The gate first: a line without it lets nobody in, and is found again by its mark.
  const until = String(Math.floor(wanted.until / 1000))
  const gate = await host.ask('open-gate', { id: wanted.artefactId, until })
  if (!gate.answered) return { done: false, error: gate.error }
  const said = (word: string) => new RegExp(`^${word} (\\S+)$`, 'm').exec(gate.text)?.[1]
  const expiry = knowsUtc(version) ? writeExpiry(wanted.until) : said('local')
  if (!expiry) return { done: false, error: 'It cannot say when this access ends in its own time zone.' }

  const put = await changeKeys(host, {
    goes: line => line.artefactId === wanted.artefactId,
    line: writeKeyLine(wanted, expiry),
    check: file => sayForeign(file, wanted),
  })
  if (!put.done) return put
  return {
    done: true,
    reference: {
      login: wanted.login,
      publicKey: String(trace.reference['publicKey']).trim(),
      fingerprint: wanted.key.fingerprint,
      until: new Date(wanted.until).toISOString(),
      sources: wanted.sources.join(','),
      pty: wanted.pty ? 'yes' : 'no',
      file: put.path,
      ...readBeginning(trace, said('boot'), said('since')),
    },
  }
}

/** When it was opened first, in the server's own count; kept here and not there, where the visitor could change it. */
function readBeginning({ reference }: Trace, boot: string | undefined, since: string | undefined) {
  const known = beginningOf(reference)
  return known ?? (boot && since ? { boot, since } : {})
}

/** A key that is let in already would stay so, whatever becomes of our line. */
function sayForeign(file: Buffer, { key }: Wanted): string | undefined {
  const isThere = readKeyFile(file).some(
    line => line.artefactId === undefined && line.key?.blob.equals(key.blob),
  )
  return isThere
    ? 'This key is let in there already, by a line that is not from Einlass. It would go on being let in after the end.'
    : undefined
}
