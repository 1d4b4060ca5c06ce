import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense, useRef, useState } from 'react'
import { changeRights } from '#contract/rights.ts'
import { Problem } from '../../api/problem.ts'
import { useAction } from '../../api/use-api.ts'
import { Until, useSayUntil } from '../../desk/countdown.tsx'
import { MayButton } from '../../desk/may-button.tsx'
import { useWords } from '../../language.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note, Tag } from '../../ui/note.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { type AnAssignment, type Catalogue, differenceOf, inOrder, isOutsider } from './boxes.ts'
import { MeanwhileNote } from './meanwhile-note.tsx'
import { usePermissionWords, useSayDifference, useSayRights } from './permission-words.ts'
import { SaveBar } from './save-bar.tsx'
import { useBoxDraft } from './use-box-draft.ts'
import { useEndRights } from './use-end-rights.ts'

// The sentence stands there before its boxes; and most who look change no end.
const BoxMatrix = lazy(async () => ({ default: (await import('./forms.tsx')).BoxMatrix }))
const ChangeEnd = lazy(async () => ({ default: (await import('./forms.tsx')).ChangeEnd }))

/** The rights of a person on one scope: the sentence that is true, the boxes, the end, and ending them. */
export function AssignmentCard({
  accountId,
  assignment,
  catalogue,
  zone,
  elsewhere,
  beginsOpen,
  onSaved,
}: {
  accountId: string
  assignment: AnAssignment
  catalogue: Catalogue
  zone: string
  /** What this person holds by other rights. */
  elsewhere: readonly string[]
  /** Are the boxes shown from the beginning? */
  beginsOpen: boolean
  /** What holds then. */
  onSaved: (assignment: AnAssignment) => void
}) {
  const { t } = useWords()
  const words = usePermissionWords()
  const say = useSaying(zone)
  const sayUntil = useSayUntil(zone)
  const sayRights = useSayRights(accountId, catalogue)
  const sayDifference = useSayDifference(catalogue)
  const draft = useBoxDraft(assignment)
  const action = useAction(changeRights)
  const endRights = useEndRights(accountId, zone)
  const [isOpen, setOpen] = useState(beginsOpen)
  const [isMoving, setMoving] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const boxes = useRef<HTMLDivElement>(null)
  const { person, scope, can } = assignment
  const where = scope?.name ?? t('common.wholeAccount')
  const difference = differenceOf(draft.seen.permissions, draft.chosen)
  const isOver = assignment.state === 'ending' || assignment.state === 'ended'

  const save = async () => {
    try {
      const saved = await action.run({
        params: { accountId, assignmentId: assignment.id },
        version: draft.seen.version,
        body: { permissions: inOrder(catalogue, draft.chosen) },
      })
      onSaved(saved)
      draft.drop()
      setDone(t('rights:bar.saved', { at: say.second(saved.changedAt), changes: sayDifference(difference) }))
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem
      draft.hear(problem)
    }
  }
  /** The button that was pressed is gone; whoever works by key goes on at the boxes. */
  const decide = (what: () => void) => {
    what()
    action.forget()
    boxes.current?.focus()
  }
  const tone = assignment.state === 'open' ? 'card-open' : isOver ? 'card-bad' : ''
  return (
    <Stack
      component="article"
      className={`card ${tone}`}
      aria-label={t('rights:boxesOf', { name: person.name, where })}
    >
      <Group justify="space-between" align="flex-start">
        <Title order={3}>{where}</Title>
        <Tag tone={assignment.state === 'open' ? 'open' : isOver ? 'bad' : 'plain'}>
          {t(`rights:state.${assignment.state}`)}
        </Tag>
      </Group>
      <Text>
        {assignment.state === 'ended' ? t('rights:ended') : sayRights(person.name, assignment, elsewhere)}
      </Text>
      <Facts>
        <Fact label={t('rights:forWhat')}>{words.audience(assignment.audience)}</Fact>
        <Fact label={t('rights:until.label')}>
          <Until until={assignment.until} zone={zone} />
        </Fact>
        <Fact label={t('rights:reason')}>{assignment.reason}</Fact>
        <Fact label={t('rights:changedLast')}>
          {t('rights:changedBy', { by: assignment.changedBy.name, at: say.second(assignment.changedAt) })}
        </Fact>
      </Facts>
      {done ? (
        <Note tone="good" live="status" takesFocus key={done}>
          {done}
        </Note>
      ) : null}
      <Group align="flex-start">
        <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'rights:boxesClose' : can.change === true ? 'rights:boxes' : 'rights:boxesOnly')}
        </Button>
        <MayButton
          variant="default"
          can={can.change}
          onClick={() => {
            setDone(null)
            setMoving(true)
          }}
        >
          {t('rights:changeEnd')}
        </MayButton>
        <MayButton
          color="danger"
          variant="outline"
          can={can.end}
          label={t('rights:endOf', { name: person.name, where })}
          onClick={() => void endRights(assignment)}
        >
          {t('rights:end')}
        </MayButton>
      </Group>
      {isMoving && can.change === true ? (
        <Suspense fallback={<Waiting label={t('common.loading')} cards={1} height={320} />}>
          <ChangeEnd
            accountId={accountId}
            assignment={assignment}
            isOutsider={isOutsider(catalogue, assignment.audience)}
            zone={zone}
            onSaved={saved => {
              onSaved(saved)
              setMoving(false)
              setDone(t('rights:move.saved', { until: sayUntil(saved.until) }))
            }}
            onCancel={() => setMoving(false)}
          />
        </Suspense>
      ) : null}
      {isOpen ? (
        <div ref={boxes} tabIndex={-1} style={{ outline: 'none' }}>
          <Suspense fallback={<Waiting label={t('common.loading')} cards={1} height={480} />}>
            <BoxMatrix
              catalogue={catalogue}
              name={person.name}
              caption={t('rights:boxesOf', { name: person.name, where })}
              before={draft.seen.permissions}
              chosen={draft.chosen}
              audience={assignment.audience}
              onChange={
                can.change === true
                  ? chosen => {
                      setDone(null)
                      draft.change(chosen)
                    }
                  : null
              }
            />
          </Suspense>
        </div>
      ) : null}
      {draft.isChanged ? (
        <section className="save-bar" aria-label={t('rights:bar.label')}>
          {isOver ? (
            <Note tone="bad" live="alert">
              <Text>{t('rights:meanwhile.over')}</Text>
              <Button mt="xs" variant="default" onClick={() => decide(draft.drop)}>
                {t('rights:meanwhile.drop')}
              </Button>
            </Note>
          ) : draft.meanwhile ? (
            <MeanwhileNote
              catalogue={catalogue}
              seen={draft.seen}
              theirs={draft.meanwhile}
              zone={zone}
              onApply={() => decide(draft.putUponTheirs)}
              onDrop={() => decide(draft.drop)}
            />
          ) : (
            <SaveBar
              catalogue={catalogue}
              difference={difference}
              name={person.name}
              isNothingLeft={draft.chosen.length === 0}
              isRunning={action.isRunning}
              problem={action.problem}
              onSave={() => void save()}
              onDrop={() => decide(draft.drop)}
            />
          )}
        </section>
      ) : null}
    </Stack>
  )
}
