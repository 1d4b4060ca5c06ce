import type { Static } from 'typebox'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { Assignment, readCatalogue } from '#contract/rights.ts'

export type Catalogue = AnswerOf<typeof readCatalogue>
export type CatalogueGroup = Catalogue['groups'][number]
export type CatalogueRight = CatalogueGroup['permissions'][number]
export type AnAssignment = Static<typeof Assignment>
export type AnAudience = AnAssignment['audience']

/** What somebody can be to the account, as the catalogue has them. */
export function audiencesOf(catalogue: Catalogue): AnAudience[] {
  return catalogue.presets.map(preset => preset.audience)
}

/** An outsider's rights always have an end. What the catalogue does not know any more is one. */
export function isOutsider(catalogue: Catalogue, audience: AnAudience): boolean {
  return catalogue.presets.find(preset => preset.audience === audience)?.outsider ?? true
}

export type Difference = { added: readonly string[]; removed: readonly string[] }

/** What was ticked and what was unticked. */
export function differenceOf(before: readonly string[], after: readonly string[]): Difference {
  return {
    added: after.filter(name => !before.includes(name)),
    removed: before.filter(name => !after.includes(name)),
  }
}

export function isSame({ added, removed }: Difference): boolean {
  return added.length === 0 && removed.length === 0
}

/**
 * What somebody changed, put upon what somebody else has saved meanwhile: what he ticked is ticked, what he unticked is
 * not, and all he did not touch is as the other left it.
 */
export function putUpon(
  theirs: readonly string[],
  before: readonly string[],
  mine: readonly string[],
): string[] {
  const { added, removed } = differenceOf(before, mine)
  return [...theirs.filter(name => !removed.includes(name)), ...added.filter(name => !theirs.includes(name))]
}

/** Of boxes that belong together: all ticked, some, or none. */
export function stateOf(names: readonly string[], chosen: readonly string[]): 'all' | 'some' | 'none' {
  const ticked = names.filter(name => chosen.includes(name)).length
  return ticked === 0 ? 'none' : ticked === names.length ? 'all' : 'some'
}

/** Ticks all of these, or unticks them if all are ticked already. */
export function toggleAll(names: readonly string[], chosen: readonly string[]): string[] {
  const others = chosen.filter(name => !names.includes(name))
  return stateOf(names, chosen) === 'all' ? others : [...others, ...names]
}

export function toggle(name: string, chosen: readonly string[]): string[] {
  return chosen.includes(name) ? chosen.filter(one => one !== name) : [...chosen, name]
}

/** Nobody can pass it on, whoever he is. */
export function isNever(right: CatalogueRight): boolean {
  return right.give === 'not-delegable'
}

/** May the box be touched? What is given already can always be taken away. */
export function isFree(right: CatalogueRight, before: readonly string[]): boolean {
  return right.give === true || before.includes(right.name)
}

/** Names in the order in which people read them. What the catalogue does not know comes last. */
export function inOrder(catalogue: Catalogue, names: readonly string[]): string[] {
  const known = catalogue.groups.flatMap(group => group.permissions.map(({ name }) => name))
  return [...known.filter(name => names.includes(name)), ...names.filter(name => !known.includes(name))]
}

/** A preset, as far as whoever reads may give it or it is given already. */
export function takePreset(
  catalogue: Catalogue,
  audience: AnAudience,
  before: readonly string[],
): { permissions: string[]; isWhole: boolean } {
  const wanted = presetOf(catalogue, audience)
  const free = catalogue.groups
    .flatMap(({ permissions }) => permissions)
    .filter(right => isFree(right, before))
    .map(({ name }) => name)
  const permissions = wanted.filter(name => free.includes(name))
  return { permissions, isWhole: permissions.length === wanted.length }
}

export function presetOf(catalogue: Catalogue, audience: AnAudience): readonly string[] {
  return catalogue.presets.find(preset => preset.audience === audience)?.permissions ?? []
}

/** The groups of the catalogue, and last what is held and stands in none: nothing that somebody may is left out. */
export function groupsToShow(catalogue: Catalogue, held: readonly string[]): CatalogueGroup[] {
  const known = new Set(catalogue.groups.flatMap(group => group.permissions.map(({ name }) => name)))
  const unknown = held.filter(name => !known.has(name))
  if (unknown.length === 0) return catalogue.groups
  return [
    ...catalogue.groups,
    {
      name: 'other',
      permissions: unknown.map(name => ({ name, risk: 'danger' as const, give: 'not-allowed' })),
    },
  ]
}

export function dangersAmong(catalogue: Catalogue, names: readonly string[]): string[] {
  return catalogue.groups
    .flatMap(({ permissions }) => permissions)
    .filter(({ name, risk }) => risk === 'danger' && names.includes(name))
    .map(({ name }) => name)
}
