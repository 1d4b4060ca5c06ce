import { Text } from '@mantine/core'
import { consolePaths } from '#contract/paths.ts'
import { useWords } from '../language.ts'
import {
  CheckIcon,
  DoorOpenIcon,
  DoorShutIcon,
  DotIcon,
  KeyIcon,
  LetterIcon,
  PersonIcon,
  TeamIcon,
} from '../ui/icons.tsx'
import { PageLink } from '../ui/link-button.tsx'
import { useSaying } from '../ui/moment.tsx'
import { type AFact, type FactGroup, groupOf } from './fact-group.ts'
import { useFactSentence } from './fact-sentence.ts'

/** Facts in sentences, in the order they are given: who did what, when, on which line of the ledger. */
export function Timeline({
  facts,
  zone,
  accountId,
  isOneGrant = false,
}: {
  facts: readonly AFact[]
  zone: string
  accountId: string
  /** On the page of one grant, links to it lead nowhere new. */
  isOneGrant?: boolean
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const sentenceOf = useFactSentence(zone)
  return (
    <ol className="timeline">
      {facts.map(fact => {
        const { sentence, more } = sentenceOf(fact)
        return (
          <li key={fact.seq}>
            <Mark kind={fact.kind} />
            <Text>{sentence}</Text>
            {more.map(line => (
              <Text key={line} c="dimmed">
                {line}
              </Text>
            ))}
            <Text c="dimmed" size="sm">
              <time dateTime={fact.at}>
                {say.instant(fact.at)}, {say.relative(fact.at)}
              </time>
              {` · ${t(`timeline.${groupOf(fact.kind)}`)} · `}
              <span title={fact.hash}>{t('timeline.number', { seq: fact.seq })}</span>
              {fact.about.grant && !isOneGrant ? (
                <>
                  {' · '}
                  <PageLink to={consolePaths.grant(accountId, fact.about.grant)}>
                    {t('timeline.toGrant')}
                  </PageLink>
                </>
              ) : null}
              {fact.about.request && !fact.about.grant ? (
                <>
                  {' · '}
                  <PageLink to={consolePaths.request(accountId, fact.about.request)}>
                    {t('timeline.toRequest')}
                  </PageLink>
                </>
              ) : null}
            </Text>
          </li>
        )
      })}
    </ol>
  )
}

function Mark({ kind }: { kind: string }) {
  switch (kind) {
    case 'grant.opened':
    case 'grant.end-moved':
      return <span className="timeline-mark timeline-mark-open">{<DoorOpenIcon size={15} />}</span>
    case 'grant.ending':
      return <span className="timeline-mark">{<DoorShutIcon size={15} />}</span>
    case 'grant.ended':
    case 'artefact.gone':
    case 'left-behind.removed':
      return <span className="timeline-mark timeline-mark-good">{<CheckIcon size={15} />}</span>
    case 'artefact.failed':
    case 'artefact.came-back':
    case 'artefact.missing':
    case 'left-behind.found':
    case 'ending.unconfirmed':
      return <span className="timeline-mark timeline-mark-bad">{<KeyIcon size={15} />}</span>
    case 'owner.told':
    case 'owner.reminded':
      return (
        <span className="timeline-mark">
          <LetterIcon size={15} />
        </span>
      )
    case 'entry.opened':
    case 'entry.closed':
      return <span className="timeline-mark">{<PersonIcon size={15} />}</span>
    default:
      return <span className="timeline-mark">{markOf(groupOf(kind))}</span>
  }
}

function markOf(group: FactGroup) {
  switch (group) {
    case 'requests':
      return <LetterIcon size={15} />
    case 'people':
      return <TeamIcon size={15} />
    default:
      return <DotIcon size={15} />
  }
}
