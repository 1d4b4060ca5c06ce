export type RightsCompared = {
  /** Agreed, and not asked for on the platform: nothing is wrong, the visitor just cannot do it. */
  missing: string[]
  /** Asked for on the platform, and never agreed: take it away before accepting. */
  extra: string[]
  same: string[]
}

/**
 * What a platform says that somebody asks for, against what the owner agreed to. Names are compared as people read them:
 * case, spaces around and between, and how often a name stands there make no difference. Nothing else is guessed: a name
 * that means everything ("Full access") is extra unless just that was agreed.
 */
export function compareRights(requested: readonly string[], agreed: readonly string[]): RightsCompared {
  const asked = named(requested)
  const allowed = named(agreed)
  return {
    missing: [...allowed].flatMap(([key, name]) => (asked.has(key) ? [] : [name])),
    extra: [...asked].flatMap(([key, name]) => (allowed.has(key) ? [] : [name])),
    same: [...allowed].flatMap(([key, name]) => (asked.has(key) ? [name] : [])),
  }
}

/** Each right once, by what makes it the same, with the first spelling. */
function named(rights: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const right of rights) {
    const name = right.normalize('NFKC').replaceAll(/\s+/g, ' ').trim()
    const key = name.toLowerCase()
    if (name && !found.has(key)) found.set(key, name)
  }
  return found
}
