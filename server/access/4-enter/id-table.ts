import { isSameId } from './id-words.ts'

/**
 * A map from ids to things, which only grows. A Map of strings leads to a string, which lies somewhere else; here each id
 * lies in the slot where it is looked for, or in the next free one after it, so that one look at memory finds it.
 */
export class IdTable<T> {
  /** Eight words for each slot: the id (zeros: the slot is free), then four for what the owner of the table likes there. */
  words = new Int32Array(8 * 16)
  /** By slot. */
  private held = new Array<T | undefined>(16).fill(undefined)
  private taken = 0

  /** @returns the slot of this id; if it has none the complement (~) of the one that it would get */
  slotOf(id: Int32Array, at: number): number {
    const { words } = this
    const last = this.held.length - 1
    const mixed = Math.imul(id[at]! ^ id[at + 1]! ^ id[at + 2]! ^ id[at + 3]!, 0x9e3779b1)
    for (let slot = (mixed ^ (mixed >>> 15)) & last; ; slot = (slot + 1) & last) {
      if (isSameId(words, 8 * slot, id, at)) return slot
      if (isSameId(words, 8 * slot, free, 0)) return ~slot
    }
  }

  get(id: Int32Array, at: number): T | undefined {
    const slot = this.slotOf(id, at)
    return slot < 0 ? undefined : this.held[slot]
  }

  /**
   * A quarter of the slots stays free, so that nobody has far to go.
   * @returns its slot, until the next is set
   */
  set(id: Int32Array, at: number, thing: T): number {
    let slot = this.slotOf(id, at)
    if (slot < 0) {
      this.taken += 1
      if (4 * this.taken > 3 * this.held.length) this.grow()
      slot = ~this.slotOf(id, at)
      for (let word = 0; word < 4; word++) this.words[8 * slot + word] = id[at + word]!
    }
    this.held[slot] = thing
    return slot
  }

  private grow(): void {
    const { words, held } = this
    this.words = new Int32Array(2 * words.length)
    this.held = new Array<T | undefined>(2 * held.length).fill(undefined)
    for (const [from, thing] of held.entries()) {
      if (isSameId(words, 8 * from, free, 0)) continue
      const to = ~this.slotOf(words, 8 * from)
      this.words.set(words.subarray(8 * from, 8 * from + 8), 8 * to)
      this.held[to] = thing
    }
  }
}

const free = new Int32Array(4)
