import type { Static } from 'typebox'
import type { Receipt } from '#contract/proof.ts'
import type { Json } from '#server/plumbing/canonical-json.ts'
import type { LedgerFact } from './read-facts.ts'
import { receiptSections, sectionOfKind } from './receipt-sections.ts'

export type Names = ReadonlyMap<string, string>
type Told = Static<typeof Receipt>

/** Who did it: a person's name, or 'rule: clock'. */
export function actor(fact: LedgerFact, names: Names): string {
  return fact.byPerson ? (names.get(fact.byPerson) ?? fact.byPerson) : `rule: ${fact.byRule}`
}

/** Who asked, for what and with which reasons; null: nobody asked, the owner opened it by himself. */
export function tellAsked(facts: readonly LedgerFact[], names: Names): Told['asked'] {
  const asked = facts.find(fact => fact.kind === 'request.asked')
  if (!asked) return null
  const { door: _, subject: __, wants, until, preset, caseNumber, lapsesAt: ___, ...more } = asked.data
  return {
    at: instantOf(asked),
    by: actor(asked, names),
    wants: listOf(wants).flatMap(one =>
      isRecord(one) && typeof one.permission === 'string'
        ? [{ permission: one.permission, reason: textOf(one.reason) }]
        : [],
    ),
    until: textOf(until),
    preset: textOf(preset),
    caseNumber: textOf(caseNumber),
    says: tellData(more, names),
  }
}

/** Who said yes, and what he changed of what was asked. */
export function tellDecided(
  opened: LedgerFact,
  facts: readonly LedgerFact[],
  asked: Told['asked'],
  names: Names,
): Told['decided'] {
  const decided = facts.find(fact => fact.kind === 'request.decided')
  const given = listOf(opened.data.permissions).filter(one => typeof one === 'string')
  const wanted = asked?.wants.map(({ permission }) => permission)
  return {
    at: instantOf(decided ?? opened),
    by: actor(decided ?? opened, names),
    outcome: textOf(decided?.data.outcome),
    note: textOf(decided?.data.note),
    notGiven: wanted?.filter(permission => !given.includes(permission)) ?? [],
    givenBeyond: wanted ? given.filter(permission => !wanted.includes(permission)) : [],
    askedUntil: asked?.until ?? null,
  }
}

/** What was made in foreign systems, and how each of it was seen to be gone. */
export function tellArtefacts(facts: readonly LedgerFact[], names: Names): Told['artefacts'] {
  const byId = Map.groupBy(
    facts.filter(fact => fact.about.artefact && fact.kind.startsWith('artefact.')),
    fact => fact.about.artefact!,
  )
  return [...byId].map(([id, own]) => {
    const last = (kind: string) => own.filter(fact => fact.kind === `artefact.${kind}`).at(-1)
    const first = (kind: string) => own.find(fact => fact.kind === `artefact.${kind}`)
    const gone = last('gone')
    const failed = last('failed')
    const data = (first('wanted') ?? own[0]!).data
    const confirmer = gone && confirmerOf(gone, names)
    return {
      id,
      system: textOf(data.system) ?? '',
      kind: textOf(data.kind) ?? textOf(last('present')?.data.kind) ?? '',
      wantedAt: first('wanted') ? instantOf(first('wanted')!) : null,
      presentAt: last('present') ? instantOf(last('present')!) : null,
      removingAt: last('removing') ? instantOf(last('removing')!) : null,
      goneAt: gone ? instantOf(gone) : null,
      how: textOf(gone?.data.how),
      witness: gone ? (confirmer === undefined ? ('machine' as const) : ('person' as const)) : null,
      confirmedBy: confirmer ?? null,
      // What failed on the way to something that is proven by now is no news.
      error:
        failed && failed.seq > (gone?.seq ?? last('present')?.seq ?? 0) ? textOf(failed.data.error) : null,
    }
  })
}

/** A machine looked, unless the fact was written by a person or says which person vouches for it. */
function confirmerOf(gone: LedgerFact, names: Names): string | undefined {
  const person = gone.byPerson ?? textOf(gone.data.confirmedBy)
  return person === null ? undefined : (names.get(person) ?? person)
}

/** Every other fact, told plainly in the section of its kind; sections with nothing in them are left out. */
export function tellSections(facts: readonly LedgerFact[], names: Names): Told['sections'] {
  const bySection = Map.groupBy(facts, fact => sectionOfKind(fact.kind))
  return receiptSections.flatMap(section => {
    const own = bySection.get(section)
    if (!own) return []
    return {
      section,
      facts: own.map(fact => ({
        seq: fact.seq,
        at: instantOf(fact),
        kind: fact.kind,
        by: actor(fact, names),
        person: fact.about.person ? (names.get(fact.about.person) ?? 'a person') : null,
        says: tellData(fact.data, names),
      })),
    }
  })
}

/** What vouches that it is over, as the ledger has it. */
export function tellWitnesses(ended: LedgerFact | undefined): Told['witnesses'] {
  return listOf(ended?.data.witnesses).flatMap(one =>
    isRecord(one) && typeof one.id === 'string'
      ? [{ kind: textOf(one.kind) ?? '', id: one.id, how: textOf(one.how) ?? '' }]
      : [],
  )
}

/** What is still without a witness after the ending began; nothing while the grant is open or once it is proven over. */
export function tellNotConfirmed(told: Pick<Told, 'state' | 'entries' | 'artefacts'>): Told['notConfirmed'] {
  if (told.state !== 'ending') return []
  const open = [
    ...told.entries
      .filter(entry => entry.refusedAt === null)
      .map(entry => ({ what: 'entry' as const, name: entry.person, why: null })),
    ...told.artefacts
      .filter(artefact => artefact.goneAt === null)
      .map(artefact => ({
        what: 'artefact' as const,
        name: `${artefact.system}: ${artefact.kind}`,
        why: artefact.error,
      })),
  ]
  return open.length > 0 ? open : [{ what: 'ending', name: '', why: null }]
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What a fact says besides who and when. Ids are told by their names, and those without one only in the fact itself. */
function tellData(data: LedgerFact['data'], names: Names): { what: string; value: string }[] {
  return Object.entries(data).flatMap(([what, said]) => {
    const value = listOf(said).length > 0 ? listOf(said) : [said]
    const words = value.flatMap(one => {
      if (typeof one === 'string') return id.test(one) ? (names.get(one) ?? []) : one
      return typeof one === 'number' || typeof one === 'boolean' ? String(one) : []
    })
    return words.length > 0 ? [{ what, value: words.join(', ') }] : []
  })
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

function isRecord(value: Json): value is { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function instantOf(fact: LedgerFact): string {
  return new Date(fact.at).toISOString()
}
