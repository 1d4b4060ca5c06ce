import type { Static } from 'typebox'
import type { ContactData, ContactDraft, ContactFinding } from '#contract/contacts.ts'

export type Draft = Static<typeof ContactDraft>
export type Finding = Static<typeof ContactFinding>
export type PartyData = Static<typeof ContactData>
export type Field = Finding['field']

/** What a field is kept as, null when it cannot be or is empty, and what there is to say about it. */
export type Checked<T> = { kept: T | null; findings: Finding[] }

export const nothing: Checked<never> = { kept: null, findings: [] }

/** Cannot be kept. */
export function wrong(field: Field, code: Finding['code'], params: Finding['params'] = {}): Finding {
  return { field, is: 'wrong', code, params }
}

/** Is kept; whoever typed it is asked to look again. */
export function unusual(field: Field, code: Finding['code'], params: Finding['params'] = {}): Finding {
  return { field, is: 'unusual', code, params }
}

export function refused(finding: Finding): Checked<never> {
  return { kept: null, findings: [finding] }
}
