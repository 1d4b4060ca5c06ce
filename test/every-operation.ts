import * as accounts from '#contract/accounts.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import * as entries from '#contract/entries.ts'
import * as grants from '#contract/grants.ts'
import * as people from '#contract/people.ts'
import * as proof from '#contract/proof.ts'
import * as serviceSwitch from '#contract/service-switch.ts'

/** Every operation that the contract describes, in the order of its files. */
export const everyOperation: readonly Endpoint[] = [
  people,
  entries,
  grants,
  serviceSwitch,
  proof,
  accounts,
].flatMap(module => Object.values(module).filter(isEndpoint))

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'who' in value
}

export function operation(name: string): Endpoint {
  const found = everyOperation.find(endpoint => endpoint.name === name)
  if (!found) throw new Error(`The contract has no operation ${name}`)
  return found
}
