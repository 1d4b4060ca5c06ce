import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { AnswerOf, BodyOf } from '#contract/endpoint.ts'
import { doorPaths } from '#contract/paths.ts'
import { beginProof, prove } from '#contract/sign-in-methods.ts'
import { askForPasskey, type CeremonyFault, hasPasskeys } from '../api/passkeys.ts'
import type { Problem } from '../api/problem.ts'
import { useAction } from '../api/use-api.ts'
import { useWords } from '../language.ts'
import { KeyIcon } from '../ui/icons.tsx'
import { Note } from '../ui/note.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { showFirstWrong } from '../ui/show-first-wrong.ts'
import { Waiting } from '../ui/waiting.tsx'
import { isWholeCode, OneTimeCode, useWhyWrong } from './one-time-code.tsx'
import { ProblemNote } from './problem-note.tsx'

export type ProofSheetProps = { isOpen: boolean; onProved: () => void; onCancel: () => void }
type Offer = AnswerOf<typeof beginProof>

/** Asks once more who it is, above whatever is open. What waits below goes on by itself afterwards. */
export function ProofSheet({ isOpen, onProved, onCancel }: ProofSheetProps) {
  const { t } = useWords()
  return (
    <Sheet
      isOpen={isOpen}
      onClose={onCancel}
      closeLabel={t('common.close')}
      title={t('settings:proof.title')}
    >
      <Proof onProved={onProved} onCancel={onCancel} />
    </Sheet>
  )
}

function Proof({ onProved, onCancel }: Omit<ProofSheetProps, 'isOpen'>) {
  const { t } = useWords()
  const begin = useAction(beginProof)
  const [offer, setOffer] = useState<Offer | null>(null)
  const ask = () => void begin.run({ body: {} }).then(setOffer, () => {})
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the dialogue opens
  useEffect(ask, [])
  return (
    <Stack>
      <Text>{t('settings:proof.hint')}</Text>
      <ProblemNote problem={begin.problem} onAgain={ask} />
      {offer ? (
        <Ways offer={offer} onProved={onProved} onUsed={ask} onCancel={onCancel} />
      ) : begin.problem ? null : (
        <Waiting label={t('common.loading')} cards={1} height={110} />
      )}
    </Stack>
  )
}

