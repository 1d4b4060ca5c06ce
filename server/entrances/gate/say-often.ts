import type { Clock } from '#server/plumbing/clock.ts'

const quietMs = 60_000
const rememberAtMost = 200

/**
 * Says a sentence at once, and the same one again only after a minute: what strangers can cause must not be able to
 * fill the log.
 */
export function sayOften(say: (sentence: string) => void, clock: Clock): (sentence: string) => void {
  const said = new Map<string, number>()
  return sentence => {
    const now = clock.now()
    const last = said.get(sentence)
    if (last !== undefined && now - last < quietMs) return
    if (said.size >= rememberAtMost) {
      // Many different sentences: somebody varies them. Then one a minute for all.
      const newest = [...said.values()].at(-1) ?? 0
      if (now - newest < quietMs) return
      said.clear()
    }
    said.set(sentence, now)
    say(sentence)
  }
}
