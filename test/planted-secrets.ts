// Secrets that can be recognised wherever they turn up, and the search for them.
import type { Connector, ConnectorNeeds } from '#server/access/outside.ts'

/** Recognisable, and of no letters that any writing of it would change. */
export const plant = (what: string) => `planted-${what}-${'x7Qk2Zr9Wm'.repeat(2)}`

/** A connector that breaks every promise at once: it throws, with its credential in every word that it says. */
export function leaky(needs: ConnectorNeeds): Connector {
  const fail = async (resourceId: string): Promise<never> => {
    const { secret, login } = (await needs.connectionOf(resourceId)) ?? { secret: '', login: '' }
    const error = new Error(`GET https://${login}:${secret}@shop.example/api?token=${secret} failed`)
    throw Object.assign(error, {
      config: { headers: { authorization: `Bearer ${secret}` } },
      request: { path: `/api?token=${secret}` },
      detail: `Failing row contains (${secret}).`,
    })
  }
  return {
    name: 'leaky',
    verified: 'documentation',
    cannotSee: [],
    open: ({ resourceId }) => fail(resourceId),
    close: ({ resourceId }) => fail(resourceId),
    confirmClosed: ({ resourceId }) => fail(resourceId),
    inventory: fail,
    test: fail,
    remove: fail,
  }
}

/** Every way in which a secret could be written. */
const formsOf = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
]

/**
 * @param secrets by what they are
 * @param but what may be there
 * @returns a sentence for each secret that is in there; never the secret itself
 */
export function findSecrets(
  secrets: ReadonlyMap<string, string>,
  where: string,
  texts: Iterable<string>,
  but: (what: string) => boolean = () => false,
): string[] {
  const found: string[] = []
  for (const text of texts)
    for (const [what, secret] of secrets)
      if (!but(what) && formsOf(secret).some(form => text.includes(form))) {
        const shown = formsOf(secret).reduce((rest, form) => rest.replaceAll(form, '[SECRET]'), text)
        const at = shown.indexOf('[SECRET]')
        found.push(`${where} holds the ${what}: …${shown.slice(Math.max(0, at - 120), at + 60)}…`)
      }
  return [...new Set(found)]
}
