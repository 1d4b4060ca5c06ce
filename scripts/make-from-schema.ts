import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

const folder = join(import.meta.dirname, '../db/schema')

/** Each may refer to what stands before it. */
const order = ['roles', 'people', 'access', 'service_switch', 'support_visit', 'sub_account', 'plumbing']

/** Fills an empty database with db/schema/, the readable truth, instead of by the migrations. */
export async function makeFromSchema(client: pg.Client): Promise<void> {
  const left = readdirSync(folder).filter(file => !order.includes(file.replace('.sql', '')))
  if (left.length > 0)
    throw new Error(
      `${left.join(', ')} in db/schema/ has no place in the order of scripts/make-from-schema.ts`,
    )
  for (const name of order) await client.query(readFileSync(join(folder, `${name}.sql`), 'utf8'))
}
