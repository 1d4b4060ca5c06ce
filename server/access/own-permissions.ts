// What the provider adds to the catalogue. A process has one catalogue, which it is told when it starts: whatever a text
// means as a permission, it means everywhere in it.
import type { Language } from '#server/plumbing/calendar/language.ts'
import type { Entry } from './permission.ts'

/** Words of the provider's, in every language that people read. */
export type OwnWords = Readonly<Record<Language, string>>

export type OwnEntry = Entry & {
  name: string
  /** As something one does: "restore backups" */
  label: OwnWords
  /** What may come of it, in a sentence. */
  consequence: OwnWords
}

/** A group of permissions, or what somebody is to an account. */
export type OwnGroup = { name: string; label: OwnWords }

let entries: ReadonlyMap<string, OwnEntry> = new Map()
let groups: readonly OwnGroup[] = []
let audiences: readonly OwnGroup[] = []
let changes = 0

/** From now on these are in the catalogue, and no others that were added before. */
export function admitOwnPermissions(own: {
  permissions: readonly OwnEntry[]
  groups: readonly OwnGroup[]
  audiences: readonly OwnGroup[]
}): void {
  entries = new Map(own.permissions.map(entry => [entry.name, entry]))
  groups = own.groups
  audiences = own.audiences
  changes += 1
}

/** How often the catalogue was changed: what was reckoned from another is reckoned anew. */
export const catalogueChanges = () => changes

export const ownPermissions = () => [...entries.keys()]

export const ownGroups = () => groups.map(group => group.name)

export const ownEntryOf = (name: string) => entries.get(name)

/** What a permission of the provider's is called; undefined: it is none of his. */
export function sayOwnPermission(name: string, language: Language): string | undefined {
  return entries.get(name)?.label[language]
}

/** All words of the provider's in every language, by what the console calls them: 'permission.backups.restore'. */
export function sayOwnWords(): Record<string, OwnWords> {
  const words: [string, OwnWords][] = [
    ...[...entries.values()].flatMap(({ name, label, consequence }): [string, OwnWords][] => [
      [`permission.${name}`, label],
      [`means.${name}`, consequence],
    ]),
    ...groups.map(({ name, label }): [string, OwnWords] => [`group.${name}`, label]),
    ...audiences.map(({ name, label }): [string, OwnWords] => [`audience.${name}`, label]),
  ]
  return Object.fromEntries(words)
}

/** All that he calls his own, in the words of one language. */
export function sayOwnCatalogue(language: Language): {
  groups: Record<string, string>
  permissions: Record<string, { label: string; consequence: string }>
  audiences: Record<string, string>
} {
  const say = (those: readonly OwnGroup[]) =>
    Object.fromEntries(those.map(({ name, label }) => [name, label[language]]))
  return {
    groups: say(groups),
    audiences: say(audiences),
    permissions: Object.fromEntries(
      [...entries.values()].map(({ name, label, consequence }) => [
        name,
        { label: label[language], consequence: consequence[language] },
      ]),
    ),
  }
}
