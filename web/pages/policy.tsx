import { useMe } from '../api/me.ts'
import { ServiceAccessPolicy } from '../doors/service-switch/policy.tsx'
import { RecordingPolicy } from '../doors/support-visit/recordings/recording-policy.tsx'
import { VisitPolicy } from '../doors/support-visit/visit/visit-policy.tsx'
import { useWords } from '../language.ts'
import { Page } from '../ui/page.tsx'
import { HolderPolicy } from './desk/holder-policy.tsx'
import { SignInPolicy } from './desk/sign-in-policy.tsx'

/** What the provider allows, and for the desk what it keeps and what it demands of everybody's sign-in. */
export function PolicyPage() {
  const { t } = useWords()
  const isDesk = useMe().provider.desk
  return (
    <Page title={t('policy:title')} below={t('policy:hint')}>
      <ServiceAccessPolicy isDesk={isDesk} />
      <VisitPolicy isDesk={isDesk} />
      {isDesk ? <RecordingPolicy /> : null}
      {isDesk ? <HolderPolicy /> : null}
      {isDesk ? <SignInPolicy /> : null}
    </Page>
  )
}
