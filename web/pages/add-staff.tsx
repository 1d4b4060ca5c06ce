import { Button, Group, NativeSelect, Stack, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { addStaff, type listStaff } from '#contract/accounts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { useAction } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { languages, useWords } from '../language.ts'
import type { Language } from '../ui/say-time.ts'

/** Adds a person to a team of the provider. */
export function AddStaff({
  teams,
  onAdded,
}: {
  teams: AnswerOf<typeof listStaff>['teams']
  onAdded: (person: AnswerOf<typeof addStaff>) => void
}) {
  const { t, language: spoken } = useWords()
  const action = useAction(addStaff)
  const [teamId, setTeamId] = useState((teams.find(({ duty }) => duty === 'support') ?? teams[0])?.id ?? '')
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const [language, setLanguage] = useState<Language>(spoken)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const body = { teamId, name: name.trim(), address: address.trim(), language }
    await action.run({ body }).then(
      person => {
        onAdded(person)
        setName('')
        setAddress('')
      },
      () => {},
    )
  }
  return (
    <form onSubmit={event => void add(event)}>
      <Stack className="card" maw={560}>
        <Title order={2}>{t('staff:addTitle')}</Title>
        <NativeSelect
          label={t('staff:team')}
          value={teamId}
          onChange={event => setTeamId(event.currentTarget.value)}
          data={teams.map(team => ({
            value: team.id,
            label: `${team.name} (${t(`staff:duty.${team.duty}`)})`,
          }))}
        />
        <TextInput
          label={t('staff:name')}
          required
          withAsterisk={false}
          maxLength={200}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('staff:address')}
          description={t('staff:addressHint')}
          type="email"
          required
          withAsterisk={false}
          maxLength={254}
          value={address}
          onChange={event => setAddress(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('staff:language')}
          value={language}
          onChange={event => setLanguage(event.currentTarget.value as Language)}
          data={languages.map(value => ({ value, label: t(`language.${value}`) }))}
        />
        <ProblemNote problem={action.problem} />
        <Group>
          <Button type="submit" loading={action.isRunning}>
            {t('staff:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
