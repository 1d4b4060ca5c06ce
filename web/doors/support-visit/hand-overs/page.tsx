import { useParams } from '@tanstack/react-router'
import { consolePaths } from '#contract/paths.ts'
import { useWords } from '../../../language.ts'
import { patterns } from '../../../paths.ts'
import { PageLink } from '../../../ui/link-button.tsx'
import { Page } from '../../../ui/page.tsx'
import { MyHandOvers } from './hand-overs.tsx'

/** What was put down for a visitor, as a page of its own. */
export function MyHandOversPage() {
  const { grantId } = useParams({ from: patterns.visitHandOvers })
  const { t } = useWords()
  return (
    <Page
      title={t('hand-overs:visit')}
      above={<PageLink to={consolePaths.open()}>{t('open.title')}</PageLink>}
    >
      <MyHandOvers grantId={grantId} />
    </Page>
  )
}
