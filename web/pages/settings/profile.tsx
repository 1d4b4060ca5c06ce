import { Button, Group, NativeSelect, Stack, Text, TextInput, useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { changeLanguage, changeProfile, readMe } from '#contract/people.ts'
import { type Me, useMe } from '../../api/me.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { languages, speak, useWords } from '../../language.ts'
import { Note } from '../../ui/note.tsx'
import { Plates } from '../../ui/plates.tsx'
import type { Language } from '../../ui/say-time.ts'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { Notifications } from './notifications.tsx'
import { Card, SettingsPage } from './settings-page.tsx'

/** Who I am for others, in which language, how it looks, and of what I am told. */
export function ProfilePage() {
  const { t } = useWords()
  return (
    <SettingsPage title={t('settings:profile.title')}>
      <Name me={useMe()} />
      <Looks />
      <Notifications />
    </SettingsPage>
  )
}

function Name({ me }: { me: Me }) {
  const { t } = useWords()
  const action = useAction(changeProfile)
  // Begins with what holds; what is typed stays, whatever is answered meanwhile.
  const [name, setName] = useState(me.person.name)
  const [isChecked, setChecked] = useState(false)
  const [saved, setSaved] = useState<string | null>(null)
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    setSaved(null)
    if (!name.trim()) return showFirstWrong(event.currentTarget)
    void action.run({ body: { name: name.trim() } }).then(
      answer => setSaved(answer.name),
      () => {},
    )
  }
  return (
    <Card title={t('settings:profile.nameTitle')}>
      <form onSubmit={save} noValidate>
        <Stack gap="sm" maw={480}>
          <TextInput
            label={t('settings:profile.name')}
            description={t('settings:profile.nameHint')}
            autoComplete="name"
            maxLength={200}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
            error={isChecked && !name.trim() ? t('settings:profile.nameMissing') : null}
          />
          <ProblemNote problem={action.problem} />
          <div role="status">
            {saved ? <Note tone="good">{t('settings:profile.nameSaved', { name: saved })}</Note> : null}
          </div>
          <Group>
            <Button type="submit" loading={action.isRunning}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

function Looks() {
  const { t, language } = useWords()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const change = useAction(changeLanguage)
  const client = useQueryClient()
  const choose = async (next: Language) => {
    // The words change at once; that mails follow may take the line's time, or another try.
    await speak(next)
    client.setQueriesData({ queryKey: [readMe.name] }, (me: Me | undefined) =>
      me ? { ...me, person: { ...me.person, language: next } } : me,
    )
    await change.run({ body: { language: next } }).catch(() => {})
  }
  return (
    <Card title={t('settings:profile.looksTitle')}>
      <NativeSelect
        label={t('settings:profile.language')}
        maw={480}
        value={language}
        onChange={event => void choose(event.currentTarget.value as Language)}
        data={languages.map(value => ({ value, label: t(`language.${value}`) }))}
      />
      <ProblemNote problem={change.problem} />
      <div>
        <Plates
          isCompact
          label={t('settings:profile.scheme')}
          value={colorScheme}
          onChange={setColorScheme}
          plates={[
            { value: 'auto', title: t('settings:profile.schemeAuto') },
            { value: 'light', title: t('settings:profile.schemeLight') },
            { value: 'dark', title: t('settings:profile.schemeDark') },
          ]}
        />
        <Text size="sm" c="dimmed" mt={6}>
          {t('settings:profile.schemeHint')}
        </Text>
      </div>
    </Card>
  )
}
