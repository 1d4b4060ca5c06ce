import { Anchor, List, Stack, Text, Title } from '@mantine/core'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Note, Tag } from '../../../ui/note.tsx'
import { Section } from '../../../ui/page.tsx'
import { sayDay } from '../../../ui/say-time.ts'
import { Waiting } from '../../../ui/waiting.tsx'
import { RightsCompared } from './rights.tsx'
import { StepList } from './step-list.tsx'
import { type Guided, type Of, type StepActions, useStepActions, useSteps } from './use-steps.ts'

type Side = 'owner' | 'support'

/**
 * What people do by hand for an access, and who has confirmed it. Its words are those of the areas 'steps', which the page that shows it loads.
 * @param accountId of the owner's side; without it the visitor's view
 */
export function Steps({ accountId, grantId }: Of) {
  const { t } = useWords()
  const { data, error, refetch } = useSteps({ accountId, grantId })
  const actions = useStepActions({ accountId, grantId })
  return (
    <Section title={t('steps:title')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      <ProblemNote problem={actions.problem} />
      {data ? (
        data.items.length === 0 ? (
          <Text c="dimmed">{t('steps:none')}</Text>
        ) : (
          data.items.map(guided => (
            <OneGuide
              key={guided.artefactId}
              guided={guided}
              side={data.side}
              zone={data.zone}
              actions={actions}
            />
          ))
        )
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={260} />
      )}
    </Section>
  )
}

function OneGuide({
  guided,
  side,
  zone,
  actions,
}: {
  guided: Guided
  side: Side
  zone: string
  actions: StepActions
}) {
  const { t } = useWords()
  const now = guided.phases.find(({ phase }) => phase === guided.phase)
  const needed = now?.steps.filter(step => step.neededFrom !== null) ?? []
  const done = needed.filter(step => step.confirmed !== null).length
  const tone = guided.state === 'let-in' ? 'open' : guided.state === 'taking-out' ? 'bad' : 'plain'
  return (
    <Stack className="card" gap="md">
      <div>
        <Title order={3}>
          {t(`steps:kind.${guided.kind as 'invitation'}`)}:{' '}
          {t(`steps:platforms.name.${guided.platform as 'wix'}`)}
        </Title>
        <Tag tone={guided.state === 'taken-out' ? 'good' : tone}>{t(`steps:state.${guided.state}`)}</Tag>
      </div>
      <WhoseTurn guided={guided} side={side} />
      <Addresses guided={guided} />
      {now ? (
        <Stack gap="xs">
          <Title order={4}>{t(`steps:platforms.phase.${now.phase}`)}</Title>
          <label>
            <Text size="sm">{t('steps:progress', { done, all: needed.length })}</Text>
            <progress value={done} max={needed.length || 1} style={{ width: '100%' }} />
          </label>
          {now.basis === 'not checked' ? (
            <Text size="sm" c="dimmed">
              {t('steps:platforms.basis.not checked')}
            </Text>
          ) : null}
          <StepList steps={now.steps} side={side} zone={zone} actions={actions} />
        </Stack>
      ) : null}
      {guided.rights ? (
        <RightsCompared guided={guided} rights={guided.rights} side={side} zone={zone} actions={actions} />
      ) : null}
      <WholeGuide guided={guided} side={side} zone={zone} actions={actions} />
      <WhatItRestsOn guided={guided} />
    </Stack>
  )
}

/** What is mine to do, and for whom it waits besides. */
function WhoseTurn({ guided, side }: { guided: Guided; side: Side }) {
  const { t } = useWords()
  const mine = guided.waitsFor[side]
  const theirs = guided.waitsFor[side === 'owner' ? 'support' : 'owner']
  return (
    <Note tone={mine > 0 && guided.state === 'taking-out' ? 'bad' : 'plain'} live="status">
      {mine > 0 ? <Text fw={600}>{t('steps:yourTurn', { count: mine })}</Text> : null}
      {theirs > 0 ? (
        <Text>
          {t(side === 'owner' ? 'steps:otherTurn_support' : 'steps:otherTurn_owner', { count: theirs })}
        </Text>
      ) : null}
      {mine + theirs === 0 ? <Text>{t('steps:nothingNow')}</Text> : null}
      {guided.state === 'taken-out' || guided.state === 'let-in' ? (
        <Text size="sm" c="dimmed">
          {t('steps:byWord')}
        </Text>
      ) : null}
    </Note>
  )
}

function Addresses({ guided }: { guided: Guided }) {
  const { t } = useWords()
  if (guided.kind !== 'allow-list' || guided.state === 'taken-out') return null
  const { addresses, oldAddresses } = guided
  const isOver = guided.state === 'taking-out'
  const all = isOver ? [...new Set([...addresses, ...oldAddresses])] : addresses
  return (
    <Stack gap="xs" align="flex-start">
      {all.length === 0 ? (
        <Text>{t('steps:noAddresses')}</Text>
      ) : (
        <AddressList title={t(isOver ? 'steps:addressesOut' : 'steps:addresses')} addresses={all} />
      )}
      {!isOver && oldAddresses.length > 0 ? (
        <AddressList title={t('steps:oldAddresses')} addresses={oldAddresses} />
      ) : null}
    </Stack>
  )
}

function AddressList({ title, addresses }: { title: string; addresses: readonly string[] }) {
  const { t } = useWords()
  return (
    <>
      <Text fw={600}>{title}</Text>
      <List>
        {addresses.map(address => (
          <List.Item key={address}>
            <code style={{ overflowWrap: 'anywhere' }}>{address}</code>
          </List.Item>
        ))}
      </List>
      <CopyButton text={addresses.join('\n')} label={t('steps:copy')} />
    </>
  )
}

/** The other parts, so that nobody has to guess what comes, and what was confirmed can be read. */
function WholeGuide({
  guided,
  side,
  zone,
  actions,
}: {
  guided: Guided
  side: Side
  zone: string
  actions: StepActions
}) {
  const { t } = useWords()
  return (
    <details>
      <summary>{t('steps:otherParts')}</summary>
      <Stack gap="md" mt="sm">
        {guided.phases
          .filter(({ phase }) => phase !== guided.phase)
          .map(({ phase, basis, steps }) => (
            <div key={phase}>
              <Title order={4}>{t(`steps:platforms.phase.${phase}`)}</Title>
              {basis === 'not checked' ? (
                <Text size="sm" c="dimmed">
                  {t('steps:platforms.basis.not checked')}
                </Text>
              ) : null}
              <StepList steps={steps} side={side} zone={zone} actions={actions} />
            </div>
          ))}
      </Stack>
    </details>
  )
}

/** From where we know it, how old it is, and what no program looks at. */
function WhatItRestsOn({ guided: { guide, liveSession, expiry, apiCheck } }: { guided: Guided }) {
  const { t, language } = useWords()
  return (
    <details>
      <summary>{t('steps:about')}</summary>
      <Stack gap="xs" mt="sm">
        <Text>
          {t('steps:guide', { version: guide.version, on: sayDay(guide.checkedOn, language) })}{' '}
          {t('steps:platforms.menus')}
        </Text>
        {guide.documentation ? (
          <Anchor href={guide.documentation} target="_blank" rel="noreferrer">
            {t('steps:documentation')}
          </Anchor>
        ) : (
          <Text>{t('steps:notListed')}</Text>
        )}
        <Text>{t(`steps:platforms.liveSession.${liveSession as 'unknown'}`)}</Text>
        <Text>{t(`steps:platforms.expiry.${expiry as 'unknown'}`)}</Text>
        {apiCheck ? (
          <>
            <Text>{t('steps:apiCheck')}</Text>
            <List lang="en">
              <List.Item>{apiCheck.can}</List.Item>
              <List.Item>{apiCheck.needs}</List.Item>
            </List>
            <Anchor
              href={apiCheck.documentation}
              target="_blank"
              rel="noreferrer"
              style={{ overflowWrap: 'anywhere' }}
            >
              {apiCheck.documentation}
            </Anchor>
          </>
        ) : (
          <Text>{t('steps:noApiCheck')}</Text>
        )}
      </Stack>
    </details>
  )
}
