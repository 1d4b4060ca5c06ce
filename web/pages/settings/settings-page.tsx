import { Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { consolePaths } from '#contract/paths.ts'
import { useWords } from '../../language.ts'
import { Page } from '../../ui/page.tsx'
import './settings.css'

/** One of the pages of a person's own things, with the way to the others. */
export function SettingsPage({
  title,
  hint,
  children,
}: {
  title: string
  hint?: string
  children: ReactNode
}) {
  const { t } = useWords()
  const pages = [
    [consolePaths.settings(), t('settings:nav.profile')],
    [consolePaths.settingsSignIn(), t('settings:nav.signIn')],
    [consolePaths.settingsSessions(), t('settings:nav.sessions')],
    [consolePaths.settingsKeys(), t('settings:nav.keys')],
    [consolePaths.settingsSsh(), t('settings:nav.ssh')],
  ] as const
  return (
    <Page title={title} above={t('settings:title')} below={hint}>
      <nav className="settings-nav" aria-label={t('settings:title')}>
        {pages.map(([to, name]) => (
          // The router marks the one that is shown with aria-current.
          <Link key={to} to={to} activeOptions={{ exact: true }}>
            {name}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  )
}

/** A card with a heading: one thing that can be set. */
export function Card({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <Stack component="section" className="card" gap="sm">
      <div>
        <Title order={2}>{title}</Title>
        {hint ? (
          <Text c="dimmed" mt={2} maw={640}>
            {hint}
          </Text>
        ) : null}
      </div>
      {children}
    </Stack>
  )
}
