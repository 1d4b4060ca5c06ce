/** What is put into a text: words of ours, or what somebody typed (a name, a reason), which is tamed and kept apart. */
export type Value = string | number | { readonly theirs: string }
/** A text with {{places}} and what comes into them. */
export type Said = readonly [text: string, values?: Readonly<Record<string, Value>>]

export type Block =
  | { say: Said }
  | { facts: readonly (readonly [term: string, value: Said])[] }
  | { list: readonly Said[] }
  /** Several lines that somebody typed. */
  | { quote: string }
  /** Leads to a page; nothing happens by opening it (mail scanners open every link). */
  | { button: string; url: string }

export type Letter = {
  language: string
  /** Also the heading. */
  subject: Said
  blocks: readonly Block[]
  /** Small print: why the reader gets this. */
  foot: readonly Said[]
}

/** Characters of what somebody typed that a mail repeats: in a sentence, and as a quotation. */
export const longestLine = 500
export const longestQuote = 2_000
