import { Button, Group, List, Stack, Text, Title } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from 'react'
import { inviteToRights } from '#contract/rights-invitations.ts'
import { useZone } from '../../api/me.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { deskNow, useNow } from '../../ui/clock.ts'
import { Plates } from '../../ui/plates.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { type AnAudience, audiencesOf, type Catalogue, isOutsider } from '../person/boxes.ts'
import { usualEnd } from '../person/end-draft.ts'
import { usePermissionWords } from '../person/permission-words.ts'
import { usePreview, WillBe } from '../person/will-be.tsx'
import { type InviteDraft, isDone, readAddresses, steps, wishOf } from './invite-draft.ts'
import { Progress } from './progress.tsx'
import { type Answered, Results } from './results.tsx'
import { SentenceStep } from './sentence-step.tsx'
import { WhoStep } from './who-step.tsx'

// The first step does not wait for the fields of the later ones.
const ScopeField = lazy(async () => ({ default: (await import('../person/forms.tsx')).ScopeField }))
const EndField = lazy(async () => ({ default: (await import('../person/forms.tsx')).EndField }))

/** The steps one after another. The address knows which one, so the browser's own way back leads a step back. */
export function Wizard({
  accountId,
  catalogue,
  draft,
  onChange,
  onAnew,
}: {
  accountId: string
  catalogue: Catalogue
  draft: InviteDraft
  onChange: (part: Partial<InviteDraft>) => void
  onAnew: () => void
}) {
  const { t } = useWords()
  const words = usePermissionWords()
  const zone = useZone(accountId)
  const now = useNow(60_000)
  const search = useSearch({ from: patterns.inviteToRights })
  const navigate = useNavigate({ from: patterns.inviteToRights })
  const action = useAction(inviteToRights)
  const [isTried, setTried] = useState(false)
  const [results, setResults] = useState<Answered | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)

  const undone = steps.findIndex(step => !isDone(step, draft, catalogue, now, zone))
  const reached = undone === -1 ? steps.length : undone + 1
  const at = Math.min(search.step ?? 1, reached)
  const step = steps[at - 1]!
  const { invited } = readAddresses(draft.addresses)
  const name =
    invited.length === 1 ? (invited[0]!.name ?? invited[0]!.address) : t('invite-to-rights:everybody')
  const wish = wishOf(draft, catalogue, now, zone)
  const preview = usePreview(accountId, step === 'sentence' || step === 'send' ? wish : null)

  // The first step is where the page begins; every later one takes whoever works by key to its heading.
  const seen = useRef(at)
  useEffect(() => {
    if (seen.current === at) return
    seen.current = at
    setTried(false)
    heading.current?.focus()
  }, [at])

  const goTo = (next: number) =>
    void navigate({
      search: { ...(search.contact ? { contact: search.contact } : {}), ...(next > 1 ? { step: next } : {}) },
    })
  const goOn = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (!isDone(step, draft, catalogue, deskNow(), zone)) return showFirstWrong(event.currentTarget)
    if (step === 'sentence' && preview.error) return
    if (step === 'send') return void send()
    goTo(at + 1)
  }
  const send = async () => {
    const whole = wishOf(draft, catalogue, deskNow(), zone)
    if (!whole) return
    await action.run({ params: { accountId }, body: { invited, language: draft.language, ...whole } }).then(
      ({ items }) => {
        setResults(items)
        // Nobody sends it a second time by going back.
        onAnew()
      },
      () => {},
    )
  }
  const choose = (audience: AnAudience) =>
    onChange({
      audience,
      permissions: null,
      end: { ...usualEnd(audience), reason: draft.end.reason },
    })

  if (results)
    return (
      <Results
        accountId={accountId}
        zone={zone}
        items={results}
        onAnother={() => {
          setResults(null)
          void navigate({ search: {} })
        }}
      />
    )
  return (
    <Stack>
      <Progress step={step} reached={reached} onGo={goTo} />
      <form onSubmit={goOn} noValidate>
        <Stack className="card">
          <Title order={2} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
            {t('invite-to-rights:stepOf', {
              step: at,
              all: steps.length,
              name: t(`invite-to-rights:step.${step}`),
            })}
          </Title>
          {step === 'who' ? <WhoStep draft={draft} onChange={onChange} isTried={isTried} /> : null}
          {step === 'what' ? (
            <>
              <Plates<AnAudience | ''>
                label={t('rights:audienceLabel')}
                value={draft.audience ?? ''}
                onChange={audience => (audience === '' ? undefined : choose(audience))}
                plates={audiencesOf(catalogue).map(value => ({
                  value,
                  title: words.audience(value),
                  hint: words.audienceHint(value),
                }))}
              />
              {isTried && draft.audience === null ? (
                <Text role="alert" className="bad">
                  {t('invite-to-rights:whatMissing')}
                </Text>
              ) : null}
              <Text c="dimmed">{t('invite-to-rights:whatHint')}</Text>
            </>
          ) : null}
          <Suspense fallback={<Waiting label={t('common.loading')} cards={1} height={180} />}>
            {step === 'where' ? (
              <ScopeField
                accountId={accountId}
                draft={draft.scope}
                onChange={scope => onChange({ scope })}
                isTried={isTried}
              />
            ) : null}
            {step === 'until' ? (
              <EndField
                isOutsider={isOutsider(catalogue, draft.audience ?? '')}
                draft={draft.end}
                onChange={end => onChange({ end })}
                zone={zone}
                mustSayWhy={draft.end.choice === 'endless' ? t('rights:until.reasonEndless') : null}
                isTried={isTried}
              />
            ) : null}
            {step === 'sentence' ? (
              <SentenceStep
                accountId={accountId}
                catalogue={catalogue}
                draft={draft}
                name={name}
                preview={preview}
                onChange={onChange}
              />
            ) : null}
          </Suspense>
          {step === 'send' ? (
            <>
              <div>
                <Text fw={600}>{t('invite-to-rights:to', { count: invited.length })}</Text>
                <List>
                  {invited.map(one => (
                    <List.Item key={one.address}>
                      {one.name ? `${one.name}, ${one.address}` : one.address}
                    </List.Item>
                  ))}
                </List>
              </div>
              <WillBe accountId={accountId} catalogue={catalogue} name={name} preview={preview} />
              <Text c="dimmed">{t('invite-to-rights:nothingYet')}</Text>
              <ProblemNote problem={action.problem ?? preview.error} />
            </>
          ) : null}
          <Group justify="flex-end">
            {at > 1 ? (
              <Button variant="default" onClick={() => goTo(at - 1)} disabled={action.isRunning}>
                {t('invite-to-rights:back')}
              </Button>
            ) : null}
            <Button type="submit" loading={action.isRunning}>
              {step === 'send'
                ? t('invite-to-rights:send', { count: invited.length })
                : t('invite-to-rights:next')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  )
}
