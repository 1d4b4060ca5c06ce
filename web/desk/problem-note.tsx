import { Button, Group, Text } from '@mantine/core'
import type { Problem, ProblemCode } from '../api/problem.ts'
import { useWords } from '../language.ts'
import { WarnIcon } from '../ui/icons.tsx'
import { Note } from '../ui/note.tsx'

/** One sentence that says what to do. */
function useProblemSentence(): (problem: Problem) => string {
  const { t } = useWords()
  return problem => {
    if (problem.code === 'unreachable') return t('trouble.unreachable')
    // A newer desk may know more codes than this page, which was loaded before it.
    const sentence = t(problem.code, { ns: 'refusals', defaultValue: t('internal', { ns: 'refusals' }) })
    const fields = fieldsOf(problem)
    return fields.length > 0 ? `${sentence} ${t('trouble.field', { fields: fields.join(', ') })}` : sentence
  }
}

/** A refusal on the page, read out as it appears. */
export function ProblemNote({ problem, onAgain }: { problem: Problem | null; onAgain?: () => void }) {
  const { t } = useWords()
  const say = useProblemSentence()
  if (!problem) return null
  return (
    <Note tone="bad" live="alert">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <WarnIcon size={22} />
        <div>
          <Text fw={600}>{t('trouble.title')}</Text>
          <Text>{say(problem)}</Text>
          {onAgain && mayPass.includes(problem.code) ? (
            <Button mt="xs" size="xs" variant="default" onClick={onAgain}>
              {t('common.again')}
            </Button>
          ) : null}
        </div>
      </Group>
    </Note>
  )
}

/** What may be gone when one asks again; the others are answers. */
const mayPass: readonly ProblemCode[] = ['unreachable', 'internal', 'database-is-away', 'too-many-tries']

/** The fields that a 400 names, as far as it names any. */
function fieldsOf(problem: Problem): string[] {
  const named = problem.details['fields'] ?? problem.details['errors']
  if (!Array.isArray(named)) return []
  return named
    .map((one: unknown) => (typeof one === 'object' && one !== null && 'path' in one ? String(one.path) : ''))
    .map(path => path.replace(/^\/?(body\/?)?/, ''))
    .filter(path => path !== '')
}
