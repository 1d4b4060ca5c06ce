/** What the kernel knows of a thing in a foreign system. Never a secret. */
export type Trace = {
  artefactId: string
  resourceId: string
  kind: string
  reference: Readonly<Record<string, unknown>>
}

/** What the outside world answered. Its refusals and silences are data, not exceptions. */
export type Opened = { done: true; reference: Record<string, unknown> } | { done: false; error: string }
export type Closed = { done: true } | { done: false; error: string }
/**
 * `gone` only when it was seen: asked for and not there, or tried with the old credential and refused. Where no program
 * can look, people who did have said so, and `by` says that it rests on their word.
 */
export type Confirmed = { gone: true; how: string; by?: 'people' } | { gone: false; error: string }

/** A system that throws or rejects breaks its promise; it has failed, and nobody else's access waits for it. */
export function brokenPromise(system: string, error: unknown): { error: string } {
  // Only the kind of error: its text goes into the ledger for ever and could hold anything.
  return {
    error: `the connection to ${system} broke (${error instanceof Error ? error.name : typeof error})`,
  }
}

/** Something in a foreign system through which somebody could get in, or by which something goes on. */
export type Found = {
  /** 'admin', 'application-password', 'plugin', 'webhook', 'key-line' … as the system's own people call it */
  kind: string
  /** By which the system finds it again. Never a secret. */
  id: string
  /** What a person recognises it by. */
  name: string
  /** Made by a desk for this trace: what is there without an open grant was left behind by us. */
  artefactId?: string
}
export type Inventory = { seen: true; found: Found[] } | { seen: false; error: string }

/** Whether a system can be reached and used as it must be, and as what it presents itself. */
export type Tested = { works: true; version: string } | { works: false; error: string }

/**
 * What an outside system (a shop, a server, a relying party) must be able to do. Each of these may be called again
 * after a crash, so each does nothing when there is nothing left to do.
 */
export type OutsideSystem = {
  name: string
  open(trace: Trace): Promise<Opened>
  close(trace: Trace): Promise<Closed>
  confirmClosed(trace: Trace): Promise<Confirmed>
  /** What is there now that a visitor could have left behind; compared between beginning and end. */
  inventory(resourceId: string): Promise<Inventory>
  /**
   * Of a system that people work by hand: for whom it waits before it can go on, as a sentence; null: for nobody any
   * more. Asked before `open` and `close`. Waiting is no failure: nobody is asked outside, and nothing is written down
   * but the sentence.
   */
  waitsFor?(trace: Trace, before: 'open' | 'close'): Promise<string | null>
}

/** An outside system that a provider or an owner connects by himself. */
export type Connector = OutsideSystem & {
  /** Whether it was tried against a real installation, or only written to the maker's documentation. */
  verified: 'installation' | 'documentation'
  /** What it cannot see, and so cannot promise; English sentences. */
  cannotSee: readonly string[]
  test(resourceId: string): Promise<Tested>
  /** Takes away one thing that a visitor left behind; of what it cannot, it says so. */
  remove(resourceId: string, found: Pick<Found, 'kind' | 'id'>): Promise<Closed>
}

/** How the system of a resource is reached, with the connector's own credential. */
export type Connection = {
  /** https://shop.example/path, or ssh://host:22 */
  address: string
  /** The login of our own credential; null where there is none. */
  login: string | null
  /** The credential itself: application password, access key, private key. */
  secret: string | null
  /** Addresses of a private network are reached only where somebody has said so for this resource. */
  allowPrivate: boolean
  /** What the system's people set once: a role, a path, a pinned host key. Never a secret. */
  options: Readonly<Record<string, string>>
}

/** What a connector is given: how its system is reached, and a place for secrets that die with their artefact. */
export type ConnectorNeeds = {
  /** undefined: nobody has connected this resource. */
  connectionOf(resourceId: string): Promise<Connection | undefined>
  /** undefined: never kept, or destroyed. */
  readSecret(artefactId: string, name: string): Promise<string | undefined>
  keepSecret(artefactId: string, name: string, value: string): Promise<void>
  /** epoch ms */
  now(): number
}

/** A server as visitors come into it, by the SSH door or with a certificate. */
export type VisitedServer = {
  host: string
  port: number
  /** As whom visitors come. */
  login: string
  /** A certificate is good only from the network from which it was asked for. */
  fromVisitorsNetwork: boolean
}

const aLogin = /^[a-z0-9_][a-z0-9_.-]{0,63}$/i

/**
 * @returns undefined when it is not said how or as whom visitors come there. As root only if somebody said so: who connects
 * as root mostly means that Einlass may become others.
 */
export function readVisitedServer({
  address,
  login,
  options,
}: Pick<Connection, 'address' | 'login' | 'options'>): VisitedServer | undefined {
  const url = URL.parse(address)
  const visitor = options['visitorLogin'] || (login === 'root' ? null : login)
  if (url?.protocol !== 'ssh:' || !url.hostname || !visitor || !aLogin.test(visitor)) return undefined
  return {
    // An address of version 6 stands in brackets in a URL.
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port ? Number(url.port) : 22,
    login: visitor,
    fromVisitorsNetwork: options['visitorNetwork'] === 'own',
  }
}
