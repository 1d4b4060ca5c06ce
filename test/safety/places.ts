import { type Source, withoutComments } from './read-sources.ts'

type Check = (source: Source) => string[]

/** Finds a pattern in the code of a file, with the line and the sentence why it must not be there. */
function find(pattern: RegExp, why: string, { path, text }: Source, code = withoutComments(text)): string[] {
  return [...code.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`))].map(
    match =>
      `${path}:${code.slice(0, match.index).split('\n').length} ${match[0].trim().replaceAll(/\s+/g, ' ')}: ${why}`,
  )
}

const isOfTheProduct = (path: string) =>
  /^(contract|server|db|texts|web)\//.test(path) && !/\.test\.ts$/.test(path)

/** The clock is read in one place: everything else gets the instant that it decides by, and a test can give it another. */
export const readsTheClock: Check = source => {
  if (!isOfTheProduct(source.path)) return []
  const isClock = source.path === 'server/plumbing/clock.ts' || source.path === 'web/ui/clock.ts'
  const waits = isClock || source.path.startsWith('server/plumbing/')
  return [
    ...(isClock
      ? []
      : find(
          /\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)|\bDate\.now\b|\bTemporal\.Now\b/,
          'the time is read in clock.ts alone; elsewhere `now` is an argument',
          source,
        )),
    ...(waits
      ? []
      : find(
          /\bperformance\.now\b|\bprocess\.hrtime\b/,
          'waiting is measured in plumbing/ alone; nothing is decided by it',
          source,
        )),
  ]
}

type Owner = { schema: string; writers: RegExp; why: string }
const owners: readonly Owner[] = [
  {
    schema: 'access',
    writers: /^server\/access\//,
    why: 'only the kernel writes access.*: one place opens and ends',
  },
  {
    schema: 'people',
    // Deactivating somebody and ending all that he had is one transaction, and endings are the kernel's.
    writers: /^server\/(people\/|access\/5-end\/deactivate-person\.ts$)/,
    why: 'only people/ writes people.*',
  },
  {
    schema: 'plumbing',
    writers: /^server\/(plumbing\/|http\/idempotency\.ts$)/,
    why: 'plumbing.* holds what the desk needs to run, and plumbing/ writes it',
  },
]

const builder = /\.(?:insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(\s*[^)]{0,80}\)/
const raw =
  /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?|copy)\s+(?:only\s+)?"?([a-z_]+)"?\."?[a-z_]+"?/i
const ddl =
  /\b(?:alter|drop|create)\s+(?:or\s+replace\s+)?(?:table|schema|function|trigger|policy|role|index|type)\s+(?:if\s+(?:not\s+)?exists\s+)?\w+/i

/** Whose tables a file writes, by Kysely or in SQL of its own. */
export const writesWhatIsNotItsOwn: Check = source => {
  if (!/^(server|db\/seeds|contract|texts)\//.test(source.path) || source.path.endsWith('.test.ts')) return []
  const code = withoutComments(source.text)
  const offences: string[] = []
  const lineAt = (index: number) => code.slice(0, index).split('\n').length
  const check = (schema: string | undefined, what: string, index: number) => {
    const at = `${source.path}:${lineAt(index)} ${what.replaceAll(/\s+/g, ' ')}`
    if (!schema)
      return offences.push(`${at}: a table is named in place, with its schema, so that this test can read it`)
    const door = /^server\/doors\/([^/]+)\//.exec(source.path)?.[1]?.replaceAll('-', '_')
    const owner = owners.find(one => one.schema === schema)
    if (
      owner
        ? owner.writers.test(source.path)
        : door === schema || (schema === 'public' && source.path === 'server/plumbing/migrate.ts')
    )
      return
    offences.push(`${at}: ${owner?.why ?? 'a door writes only the schema that bears its name'}`)
  }
  for (const match of code.matchAll(new RegExp(builder.source, 'g')))
    check(/\(\s*['"`]([a-z_]+)\.[a-z_]+(?: as \w+)?['"`]\s*\)/.exec(match[0])?.[1], match[0], match.index)
  for (const match of code.matchAll(new RegExp(raw.source, 'gi')))
    check(match[1]!.toLowerCase(), match[0], match.index)
  if (!/^server\/plumbing\/(migrate\.ts|postgres\/)/.test(source.path))
    offences.push(
      ...find(ddl, 'the shape of the database is made by db/migrations/ and nowhere else', source, code),
    )
  return offences
}

/** A name that says what is in it. */
export const isADrawer: Check = ({ path }) => {
  const parts = path.split('/')
  const file = parts.at(-1)!
  return [
    ...parts
      .filter(part => /(^|[-_.])(utils?|helpers?|common|managers?|misc|stuff)([-_.]|$)/i.test(part))
      .map(part => `${path}: “${part}” is a drawer; name the capability that is in it`),
    ...(/^[a-z0-9]+(-[a-zA-Z0-9]+)*(\.[a-z0-9]+)*$/.test(file)
      ? []
      : [`${path}: file names are in kebab-case`]),
  ]
}

/** Identifiers are English: one code word for each German word of the trade (docs/words.md), never the German one. */
export const hasGermanNames: Check = source => {
  if (/^texts\//.test(source.path) || source.path.endsWith('.css')) return []
  const code = withoutComments(source.text)
    .replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
    .replaceAll(/`(?:[^`\\]|\\[\s\S])*`/g, text => text.replaceAll(/[^\n]/g, ' '))
    .replaceAll(/\/(?:[^/\\\n]|\\.)+\/[a-z]*/g, "''")
  return find(/[\w$]*[äöüÄÖÜß][\wäöüÄÖÜß$]*/, 'identifiers are English', source, code)
}

/** @returns names of tests that a file has twice, within the same group; names that are put together are left out */
export const repeatsATestName: Check = ({ path, text }) => {
  if (!path.endsWith('.test.ts')) return []
  const open: { depth: number; name: string }[] = []
  const seen = new Set<string>()
  const twice: string[] = []
  for (const line of text.split('\n')) {
    const match = /^(\s*)(?:await\s+)?(describe|test|it)(?:\.\w+)?\(\s*(['"`])(.+?)\3\s*[,)]/.exec(line)
    if (!match || match[4]!.includes('${')) continue
    const depth = match[1]!.length
    while (open.length > 0 && open.at(-1)!.depth >= depth) open.pop()
    const name = [...open.map(one => one.name), match[4]].join(' › ')
    if (seen.has(name)) twice.push(`${path}: two tests are called “${name}”; which of them failed?`)
    seen.add(name)
    if (match[2] === 'describe') open.push({ depth, name: match[4]! })
  }
  return twice
}
