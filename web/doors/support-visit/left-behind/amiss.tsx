import { Stack, Text } from '@mantine/core'
import { makeAgain } from '#contract/left-behind.ts'
import { useAction } from '../../../api/use-api.ts'
import { MayButton } from '../../../desk/may-button.tsx'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { useSaying } from '../../../ui/moment.tsx'
import { Note } from '../../../ui/note.tsx'
import type { AnsweredLeft } from './left-behind.tsx'
import { useKind } from './use-kind.ts'

/** What is there, or is not, against all expectation: nothing is shown where all is well. */
export function Amiss({
  state,
  params,
  zone,
}: {
  state: AnsweredLeft
  params: { accountId: string; grantId: string }
  zone: string
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const kind = useKind()
  const again = useAction(makeAgain)
  return (
    <>
      {state.cameBack.map(one => (
        <Note key={one.id} tone="bad" live="alert">
          <Text fw={650}>{t('left-behind:cameBack')}</Text>
          <Text>
            {t('left-behind:cameBackHint', {
              kind: kind(one.kind),
              system: one.system,
              at: say.instant(one.at),
            })}
          </Text>
          {one.trouble ? <Text>{t('left-behind:cameBackTrouble', { trouble: one.trouble })}</Text> : null}
        </Note>
      ))}
      {state.missing.map(one => (
        <Note key={one.id} tone="bad" live="status">
          <Stack gap="xs" align="flex-start">
            <Text fw={650}>{t('left-behind:missing')}</Text>
            <Text>
              {t('left-behind:missingHint', {
                kind: kind(one.kind),
                system: one.system,
                at: say.instant(one.at),
              })}
            </Text>
            <MayButton
              can={one.can.makeAgain}
              isRunning={again.isRunning}
              onClick={() =>
                void again.run({ params: { ...params, artefactId: one.id }, body: {} }).catch(() => {})
              }
            >
              {t('left-behind:makeAgain')}
            </MayButton>
          </Stack>
        </Note>
      ))}
      <ProblemNote problem={again.problem} />
    </>
  )
}
