// A vault on a database of its own, as one or several nodes have it.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { openDatabase } from '#server/plumbing/database.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { keepSecret } from '#server/plumbing/vault/keep-secret.ts'
import { openVault, type Vault } from '#server/plumbing/vault/open-vault.ts'
import { readSecret } from '#server/plumbing/vault/read-secret.ts'
import type { SecretName } from '#server/plumbing/vault/seal-value.ts'
import { asOwner, makeDatabase, readPrepared, testKey } from './database.ts'
import { monday } from './desk.ts'

export type Node = Awaited<ReturnType<typeof openTestVault>>['first']

export async function openTestVault() {
  const { template, cast } = readPrepared()
  const made = await makeDatabase(template)
  const closing: (() => Promise<void>)[] = []
  const openNode = (master = testKey) => {
    const database = openDatabase(made.runtimeUrl, () => undefined)
    closing.push(() => database.close())
    const vault = openVault(database, deriveKeys(master))
    return {
      database,
      vault,
      keep: (secret: SecretName & { value: Buffer | string }, using: Vault = vault, at = new Date(monday)) =>
        database.within(secret.accountId, tx => keepSecret(tx, using, secret, at)),
      read: (secret: SecretName) => database.within(secret.accountId, tx => readSecret(tx, vault, secret)),
    }
  }
  const first = openNode()
  const olga = cast.accounts['olga']!
  const secret = (i: number | string) => ({ accountId: olga, keeper: `artefact:${i}`, name: 'login' })
  const folder = mkdtempSync(join(tmpdir(), 'einlass-vault-'))
  const typed: ChildProcess[] = []
  return {
    ...made,
    /** Two tenants of the cast. */
    olga,
    noor: cast.accounts['noor']!,
    first,
    openNode,
    sql: <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      asOwner(made.ownerUrl, async client => (await client.query<T>(text, values)).rows),
    secret,
    /** Secrets 0, 1, 2 … with a value of their own. */
    keepMany: (howMany: number) =>
      first.database.within(olga, async tx => {
        for (let i = 0; i < howMany; i += 1)
          await keepSecret(tx, first.vault, { ...secret(i), value: `value ${i}` }, new Date(monday))
      }),
    async assertAllRead(howMany: number) {
      for (let i = 0; i < howMany; i += 1)
        assert.equal((await first.read(secret(i)))?.toString(), `value ${i}`, `secret ${i}`)
    },
    /** `einlass …` in a process of its own. */
    einlass(args: string[], master = testKey) {
      const child = spawn(process.execPath, [join(import.meta.dirname, '../server/main.ts'), ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env.PATH,
          EINLASS_DATA: folder,
          EINLASS_DATABASE_URL: made.ownerUrl,
          EINLASS_KEY: master.toString('base64url'),
        },
      })
      typed.push(child)
      let says = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', part => (says += part))
      const ended = new Promise<{ code: number | null; says: string }>(resolve =>
        child.on('close', code => resolve({ code, says })),
      )
      return { child, ended }
    },
    async close() {
      for (const child of typed) if (child.exitCode === null) child.kill('SIGKILL')
      for (const close of closing) await close()
      await made.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
