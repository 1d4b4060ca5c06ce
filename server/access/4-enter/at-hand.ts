import { IdTable } from './id-table.ts'
import { readId } from './id-words.ts'
import { mayByRows, type Question } from './may.ts'
import { type Snapshot, wordsEach } from './snapshot.ts'

/**
 * Copies of the grants of those accounts that were asked about lately, all in one place. What is in memory but was not
 * looked at for long is far away for a processor: spread over all that is kept, a decision would do little else than
 * wait. From an account's id one step leads to its rows, past every object.
 */
export type AtHand = {
  /** @param hearing the connection to the notifications that vouches for it */
  put(snapshot: Snapshot, hearing: number): void
  /** To be told whenever the account's snapshot is replaced, or is not believed any more for itself. */
  drop(account: string): void
  /** Like `may`; undefined: the account is not at hand, or this connection does not vouch for it. */
  may(
    account: string,
    roster: Snapshot | null,
    question: Question,
    now: number,
    hearing: number,
  ): boolean | undefined
}

/** 32 MB, of which those are used that are filled. */
const enoughRows = 524_288

// What lies beside the id in the table: the account's rows are [from, to).
const fromWord = 4
const toWord = 5
const hearingWord = 6
const nobody = -1

/** @param rowsAtMost when they are full all is begun anew: what is asked about comes back by itself */
export function keepAtHand(rowsAtMost = enoughRows): AtHand {
  const words = new Int32Array(wordsEach * rowsAtMost)
  const grants = { words, instants: new Float64Array(words.buffer) }
  let filled = 0
  let places = new IdTable<true>()
  const id = new Int32Array(4)

  return {
    put({ account, closed, bySubject, grants: page, from, to }, hearing) {
      // What is not plain (a closed account, one with very many grants) is asked in its snapshot.
      if (closed || bySubject !== null || !readId(account, id, 0)) return
      if (filled + to - from > rowsAtMost) {
        filled = 0
        places = new IdTable()
      }
      const away = wordsEach * (filled - from)
      for (let word = wordsEach * from; word < wordsEach * to; word++) words[word + away] = page.words[word]!
      const at = 8 * places.set(id, 0, true)
      places.words[at + fromWord] = filled
      filled += to - from
      places.words[at + toWord] = filled
      places.words[at + hearingWord] = hearing
    },
    drop(account) {
      if (!readId(account, id, 0)) return
      const slot = places.slotOf(id, 0)
      if (slot >= 0) places.words[8 * slot + hearingWord] = nobody
    },
    may(account, roster, question, now, hearing) {
      if (!readId(account, id, 0)) return undefined
      const at = 8 * places.slotOf(id, 0)
      if (at < 0 || places.words[at + hearingWord] !== hearing) return undefined
      return mayByRows(
        grants,
        places.words[at + fromWord]!,
        places.words[at + toWord]!,
        roster,
        question,
        now,
      )
    },
  }
}
