import { Anchor, Group, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { listDomains, stopAssetChange } from '#contract/holders.ts'
import { consolePaths } from '#contract/paths.ts'
import { useMe } from '../api/me.ts'
import { useAction, useAnswer } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { Empty } from '../ui/empty.tsx'
import { Note } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { ChangeHolder } from './domains/change-holder.tsx'
import { DomainRow } from './domains/domain-row.tsx'
import { RegistrantSheet } from './domains/registrant-sheet.tsx'
import { Confirmation } from './settings/confirmation.tsx'

export type ADomain = AnswerOf<typeof listDomains>['items'][number]

/** Who holds which domain, and asking for another holder. */
export function DomainsPage() {
  const { accountId } = useParams({ from: patterns.domains })
  const { t } = useWords()
  const account = useMe().accounts.find(({ id }) => id === accountId)?.name ?? ''
  const { data, error, refetch } = useAnswer(listDomains, { params: { accountId } }, { everyMs: 30_000 })
  const stop = useAction(stopAssetChange)
  const [changing, setChanging] = useState<ADomain | null>(null)
  const [shown, setShown] = useState<ADomain | null>(null)
  const [stopping, setStopping] = useState<ADomain | null>(null)
  const [done, setDone] = useState<string | null>(null)
  if (error?.code === 'not-found') return <NothingHerePage />
  const stopNow = ({ name, change }: ADomain) =>
    stop.run({ params: { accountId, changeId: change!.id } }).then(
      () => {
        setStopping(null)
        setDone(t('holders:stopped', { name }))
      },
      () => {},
    )
  return (
    <Page
      title={t('holders:title')}
      above={account}
      below={t('holders:below')}
      beside={
        <Anchor component={Link} to={consolePaths.contacts(accountId)}>
          {t('holders:toContacts')}
        </Anchor>
      }
    >
      <Sheet
        isOpen={changing !== null}
        onClose={() => setChanging(null)}
        closeLabel={t('common.close')}
        title={t('holders:changeTitle', { name: changing?.name ?? '' })}
      >
        {changing && data ? (
          <ChangeHolder
            accountId={accountId}
            domain={changing}
            waitDays={data.waitDays}
            onAsked={sentence => {
              setChanging(null)
              setDone(sentence)
            }}
            onCancel={() => setChanging(null)}
          />
        ) : null}
      </Sheet>
      <RegistrantSheet accountId={accountId} domain={shown} onClose={() => setShown(null)} />
      <Confirmation
        title={t('holders:stopTitle', { name: stopping?.name ?? '' })}
        consequences={[t('holders:stopHint'), t('holders:stopTold')]}
        confirmLabel={t('holders:stopNow')}
        isOpen={stopping !== null}
        isRunning={stop.isRunning}
        problem={stop.problem}
        onConfirm={() => stopping && void stopNow(stopping)}
        onCancel={() => setStopping(null)}
      />
      {/* After the dialogues, so that they have closed before this takes the focus. */}
      {done ? (
        <Note tone="good" live="status" takesFocus>
          {done}
        </Note>
      ) : null}
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {!data && !error ? <Waiting label={t('common.loading')} cards={2} height={120} /> : null}
      {data?.items.length === 0 ? <Empty title={t('holders:none')} hint={t('holders:noneHint')} /> : null}
      {data && data.items.length > 0 ? (
        <div className="card">
          <ul className="plain-list rows">
            {data.items.map(domain => (
              <li key={domain.id}>
                <DomainRow
                  domain={domain}
                  accountId={accountId}
                  onChange={() => {
                    setDone(null)
                    setChanging(domain)
                  }}
                  onShow={() => setShown(domain)}
                  onStop={() => {
                    setDone(null)
                    stop.forget()
                    setStopping(domain)
                  }}
                />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {data && data.items.length > 0 ? (
        <Group>
          <Text size="sm" c="dimmed">
            {t('holders:waitHint', { count: data.waitDays })}
          </Text>
        </Group>
      ) : null}
    </Page>
  )
}
