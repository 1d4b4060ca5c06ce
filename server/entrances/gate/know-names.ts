import type { Clock } from '#server/plumbing/clock.ts'

const knownForMs = 10 * 60_000
/** After a failure: the name is not worth making a visitor wait again at once. */
const missingForMs = 10_000
const rememberAtMost = 50_000

/** Names of the people inside, which shops show to their owners. Nothing is decided by them. */
export type Names = {
  /** null: there is none to be had; undefined: ask `slowly` first. */
  now(person: string): string | null | undefined
  /** Looks it up; from then on `now` knows. Never rejects: without the database a visitor has no name, but goes on. */
  slowly(person: string): Promise<void>
}

export function knowNames(
  nameOf: ((person: string) => Promise<string | undefined>) | undefined,
  clock: Clock,
): Names {
  const names = new Map<string, { name: string | null; until: number }>()
  return {
    now(person) {
      if (!nameOf) return null
      const known = names.get(person)
      return known !== undefined && clock.now() < known.until ? known.name : undefined
    },
    async slowly(person) {
      const name = (await nameOf?.(person).catch(() => undefined)) ?? null
      if (names.size >= rememberAtMost) names.clear()
      names.set(person, { name, until: clock.now() + (name === null ? missingForMs : knownForMs) })
    },
  }
}
