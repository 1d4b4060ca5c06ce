import {
  ActionIcon,
  Button,
  Group,
  NativeSelect,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { doorPaths } from '#contract/paths.ts'
import { changeLanguage, readMe } from '#contract/people.ts'
import { useAction } from '../api/use-api.ts'
import { languages, speak, useWords } from '../language.ts'
import { MoonIcon, SunIcon } from '../ui/icons.tsx'
import type { Language } from '../ui/say-time.ts'

export function useChooseLanguage(): (next: Language) => Promise<void> {
  const change = useAction(changeLanguage)
  const client = useQueryClient()
  return async next => {
    // The words change at once; that mails follow may take the line's time, or another try.
    await speak(next)
    client.setQueriesData({ queryKey: [readMe.name] }, (me: { person: object } | undefined) =>
      me ? { ...me, person: { ...me.person, language: next } } : me,
    )
    await change.run({ body: { language: next } }).catch(() => {})
  }
}

/** Which light is shown, and the other one. */
export function useLight(): { isDark: boolean; change: () => void } {
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  return { isDark, change: () => setColorScheme(isDark ? 'light' : 'dark') }
}

/** Language and light. */
export function Preferences({ language }: { language: Language }) {
  const { t } = useWords()
  const choose = useChooseLanguage()
  return (
    <Group gap="xs" wrap="nowrap">
      <NativeSelect
        size="sm"
        aria-label={t('nav.language')}
        value={language}
        onChange={event => void choose(event.currentTarget.value as Language)}
        data={languages.map(value => ({ value, label: t(`language.${value}`) }))}
      />
      <SchemeButton />
    </Group>
  )
}

function SchemeButton() {
  const { t } = useWords()
  const { isDark, change } = useLight()
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={isDark ? t('nav.toLight') : t('nav.toDark')}
      onClick={change}
    >
      {isDark ? <SunIcon /> : <MoonIcon />}
    </ActionIcon>
  )
}

const signOutForm = 'sign-out'

/** As the button does it. */
export function signOut(): void {
  document.querySelector<HTMLFormElement>(`form[name="${signOutForm}"]`)?.requestSubmit()
}

/** A form of its own, because leaving is a POST to a door page and must work when nothing else does. */
export function SignOut({ name }: { name: string }) {
  const { t } = useWords()
  return (
    <form name={signOutForm} method="post" action={doorPaths.signOut()} style={{ minWidth: 0 }}>
      <Button type="submit" size="sm" variant="default" title={t('nav.signedInAs', { name })}>
        {t('nav.signOut')}
      </Button>
    </form>
  )
}
