import { Button, Group, Text } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { doorPaths } from '#contract/paths.ts'
import { useWords } from '../language.ts'
import { Page } from '../ui/page.tsx'

/** This session is over, and why. Nothing of what it showed is left on the screen. */
export function GonePage({ reason }: { reason: string }) {
  const { t } = useWords()
  const { href } = useLocation()
  return (
    <Page title={t('gone.title')}>
      <div role="alert">
        <Text fw={650}>
          {t(`gone.because.${reason}` as 'gone.because.other', { defaultValue: t('gone.because.other') })}
        </Text>
        <Text>{t('gone.hint')}</Text>
      </div>
      <Group>
        <Button component="a" href={doorPaths.signIn(href)}>
          {t('gone.toSignIn')}
        </Button>
      </Group>
    </Page>
  )
}
