import type { Endpoint } from '#contract/endpoint.ts'

/** Does the answer of this operation hold a field that the contract calls secret? */
export function answersSecrets(endpoint: Endpoint): boolean {
  return JSON.stringify(endpoint.answer).includes('"privacy":"secret"')
}

/** Does its input? Then not even a digest of it is kept: a password can be found again by guessing. */
export function takesSecrets(endpoint: Endpoint): boolean {
  return JSON.stringify(endpoint.body ?? {}).includes('"privacy":"secret"')
}
