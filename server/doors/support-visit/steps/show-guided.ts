import type { Static } from 'typebox'
import type { Guided } from '#contract/steps.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import { compareRights } from '../platforms/compare-rights.ts'
import { type PlatformId, phases } from '../platforms/platform.ts'
import { platformOf } from '../platforms/platforms.ts'
import { basisOf, sayStep, type Wording } from '../platforms/read-guide.ts'
import type { StepText } from '../platforms/step.ts'
import {
  comparesRights,
  mayAcceptRights,
  mayConfirm,
  mayReadRights,
  mayUndo,
  type Side,
} from './may-confirm.ts'
import { type GuidedRow, isMissing, type StepRow } from './read-guided.ts'

export type Language = 'de' | 'en' | 'nl'
/** What somebody on the owner's side may do; the visitor may whatever is his. */
export type Rights = { open: boolean; end: boolean }

/** A guided artefact as one of the two sides sees it. */
export function showGuided(
  guided: GuidedRow,
  side: Side,
  language: Language,
  has: Rights,
): Static<typeof Guided> {
  const platform = platformOf(guided.platform as PlatformId)
  const phase = phaseOf(guided)
  const now = guided.steps.filter(step => phase === step.phase && isMissing(step))
  const wording = wordingOf(guided, language)
  const allows = (step: StepRow) => (step.phase === 'end' || step.phase === 'after' ? has.end : has.open)
  return {
    artefactId: guided.artefact_id,
    kind: guided.kind,
    platform: platform.id,
    state: stateOf(guided),
    phase,
    guide: {
      version: guided.guide_version,
      checkedOn: guided.checked_on,
      documentation: platform.guide.documentation,
    },
    liveSession: platform.liveSession.whenRemoved,
    expiry: platform.expiry.of,
    apiCheck: platform.apiCheck,
    agent: wording.agent,
    mailbox: guided.mailbox,
    until: guided.until?.toISOString() ?? null,
    addresses: guided.addresses,
    oldAddresses: guided.old_addresses,
    rights: comparesRights(guided) ? showRights(guided, side, has) : null,
    waitsFor: {
      owner: now.filter(step => step.needed_from === 'owner').length,
      support: now.filter(step => step.needed_from === 'support').length,
    },
    phases: phases
      .map(name => ({
        phase: name,
        basis: basisOf(platform.id, name),
        steps: guided.steps
          .filter(step => step.phase === name)
          .map(step => ({
            id: step.id,
            key: step.key,
            says: saySentence(step, language, wording),
            by: step.done_by,
            neededFrom: step.needed_from,
            link: step.link,
            confirmed:
              step.confirmed_at && step.confirmed_by
                ? {
                    at: step.confirmed_at.toISOString(),
                    by: { id: step.confirmed_by, name: step.confirmer ?? '' },
                    note: step.note,
                  }
                : null,
            can: {
              confirm: step.confirmed_at
                ? 'step-not-now'
                : allows(step)
                  ? mayConfirm(guided, step, side)
                  : 'not-allowed',
              undo: !step.confirmed_at
                ? 'step-not-now'
                : allows(step)
                  ? mayUndo(guided, step, side)
                  : 'not-allowed',
            },
          })),
      }))
      .filter(({ steps }) => steps.length > 0),
  }
}

/** The first part of the guide in which a word is missing; null: nothing is to be done at the moment. */
function phaseOf(guided: GuidedRow): StepRow['phase'] | null {
  const due = guided.removing_at ? ['end', 'after'] : ['before', 'open', 'check']
  return guided.steps.find(step => due.includes(step.phase) && isMissing(step))?.phase ?? null
}

function stateOf({ removing_at, gone_at, let_in_at }: GuidedRow): Static<typeof Guided>['state'] {
  if (removing_at) return gone_at ? 'taken-out' : 'taking-out'
  return let_in_at ? 'let-in' : 'letting-in'
}

function showRights(guided: GuidedRow, side: Side, has: Rights): Static<typeof Guided>['rights'] {
  const { rights, requested, requested_at, accepted, accepted_at } = guided
  const person = (id: string | null, name: string | null) => ({
    id: id ?? guided.account_id,
    name: name ?? '',
  })
  return {
    agreed: rights,
    requested:
      requested && requested_at
        ? {
            at: requested_at.toISOString(),
            by: person(guided.requested_by, guided.requester),
            ...compareRights(requested, rights),
          }
        : null,
    accepted:
      accepted && accepted_at
        ? {
            at: accepted_at.toISOString(),
            by: person(guided.accepted_by, guided.accepter),
            rights: accepted,
          }
        : null,
    can: {
      read: has.open ? mayReadRights(guided) : 'not-allowed',
      accept: side !== 'owner' ? 'other-side-confirms' : has.open ? mayAcceptRights(guided) : 'not-allowed',
    },
  }
}

export function wordingOf(guided: GuidedRow, language: Language): Wording {
  // What is let in now, and at the end also what was let in before and may still be on the list.
  const addresses = guided.removing_at
    ? [...new Set([...guided.addresses, ...guided.old_addresses])]
    : guided.addresses
  return {
    mailbox: guided.mailbox,
    shop: guided.shop,
    agent: guided.agent ?? '',
    until: guided.until ? sayInstant(guided.until, guided.zone, language) : '–',
    addresses: addresses.join(', ') || '–',
  }
}

/** A guide may have lost a sentence since this visit began; its name is better than nothing. */
export function saySentence(step: Pick<StepRow, 'key'>, language: Language, wording: Wording): string {
  try {
    return sayStep({ text: step.key as StepText }, language, wording)
  } catch {
    return step.key
  }
}
