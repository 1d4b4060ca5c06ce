import { Group, Text } from '@mantine/core'
import { consolePaths } from '#contract/paths.ts'
import { MayButton } from '../../desk/may-button.tsx'
import { useWords } from '../../language.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Section } from '../../ui/page.tsx'
import { type People, type Place, type Somebody, useRightsWords } from './somebody.ts'

/** Who ends soon or does not come: to be ended, or to be given a new end. */
export function ReviewList({
  people,
  place,
  onEnd,
}: {
  people: People
  place: Place
  onEnd: (somebody: Somebody) => void
}) {
  const { t } = useWords()
  const words = useRightsWords(place)
  return (
    <div className="card card-open">
      <Section title={t('people:review.title')}>
        <Text c="dimmed">{t('people:review.hint')}</Text>
        <ul className="plain-list rows">
          {people.items.map(somebody => {
            const { id, personId, name, review, role, endsAt, can } = somebody
            if (!review || !personId) return null
            return (
              <li key={id} className="row row-wraps">
                <div className="row-words" style={{ minWidth: 'min(100%, 14rem)' }}>
                  <Text fw={650}>{name}</Text>
                  <Text size="sm">
                    {review === 'idle'
                      ? t('people:review.idle', { days: people.idleDays })
                      : t('people:review.ends-soon', { until: words.until(endsAt) })}
                  </Text>
                </div>
                <Group gap="xs">
                  {can.change === true ? (
                    <LinkButton
                      to={
                        role === null
                          ? consolePaths.person(place.accountId, personId)
                          : consolePaths.members(place.accountId)
                      }
                      size="sm"
                      variant="default"
                      aria-label={t('people:review.extendOf', { name })}
                    >
                      {t('people:review.extend')}
                    </LinkButton>
                  ) : null}
                  <MayButton
                    size="sm"
                    color="danger"
                    variant="outline"
                    can={can.end}
                    label={t('people:endOf', { name })}
                    onClick={() => onEnd(somebody)}
                  >
                    {t('people:end')}
                  </MayButton>
                </Group>
              </li>
            )
          })}
        </ul>
        {people.next === null ? null : <Text size="sm">{t('people:review.more')}</Text>}
      </Section>
    </div>
  )
}
