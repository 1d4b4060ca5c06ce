import type { Endpoint } from '#contract/endpoint.ts'

/** Does the answer of this operation hold a field that the contract calls secret? */
export function answersSecrets(endpoint: Endpoint): boolean {
  return JSON.stringify(endpoint.answer).includes('"privacy":"secret"')
}
