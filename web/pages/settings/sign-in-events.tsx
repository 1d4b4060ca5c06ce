import { Text } from '@mantine/core'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import type { readSignInMethods } from '#contract/sign-in-methods.ts'
import type { settingsTexts } from '#texts/de/settings.ts'
import { useZone } from '../../api/me.ts'
import { useWords } from '../../language.ts'
import { PageLink } from '../../ui/link-button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Card } from './settings-page.tsx'

type Kind = keyof typeof settingsTexts.events.kind

/** What happened to somebody's sign-in, so that he notices what he did not do himself. */
export function SignInEvents({ events }: { events: AnswerOf<typeof readSignInMethods>['events'] }) {
  const { t } = useWords()
  const zone = useZone()
  const say = (kind: string) =>
    t(`settings:events.kind.${kind as Kind}`, { defaultValue: t('settings:events.other', { kind }) })
  return (
    <Card title={t('settings:events.title')}>
      <Text c="dimmed">
        {t('settings:events.hint')}{' '}
        <PageLink to={consolePaths.settingsSessions()}>{t('settings:sessions.title')}</PageLink>
      </Text>
      {events.length === 0 ? <Text>{t('settings:events.none')}</Text> : null}
      <ul className="plain-list rows" hidden={events.length === 0}>
        {events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two things may happen in the same instant
          <li key={`${event.at} ${index}`} style={{ padding: '0.5rem 0' }}>
            <Text>{say(event.kind)}</Text>
            <Text size="sm" c="dimmed">
              <Moment at={event.at} zone={zone} />
              {event.device ? ` · ${event.device}` : ''}
              {event.network ? ` · ${t('settings:events.where', { network: event.network })}` : ''}
            </Text>
          </li>
        ))}
      </ul>
    </Card>
  )
}
