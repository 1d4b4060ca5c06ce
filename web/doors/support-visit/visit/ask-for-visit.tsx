import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { askForVisit, findAccountByCode } from '#contract/provider-visits.ts'
import { useAction } from '../../../api/use-api.ts'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { ReasonField } from '../../../desk/reason-field.tsx'
import { useWords } from '../../../language.ts'
import { Page } from '../../../ui/page.tsx'
import { NeedField, type VisitDraft, VisitForm } from './visit-form.tsx'

type Found = AnswerOf<typeof findAccountByCode>

/** Support asks: first the owner's code, then everything else. */
export function AskForVisit({ onLeave }: { onLeave: () => void }) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const [found, setFound] = useState<Found | null>(null)
  return (
    <Page
      title={t('visits:askTitle')}
      above={
        <Anchor component="button" type="button" onClick={onLeave}>
          {t('visits:deskTitle')}
        </Anchor>
      }
    >
      <Stack className="card">
        {found ? (
          <TheCase found={found} code={code} />
        ) : (
          <CodeFirst code={code} onCode={setCode} onFound={setFound} />
        )}
      </Stack>
    </Page>
  )
}

function CodeFirst({
  code,
  onCode,
  onFound,
}: {
  code: string
  onCode: (code: string) => void
  onFound: (found: Found) => void
}) {
  const { t } = useWords()
  const action = useAction(findAccountByCode)
  const [isChecked, setChecked] = useState(false)
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={event => {
        event.preventDefault()
        setChecked(true)
        if (code.trim()) void action.run({ body: { code } }).then(onFound, () => {})
      }}
    >
      <Stack>
        <TextInput
          label={t('visits:codeTyped')}
          description={t('visits:codeTypedHint')}
          maxLength={60}
          maw={340}
          spellCheck={false}
          autoCapitalize="characters"
          value={code}
          onChange={event => onCode(event.currentTarget.value)}
          error={isChecked && !code.trim() ? t('visits:codeMissing') : null}
        />
        <ProblemNote problem={action.problem} />
        <Group>
          <Button type="submit" loading={action.isRunning}>
            {t('visits:toCode')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function TheCase({ found, code }: { found: Found; code: string }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const action = useAction(askForVisit)
  const [isUnlisted, setUnlisted] = useState(false)
  const [need, setNeed] = useState<'yes' | 'no' | null>(null)
  const [because, setBecause] = useState('')
  const [isChecked, setChecked] = useState(false)
  const isNotNeeded = isUnlisted && need === 'no'
  const send = (draft: VisitDraft) => {
    setChecked(true)
    if (isUnlisted && (need === null || (need === 'no' && !because.trim()))) return
    const said = isUnlisted
      ? { accessNeeded: need === 'yes', ...(need === 'no' ? { because: because.trim() } : {}) }
      : {}
    void action.run({ body: { ...draft, ...said, code } }).then(
      ({ visit }) => void navigate({ to: consolePaths.myVisit(visit.id) }),
      () => {},
    )
  }
  return (
    <>
      <Text>
        {t('visits:account')}: <strong>{found.account.name}</strong>
      </Text>
      <VisitForm
        choices={found}
        isTicketNeeded
        isRunning={action.isRunning}
        submit={isNotNeeded ? t('visits:close') : t('visits:send')}
        trouble={<ProblemNote problem={action.problem} />}
        isWithoutAccess={isNotNeeded}
        onPlatform={platform => setUnlisted(platform === 'not-listed')}
        onSend={send}
      >
        {isUnlisted ? (
          <>
            <NeedField value={need} onChange={setNeed} />
            {isChecked && need === null ? (
              <Text className="bad" role="alert">
                {t('visits:neededMissing')}
              </Text>
            ) : null}
            {need === 'no' ? (
              <ReasonField
                label={t('visits:neededWhy')}
                value={because}
                onChange={setBecause}
                isRequired
                problem={isChecked && !because.trim() ? t('visits:incomplete') : null}
              />
            ) : null}
          </>
        ) : null}
      </VisitForm>
    </>
  )
}
