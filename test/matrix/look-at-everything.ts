import pg from 'pg'

/** What stands in a database: for each table a digest of all its rows, and how many facts there are. */
export type Contents = { digests: ReadonlyMap<string, string>; facts: number }

/** Looks at every row of every table of ours, as the owner of the database. */
async function lookAtEverything(client: pg.Client): Promise<Contents> {
  const { rows: tables } = await client.query<{ name: string }>(`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname in ('access', 'people', 'plumbing', 'service_switch') order by 1`)
  const { rows } = await client.query<{ name: string; digest: string }>(
    tables
      .map(
        ({ name }) =>
          `select '${name}' as name, md5(coalesce(string_agg(x::text, '|' order by x::text), '')) as digest from ${name} x`,
      )
      .join(' union all '),
  )
  const facts = await client.query<{ count: string }>('select count(*) from access.facts')
  return { digests: new Map(rows.map(row => [row.name, row.digest])), facts: Number(facts.rows[0]!.count) }
}

/** @returns the tables that differ */
export function changesBetween(before: Contents, after: Contents): string[] {
  return [...after.digests]
    .filter(([name, digest]) => before.digests.get(name) !== digest)
    .map(([name]) => name)
}

export async function openEye(
  ownerUrl: string,
): Promise<{ look(): Promise<Contents>; close(): Promise<void> }> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  return { look: () => lookAtEverything(client), close: () => client.end() }
}
