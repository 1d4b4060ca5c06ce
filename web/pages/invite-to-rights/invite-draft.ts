import type { Language } from '../../ui/say-time.ts'
import { type AnAudience, type Catalogue, inOrder, takePreset } from '../person/boxes.ts'
import { type EndDraft, toEnd, usualEnd } from '../person/end-draft.ts'
import { type ScopeDraft, toScopeId } from '../person/scope-draft.ts'
import type { Wish } from '../person/will-be.tsx'

export const steps = ['who', 'what', 'where', 'until', 'sentence', 'send'] as const
export type Step = (typeof steps)[number]

/** As the contract says, of which only the operations come along to the browser; a test compares the two. */
export const mostInvitedAtOnce = 20

/** An invitation that is being put together. */
export type InviteDraft = {
  /** As they were typed. */
  addresses: string
  language: Language
  audience: AnAudience | null
  scope: ScopeDraft
  end: EndDraft
  /** null: those of the preset. */
  permissions: readonly string[] | null
  /** The contact that it began with. */
  contactId: string | null
}

export function emptyDraft(language: Language): InviteDraft {
  return {
    addresses: '',
    language,
    audience: null,
    scope: { in: 'account', id: '' },
    end: usualEnd('agency'),
    permissions: null,
    contactId: null,
  }
}

export type Invited = { address: string; name?: string }

/**
 * Who is meant by what was typed or pasted: 'anna@example.org, Bert <bert@example.org>', also on lines or with gaps. Whoever
 * is named twice is invited once.
 * @returns `wrong` what is no address
 */
export function readAddresses(typed: string): { invited: Invited[]; wrong: string[] } {
  const invited = new Map<string, Invited>()
  const wrong: string[] = []
  for (const piece of typed.split(/[\n,;]+/).flatMap(splitAtGaps)) {
    const [, named, within] = /^(.*?)<([^<>]*)>$/.exec(piece) ?? []
    const address = toAscii((within ?? piece).trim())
    const name = named?.trim().replace(/^["“„]|["”“]$/g, '') ?? ''
    if (address === null) wrong.push(piece)
    else if (!invited.has(address.toLowerCase()))
      invited.set(address.toLowerCase(), { address, ...(name ? { name: name.slice(0, 200) } : {}) })
  }
  return { invited: [...invited.values()], wrong }
}

/** 'anna@example.org bert@example.org' are two, 'Anna Beispiel <anna@example.org>' is one. */
function splitAtGaps(piece: string): string[] {
  const text = piece.trim()
  if (text === '') return []
  return text.includes('<') || !text.includes('@') ? [text] : text.split(/\s+/)
}

/** With its domain as mail needs it (IDNA); null: this is no address. */
function toAscii(address: string): string | null {
  const [, local, domain] = /^([^@\s]+)@([^@\s/:?#\\]+\.[^@\s/:?#\\]+)$/.exec(address) ?? []
  if (!local || !domain) return null
  try {
    const whole = `${local}@${new URL(`http://${domain}`).hostname}`
    return whole.length <= 254 ? whole : null
  } catch {
    return null
  }
}

/** The boxes as they stand: those of the preset until somebody changes one. */
export function boxesOf({ audience, permissions }: InviteDraft, catalogue: Catalogue): readonly string[] {
  return permissions ?? (audience ? takePreset(catalogue, audience, []).permissions : [])
}

/** May one go on from this step? */
export function isDone(
  step: Step,
  draft: InviteDraft,
  catalogue: Catalogue,
  now: number,
  zone: string,
): boolean {
  switch (step) {
    case 'who': {
      const { invited, wrong } = readAddresses(draft.addresses)
      return wrong.length === 0 && invited.length > 0 && invited.length <= mostInvitedAtOnce
    }
    case 'what':
      return draft.audience !== null
    case 'where':
      return toScopeId(draft.scope) !== undefined
    case 'until':
      return (
        toEnd(draft.end, now, zone) !== undefined &&
        (draft.end.choice !== 'endless' || draft.end.reason.trim() !== '')
      )
    default:
      return boxesOf(draft, catalogue).length > 0
  }
}

/** The wish as the desk wants it; null while something is missing. */
export function wishOf(draft: InviteDraft, catalogue: Catalogue, now: number, zone: string): Wish | null {
  const scopeId = toScopeId(draft.scope)
  const until = toEnd(draft.end, now, zone)
  const isWhole = steps.every(step => isDone(step, draft, catalogue, now, zone))
  if (!isWhole || !draft.audience || scopeId === undefined || until === undefined) return null
  const reason = draft.end.reason.trim()
  return {
    audience: draft.audience,
    scopeId,
    permissions: inOrder(catalogue, boxesOf(draft, catalogue)),
    until,
    ...(reason ? { reason } : {}),
  }
}
