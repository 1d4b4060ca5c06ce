import { Group } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { consolePaths } from '#contract/paths.ts'
import { learn, useWords } from '../../../language.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Section } from '../../../ui/page.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { LeftBehindOnPage } from '../left-behind/on-page.tsx'
import type { AVisit } from './visit-card.tsx'

// Hardly a visit has every part; each comes with its words where there can be something of it.
const Steps = lazy(async () => {
  const [{ Steps }] = await Promise.all([import('../steps/steps.tsx'), learn('steps')])
  return { default: Steps }
})
const WayIn = lazy(async () => {
  const [{ WayIn }] = await Promise.all([import('../ssh/way-in.tsx'), learn('ssh-way')])
  return { default: WayIn }
})
const HandOvers = lazy(async () => {
  const [{ HandOvers }] = await Promise.all([import('../hand-overs/hand-overs.tsx'), learn('hand-overs')])
  return { default: HandOvers }
})
const MyHandOvers = lazy(async () => {
  const [{ MyHandOvers }] = await Promise.all([import('../hand-overs/hand-overs.tsx'), learn('hand-overs')])
  return { default: MyHandOvers }
})
const Recordings = lazy(async () => (await import('../recordings/recordings.tsx')).loadRecordings())

/**
 * What hangs on the grant of a visit, in the order in which it is needed: what is to be done now, secrets, what was left
 * behind, what was recorded, and the proof. Each part fetches for itself.
 */
export function VisitParts({
  accountId,
  grantId,
  side,
  visit,
}: {
  accountId: string
  grantId: string
  side: 'owner' | 'agent'
  visit: AVisit
}) {
  const hasSteps = visit.artefacts.some(one => one.system === 'by-hand')
  return side === 'owner' ? (
    <OwnersParts accountId={accountId} grantId={grantId} hasSteps={hasSteps} />
  ) : (
    <VisitorsParts grantId={grantId} hasSteps={hasSteps} visit={visit} />
  )
}

function OwnersParts({
  accountId,
  grantId,
  hasSteps,
}: {
  accountId: string
  grantId: string
  hasSteps: boolean
}) {
  const { t } = useWords()
  return (
    <>
      {hasSteps ? (
        <Suspense fallback={<Soon height={260} />}>
          <Steps accountId={accountId} grantId={grantId} />
        </Suspense>
      ) : null}
      <Suspense fallback={<Soon height={160} />}>
        <HandOvers accountId={accountId} grantId={grantId} />
      </Suspense>
      <LeftBehindOnPage accountId={accountId} grantId={grantId} />
      {/* Nothing stands where nothing was recorded. */}
      <Suspense fallback={null}>
        <Recordings accountId={accountId} grantId={grantId} isQuiet />
      </Suspense>
      <Group align="flex-start">
        <LinkButton to={consolePaths.receipt(accountId, grantId)} variant="default">
          {t('grant.receipt')}
        </LinkButton>
        <LinkButton to={consolePaths.grant(accountId, grantId)} variant="default">
          {t('visits:story')}
        </LinkButton>
      </Group>
    </>
  )
}

/** What was put down for a visitor and the way in are there while his visit is; steps also while it is taken back. */
function VisitorsParts({ grantId, hasSteps, visit }: { grantId: string; hasSteps: boolean; visit: AVisit }) {
  const { t } = useWords()
  const isOn = visit.state === 'open' || visit.state === 'preparing'
  return (
    <>
      {hasSteps && (isOn || visit.state === 'ending') ? (
        <Suspense fallback={<Soon height={260} />}>
          <Steps grantId={grantId} />
        </Suspense>
      ) : null}
      {isOn && visit.method === 'server' ? (
        <Section title={t('visits:way')}>
          <Suspense fallback={<Soon height={220} />}>
            <WayIn grantId={grantId} />
          </Suspense>
        </Section>
      ) : null}
      {isOn ? (
        <Suspense fallback={<Soon height={160} />}>
          <MyHandOvers grantId={grantId} />
        </Suspense>
      ) : null}
    </>
  )
}

function Soon({ height }: { height: number }) {
  const { t } = useWords()
  return <Waiting label={t('common.loading')} cards={1} height={height} />
}
