import { Button, Group, List, Stack, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { disconnectSystem, readConnection, testConnection } from '#contract/support-visit.ts'
import { useMe, useZone } from '../../api/me.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { NothingHerePage } from '../../shell/edge-pages.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { PageLink } from '../../ui/link-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note, Tag } from '../../ui/note.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { ConnectForm } from './connect-form.tsx'
import { isOption, isSystem } from './systems.ts'

type Connectedness = AnswerOf<typeof readConnection>

/** How the system behind a shop is reached, whether that works, and what Einlass cannot see there. */
export function ConnectionPage() {
  const { accountId, shopId } = useParams({ from: patterns.connection })
  const { t } = useWords()
  const params = { accountId, resourceId: shopId }
  const { data, error, refetch } = useAnswer(readConnection, { params })
  const zone = useZone(accountId)
  const account = useMe().accounts.find(({ id }) => id === accountId)
  if (error?.code === 'not-found') return <NothingHerePage />
  return (
    <Page
      title={t('connection:title')}
      above={
        <PageLink to={consolePaths.shop(accountId, shopId)}>{t('service-switch:switch.title')}</PageLink>
      }
      below={account?.name}
    >
      <Text>{t('connection:what')}</Text>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? (
        <TheConnection state={data} params={params} zone={zone} />
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={220} />
      )}
    </Page>
  )
}

function TheConnection({
  state,
  params,
  zone,
}: {
  state: Connectedness
  params: { accountId: string; resourceId: string }
  zone: string
}) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const [said, setSaid] = useState<'saved' | 'savedNot' | 'disconnected' | null>(null)
  const test = useAction(testConnection)
  const disconnect = useAction(disconnectSystem)
  const { connection, can } = state
  const openSheet = () => {
    setSaid(null)
    setOpen(true)
  }
  return (
    <>
      <div role="status">
        {said ? <Note tone={said === 'savedNot' ? 'bad' : 'good'}>{t(`connection:${said}`)}</Note> : null}
      </div>
      <ProblemNote problem={test.problem ?? disconnect.problem} />
      {connection ? (
        <Stack className="card">
          <HowItIs connection={connection} zone={zone} isPrivateAllowed={state.isPrivateAllowed} />
          <Group align="flex-start">
            <Button
              variant="default"
              loading={test.isRunning}
              onClick={() => {
                setSaid(null)
                void test.run({ params, body: {} }).catch(() => {})
              }}
            >
              {t('connection:test')}
            </Button>
            <MayButton variant="default" can={can.connect} onClick={openSheet}>
              {t('connection:change')}
            </MayButton>
            <MayButton
              variant="outline"
              color="danger"
              can={can.disconnect}
              isRunning={disconnect.isRunning}
              onClick={() =>
                void disconnect.run({ params }).then(
                  () => setSaid('disconnected'),
                  () => {},
                )
              }
            >
              {t('connection:disconnect')}
            </MayButton>
          </Group>
        </Stack>
      ) : (
        <Empty title={t('connection:none')} hint={t('connection:noneHint')}>
          <MayButton can={can.connect} onClick={openSheet}>
            {t('connection:open')}
          </MayButton>
        </Empty>
      )}
      {connection?.system === 'ssh-host' ? <Authority line={state.sshAuthority} /> : null}
      <WhatIsNotSeen state={state} />
      <Sheet
        title={t('connection:title')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        closeLabel={t('common.close')}
      >
        <ConnectForm
          state={state}
          params={params}
          onCancel={() => setOpen(false)}
          onSaved={saved => {
            setOpen(false)
            setSaid(saved.connection?.test?.version ? 'saved' : 'savedNot')
          }}
        />
      </Sheet>
    </>
  )
}

function HowItIs({
  connection,
  zone,
  isPrivateAllowed,
}: {
  connection: NonNullable<Connectedness['connection']>
  zone: string
  isPrivateAllowed: boolean
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const { system, address, login, options, madeAt, madeBy, test } = connection
  const at = test ? say.instant(test.at) : ''
  return (
    <Stack gap="sm">
      <div role="status">
        {!test ? (
          <Tag>{t('connection:neverTested')}</Tag>
        ) : test.trouble === null ? (
          <>
            <Tag tone="good">{t('connection:works')}</Tag>
            <Text size="sm" c="dimmed" mt={4}>
              {t('connection:worksAs', { version: test.version ?? '', at })}
            </Text>
          </>
        ) : (
          <>
            <Tag tone="bad">{t('connection:fails')}</Tag>
            <Text mt={4}>{test.trouble}</Text>
            <Text size="sm" c="dimmed">
              {t('connection:failsSince', { at })}
            </Text>
          </>
        )}
      </div>
      <Facts>
        <Fact label={t('connection:system')}>
          {isSystem(system) ? t(`connection:systems.${system}.name`) : system}
        </Fact>
        <Fact label={t('connection:address')}>{address}</Fact>
        {login ? <Fact label={t('connection:login')}>{login}</Fact> : null}
        <Fact label={t('connection:credential')}>{t('connection:credentialKept')}</Fact>
        {Object.entries(options).map(([name, value]) => (
          <Fact key={name} label={isOption(name) ? t(`connection:options.${name}`) : name}>
            {value}
          </Fact>
        ))}
        {isPrivateAllowed ? (
          <Fact label={t('connection:private')}>{t('connection:privateAllowed')}</Fact>
        ) : null}
        <Fact label={t('connection:madeBy')}>
          {t('connection:madeByAt', { by: madeBy?.name ?? t('common.nobody'), at: say.instant(madeAt) })}
        </Fact>
      </Facts>
    </Stack>
  )
}

/** What a server has to trust so that it lets in who has a certificate. */
function Authority({ line }: { line: string }) {
  const { t } = useWords()
  return (
    <div className="card">
      <Section title={t('connection:authority')}>
        <Text c="dimmed">{t('connection:authorityHint')}</Text>
        <pre className="code code-whole">{line}</pre>
        <Group>
          <CopyButton text={line} label={t('connection:authorityCopy')} />
        </Group>
      </Section>
    </div>
  )
}

function WhatIsNotSeen({ state: { connection, systems } }: { state: Connectedness }) {
  const { t } = useWords()
  const system = systems.find(({ name }) => name === connection?.system)
  if (!system) return null
  return (
    <div className="card">
      <Section title={t('connection:honest')}>
        <Text c="dimmed">{t(`connection:verified.${system.verified}`)}</Text>
        <List lang="en">
          {system.cannotSee.map(sentence => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      </Section>
    </div>
  )
}
