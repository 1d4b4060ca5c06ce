import { useEffect, useState } from 'react'
import { useWords } from '../../language.ts'
import { emptyDraft, type InviteDraft } from './invite-draft.ts'

/** What somebody has put together so far. It survives a reload, in this tab and no longer than it. */
export function useInviteDraft(accountId: string) {
  const { language } = useWords()
  const key = `einlass-invite-${accountId}`
  const [draft, setDraft] = useState<InviteDraft>(() => ({ ...emptyDraft(language), ...read(key) }))
  useEffect(() => {
    try {
      sessionStorage.setItem(key, JSON.stringify(draft))
    } catch {
      // Storage may be forbidden; then a reload begins anew.
    }
  }, [key, draft])
  return {
    draft,
    change: (part: Partial<InviteDraft>) => setDraft(before => ({ ...before, ...part })),
    beginAnew: () => setDraft(emptyDraft(language)),
  }
}

function read(key: string): Partial<InviteDraft> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}')
    return typeof kept === 'object' && kept !== null ? kept : {}
  } catch {
    return {}
  }
}
