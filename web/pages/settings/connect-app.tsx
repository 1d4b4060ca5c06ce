import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { type beginTotp, confirmTotp } from '#contract/sign-in-methods.ts'
import { useAction } from '../../api/use-api.ts'
import { isWholeCode, OneTimeCode, useWhyWrong } from '../../desk/one-time-code.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { QrCode } from './qr-code.tsx'

/** Brings the secret into the app, and has the app show that it is there. */
export function ConnectApp({
  secret: { secret, uri, qr },
  onConfirmed,
  onCancel,
}: {
  secret: AnswerOf<typeof beginTotp>
  onConfirmed: (recoveryCodes: readonly string[]) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const whyWrong = useWhyWrong()
  const action = useAction(confirmTotp)
  const [code, setCode] = useState('')
  const [isChecked, setChecked] = useState(false)
  const isMissing = isChecked && !isWholeCode(code)
  const isWrong = action.problem?.code === 'proof-failed'
  const confirm = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    const form = event.currentTarget
    if (!isWholeCode(code)) return showFirstWrong(form)
    void action.run({ body: { code: code.replaceAll(' ', '') } }).then(
      ({ recoveryCodes }) => onConfirmed(recoveryCodes),
      () => showFirstWrong(form),
    )
  }
  return (
    <form onSubmit={confirm} noValidate>
      <Stack>
        <Title order={3}>1. {t('settings:app.stepScan')}</Title>
        <QrCode rows={qr} label={t('settings:app.qr')} />
        <div>
          <Text>{t('settings:app.secret')}</Text>
          <Text component="p" className="hash" my={4}>
            {secret.match(/.{1,4}/g)?.join(' ')}
          </Text>
          <Group gap="sm">
            <CopyButton text={secret} label={t('settings:app.secretCopy')} />
            <Anchor href={uri}>{t('settings:app.openApp')}</Anchor>
          </Group>
        </div>
        <Title order={3}>2. {t('settings:app.stepCode')}</Title>
        <OneTimeCode
          label={t('settings:app.code')}
          value={code}
          onChange={next => {
            setCode(next)
            if (isWrong) action.forget()
          }}
          problem={
            isMissing ? t('settings:app.codeMissing') : whyWrong(action.problem, t('settings:app.codeWrong'))
          }
        />
        {isWrong ? null : <ProblemNote problem={action.problem} />}
        <FormEnd submit={t('settings:app.confirm')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
