/** The parts of a receipt that are told fact by fact, in the order in which they stand. */
export const receiptSections = [
  'secrets',
  'certificates',
  'recordings',
  'steps',
  'left-behind',
  'alarms',
  'other',
] as const
export type ReceiptSection = (typeof receiptSections)[number]

/**
 * Where a kind of fact stands; by its whole name, or by its family (what is before the dot). A kind that is not here
 * stands under 'other': a receipt leaves nothing out that it does not know. null: it has a place of its own (asked,
 * decided, entries, artefacts, ending) and is not told twice.
 */
const sectionOf: Readonly<Record<string, ReceiptSection | null>> = {
  'request.asked': null,
  'request.decided': null,
  'grant.opened': null,
  'grant.ending': null,
  'grant.ended': null,
  'entry.opened': null,
  'entry.closed': null,
  'artefact.wanted': null,
  'artefact.present': null,
  'artefact.removing': null,
  'artefact.gone': null,
  secret: 'secrets',
  certificate: 'certificates',
  'key-line': 'certificates',
  recording: 'recordings',
  command: 'recordings',
  step: 'steps',
  'allow-list': 'steps',
  inventory: 'left-behind',
  'left-behind': 'left-behind',
  alarm: 'alarms',
  drift: 'alarms',
  'artefact.failed': 'alarms',
}

/** @returns null for what is told elsewhere on the receipt */
export function sectionOfKind(kind: string): ReceiptSection | null {
  for (const name of [kind, kind.slice(0, kind.indexOf('.'))]) {
    const section = Object.hasOwn(sectionOf, name) ? sectionOf[name] : undefined
    if (section !== undefined) return section
  }
  return 'other'
}
