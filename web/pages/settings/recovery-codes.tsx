import { Button, Group, Stack, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { makeRecoveryCodes, type readSignInMethods } from '#contract/sign-in-methods.ts'
import { useZone } from '../../api/me.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { deskNow } from '../../ui/clock.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Confirmation } from './confirmation.tsx'
import { Card } from './settings-page.tsx'

/** From so few on one should make others. */
const few = 3

/** For the day on which the phone is gone: how many are left, and making others. */
export function RecoveryCodesCard({
  codes,
  hasSecondFactor,
  address,
}: {
  codes: AnswerOf<typeof readSignInMethods>['recoveryCodes']
  hasSecondFactor: boolean
  address: string
}) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const make = useAction(makeRecoveryCodes)
  const [isAsking, setAsking] = useState(false)
  const [made, setMade] = useState<readonly string[] | null>(null)
  const [isDone, setDone] = useState(false)
  const makeNow = () =>
    make.run({ body: {} }).then(
      ({ recoveryCodes }) => {
        setAsking(false)
        setMade(recoveryCodes)
      },
      () => {},
    )
  return (
    <Card title={t('settings:codes.title')} hint={t('settings:codes.hint')}>
      <Text>
        {codes
          ? t('settings:codes.left', { count: codes.left, at: say.instant(codes.madeAt) })
          : t(hasSecondFactor ? 'settings:codes.none' : 'settings:codes.noneYet')}
      </Text>
      {codes && codes.left <= few ? <Note tone="open">{t('settings:codes.few')}</Note> : null}
      <div role="status">{isDone ? <Note tone="good">{t('settings:codes.made')}</Note> : null}</div>
      {isAsking ? null : <ProblemNote problem={make.problem} />}
      {hasSecondFactor ? (
        <Group>
          <Button
            variant="default"
            loading={make.isRunning}
            onClick={() => {
              setDone(false)
              make.forget()
              if (codes) setAsking(true)
              else void makeNow()
            }}
          >
            {t('settings:codes.make')}
          </Button>
        </Group>
      ) : null}
      <Confirmation
        title={t('settings:codes.makeTitle')}
        consequences={[t('settings:codes.makeHint')]}
        confirmLabel={t('settings:codes.makeNow')}
        isDanger={false}
        isOpen={isAsking}
        isRunning={make.isRunning}
        problem={make.problem}
        onConfirm={() => void makeNow()}
        onCancel={() => setAsking(false)}
      />
      <Sheet
        title={t('settings:codes.title')}
        isOpen={made !== null}
        onClose={() => {}}
        closeLabel={t('common.close')}
        locked
      >
        {made ? (
          <CodesShownOnce
            codes={made}
            address={address}
            onStored={() => {
              setMade(null)
              setDone(true)
            }}
          />
        ) : null}
      </Sheet>
    </Card>
  )
}

/** They are shown only now, so nothing closes this but the word that they are stored. */
export function CodesShownOnce({
  codes,
  address,
  onStored,
}: {
  codes: readonly string[]
  address: string
  onStored: () => void
}) {
  const { t } = useWords()
  const say = useSaying(useZone())
  useBlocker({ shouldBlockFn: () => true, enableBeforeUnload: true })
  const heading = t('settings:codes.paper', {
    address,
    place: location.host,
    at: say.instant(new Date(deskNow()).toISOString()),
  })
  return (
    <Stack>
      <Note tone="open" live="status" takesFocus>
        {t('settings:codes.once')}
      </Note>
      <div className="codes-on-paper">
        <p className="paper-only">{heading}</p>
        <ul className="plain-list code recovery-codes">
          {codes.map(code => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </div>
      <Group gap="xs">
        <CopyButton text={codes.join('\n')} label={t('settings:codes.copy')} />
        <Button size="sm" variant="default" onClick={() => save(`${heading}\n\n${codes.join('\n')}\n`)}>
          {t('settings:codes.download')}
        </Button>
        <Button size="sm" variant="default" onClick={() => window.print()}>
          {t('settings:codes.print')}
        </Button>
      </Group>
      <Group justify="flex-end">
        <Button onClick={onStored}>{t('settings:codes.stored')}</Button>
      </Group>
    </Stack>
  )
}

/** Puts a text where the browser puts what is downloaded; it is asked of nobody, so it passes no line. */
function save(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'einlass-recovery-codes.txt'
  link.click()
  URL.revokeObjectURL(address)
}
