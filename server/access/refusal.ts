import { problems, type RefusalCode } from '#contract/problems.ts'

/** A "no" of the domain, with a code of the closed list. Mapped once to HTTP, in server/http/problems.ts. */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** Facts that help the reader to decide anew. Public: shown to the caller. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: RefusalCode, details: Readonly<Record<string, unknown>> = {}) {
    super(problems[code].title)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
