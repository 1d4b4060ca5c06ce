import { useWords } from '../language.ts'
import { useSaying } from '../ui/moment.tsx'
import { useSayUntil } from './countdown.tsx'
import type { AFact } from './fact-group.ts'
import { useDeskWords } from './words.ts'

/** A fact as a sentence, and what else it says, in the language that is spoken. */
export function useFactSentence(zone: string): (fact: AFact) => { sentence: string; more: string[] } {
  const { t } = useWords()
  const words = useDeskWords()
  const sayUntil = useSayUntil(zone)
  const say = useSaying(zone)
  return fact => {
    const { about, data } = fact
    const person = about.personName ?? t('facts:words.somebody')
    const actor = fact.by?.name ?? (fact.rule ? words.actor(null, fact.rule) : t('facts:words.somebodyDid'))
    // Every kind of the contract's ledger has a sentence (texts/texts.test.ts); a newer desk may know more kinds.
    const sentence = t(`facts:fact.${fact.kind}` as 'facts:fact.request.decided', {
      by: actor,
      // Who is in the door is the person of the fact, and where that is missing the one who acted.
      person: fact.kind.startsWith('entry.') ? (about.personName ?? fact.by?.name ?? actor) : person,
      subject: data['subject'] === 'team' ? (about.personName ?? t('facts:words.theTeam')) : person,
      resource: about.resourceName ?? text(data['name']) ?? t('facts:words.theShop'),
      until: sayUntil(instant(data[fact.kind === 'grant.end-moved' ? 'to' : 'endsAt'])),
      cause: words.cause(text(data['cause']) ?? ''),
      what: text(data['label']) ?? t(`secretWord.${text(data['what']) ?? ''}` as 'secretWord.note'),
      context: contextOf(fact),
      defaultValue: t('facts:words.unknownKind', { kind: fact.kind }),
    })
    const role = text(data['role'])
    return {
      sentence,
      more: [
        ...said(role === 'deputy' || role === 'viewer' ? role : null, as =>
          t(as === 'deputy' ? 'facts:words.asDeputy' : 'facts:words.asViewer', {
            until: sayUntil(instant(data['until'])),
          }),
        ),
        ...said(instant(data['takesEffectAt']), at => t('facts:words.takesEffect', { at: say.instant(at) })),
        ...said(text(data['reason']), reason => t('facts:words.reason', { reason })),
        ...said(text(data['note']), note => t('facts:words.note', { note })),
        ...said(text(data['caseNumber']), caseNumber => t('facts:words.caseNumber', { caseNumber })),
      ],
    }
  }
}

/** Which wording of its sentence fits a fact; '' for the plain one. */
function contextOf({ kind, about, data }: AFact): string {
  // A link that somebody saw on a screen is not one that went to its owner's mailbox.
  if (kind === 'person.invited') return text(data['by']) ?? ''
  if (!kind.startsWith('grant.') || about.resource) return text(data['outcome']) ?? ''
  // A grant without a resource is for the whole account, and languages bend that differently.
  if (kind === 'grant.opened' && data['door'] === 'members') return 'member'
  return kind === 'grant.ending' && about.person ? 'person' : 'account'
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** Data is for machines and may grow; what is no instant must not take the page down. */
function instant(value: unknown): string | null {
  return typeof value === 'string' && Number.isFinite(Date.parse(value)) ? value : null
}

function said(value: string | null, say: (value: string) => string): string[] {
  return value === null ? [] : [say(value)]
}
