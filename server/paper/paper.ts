/** What stands on paper: parts with a heading, and in them pairs of words, tables and sentences. */
export type Cell = { text: string; is?: 'hash' }
export type Block =
  | { facts: readonly { label: string; text: string; is?: 'hash' }[] }
  | {
      table: {
        /** Shares of the width; their sum is 1. */
        columns: readonly { title: string; share: number }[]
        rows: readonly (readonly Cell[])[]
      }
    }
  | { say: string }
export type Part = { title: string; onNewPage?: true; blocks: readonly Block[] }

export type Paper = {
  language: string
  title: string
  subtitle: string
  /** Not before the issuing of what it tells. */
  at: Date
  parts: readonly Part[]
  /** Small print at the end. */
  foot: readonly string[]
  /** Said only when a sign had to be replaced. */
  missingSigns: string
  pageOf(page: number, pages: number): string
  attached: { name: string; text: string; says: string }
}
