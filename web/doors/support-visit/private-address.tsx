import { Button, Group, Stack, Text } from '@mantine/core'
import { allowPrivateAddress, readPrivateAddress } from '#contract/support-visit.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { Waiting } from '../../ui/waiting.tsx'

type Resource = { id: string; name: string }

/** Whether the desk may reach a shop or server inside the provider's own network. */
export function PrivateAddressSheet({ of, onClose }: { of: Resource | null; onClose: () => void }) {
  const { t } = useWords()
  return (
    <Sheet
      title={of ? t('provider-desk:private.title', { shop: of.name }) : ''}
      isOpen={of !== null}
      onClose={onClose}
      closeLabel={t('common.close')}
    >
      {of ? <TheSwitch resourceId={of.id} /> : null}
    </Sheet>
  )
}

function TheSwitch({ resourceId }: { resourceId: string }) {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readPrivateAddress, { params: { resourceId } })
  const action = useAction(allowPrivateAddress)
  const allow = (allowed: boolean) =>
    // What went wrong stands below; the action keeps it.
    void action.run({ params: { resourceId }, body: { allowed } }).then(
      () => void refetch(),
      () => {},
    )
  return (
    <Stack>
      <Text>{t('provider-desk:private.what')}</Text>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {!data && !error ? <Waiting label={t('common.loading')} height={60} /> : null}
      {data ? (
        <>
          <Text fw={650} role="status">
            {t(data.allowed ? 'provider-desk:private.allowed' : 'provider-desk:private.refused')}
          </Text>
          <Group>
            <Button
              variant={data.allowed ? 'default' : 'filled'}
              loading={action.isRunning}
              onClick={() => allow(!data.allowed)}
            >
              {t(data.allowed ? 'provider-desk:private.refuse' : 'provider-desk:private.allow')}
            </Button>
          </Group>
        </>
      ) : null}
      <ProblemNote problem={action.problem} />
    </Stack>
  )
}
