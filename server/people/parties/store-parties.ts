import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Contact } from '#contract/contacts.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { showPhone } from './check-phone.ts'
import type { PartyData } from './finding.ts'

export type Party = Static<typeof Contact>

type Row = {
  id: string
  kind: Party['kind']
  name: string | null
  organisation: string | null
  street: string[]
  postcode: string | null
  city: string | null
  area: string | null
  country: string | null
  phone: string | null
  phone_extension: string | null
  email: string
  email_ascii: string
  language: 'de' | 'en' | 'nl'
  zone: string
  person_id: string | null
  shown_as: string
  version: number
  made_at: Date
  made_by: string
  made_by_name: string
  changed_at: Date
  changed_by: string
  changed_by_name: string
}

const columns = sql`p.*, people.party_shown_as(p.kind, p.name, p.organisation) as shown_as,
  m.name as made_by_name, c.name as changed_by_name`
const joined = sql`people.parties p
  join people.persons m on m.id = p.made_by join people.persons c on c.id = p.changed_by`

/**
 * By alphabet, without those that were removed.
 * @param search letters of a name, an organisation, a mail address or a town
 * @param page.after id of the last one that was shown
 */
export async function listParties(
  tx: Tx,
  accountId: string,
  search: string | null,
  page: { after: string | null; limit: number },
): Promise<{ items: Party[]; next: string | null }> {
  const pattern = search === null ? null : `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
  const found = await sql<Row>`
    select ${columns} from ${joined}
    where p.account_id = ${accountId} and p.removed_at is null
      and (${pattern}::text is null or p.name ilike ${pattern} or p.organisation ilike ${pattern}
        or p.email ilike ${pattern} or p.email_ascii ilike ${pattern} or p.city ilike ${pattern})
      and (${page.after}::uuid is null or (lower(people.party_shown_as(p.kind, p.name, p.organisation)), p.id) >
        (select lower(people.party_shown_as(l.kind, l.name, l.organisation)), l.id from people.parties l
          where l.account_id = ${accountId} and l.id = ${page.after}))
    order by lower(people.party_shown_as(p.kind, p.name, p.organisation)), p.id limit ${page.limit + 1}`.execute(
    tx,
  )
  const shown = found.rows.slice(0, page.limit)
  return { items: shown.map(view), next: found.rows.length > page.limit ? shown.at(-1)!.id : null }
}

/** @throws Refusal 'not-found', also for one that was removed */
export async function readParty(tx: Tx, accountId: string, partyId: string): Promise<Party> {
  const found = await sql<Row>`
    select ${columns} from ${joined}
    where p.account_id = ${accountId} and p.id = ${partyId} and p.removed_at is null`.execute(tx)
  const [row] = found.rows
  if (!row) throw new Refusal('not-found')
  return view(row)
}

/**
 * Others of the account with the same mail address, those that are the same contact first.
 * @param exceptId the one that is being changed
 */
export async function findAlike(
  tx: Tx,
  accountId: string,
  data: PartyData,
  exceptId: string | null,
): Promise<{ id: string; shownAs: string; isSame: boolean }[]> {
  if (data.emailAscii === null) return []
  const found = await sql<{ id: string; shown_as: string; is_same: boolean }>`
    select p.id, people.party_shown_as(p.kind, p.name, p.organisation) as shown_as,
      p.kind = ${data.kind} and lower(people.party_shown_as(p.kind, p.name, p.organisation)) =
        lower(people.party_shown_as(${data.kind}, ${data.name}, ${data.organisation})) as is_same
    from people.parties p
    where p.account_id = ${accountId} and p.removed_at is null and lower(p.email_ascii) = lower(${data.emailAscii})
      and (${exceptId}::uuid is null or p.id <> ${exceptId})
    order by 3 desc nulls last, p.id limit 5`.execute(tx)
  return found.rows.map(row => ({ id: row.id, shownAs: row.shown_as, isSame: row.is_same ?? false }))
}

/** What is written to a row; only what checkParty found nothing wrong about has a mail address, a language and a zone. */
export function columnsOf(data: PartyData) {
  const { phoneExtension, emailAscii, email, language, zone, ...same } = data
  if (email === null || emailAscii === null || language === null || zone === null)
    throw new Error('a contact that is wrong was about to be kept')
  return { ...same, phone_extension: phoneExtension, email, email_ascii: emailAscii, language, zone }
}

function view(row: Row): Party {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    organisation: row.organisation,
    country: row.country,
    street: row.street,
    postcode: row.postcode,
    city: row.city,
    area: row.area,
    phone: row.phone,
    phoneExtension: row.phone_extension,
    phoneShown: row.phone && showPhone({ number: row.phone, extension: row.phone_extension }),
    email: row.email,
    emailAscii: row.email_ascii,
    language: row.language,
    zone: row.zone,
    shownAs: row.shown_as,
    personId: row.person_id,
    madeAt: row.made_at.toISOString(),
    madeBy: { id: row.made_by, name: row.made_by_name },
    changedAt: row.changed_at.toISOString(),
    changedBy: { id: row.changed_by, name: row.changed_by_name },
    version: row.version,
  }
}
