import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { beginTotp, type readSignInMethods, removeTotp } from '#contract/sign-in-methods.ts'
import { useZone } from '../../api/me.ts'
import { useAction } from '../../api/use-api.ts'
import { type Can, MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Confirmation } from './confirmation.tsx'
import { ConnectApp } from './connect-app.tsx'
import { useSayDone } from './ended-sessions.ts'
import { CodesShownOnce } from './recovery-codes.tsx'
import { Card } from './settings-page.tsx'

/** One-time codes of an app: setting it up, and taking it away. */
export function AppCard({
  totp,
  mayRemove,
  address,
}: {
  totp: AnswerOf<typeof readSignInMethods>['totp']
  mayRemove: Can
  address: string
}) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const sayDone = useSayDone()
  const begin = useAction(beginTotp)
  const remove = useAction(removeTotp)
  const [secret, setSecret] = useState<AnswerOf<typeof beginTotp> | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [isRemoving, setRemoving] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const removeNow = () =>
    remove.run({}).then(
      ({ endedSessions }) => {
        setRemoving(false)
        setDone(sayDone(t('settings:app.removed'), endedSessions))
      },
      () => {},
    )
  return (
    <Card title={t('settings:app.title')} hint={t('settings:app.hint')}>
      <Text>
        {totp ? t('settings:app.on', { at: say.instant(totp.confirmedAt) }) : t('settings:app.off')}
      </Text>
      <Sheet
        title={t(codes ? 'settings:codes.title' : 'settings:app.setUp')}
        isOpen={secret !== null}
        onClose={() => setSecret(null)}
        closeLabel={t('common.close')}
        locked={codes !== null}
      >
        {codes ? (
          <CodesShownOnce
            codes={codes}
            address={address}
            onStored={() => {
              setCodes(null)
              setSecret(null)
              setDone(t('settings:app.done'))
            }}
          />
        ) : secret ? (
          <ConnectApp secret={secret} onConfirmed={setCodes} onCancel={() => setSecret(null)} />
        ) : null}
      </Sheet>
      <Confirmation
        title={t('settings:app.removeTitle')}
        consequences={[t('settings:app.removeHint'), t('settings:signIn.othersEnd')]}
        confirmLabel={t('settings:app.removeNow')}
        isOpen={isRemoving}
        isRunning={remove.isRunning}
        problem={remove.problem}
        onConfirm={() => void removeNow()}
        onCancel={() => setRemoving(false)}
      />
      {/* After the dialogues, so that they have closed before this takes the focus. */}
      {done ? (
        <Note tone="good" live="status" takesFocus>
          {done}
        </Note>
      ) : null}
      <ProblemNote problem={begin.problem} />
      {totp ? (
        <MayButton
          variant="outline"
          color="danger"
          can={mayRemove}
          why={{ 'second-factor-missing': t('settings:passkeys.onlySecondFactor') }}
          onClick={() => {
            setDone(null)
            remove.forget()
            setRemoving(true)
          }}
        >
          {t('settings:app.remove')}
        </MayButton>
      ) : (
        <Group>
          <Button
            loading={begin.isRunning}
            onClick={() => {
              setDone(null)
              void begin.run({ body: {} }).then(setSecret, () => {})
            }}
          >
            {t('settings:app.setUp')}
          </Button>
        </Group>
      )}
    </Card>
  )
}
