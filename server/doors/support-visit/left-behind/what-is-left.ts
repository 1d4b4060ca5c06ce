import type { Found } from '#server/access/outside.ts'

/** By which one thing is the same in two inventories. */
export function keyOf({ kind, id }: Pick<Found, 'kind' | 'id'>): string {
  return JSON.stringify([kind, id])
}

/**
 * What is there now and was not before, once each. What bears the mark of an artefact that the desk knows is no riddle:
 * it belongs to an open visit, or the kernel takes it away.
 * @param known ids of the artefacts that the desk knows
 */
export function whatIsLeft(
  before: readonly Found[],
  now: readonly Found[],
  known: ReadonlySet<string>,
): Found[] {
  const wasThere = new Set(before.map(keyOf))
  const left = now.filter(
    one => !wasThere.has(keyOf(one)) && !(one.artefactId !== undefined && known.has(one.artefactId)),
  )
  return [...new Map(left.map(one => [keyOf(one), one])).values()]
}

/**
 * What something that was taken away has become: the same thing by id and name, of another kind. A plugin that is
 * switched off is still installed.
 */
export function whatItBecame(
  gone: Pick<Found, 'kind' | 'id' | 'name'>,
  before: readonly Found[],
  now: readonly Found[],
): Found[] {
  const wasThere = new Set(before.map(keyOf))
  return now.filter(
    one =>
      one.id === gone.id && one.name === gone.name && one.kind !== gone.kind && !wasThere.has(keyOf(one)),
  )
}