function Ways({
  offer: { by, options },
  onProved,
  onUsed,
  onCancel,
}: {
  offer: Offer
  onProved: () => void
  /** A question to a passkey is answered once, rightly or not: the next try needs another. */
  onUsed: () => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const action = useAction(prove)
  const [tried, setTried] = useState<'passkey' | 'typed' | null>(null)
  const [fault, setFault] = useState<CeremonyFault | null>(null)
  const asking = useRef<AbortController | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => () => asking.current?.abort(), [])
  // While it ran it was disabled, and that takes the focus away.
  useEffect(() => {
    if (tried === 'passkey' && (fault || action.problem)) button.current?.focus()
  }, [tried, fault, action.problem])

  const check = (body: BodyOf<typeof prove>) => action.run({ body }).then(onProved, onUsed)
  const byPasskey = async (question: Record<string, unknown>) => {
    setTried('passkey')
    setFault(null)
    action.forget()
    asking.current?.abort()
    const ours = new AbortController()
    asking.current = ours
    const result = await askForPasskey(question, ours.signal)
    if (ours.signal.aborted) return
    if ('fault' in result) setFault(result.fault)
    else await check(result)
  }

  const canUsePasskey = by.includes('passkey') && options !== null && hasPasskeys()
  const typed = (['totp', 'recovery-code', 'password'] as const).filter(way => by.includes(way))
  const isWrong = action.problem?.code === 'proof-failed'
  return (
    <Stack>
      {canUsePasskey ? (
        <>
          <Button
            ref={button}
            leftSection={<KeyIcon />}
            loading={action.isRunning && tried === 'passkey'}
            autoFocus
            onClick={() => void byPasskey(options)}
          >
            {t('settings:proof.byPasskey')}
          </Button>
          {fault ? (
            <Note tone="bad" live="alert">
              {t(`settings:ceremony.${fault}`)}
            </Note>
          ) : isWrong && tried === 'passkey' ? (
            <Note tone="bad" live="alert">
              {t('settings:proof.passkeyWrong')}
            </Note>
          ) : null}
        </>
      ) : by.includes('passkey') ? (
        <Note>{t('settings:proof.noPasskeysHere')}</Note>
      ) : null}
      {canUsePasskey && typed.length > 0 ? (
        <Text c="dimmed" ta="center">
          {t('settings:proof.or')}
        </Text>
      ) : null}
      {isWrong ? null : <ProblemNote problem={action.problem} />}
      {typed.length > 0 ? (
        <TypedProof
          ways={typed}
          problem={tried === 'typed' ? action.problem : null}
          isRunning={action.isRunning && tried === 'typed'}
          takesFocus={!canUsePasskey}
          onGo={body => {
            setTried('typed')
            setFault(null)
            void check(body)
          }}
        >
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </TypedProof>
      ) : (
        <>
          {canUsePasskey ? null : (
            <Text>
              {t('settings:proof.nothing')}{' '}
              <Anchor href={doorPaths.signIn(location.pathname + location.search)}>
                {t('settings:proof.signInAnew')}
              </Anchor>
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  )
}

type TypedWay = 'totp' | 'recovery-code' | 'password'

/** What is typed: the code of the app, and behind a click a recovery code; a password where there is nothing else. */
function TypedProof({
  ways,
  problem,
  isRunning,
  takesFocus,
  onGo,
  children,
}: {
  ways: readonly TypedWay[]
  problem: Problem | null
  isRunning: boolean
  takesFocus: boolean
  onGo: (body: { code: string } | { password: string }) => void
  children: ReactNode
}) {
  const { t } = useWords()
  const whyWrong = useWhyWrong()
  const [way, setWay] = useState<TypedWay>(ways[0]!)
  const [isSwitched, setSwitched] = useState(false)
  const [text, setText] = useState('')
  const [isChecked, setChecked] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const isWhole = way === 'totp' ? isWholeCode(text) : text.trim().length >= (way === 'password' ? 1 : 6)

  // A wrong code is typed anew from the first digit.
  useEffect(() => {
    if (problem?.code !== 'proof-failed') return
    setText('')
    setChecked(false)
    if (form.current) showFirstWrong(form.current)
  }, [problem])

  const go = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (!isWhole) return showFirstWrong(event.currentTarget)
    onGo(way === 'password' ? { password: text } : { code: text.trim() })
  }
  const change = (next: TypedWay) => {
    setWay(next)
    setSwitched(true)
    setText('')
    setChecked(false)
  }
  const other = way === 'totp' ? 'recovery-code' : 'totp'
  const said = {
    totp: [t('settings:proof.codeMissing'), t('settings:proof.codeWrong')],
    'recovery-code': [t('settings:proof.codeMissing'), t('settings:proof.recoveryWrong')],
    password: [t('settings:proof.passwordMissing'), t('settings:proof.passwordWrong')],
  }[way]
  const wrong = isChecked && !isWhole ? said[0]! : isChecked || text ? null : whyWrong(problem, said[1]!)
  const field = { value: text, autoFocus: takesFocus || isSwitched }
  return (
    <form ref={form} onSubmit={go} noValidate>
      <Stack>
        {way === 'totp' ? (
          <OneTimeCode
            key={way}
            {...field}
            label={t('settings:proof.code')}
            onChange={setText}
            problem={wrong}
          />
        ) : (
          <TextInput
            key={way}
            {...field}
            label={t(way === 'password' ? 'settings:proof.password' : 'settings:proof.recoveryCode')}
            description={way === 'password' ? null : t('settings:proof.recoveryCodeHint')}
            type={way === 'password' ? 'password' : 'text'}
            autoComplete={way === 'password' ? 'current-password' : 'off'}
            autoCapitalize="off"
            spellCheck={false}
            maxLength={way === 'password' ? 1000 : 40}
            onChange={event => setText(event.currentTarget.value)}
            error={wrong}
          />
        )}
        {ways.includes(other) && way !== 'password' ? (
          <Anchor component="button" type="button" ta="left" onClick={() => change(other)}>
            {t(other === 'totp' ? 'settings:proof.toCode' : 'settings:proof.toRecovery')}
          </Anchor>
        ) : null}
        <Group justify="flex-end">
          {children}
          <Button type="submit" loading={isRunning}>
            {t('settings:proof.go')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
