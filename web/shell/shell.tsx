import { Burger, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { consolePaths } from '#contract/paths.ts'
import { readMe } from '#contract/people.ts'
import { listen, useLive } from '../api/live.ts'
import { MeContext } from '../api/me.ts'
import { useAnswer } from '../api/use-api.ts'
import { EndingSheets } from '../desk/ending-sheet.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { ProveAgain } from '../desk/prove-again.tsx'
import { learn, learnOwn, speak, useWords } from '../language.ts'
import { Note } from '../ui/note.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { GonePage } from './gone-page.tsx'
import { LiveNote } from './live-note.tsx'
import { LostAccountPage, useLostAccount } from './lost-account.tsx'
import { Navigation } from './navigation.tsx'
import { PaletteButton, usePalette } from './palette-door.tsx'
import { Preferences, SignOut } from './preferences.tsx'

// Comes after the first page; without it, every page is still one.
const AlarmBanner = lazy(() =>
  Promise.all([import('../desk/unconfirmed/banner.tsx'), learn('unconfirmed')]).then(
    ([banner]) => banner,
    () => ({ default: (_: { accountId: string }) => <></> }),
  ),
)

/** What stands around every page: name, menu, language, light, the way out. Nothing is shown before it knows for whom. */
export function Shell() {
  const { t, language } = useWords()
  const client = useQueryClient()
  const { gone } = useLive()
  useEffect(() => listen(client), [client])
  const [isOpen, menu] = useDisclosure()
  const { data, error, refetch } = useAnswer(readMe, {}, { everyMs: 300_000, enabled: gone === null })
  const { pathname } = useLocation()
  const [isUnderstood, understand] = useState(false)
  const palette = usePalette()
  const spoken = data?.person.language
  const own = data?.ownWords
  // On a new device the words of this person come a moment after he is known; nothing is shown in a guessed language.
  const me = isUnderstood && gone === null ? data : undefined
  const lost = useLostAccount(me)
  const inside = me?.accounts.find(({ id }) => pathname.startsWith(`/accounts/${id}`))

  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when the page changes
  useEffect(menu.close, [pathname])
  useEffect(() => learnOwn(own), [own])
  useEffect(() => {
    // Without them the guess must do.
    if (spoken)
      void speak(spoken)
        .catch(() => undefined)
        .then(() => understand(true))
  }, [spoken])

  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('common.skipToContent')}
      </a>
      <header className="shell-header">
        <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
          <Burger
            hiddenFrom="md"
            size="sm"
            opened={isOpen}
            onClick={menu.toggle}
            aria-label={isOpen ? t('nav.close') : t('nav.open')}
            aria-expanded={isOpen}
            aria-controls="menu"
          />
          <Link to={consolePaths.home()} aria-label={`Einlass – ${t('nav.home')}`} className="shell-name">
            <Wordmark />
          </Link>
          {me ? (
            <Text c="dimmed" truncate pl="sm" style={{ borderLeft: '1px solid var(--line)' }}>
              {me.provider.name}
            </Text>
          ) : null}
        </Group>
        {me ? (
          <Group gap="xs" wrap="nowrap">
            <PaletteButton onOpen={palette.open} />
            <Group gap="xs" wrap="nowrap" visibleFrom="md">
              <Preferences language={language} />
              <SignOut name={me.person.name} />
            </Group>
          </Group>
        ) : null}
      </header>
      <aside className={`shell-nav ${isOpen ? 'shell-nav-open' : ''}`} id="menu">
        {me ? (
          <>
            <Navigation me={me} />
            <Group hiddenFrom="md" gap="sm" mt="xl" pt="md" style={{ borderTop: '1px solid var(--line)' }}>
              <Preferences language={language} />
              <SignOut name={me.person.name} />
            </Group>
          </>
        ) : null}
      </aside>
      <main className="shell-main" id="content" tabIndex={-1}>
        {gone !== null ? (
          <GonePage reason={gone} />
        ) : me ? (
          <MeContext value={me}>
            <ProveAgain>
              <EndingSheets>
                {palette.isFailed ? (
                  <Note tone="bad" live="alert">
                    {t('trouble.unreachable')}
                  </Note>
                ) : null}
                {inside && !lost ? (
                  <Suspense>
                    <AlarmBanner accountId={inside.id} />
                  </Suspense>
                ) : null}
                {lost ? <LostAccountPage account={lost} /> : <Outlet />}
                {palette.shown}
              </EndingSheets>
            </ProveAgain>
          </MeContext>
        ) : error ? (
          <ProblemNote problem={error} onAgain={() => void refetch()} />
        ) : (
          <Waiting label={t('common.loading')} />
        )}
      </main>
      <LiveNote />
    </div>
  )
}
