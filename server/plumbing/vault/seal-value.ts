import { inspect } from 'node:util'
import { seal, unseal } from '../seal.ts'

/** Which secret: whose (`artefact:…`), in which account, and its name. Unique among those that live. */
export type SecretName = { accountId: string; keeper: string; name: string }

// Everything that says which secret this is: moved to another account, keeper, name or row, it cannot be opened.
const boundTo = (id: string, { accountId, keeper, name }: SecretName) =>
  JSON.stringify([accountId, keeper, name, id])

export function sealValue(dataKey: Buffer, value: Buffer, id: string, secret: SecretName): Buffer {
  return seal(dataKey, value, boundTo(id, secret))
}

/** @throws Error when anything about it is not as it was when it was sealed */
export function unsealValue(dataKey: Buffer, sealed: Buffer, id: string, secret: SecretName): Buffer {
  return veil(unseal(dataKey, sealed, boundTo(id, secret)))
}

/**
 * Still a Buffer, to be used like any other; but whatever prints or serialises what it was put into (a log line, an
 * error, a failing assertion) shows this word instead.
 */
function veil(value: Buffer): Buffer {
  const shown = () => '[secret]'
  return Object.defineProperties(value, {
    toJSON: { value: shown },
    [inspect.custom]: { value: shown },
  })
}
