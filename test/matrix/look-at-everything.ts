import pg from 'pg'

/** What stands in a database: for each table a digest of all its rows, and how many facts there are. */
export type Contents = { digests: ReadonlyMap<string, string>; facts: number }

/** The statement that looks at every row of every table of ours, and counts the facts. */
async function statementOf(client: pg.Client): Promise<string> {
  const { rows: tables } = await client.query<{ name: string }>(`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'public') order by 1`)
  return tables
    .map(
      ({ name }) =>
        `select '${name}' as name, count(*) as rows, md5(coalesce(string_agg(x::text, '|' order by x::text), '')) as digest from ${name} x`,
    )
    .join(' union all ')
}

/** Looks as the owner of the database. */
async function lookAtEverything(client: pg.Client, text: string): Promise<Contents> {
  // By name, so that a statement over every table is planned once and not at each look.
  const { rows } = await client.query<{ name: string; rows: string; digest: string }>({ name: 'look', text })
  return {
    digests: new Map(rows.map(row => [row.name, row.digest])),
    facts: Number(rows.find(row => row.name === 'access.facts')!.rows),
  }
}

/** @returns the tables that differ */
export function changesBetween(before: Contents, after: Contents): string[] {
  return [...after.digests]
    .filter(([name, digest]) => before.digests.get(name) !== digest)
    .map(([name]) => name)
}

/** Tables that the desk reads anew at every call, so that they can be put back under it. */
const readAnew = [
  'people.persons',
  'people.sessions',
  'people.challenges',
  'people.passkeys',
  'people.totps',
  'people.recovery_codes',
  'people.single_use_links',
  'people.address_changes',
  'people.api_keys',
  'people.ssh_keys',
  'people.events',
  'people.failed_sign_ins',
  'plumbing.mails',
]

export type Eye = {
  look(): Promise<Contents>
  /** Puts changed tables back as they were when the eye opened. @returns false when the desk must be thrown away instead */
  undo(changed: readonly string[]): Promise<boolean>
  close(): Promise<void>
}

export async function openEye(ownerUrl: string): Promise<Eye> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const statement = await statementOf(client)
  const kept = new Map<string, string>()
  for (const table of readAnew) {
    const { rows } = await client.query<{ rows: string }>(`select json_agg(x)::text as rows from ${table} x`)
    kept.set(table, rows[0]!.rows)
  }
  return {
    look: () => lookAtEverything(client, statement),
    async undo(changed) {
      if (!changed.every(table => kept.has(table))) return false
      // As a replica: no trigger, no reference between the two.
      await client.query('begin; set local session_replication_role = replica')
      for (const table of changed) {
        await client.query(`delete from ${table}`)
        await client.query(
          `insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $1)`,
          [kept.get(table)],
        )
      }
      await client.query('commit')
      return true
    },
    close: () => client.end(),
  }
}
