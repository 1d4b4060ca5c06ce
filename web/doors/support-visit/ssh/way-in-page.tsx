import { useParams } from '@tanstack/react-router'
import { consolePaths } from '#contract/paths.ts'
import { useWords } from '../../../language.ts'
import { patterns } from '../../../paths.ts'
import { PageLink } from '../../../ui/link-button.tsx'
import { Page } from '../../../ui/page.tsx'
import { WayIn } from './way-in.tsx'

/** How a visitor gets into a server, until the page of his visit says it. */
export function WayInPage() {
  const { grantId } = useParams({ from: patterns.sshWay })
  const { t } = useWords()
  return (
    <Page title={t('ssh-way:title')} above={<PageLink to={consolePaths.open()}>{t('open.title')}</PageLink>}>
      <WayIn grantId={grantId} />
    </Page>
  )
}
