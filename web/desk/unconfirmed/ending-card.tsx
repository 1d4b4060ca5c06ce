import { List, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { listUnconfirmed } from '#contract/unconfirmed.ts'
import { useWords } from '../../language.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { useDeskWords } from '../words.ts'

export type AnUnconfirmed = AnswerOf<typeof listUnconfirmed>['items'][number]
type Waits = AnUnconfirmed['waitsFor'][number]

const systems = ['wordpress', 'shopware', 'prestashop', 'magento', 'ssh-host', 'by-hand'] as const
type System = (typeof systems)[number] | 'other'

/** A connector that these words do not know yet is a foreign system like any other. */
function systemOf(system: string | null): System {
  return systems.find(known => known === system) ?? 'other'
}

/** An ending that is not proven: since when, what is still open, what was tried, and what a person can do by hand. */
export function EndingCard({
  ending,
  zone,
  account,
  children,
}: {
  ending: AnUnconfirmed
  zone: string
  /** Where endings of several accounts stand together: whose this is. */
  account?: ReactNode
  /** What can be pressed. */
  children: ReactNode
}) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  const title = useId()
  return (
    <Stack component="article" className="card card-bad" gap="sm" aria-labelledby={title}>
      <div>
        <Title order={2} id={title}>
          {ending.resource?.name ?? ending.account.name}
        </Title>
        <Text className="bad">
          {t('unconfirmed:since', {
            at: say.second(ending.endingAt),
            relative: say.relative(ending.endingAt),
          })}
        </Text>
        {ending.alarmedAt ? (
          <Text size="sm">{t('unconfirmed:alarmed', { at: say.second(ending.alarmedAt) })}</Text>
        ) : null}
      </div>
      <Facts>
        {account ? <Fact label={t('desk.account')}>{account}</Fact> : null}
        <Fact label={t('unconfirmed:subject')}>{ending.subject}</Fact>
        <Fact label={t('unconfirmed:cause')}>{words.cause(ending.cause)}</Fact>
        <Fact label={t('unconfirmed:waitsFor')}>
          {ending.waitsFor.length === 0 ? (
            t('unconfirmed:soon')
          ) : (
            <ul className="plain-list">
              {ending.waitsFor.map(waits => (
                <li key={waits.id}>
                  <WaitsFor waits={waits} zone={zone} />
                </li>
              ))}
            </ul>
          )}
        </Fact>
      </Facts>
      <ByHand waitsFor={ending.waitsFor} />
      {children}
    </Stack>
  )
}

function WaitsFor({ waits, zone }: { waits: Waits; zone: string }) {
  const { t } = useWords()
  const say = useSaying(zone)
  const system = t(`unconfirmed:system.${systemOf(waits.system)}`)
  const isTried = waits.tries !== null && waits.tries > 0 && waits.triedAt !== null
  return (
    <>
      {waits.what === 'entry'
        ? t('unconfirmed:entry')
        : waits.name
          ? t('unconfirmed:traceNamed', { system, name: waits.name })
          : t('unconfirmed:trace', { system })}
      {waits.error ? (
        <Text size="sm" className="bad">
          {t('unconfirmed:said')}: <span lang="en">{waits.error}</span>
        </Text>
      ) : null}
      {isTried ? (
        <Text size="sm" c="dimmed">
          {t('unconfirmed:tried', { count: waits.tries ?? 0, at: say.second(waits.triedAt ?? '') })},{' '}
          {waits.nextTryAt
            ? t('unconfirmed:next', { at: say.second(waits.nextTryAt) })
            : t('unconfirmed:nextSoon')}
        </Text>
      ) : null}
    </>
  )
}

function ByHand({ waitsFor }: { waitsFor: readonly Waits[] }) {
  const { t } = useWords()
  const todo = waitsFor.map(({ what, system, name, id }) =>
    what === 'entry'
      ? t('unconfirmed:byHand.entry')
      : t(`unconfirmed:byHand.${systemOf(system)}`, { name: name ?? t('unconfirmed:nameUnknown'), id }),
  )
  if (todo.length === 0) return null
  return (
    <div>
      <Text fw={600}>{t('unconfirmed:byHandTitle')}</Text>
      <List>
        {[...new Set(todo)].map(sentence => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
        <List.Item>{t('unconfirmed:checksItself')}</List.Item>
      </List>
    </div>
  )
}
