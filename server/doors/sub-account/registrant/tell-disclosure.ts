import type { Disclosable, PostalForm } from './contact.ts'

/** As RFC 5733 §2.9 names them, in the order of its schema. */
export type Disclosure = {
  /** 1: these may be published though the registry would not; 0: these must not be, though it would. */
  flag: 0 | 1
  items: readonly { element: 'name' | 'org' | 'addr' | 'voice' | 'email'; form: PostalForm | null }[]
}

const elements = [
  ['name', 'name', true],
  ['organisation', 'org', true],
  ['address', 'addr', true],
  ['phone', 'voice', false],
  ['email', 'email', false],
] as const

/**
 * What is to be handled otherwise than the registry does by itself; only exceptions are said.
 * @param agreed what the person agrees to be published
 * @param publishes the registry publishes what nobody says anything about; most have not since 2018
 * @returns undefined: there is no exception
 */
export function tellDisclosure(
  agreed: readonly Disclosable[],
  forms: readonly PostalForm[],
  publishes: boolean,
): Disclosure | undefined {
  const items = elements
    .filter(([field]) => agreed.includes(field) !== publishes)
    .flatMap(([, element, hasForms]) =>
      (hasForms ? forms : [null]).map((form): Disclosure['items'][number] => ({ element, form })),
    )
  return items.length === 0 ? undefined : { flag: publishes ? 0 : 1, items }
}
