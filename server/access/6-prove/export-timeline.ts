import { Readable } from 'node:stream'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import type { Database } from '#server/plumbing/database.ts'
import { readAccount } from '../account.ts'
import type { LedgerFact } from './read-facts.ts'
import { type FactFilter, searchFacts } from './search-facts.ts'
import { namesIn } from './tell-timeline.ts'

const columns = [
  'seq',
  'at',
  'local_time',
  'kind',
  'by',
  'by_id',
  'rule',
  'person',
  'person_id',
  'shop',
  'shop_id',
  'grant_id',
  'entry_id',
  'request_id',
  'data',
  'hash',
] as const

const factsAtOnce = 500

/**
 * The facts that pass the filter as a table (RFC 4180), oldest first, up to what the ledger held when this began. It is
 * read as fast as it is taken, some at a time, each time in a transaction of its own: facts never change, so the parts
 * fit together, and a reader who is slow holds nothing.
 * @param language of the local time
 * @throws Refusal 'not-found'
 */
export async function exportTimeline(
  database: Database,
  accountId: string,
  filter: FactFilter,
  language: Language,
): Promise<Readable> {
  const { zone, lastSeq } = await database.within(accountId, async tx => {
    const account = await readAccount(tx, accountId)
    const { last_seq: lastSeq } = await tx
      .selectFrom('access.accounts')
      .select('last_seq')
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow()
    return { zone: account.zone, lastSeq }
  })

  async function* rows(): AsyncGenerator<string> {
    // The mark tells a spreadsheet that it is UTF-8; readers of text skip it.
    yield `\uFEFF${writeRow(columns)}`
    let behind: number | null = null
    do {
      const from = { order: 'oldest first', behind } as const
      const { text, goOn } = await database.within(accountId, async tx => {
        const found = await searchFacts(tx, accountId, filter, from, factsAtOnce)
        const facts = found.facts.filter(fact => fact.seq <= lastSeq)
        const names = await namesIn(tx, facts)
        const written = facts.map(fact => writeRow(cellsOf(fact, names, zone, language)))
        const isOver = found.goOn !== null && found.goOn >= lastSeq
        return { text: written.join(''), goOn: isOver ? null : found.goOn }
      })
      if (text) yield text
      behind = goOn
    } while (behind !== null)
  }
  return Readable.from(rows())
}

function cellsOf(
  fact: LedgerFact,
  names: ReadonlyMap<string, string>,
  zone: string,
  language: Language,
): string[] {
  const at = new Date(fact.at)
  const nameOf = (id: string | null | undefined) => (id ? (names.get(id) ?? '') : '')
  const cells: Record<(typeof columns)[number], string> = {
    seq: String(fact.seq),
    at: at.toISOString(),
    local_time: sayInstant(at, zone, language),
    kind: fact.kind,
    by: nameOf(fact.byPerson),
    by_id: fact.byPerson ?? '',
    rule: fact.byRule ?? '',
    person: nameOf(fact.about.person),
    person_id: fact.about.person ?? '',
    shop: nameOf(fact.about.resource),
    shop_id: fact.about.resource ?? '',
    grant_id: fact.about.grant ?? '',
    entry_id: fact.about.entry ?? '',
    request_id: fact.about.request ?? '',
    data: JSON.stringify(fact.data),
    hash: fact.hash.toString('hex'),
  }
  return columns.map(column => cells[column])
}

/** One record of RFC 4180 §2, with its line break. */
export function writeRow(cells: readonly string[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`
}

/**
 * What begins like a formula is text all the same: somebody chose his name, and a spreadsheet would run it (CWE-1236).
 */
function writeCell(text: string): string {
  const tamed = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(tamed) ? `"${tamed.replaceAll('"', '""')}"` : tamed
}
