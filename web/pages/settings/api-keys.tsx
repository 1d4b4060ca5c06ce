import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { listApiKeys, withdrawApiKey } from '#contract/sessions.ts'
import { useZone } from '../../api/me.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { useNow } from '../../ui/clock.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Fact } from '../../ui/facts.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note, Tag } from '../../ui/note.tsx'
import { sayList } from '../../ui/say-time.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { Confirmation } from './confirmation.tsx'
import { MakeApiKey } from './make-api-key.tsx'
import { OwnKey, OwnKeys, sayUse } from './own-keys.tsx'
import { SettingsPage } from './settings-page.tsx'

export type ApiKey = AnswerOf<typeof listApiKeys>['items'][number]

/** The keys by which programs act for a person. */
export function ApiKeysPage() {
  const { t } = useWords()
  const say = useSaying(useZone())
  const now = useNow(30_000)
  const { data, error, refetch } = useAnswer(listApiKeys, {})
  const withdraw = useAction(withdrawApiKey)
  const [leaving, setLeaving] = useState<ApiKey | null>(null)
  const [isMaking, setMaking] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const isOver = (key: ApiKey) => key.withdrawnAt !== null || Date.parse(key.expiresAt) <= now
  const valid = data?.items.filter(key => !isOver(key)) ?? []
  const over = data?.items.filter(isOver) ?? []
  const withdrawNow = (key: ApiKey) =>
    withdraw.run({ params: { keyId: key.id } }).then(
      () => {
        setLeaving(null)
        setDone(t('settings:keys.withdrawnNow', { name: key.name }))
      },
      () => {},
    )
  const make = () => {
    setDone(null)
    setMaking(true)
  }
  return (
    <SettingsPage title={t('settings:keys.title')} hint={t('settings:keys.hint')}>
      <Confirmation
        title={t('settings:keys.withdrawTitle', { name: leaving?.name ?? '' })}
        consequences={[t('settings:keys.withdrawHint'), t('settings:keys.withdrawFinal')]}
        confirmLabel={t('settings:keys.withdrawNow')}
        isOpen={leaving !== null}
        isRunning={withdraw.isRunning}
        problem={withdraw.problem}
        onConfirm={() => leaving && void withdrawNow(leaving)}
        onCancel={() => setLeaving(null)}
      />
      <MakeApiKey
        isOpen={isMaking}
        onClose={() => setMaking(false)}
        onStored={key => {
          setMaking(false)
          setDone(t('settings:keys.isMade', { name: key.name, until: say.instant(key.expiresAt) }))
        }}
      />
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {/* After the dialogues, so that they have closed before this takes the focus. */}
      {done ? (
        <Note tone="good" live="status" takesFocus>
          {done}
        </Note>
      ) : null}
      {data ? (
        <OwnKeys
          valid={valid}
          over={over}
          says={{
            valid: t('settings:keys.valid'),
            none: t('settings:keys.none'),
            noneHint: t('settings:keys.noneHint'),
            add: t('settings:keys.make'),
            over: t('settings:keys.over', { count: over.length }),
          }}
          onAdd={make}
          row={(key, isValid) => (
            <KeyRow
              apiKey={key}
              onWithdraw={
                isValid
                  ? () => {
                      setDone(null)
                      withdraw.forget()
                      setLeaving(key)
                    }
                  : undefined
              }
            />
          )}
        />
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={180} />
      )}
      <Example />
    </SettingsPage>
  )
}

/** @param onWithdraw for a key that still works */
function KeyRow({ apiKey, onWithdraw }: { apiKey: ApiKey; onWithdraw: (() => void) | undefined }) {
  const { t, language } = useWords()
  const say = useSaying(useZone())
  const { name, withdrawnAt } = apiKey
  return (
    <OwnKey
      name={name}
      beside={t('settings:keys.tail', { tail: apiKey.tail })}
      tags={
        onWithdraw ? null : <Tag>{t(withdrawnAt ? 'settings:keys.withdrawn' : 'settings:keys.expired')}</Tag>
      }
      removal={
        onWithdraw && {
          label: t('settings:keys.withdrawOf', { name }),
          says: t('settings:keys.withdraw'),
          onRemove: onWithdraw,
        }
      }
    >
      <Fact label={t('settings:keys.scopes')}>
        {sayList(
          apiKey.scopes.map(scope => t(`settings:keys.scope.${scope}`)),
          language,
        )}
      </Fact>
      <Fact label={t('settings:keys.ends')}>{say.instant(apiKey.expiresAt)}</Fact>
      <Fact label={t('settings:keys.withdrawnAt')}>{withdrawnAt ? say.instant(withdrawnAt) : null}</Fact>
      <Fact label={t('settings:keys.made')}>{say.instant(apiKey.madeAt)}</Fact>
      <Fact label={t('settings:keys.used')}>{sayUse('keys', apiKey, t, say)}</Fact>
    </OwnKey>
  )
}

/** How a program calls. The key is not in it: what stands in a command line is seen by everybody on the machine. */
function Example() {
  const { t } = useWords()
  const text = `curl -H "Authorization: Bearer $EINLASS_KEY" \\\n  ${location.origin}/api/v1/me`
  return (
    <Stack gap="xs">
      <Title order={2}>{t('settings:keys.example')}</Title>
      <Text c="dimmed">{t('settings:keys.exampleHint')}</Text>
      <pre className="code code-whole">{text}</pre>
      <Group gap="sm">
        <CopyButton text={text} label={t('settings:keys.exampleCopy')} />
        <Anchor href="/api/docs">{t('settings:keys.docs')}</Anchor>
      </Group>
    </Stack>
  )
}
