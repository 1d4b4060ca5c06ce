import { Button, Group, Stack, Text } from '@mantine/core'
import type { AnswerOf } from '#contract/endpoint.ts'
import { readRegistrant, readRegistrantXml } from '#contract/holders.ts'
import { addressOf } from '../../api/call.ts'
import { useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Note } from '../../ui/note.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import type { ADomain } from '../domains.tsx'
import { Faults } from './faults.tsx'
import { RegistrantFacts } from './registrant-facts.tsx'

/** Who holds a domain, as a registry takes it: to read, to copy and to take along. */
export function RegistrantSheet({
  accountId,
  domain,
  onClose,
}: {
  accountId: string
  domain: ADomain | null
  onClose: () => void
}) {
  const { t } = useWords()
  return (
    <Sheet
      isOpen={domain !== null}
      onClose={onClose}
      closeLabel={t('common.close')}
      title={t('holders:registrantTitle', { name: domain?.name ?? '' })}
    >
      {domain ? <Registrant accountId={accountId} resourceId={domain.id} /> : null}
    </Sheet>
  )
}

function Registrant({ accountId, resourceId }: { accountId: string; resourceId: string }) {
  const { t } = useWords()
  const params = { accountId, resourceId }
  const { data, error, refetch } = useAnswer(readRegistrant, { params })
  if (error) return <ProblemNote problem={error} onAgain={() => void refetch()} />
  if (!data) return <Waiting label={t('common.loading')} cards={1} height={240} />
  const isWhole = !data.faults.some(({ severity }) => severity === 'wrong')
  return (
    <Stack>
      <RegistrantFacts registrant={data} />
      {data.faults.length > 0 ? (
        <Note tone={isWhole ? 'open' : 'bad'}>
          {isWhole ? null : <Text fw={600}>{t('holders:faultsTitle')}</Text>}
          <Faults faults={data.faults} />
        </Note>
      ) : null}
      <Text size="sm" c="dimmed">
        {t('holders:xmlHint')}
      </Text>
      <Group>
        <CopyButton text={textOf(data)} label={t('holders:jsonCopy')} />
        <Button
          component="a"
          size="sm"
          variant="default"
          href={addressOf(readRegistrant, params)}
          download={`${data.domain}.json`}
        >
          {t('holders:jsonLoad')}
        </Button>
        {isWhole ? (
          <Button
            component="a"
            size="sm"
            variant="default"
            href={addressOf(readRegistrantXml, params)}
            download={`${data.domain}.xml`}
          >
            {t('holders:xmlLoad')}
          </Button>
        ) : null}
      </Group>
    </Stack>
  )
}

function textOf(data: AnswerOf<typeof readRegistrant>): string {
  return JSON.stringify(data, null, 2)
}
