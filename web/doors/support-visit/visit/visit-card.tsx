import { Group, Stack, Text, Title } from '@mantine/core'
import type { Static } from 'typebox'
import type { Visit } from '#contract/visits.ts'
import { Until } from '../../../desk/countdown.tsx'
import { useWords } from '../../../language.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useSaying } from '../../../ui/moment.tsx'
import { Tag } from '../../../ui/note.tsx'

export type AVisit = Static<typeof Visit>

const tones = {
  asked: 'open',
  preparing: 'open',
  open: 'open',
  ending: 'bad',
  ended: 'good',
  refused: 'bad',
  lapsed: 'plain',
  withdrawn: 'plain',
  'not-needed': 'good',
} as const satisfies Record<AVisit['state'], string>

export function VisitStateTag({ state }: { state: AVisit['state'] }) {
  const { t } = useWords()
  return <Tag tone={tones[state]}>{t(`visits:state.${state}`)}</Tag>
}

/** What a platform is called: by its own name where it is not listed. */
export function useSayPlatform(): (visit: AVisit) => string {
  const { t } = useWords()
  return visit => visit.platformName ?? t(`visits:platforms.${visit.platform}`)
}

/** One visit in a list. @param to the page of it that this reader has, if any */
export function VisitCard({
  visit,
  zone,
  to,
  above,
}: {
  visit: AVisit
  zone: string
  to: string | null
  above?: string
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const sayPlatform = useSayPlatform()
  const isOn = visit.state === 'open' || visit.state === 'preparing'
  return (
    <Stack component="article" className={`card ${isOn ? 'card-open' : ''}`} gap="xs">
      {above ? (
        <Text size="sm" c="dimmed">
          {above}
        </Text>
      ) : null}
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={2} fz="1.05rem" style={{ flex: '1 1 14rem', overflowWrap: 'anywhere' }}>
          {visit.agent.name} · {visit.resource.name}
        </Title>
        <VisitStateTag state={visit.state} />
      </Group>
      <Text size="sm" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
        {visit.purpose}
      </Text>
      <Text size="sm" c="dimmed">
        {[sayPlatform(visit), visit.caseNumber, say.instant(visit.begunAt)].filter(Boolean).join(' · ')}
        {isOn && visit.grant ? (
          <>
            {' · '}
            <Until until={visit.grant.endsAt} zone={zone} />
          </>
        ) : null}
      </Text>
      {to ? (
        <Group>
          <LinkButton
            to={to}
            size="sm"
            variant={visit.state === 'asked' && visit.can.decide === true ? 'filled' : 'default'}
            aria-label={t('visits:lookOf', { agent: visit.agent.name, shop: visit.resource.name })}
          >
            {t('visits:look')}
          </LinkButton>
        </Group>
      ) : null}
    </Stack>
  )
}
