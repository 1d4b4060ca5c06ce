// Writes db/tables.ts, the Kysely types of every table, from a database that was made from db/schema/.
import type pg from 'pg'
import { asOwner, makeDatabase } from '../test/database.ts'
import { makeFromSchema } from './make-from-schema.ts'

const types: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  jsonb: 'JsonColumn',
  boolean: 'boolean',
  bytea: 'Buffer',
  'text[]': 'string[]',
  integer: 'number',
  bigint: 'number',
  'timestamp with time zone': 'Date',
}

/** db/tables.ts, from a database of its own that is made from db/schema/. */
export async function writeTables(): Promise<string> {
  const { ownerUrl, drop } = await makeDatabase(undefined)
  try {
    return await asOwner(ownerUrl, async client => {
      await makeFromSchema(client)
      return describeTables(client)
    })
  } finally {
    await drop()
  }
}

/** @returns the text of db/tables.ts for the schemas that are ours, in alphabetical order */
async function describeTables(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{
    table: string
    column: string
    type: string
    required: boolean
    generated: boolean
    defaulted: boolean
  }>(`
    select n.nspname || '.' || c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
           a.attnotnull as required, a.attidentity <> '' as generated, a.atthasdef as defaulted
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'pg_toast', 'information_schema', 'public')
    order by n.nspname, c.relname, a.attnum`)
  const lines = [
    '// Generated from db/schema/ by `npm run generate`; compared by the tests. Do not edit.',
    "import type { ColumnType, Generated, GeneratedAlways } from 'kysely'",
    '',
    '/** Read as the parsed value, written as its text: the driver would take a JavaScript array for an SQL array. */',
    'type JsonColumn = ColumnType<unknown, string | null | undefined, string | null>',
    '',
    'export type Tables = {',
  ]
  let open = ''
  for (const row of rows) {
    if (row.table !== open) {
      if (open) lines.push('  }')
      lines.push(`  '${row.table}': {`)
      open = row.table
    }
    const plain = types[row.type]
    if (!plain)
      throw new Error(
        `${row.table}.${row.column} has the type ${row.type}, which scripts/write-tables.ts does not know`,
      )
    const value = row.required ? plain : `${plain} | null`
    const column =
      row.type === 'jsonb'
        ? plain
        : row.generated
          ? `GeneratedAlways<${value}>`
          : row.defaulted || !row.required
            ? `Generated<${value}>`
            : value
    lines.push(`    ${row.column}: ${column}`)
  }
  lines.push('  }', '}', '')
  return lines.join('\n')
}
