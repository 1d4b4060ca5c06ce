import { Text } from '@mantine/core'
import type { Static } from 'typebox'
import type { EvidenceOfVisit, Requirement } from '#contract/evidence.ts'
import { consolePaths } from '#contract/paths.ts'
import { useDeskWords } from '../desk/words.ts'
import { useWords } from '../language.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { PageLink } from '../ui/link-button.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Tag } from '../ui/note.tsx'
import { Section } from '../ui/page.tsx'

type AVisit = Static<typeof EvidenceOfVisit>
type AVerdict = AVisit['requirements'][number]['verdict']

// The schemas of the contract do not travel to the browser; their types do.
export const requirements = [
  '8.2.1',
  '8.2.2',
  '8.2.3',
  '8.2.4',
  '8.2.5',
  '8.2.6',
  '8.2.7',
  '8.2.8',
  '8.3.1',
  '8.4',
] as const satisfies readonly Static<typeof Requirement>[]

/** The texts are kept without dots: a dot in a key leads deeper. */
export function keyOf(requirement: Static<typeof Requirement>) {
  return requirement.replaceAll('.', '-') as '8-2-1'
}

const toneOf: Readonly<Record<AVerdict, 'good' | 'bad' | 'plain'>> = {
  shown: 'good',
  partly: 'plain',
  missing: 'bad',
  beyond: 'plain',
  'does-not-apply': 'plain',
}

/** One access with its verdicts; which facts they rest on can be opened, and is printed. */
export function EvidenceVisit({
  visit,
  accountId,
  zone,
}: {
  visit: AVisit
  accountId: string
  zone: string
}) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  const title = visit.resource
    ? t('evidence:visit', { subject: visit.subject, where: visit.resource })
    : t('evidence:visitAccount', { subject: visit.subject })
  return (
    <div className="card receipt-part">
      <Section
        title={title}
        beside={
          <span className="no-print">
            <PageLink
              to={consolePaths.receipt(accountId, visit.grant)}
              label={`${t('evidence:toReceipt')}: ${title}, ${say.exact(visit.beginsAt)}`}
            >
              {t('evidence:toReceipt')}
            </PageLink>
          </span>
        }
      >
        <Facts arePaired>
          <Fact label={t('receipt.door')}>{words.door(visit.door)}</Fact>
          <Fact label={t('receipt.permissions')}>{words.permissions(visit.permissions)}</Fact>
          <Fact label={t('receipt.caseNumber')}>{visit.caseNumber}</Fact>
          <Fact label={t('receipt.reason')}>{visit.reason}</Fact>
          <Fact label={t('receipt.decidedBy')}>{words.signed(visit.decidedBy)}</Fact>
          <Fact label={t('receipt.begins')}>{say.exact(visit.beginsAt)}</Fact>
          <Fact label={t('receipt.ends')}>
            {visit.endsAt ? say.exact(visit.endsAt) : t('time.withoutEnd')}
          </Fact>
          <Fact label={t('receipt.endedAt')}>
            {visit.endedAt && `${say.exact(visit.endedAt)} – ${words.cause(visit.cause ?? '')}`}
          </Fact>
          <Fact label={t('evidence:people')}>{visit.people.join(', ') || t('evidence:nobody')}</Fact>
        </Facts>
        <Text>
          {visit.confirmedAt ? (
            <span className="good">{t('evidence:confirmed', { at: say.exact(visit.confirmedAt) })} ✓</span>
          ) : visit.endedAt ? (
            <span className="bad">{t('evidence:unconfirmed')}</span>
          ) : (
            t('evidence:stillOpen')
          )}
        </Text>
        <ul className="evidence-verdicts">
          {visit.requirements.map(({ requirement, verdict, points }) => (
            <li key={requirement}>
              <strong>{requirement}</strong> {t(`evidence:requirement.${keyOf(requirement)}.title`)}{' '}
              <Tag tone={toneOf[verdict]}>{t(`evidence:verdict.${verdict}`)}</Tag>
              {points.length > 0 ? (
                <ul>
                  {points.map(({ says, met, facts }) => (
                    <li key={says}>
                      {t(`evidence:point.${says}`)}:{' '}
                      {t(`evidence:met.${met === null ? 'unknown' : met ? 'yes' : 'no'}`)}
                      {facts.length > 0 ? ` (${t('evidence:facts', { numbers: facts.join(', ') })})` : ''}
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
