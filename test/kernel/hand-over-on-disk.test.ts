// A secret is handed over and looked at on a desk with a database of its own; then every file of that database is read, its
// write-ahead log too, and every line of the log of the desk. The secret is in none of them.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, before, test } from 'node:test'
import pino from 'pino'
import { openDesk } from '#server/desk.ts'
import { sessionCookieName } from '#server/http/identify.ts'
import { beginSession } from '#server/people/sessions.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import type { Log } from '#server/plumbing/log.ts'
import { prepareTestDatabase } from '../../scripts/prepare-test-database.ts'
import { asOwner, testKey } from '../database.ts'
import { hour, monday, newClient, type TestDesk } from '../desk.ts'
import { openVisit } from '../open-visit.ts'

const secret = 'Zimt+Zucker/4711-never-on-disk'
const witness = 'this-label-is-found-on-disk'

let folder: string
let database: Awaited<ReturnType<typeof prepareTestDatabase>>
let logged = ''
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'einlass-disk-'))
  await chmod(folder, 0o755)
  database = await prepareTestDatabase(folder)
})
after(async () => {
  await database?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const filesIn = (path: string): string[] =>
  readdirSync(path).flatMap(name => {
    const at = join(path, name)
    const found = statSync(at, { throwIfNoEntry: false })
    return found?.isDirectory() ? filesIn(at) : found?.isFile() ? [at] : []
  })

test('what is handed over is written to disk nowhere in clear', async () => {
  const { role, cast, template } = database.prepared
  const ownerUrl = database.prepared.ownerUrl.replace(/\/[^/?]*(\?|$)/, `/${template}$1`)
  const out = new Writable({
    write(chunk, _encoding, done) {
      logged += chunk
      done()
    },
  })
  const desk = await openDesk({
    databaseUrl: ownerUrl.replace(/^postgresql:\/\/[^@]*@/, `postgresql://${role}@`),
    keys: deriveKeys(testKey),
    url: 'http://localhost',
    log: pino({ level: 'trace' }, out) as Log,
    readTime: () => monday,
    withoutRounds: true,
  })
  try {
    const port = await desk.listen(0, '127.0.0.1')
    const as = async (person: string) => {
      const from = { network: '127.0.0.1', device: null }
      const { token } = await desk.kernel.database.within('', tx =>
        beginSession(tx, person, ['password', 'totp'], from, new Date(monday)),
      )
      return newClient(`http://127.0.0.1:${port}`, `${sessionCookieName('http://localhost')}=${token}`)
    }
    const olga = await as(cast.people.olga)
    const sam = await as(cast.people.sam)
    const grant = await openVisit({ ...desk, cast } as unknown as TestDesk, monday + hour)
    const path = `/accounts/${cast.shops['kaffeerad']!.accountId}/grants/${grant}/hand-overs`
    const kept = await olga.post(path, { kind: 'password', label: witness, values: { value: secret } })
    assert.equal(kept.status, 200, JSON.stringify(kept.body))
    const id = kept.body.items[0].id
    // Whatever goes wrong is told to nobody either.
    await olga.put(`${path}/${id}`, { values: { value: secret, host: secret } })
    await olga.post(path, { kind: 'sftp', values: { host: 'h', user: 'u', password: [secret] } })
    const shown = await sam.post(`/visits/${grant}/hand-overs/${id}/reveal`)
    assert.equal(shown.body.values[0].value, secret)
    await desk.round.tell()
    await asOwner(ownerUrl, client => client.query('checkpoint'))

    const forms = [
      secret,
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('hex'),
      encodeURIComponent(secret),
    ]
    const files = filesIn(folder)
    let seen = 0
    for (const file of files) {
      const bytes = readFileSync(file)
      for (const form of forms) assert.ok(!bytes.includes(form), `${file} holds the secret`)
      if (bytes.includes(witness)) seen += 1
    }
    assert.ok(
      files.some(file => file.includes('pg_wal')),
      'the write-ahead log was read',
    )
    assert.ok(
      seen >= 2,
      `what is no secret was found in ${seen} files, so that looking there proves something`,
    )
    for (const form of forms) assert.ok(!logged.includes(form), 'the log holds the secret')
  } finally {
    await desk.close()
  }
})
