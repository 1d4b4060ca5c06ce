import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { listSshKeys, removeSshKey } from '#contract/ssh-keys.ts'
import { useZone } from '../../api/me.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Fact } from '../../ui/facts.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note, Tag } from '../../ui/note.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { AddSshKey } from './add-ssh-key.tsx'
import { Confirmation } from './confirmation.tsx'
import { OwnKey, OwnKeys, sayUse } from './own-keys.tsx'
import { SettingsPage } from './settings-page.tsx'

type SshKey = AnswerOf<typeof listSshKeys>['items'][number]

/** The keys by which a person gets into servers. */
export function SshKeysPage() {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(listSshKeys, {})
  const remove = useAction(removeSshKey)
  const [leaving, setLeaving] = useState<SshKey | null>(null)
  const [isAdding, setAdding] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const valid = data?.items.filter(key => key.removedAt === null) ?? []
  const over = data?.items.filter(key => key.removedAt !== null) ?? []
  const add = () => {
    setDone(null)
    setAdding(true)
  }
  const removeNow = (key: SshKey) =>
    remove.run({ params: { keyId: key.id } }).then(
      () => {
        setLeaving(null)
        setDone(t('settings:sshKeys.removed', { name: key.name }))
      },
      () => {},
    )
  return (
    <SettingsPage title={t('settings:sshKeys.title')} hint={t('settings:sshKeys.hint')}>
      <Confirmation
        title={t('settings:sshKeys.removeTitle', { name: leaving?.name ?? '' })}
        consequences={[t('settings:sshKeys.removeHint'), t('settings:sshKeys.removeLater')]}
        confirmLabel={t('settings:sshKeys.removeNow')}
        isOpen={leaving !== null}
        isRunning={remove.isRunning}
        problem={remove.problem}
        onConfirm={() => leaving && void removeNow(leaving)}
        onCancel={() => setLeaving(null)}
      />
      <AddSshKey
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        onAdded={name => {
          setAdding(false)
          setDone(t('settings:sshKeys.added', { name }))
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
            valid: t('settings:sshKeys.valid'),
            none: t('settings:sshKeys.none'),
            noneHint: t('settings:sshKeys.noneHint'),
            add: t('settings:sshKeys.add'),
            over: t('settings:sshKeys.over', { count: over.length }),
          }}
          onAdd={add}
          row={(key, isValid) => (
            <KeyRow
              sshKey={key}
              onRemove={
                isValid
                  ? () => {
                      setDone(null)
                      remove.forget()
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
    </SettingsPage>
  )
}

/** @param onRemove for a key that still counts */
function KeyRow({ sshKey, onRemove }: { sshKey: SshKey; onRemove: (() => void) | undefined }) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const { name, type, fingerprint, removedAt } = sshKey
  return (
    <OwnKey
      name={name}
      beside={type}
      tags={
        <>
          {removedAt ? <Tag>{t('settings:sshKeys.isRemoved')}</Tag> : null}
          {sshKey.isForDoor ? null : <Tag>{t('settings:sshKeys.onlyCertificates')}</Tag>}
        </>
      }
      removal={
        onRemove && {
          label: t('settings:sshKeys.removeOf', { name }),
          says: t('settings:sshKeys.remove'),
          onRemove,
        }
      }
    >
      <Fact label={t('settings:sshKeys.fingerprint')}>
        <span style={{ overflowWrap: 'anywhere' }}>{fingerprint}</span>
      </Fact>
      <Fact label={t('settings:sshKeys.addedAt')}>{say.instant(sshKey.addedAt)}</Fact>
      <Fact label={t('settings:sshKeys.removedAt')}>{removedAt ? say.instant(removedAt) : null}</Fact>
      <Fact label={t('settings:sshKeys.used')}>{sayUse('sshKeys', sshKey, t, say)}</Fact>
    </OwnKey>
  )
}
