import { List, Stack, Text } from '@mantine/core'
import { consolePaths } from '#contract/paths.ts'
import type { Problem } from '../../api/problem.ts'
import { useWords } from '../../language.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Sheet } from '../../ui/sheet.tsx'

/** A contact that cannot go yet: what needs it, and where somebody else is chosen. */
export function StillNeeded({
  accountId,
  name,
  problem,
  onClose,
}: {
  accountId: string
  /** null: closed */
  name: string | null
  problem: Problem | null
  onClose: () => void
}) {
  const { t } = useWords()
  return (
    <Sheet
      isOpen={name !== null}
      onClose={onClose}
      closeLabel={t('common.close')}
      title={t('contacts:neededTitle', { name: name ?? '' })}
    >
      <Stack>
        <List>
          {needsOf(problem).map(({ what, name: domain }) => (
            <List.Item key={`${what} ${domain}`}>
              {t(what === 'holder-change' ? 'contacts:neededChange' : 'contacts:neededDomain', { domain })}
            </List.Item>
          ))}
        </List>
        <Text>{t('contacts:neededHint')}</Text>
        <LinkButton to={consolePaths.domains(accountId)}>{t('contacts:neededGo')}</LinkButton>
      </Stack>
    </Sheet>
  )
}

type Need = { what: string; name: string }

/** Details are for machines and may grow. */
function needsOf(problem: Problem | null): Need[] {
  const needs = problem?.details['needs']
  if (!Array.isArray(needs)) return []
  return needs.filter(
    (one): one is Need => typeof one === 'object' && one !== null && typeof one.name === 'string',
  )
}
