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
/** `gone` only when it was seen: asked for and not there, or tried with the old credential and refused. */
export type Confirmed = { gone: true; how: string } | { gone: false; error: string }

/** A system that throws or rejects breaks its promise; it has failed, and nobody else's access waits for it. */
export function brokenPromise(system: string, error: unknown): { error: string } {
  // Only the kind of error: its text goes into the ledger for ever and could hold anything.
  return {
    error: `the connection to ${system} broke (${error instanceof Error ? error.name : typeof error})`,
  }
}

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
  inventory(resourceId: string): Promise<{ kind: string; name: string }[]>
}
