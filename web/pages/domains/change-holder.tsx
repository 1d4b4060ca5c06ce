import { Anchor, List, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { listContacts } from '#contract/contacts.ts'
import { askHolderChange, checkHolder } from '#contract/holders.ts'
import { consolePaths } from '#contract/paths.ts'
import { useZone } from '../../api/me.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { ReasonField } from '../../desk/reason-field.tsx'
import { useWords } from '../../language.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Plates } from '../../ui/plates.tsx'
import type { ADomain } from '../domains.tsx'
import { Faults } from './faults.tsx'

/** Asks for another holder: who, what is missing in that contact, and what will happen. */
export function ChangeHolder({
  accountId,
  domain,
  waitDays,
  onAsked,
  onCancel,
}: {
  accountId: string
  domain: ADomain
  waitDays: number
  onAsked: (sentence: string) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const say = useSaying(useZone(accountId))
  const action = useAction(askHolderChange)
  const [chosen, setChosen] = useState('')
  const [note, setNote] = useState('')
  const [isMissing, setMissing] = useState(false)
  const check = useAnswer(
    checkHolder,
    { params: { accountId }, body: { contactId: chosen } },
    { enabled: chosen !== '' },
  )
  // What was found before the contact was corrected is no reason to keep anybody from asking.
  const faults = (chosen !== '' && !check.isFetching && check.data?.faults) || []
  const wrong = faults.filter(({ severity }) => severity === 'wrong')
  const unusual = faults.filter(({ severity }) => severity === 'unusual')
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (chosen === '') return setMissing(true)
    if (wrong.length > 0) return
    void action
      .run({
        params: { accountId, resourceId: domain.id },
        body: { contactId: chosen, ...(note.trim() === '' ? {} : { note: note.trim() }) },
      })
      .then(
        change => onAsked(t('holders:asked', { name: domain.name, at: say.instant(change.expiresAt) })),
        () => {},
      )
  }
  return (
    <form onSubmit={ask} noValidate>
      <Stack>
        <ChooseContact
          accountId={accountId}
          exceptId={domain.holder?.contact?.id ?? null}
          chosen={chosen}
          onChoose={id => {
            setChosen(id)
            setMissing(false)
            action.forget()
          }}
        />
        <div role="alert">
          {isMissing ? <Text className="bad">{t('holders:chooseMissing')}</Text> : null}
          {wrong.length > 0 ? (
            <Note tone="bad">
              <Text fw={600}>{t('holders:faultsTitle')}</Text>
              <Faults faults={wrong} />
              <Anchor component={Link} to={consolePaths.contacts(accountId)}>
                {t('holders:faultsCorrect')}
              </Anchor>
            </Note>
          ) : null}
        </div>
        {unusual.length > 0 && wrong.length === 0 ? (
          <Note tone="open">
            <Faults faults={unusual} />
          </Note>
        ) : null}
        <ReasonField label={t('holders:note')} hint={t('holders:noteHint')} value={note} onChange={setNote} />
        <Note>
          <List spacing="xs">
            <List.Item>{t(domain.holder ? 'holders:meansBoth' : 'holders:meansOwner')}</List.Item>
            <List.Item>{t('holders:meansWait', { count: waitDays })}</List.Item>
            <List.Item>{t('holders:meansProvider')}</List.Item>
          </List>
        </Note>
        <ProblemNote problem={action.problem} />
        <FormEnd submit={t('holders:ask')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}

function ChooseContact({
  accountId,
  exceptId,
  chosen,
  onChoose,
}: {
  accountId: string
  exceptId: string | null
  chosen: string
  onChoose: (id: string) => void
}) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 300)
  const { data, error, refetch } = useAnswer(
    listContacts,
    { params: { accountId }, query: { limit: 30, ...(search ? { search } : {}) } },
    { keep: true },
  )
  const others = data?.items.filter(({ id }) => id !== exceptId) ?? []
  return (
    <>
      <TextInput
        type="search"
        label={t('holders:search')}
        value={typed}
        maxLength={100}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data && others.length === 0 ? (
        <Text c="dimmed">
          {t('holders:noOthers')}{' '}
          <Anchor component={Link} to={consolePaths.contacts(accountId)}>
            {t('holders:toContacts')}
          </Anchor>
        </Text>
      ) : (
        <Plates
          label={t('holders:choose')}
          value={chosen}
          onChange={onChoose}
          plates={others.map(({ id, shownAs, email, city }) => ({
            value: id,
            title: shownAs,
            hint: [email, city].filter(Boolean).join(' · '),
          }))}
        />
      )}
    </>
  )
}
