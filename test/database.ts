// Databases of one test run: all in the one cluster that scripts/test.ts starts, copied from its template.
import { readFileSync } from 'node:fs'
import pg from 'pg'
import type { Planted } from '#db/seeds/plant-cast.ts'

/** The master key of every desk in a test. */
export const testKey = Buffer.alloc(32, 1)

export type Prepared = { ownerUrl: string; template: string; role: string; cast: Planted }

export function readPrepared(): Prepared {
  const file = process.env.EINLASS_TEST_PREPARED
  if (!file)
    throw new Error('Run tests by `npm test` or `npm run test:only -- FILE…`: they prepare the database.')
  return JSON.parse(readFileSync(file, 'utf8')) as Prepared
}

/**
 * A new database of this run.
 * @param template the database that is copied; undefined: an empty one
 * @returns its name, its connection strings as the owner and as the running desk, and how to drop it
 */
export async function makeDatabase(template: string | undefined) {
  const { ownerUrl: anyUrl, role } = readPrepared()
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
  await asOwner(anyUrl, client =>
    client.query(`create database ${name} ${template ? `template ${template} strategy file_copy` : ''}`),
  )
  const ownerUrl = anyUrl.replace(/\/[^/?]*(\?|$)/, `/${name}$1`)
  return {
    name,
    ownerUrl,
    runtimeUrl: ownerUrl.replace(/^postgresql:\/\/[^@]*@/, `postgresql://${role}@`),
    drop: async () => {
      await asOwner(anyUrl, client => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
