// Persons, teams and resources as small numbers: four bytes instead of a string of 36 signs in each of a million grants,
// and compared in one step. A number stands for the same id as long as the process lives, and means nothing outside of it.

/** The number of no id at all: "the whole account" where a resource is meant. */
export const noId = 0
/** For an id that no grant names. It equals no number that is held. */
const unknownId = -1

const numbers = new Map<string, number>()
const ids: string[] = ['']

/** The number of an id, which is given one if it has none. */
export function numberId(id: string): number {
  let number = numbers.get(id)
  if (number === undefined) {
    number = ids.length
    numbers.set(id, number)
    ids.push(id)
  }
  return number
}

/** The number of an id that somebody asks about; asking gives it none. */
export function findNumber(id: string): number {
  return numbers.get(id) ?? unknownId
}

export function idOf(number: number): string {
  return ids[number]!
}
