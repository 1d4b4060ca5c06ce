/** Where rights shall hold, while it is being chosen. */
export type ScopeDraft = { in: 'account' | 'group' | 'one'; id: string }

/** null: the whole account; undefined: not chosen yet. */
export function toScopeId({ in: where, id }: ScopeDraft): string | null | undefined {
  return where === 'account' ? null : id || undefined
}
