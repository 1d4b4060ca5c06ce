import type { HandOverKind } from '#contract/hand-overs.ts'

/** Whose secrets these are in the vault. */
export const keeperOfHandOver = (id: string) => `hand-over:${id}`
export const keeperOfArtefact = (artefactId: string) => `artefact:${artefactId}`

/** The one secret of a hand-over: its fields, as JSON. */
export const nameOfValues = 'values'

/** What a visitor may see of what a connector made for him. Everything else there is the connector's own, its witnesses too. */
export const shownOfArtefact = ['login-url', 'login', 'password'] as const

/** What the visitor puts down for the owner to take up. It is no secret, and goes the same way. */
const ofTheVisitor: readonly HandOverKind[] = ['public-key', 'addresses']

export function isOfTheVisitor(kind: string): boolean {
  return ofTheVisitor.some(one => one === kind)
}

/** A seen password is a known password. Names and addresses are none, and what stands in a note was told, not entrusted. */
export function isKnownOnceSeen(kind: string): boolean {
  return kind === 'password' || kind === 'sftp'
}

export type Values = Readonly<Record<string, string>>
