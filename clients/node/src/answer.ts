/** What the desk said to one question; the instants are the desk's. */
export type Answer = {
  decision: boolean
  /** The account that it is about and its epoch; undefined: it is about none, and is not remembered. */
  account: { id: string; epoch: number } | undefined
  rosterEpoch: number
  /** A yes must not be believed for longer than this after it was asked for, ms. */
  goodForMs: number
}

/**
 * Reads one evaluation (AuthZEN §6.2) with the context that a desk puts beside it. Nothing but `true` is a yes.
 * @returns undefined: that is no answer
 */
export function readAnswer(value: unknown): Answer | undefined {
  if (!isObject(value) || typeof value['decision'] !== 'boolean') return undefined
  const context = isObject(value['context']) ? value['context'] : {}
  const { account, epoch, rosterEpoch, at, until } = context
  // How long, and not until when: nobody has to set this machine's clock by the desk's.
  const goodForMs =
    typeof at === 'string' && typeof until === 'string' ? Date.parse(until) - Date.parse(at) : 0
  return {
    decision: value['decision'],
    account: typeof account === 'string' && typeof epoch === 'number' ? { id: account, epoch } : undefined,
    rosterEpoch: typeof rosterEpoch === 'number' ? rosterEpoch : 0,
    goodForMs: Number.isFinite(goodForMs) ? Math.max(0, goodForMs) : 0,
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
