// What the desk gives a connector, in memory; and an eye on everything that the connector says.
import assert from 'node:assert/strict'
import type { Connection, Connector, ConnectorNeeds, Trace } from '#server/access/outside.ts'
import { newId } from '#server/plumbing/ids.ts'

export class Crash extends Error {}

export class Keeper implements ConnectorNeeds {
  connection: Connection | undefined
  time = Date.UTC(2026, 5, 1, 8)
  /** Dies at the n-th keeping of a secret from now. */
  crash: { at: number; when: 'before' | 'after' } | undefined
  readonly secrets = new Map<string, string>()
  /** Everything that must never be seen anywhere. */
  readonly neverSaid = new Set<string>()

  connectionOf(): Promise<Connection | undefined> {
    if (this.connection?.secret) this.neverSaid.add(this.connection.secret)
    return Promise.resolve(this.connection)
  }
  readSecret(artefactId: string, name: string): Promise<string | undefined> {
    return Promise.resolve(this.secrets.get(`${artefactId}/${name}`))
  }
  keepSecret(artefactId: string, name: string, value: string): Promise<void> {
    const dies = this.crash && this.crash.at-- === 0 ? this.crash.when : undefined
    if (dies === 'before') return Promise.reject(new Crash())
    this.secrets.set(`${artefactId}/${name}`, value)
    this.neverSaid.add(name === 'witness' ? (JSON.parse(value) as { token: string }).token : value)
    return dies === 'after' ? Promise.reject(new Crash()) : Promise.resolve()
  }
  now(): number {
    return this.time
  }
  passwordOf(trace: Trace): string {
    return this.secrets.get(`${trace.artefactId}/password`) ?? ''
  }
  /** No secret is in there, neither as it is nor as it is written in an address, in base64 or in JSON. */
  sees(what: unknown): void {
    const text = typeof what === 'string' ? what : JSON.stringify(what)
    for (const secret of this.neverSaid)
      for (const form of [
        secret,
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64'),
        Buffer.from(`${secret}:`).toString('base64'),
      ])
        assert.ok(
          !text.includes(form),
          `a secret was said: ${text.replaceAll(form, '<SECRET>').slice(0, 500)}`,
        )
  }
}

let made = 0
export function newTrace(reference: Record<string, unknown> = {}): Trace {
  made++
  return {
    artefactId: newId(Date.UTC(2026, 5, 1) + made),
    resourceId: newId(Date.UTC(2026, 5, 1)),
    kind: 'admin',
    reference: { mailbox: `visit-${made}@desk.example`, person: 'Ann Agent', ...reference },
  }
}

/** The same connector, whose every answer is searched for secrets, and every error for being one sentence or more. */
export function watched(connector: Connector, keeper: Keeper): Connector {
  const watch =
    <I extends unknown[], O>(call: (...input: I) => Promise<O>) =>
    async (...input: I): Promise<O> => {
      const answer = await call(...input)
      keeper.sees(answer)
      const { error } = answer as { error?: string }
      if (error !== undefined) assert.match(error, /^[A-Z][^<>{}]+\.$/, 'an error is a sentence for people')
      return answer
    }
  return {
    name: connector.name,
    verified: connector.verified,
    cannotSee: connector.cannotSee,
    open: watch(connector.open),
    close: watch(connector.close),
    confirmClosed: watch(connector.confirmClosed),
    inventory: watch(connector.inventory),
    remove: watch(connector.remove),
    test: watch(connector.test),
  }
}

/** Calls as the kernel does: what a crash left undone is called again. */
export async function survives<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof Crash) return undefined
    throw error
  }
}
