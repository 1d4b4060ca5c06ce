import type { AnswerOf } from '#contract/endpoint.ts'
import {
  acceptExtraRights,
  confirmStep,
  confirmStepOfVisit,
  readRequestedRights,
  readRequestedRightsOfVisit,
  readSteps,
  readStepsOfVisit,
  undoStep,
  undoStepOfVisit,
} from '#contract/steps.ts'
import { useAction, useAnswer } from '../../../api/use-api.ts'

export type StepsAnswer = AnswerOf<typeof readSteps>
export type Guided = StepsAnswer['items'][number]
export type Step = Guided['phases'][number]['steps'][number]
/** accountId: as the owner's side; without it as the visitor. */
export type Of = { accountId?: string | undefined; grantId: string }

export function useSteps({ accountId = '', grantId }: Of) {
  const isOwner = accountId !== ''
  const own = useAnswer(readSteps, { params: { accountId, grantId } }, { everyMs: 10_000, enabled: isOwner })
  const visitors = useAnswer(
    readStepsOfVisit,
    { params: { grantId } },
    { everyMs: 10_000, enabled: !isOwner },
  )
  return isOwner ? own : visitors
}

/** What either side can do, sent to its own operations. */
export function useStepActions({ accountId = '', grantId }: Of) {
  const own = {
    confirm: useAction(confirmStep),
    undo: useAction(undoStep),
    read: useAction(readRequestedRights),
  }
  const visitors = {
    confirm: useAction(confirmStepOfVisit),
    undo: useAction(undoStepOfVisit),
    read: useAction(readRequestedRightsOfVisit),
  }
  const accepting = useAction(acceptExtraRights)
  const of = accountId ? own : visitors
  return {
    isRunning: of.confirm.isRunning || of.undo.isRunning || of.read.isRunning || accepting.isRunning,
    problem: of.confirm.problem ?? of.undo.problem ?? of.read.problem ?? accepting.problem,
    confirm: (stepId: string) =>
      accountId
        ? own.confirm.run({ params: { accountId, grantId, stepId }, body: {} })
        : visitors.confirm.run({ params: { grantId, stepId }, body: {} }),
    undo: (stepId: string) =>
      accountId
        ? own.undo.run({ params: { accountId, grantId, stepId } })
        : visitors.undo.run({ params: { grantId, stepId } }),
    readRights: (artefactId: string, rights: string[]) =>
      accountId
        ? own.read.run({ params: { accountId, grantId, artefactId }, body: { rights } })
        : visitors.read.run({ params: { grantId, artefactId }, body: { rights } }),
    acceptRights: (artefactId: string, rights: string[]) =>
      accepting.run({ params: { accountId, grantId, artefactId }, body: { rights } }),
  }
}
export type StepActions = ReturnType<typeof useStepActions>
