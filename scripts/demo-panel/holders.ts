// What the panel asks the desk about an account beside decisions, with the same key (server/http/panel/account-api.ts).

export type Holder = { id: string; shownAs: string; kind: string }

export type Holders = {
  /** Who could hold a domain: the contacts of the account. Rejects when the desk does not answer. */
  holdersOf(account: string): Promise<Holder[]>
  /** Says that this person ordered the domain and who holds it. */
  keepHolder(account: string, domain: string, order: { personId: string; contactId: string }): Promise<Kept>
}

/** refused: he may not; taken: it is somebody else's; unfit: the contact lacks something that a holder must have */
export type Kept = 'kept' | 'refused' | 'taken' | 'unfit' | 'away'

const becauseOf: Readonly<Record<string, Kept>> = {
  'reference-is-taken': 'taken',
  'holder-is-there': 'taken',
  'contact-cannot-be-holder': 'unfit',
}
const waitMs = 5_000

export function askHolders(desk: string, key: string): Holders {
  const send = (path: string, init: RequestInit = {}) =>
    fetch(`${desk}/panel/v1/accounts/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(waitMs),
      redirect: 'error',
    })
  return {
    async holdersOf(account) {
      const answer = await send(`${encodeURIComponent(account)}/contacts`)
      if (answer.status !== 200) throw new Error(`The desk refused to name the contacts: ${answer.status}.`)
      return ((await answer.json()) as { items: Holder[] }).items
    },
    async keepHolder(account, domain, order) {
      const path = `${encodeURIComponent(account)}/domains/${encodeURIComponent(domain)}`
      const answer = await send(path, { method: 'PUT', body: JSON.stringify(order) }).catch(() => undefined)
      if (answer?.status === 200) return 'kept'
      if (!answer || answer.status >= 500) return 'away'
      const { code = '' } = (await answer.json().catch(() => ({}))) as { code?: string }
      return becauseOf[code] ?? 'refused'
    },
  }
}
