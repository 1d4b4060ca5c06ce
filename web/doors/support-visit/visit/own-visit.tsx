import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { consolePaths } from '#contract/paths.ts'
import { closeVisitAsNotNeeded, returnVisit, withdrawVisit } from '#contract/visits.ts'
import { useAction } from '../../../api/use-api.ts'
import { useEndingSheet } from '../../../desk/ending-sheet.tsx'
import { planOf } from '../../../desk/grant-card.tsx'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { ReasonField } from '../../../desk/reason-field.tsx'
import { useWords } from '../../../language.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import type { AVisit } from './visit-card.tsx'

/** What who visits can do with his visit: give it back, take the question back, say that it is not needed. */
export function OwnVisit({ visit, zone }: { visit: AVisit; zone: string }) {
  const { t } = useWords()
  const sheet = useEndingSheet()
  const back = useAction(returnVisit)
  const withdraw = useAction(withdrawVisit)
  const [isClosing, setClosing] = useState(false)
  const { grant } = visit
  const params = { visitId: visit.id }
  return (
    <>
      <Group align="flex-start">
        {grant && visit.can.giveBack === true ? (
          <>
            <Button
              color="danger"
              variant="outline"
              onClick={() =>
                sheet({
                  title: t('visits:giveBack'),
                  grants: [planOf(grant, visit.resource.name)],
                  entries: grant.liveEntries,
                  zone,
                  confirmLabel: t('visits:giveBack'),
                  run: note => back.run({ params, body: note ? { note } : {} }),
                })
              }
            >
              {t('visits:giveBack')}
            </Button>
            <LinkButton to={consolePaths.open()} variant="default">
              {t('nav.openToMe')}
            </LinkButton>
          </>
        ) : null}
        {visit.can.withdraw === true ? (
          <>
            <Button
              variant="default"
              loading={withdraw.isRunning}
              onClick={() => void withdraw.run({ params }).catch(() => {})}
            >
              {t('visits:withdraw')}
            </Button>
            <Button variant="default" onClick={() => setClosing(true)}>
              {t('visits:notNeeded')}
            </Button>
          </>
        ) : null}
      </Group>
      <ProblemNote problem={withdraw.problem} />
      <Sheet
        title={t('visits:notNeededTitle')}
        isOpen={isClosing}
        onClose={() => setClosing(false)}
        closeLabel={t('common.cancel')}
      >
        <NotNeeded visitId={visit.id} onDone={() => setClosing(false)} />
      </Sheet>
    </>
  )
}

function NotNeeded({ visitId, onDone }: { visitId: string; onDone: () => void }) {
  const { t } = useWords()
  const action = useAction(closeVisitAsNotNeeded)
  const [because, setBecause] = useState('')
  const [isChecked, setChecked] = useState(false)
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        setChecked(true)
        if (!because.trim()) return
        void action.run({ params: { visitId }, body: { because: because.trim() } }).then(onDone, () => {})
      }}
    >
      <Stack>
        <ReasonField
          label={t('visits:because')}
          value={because}
          onChange={setBecause}
          isRequired
          problem={isChecked && !because.trim() ? t('visits:incomplete') : null}
        />
        <ProblemNote problem={action.problem} />
        <Group>
          <Button type="submit" loading={action.isRunning}>
            {t('visits:notNeededNow')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
