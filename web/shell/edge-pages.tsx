import { Button, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { consolePaths } from '#contract/paths.ts'
import { readMe } from '#contract/people.ts'
import { useWords } from '../language.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'

export function LoadingPage() {
  const { t } = useWords()
  return <Waiting label={t('common.loading')} />
}

export function NothingHerePage() {
  const { t } = useWords()
  const client = useQueryClient()
  // What was here a moment ago may have been ended for this person; the shell then says so.
  useEffect(() => void client.invalidateQueries({ queryKey: [readMe.name] }), [client])
  return (
    <Page title={t('trouble.notFoundTitle')}>
      <Text>{t('trouble.notFound')}</Text>
      <Group>
        <LinkButton to={consolePaths.home()}>{t('trouble.toHome')}</LinkButton>
      </Group>
    </Page>
  )
}

/** A fault of ours, or a part of the console that a new version took away while this one was open: loading anew helps both. */
export function CrashPage() {
  const { t } = useWords()
  return (
    <Page title={t('trouble.crashTitle')}>
      <Text>{t('trouble.crash')}</Text>
      <Group>
        <Button onClick={() => location.reload()}>{t('trouble.reload')}</Button>
      </Group>
    </Page>
  )
}
