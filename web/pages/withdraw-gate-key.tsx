import { Button, Group, List, Stack, Text, Title } from '@mantine/core'
import { withdrawEntranceKey } from '#contract/accounts.ts'
import { useZone } from '../api/me.ts'
import { useAction } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { useSaying } from '../ui/moment.tsx'
import { Note } from '../ui/note.tsx'
import type { GateKey, Shop } from './gate-key.ts'

/** Before a key is withdrawn: what happens to those who stand behind a proxy that shows it. */
export function WithdrawKey({
  shop,
  gateKey,
  isLast,
  onWithdrawn,
  onCancel,
}: {
  shop: Shop
  gateKey: GateKey
  /** There is no other valid key: the shop has no door afterwards. */
  isLast: boolean
  onWithdrawn: (at: string) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const action = useAction(withdrawEntranceKey)
  const withdraw = () =>
    action.run({ params: { resourceId: shop.id, keyId: gateKey.id } }).then(
      ({ withdrawnAt }) => onWithdrawn(withdrawnAt),
      () => {},
    )
  return (
    <Stack>
      <Title order={3}>{t('accounts:keyWithdrawTitle', { at: say.exact(gateKey.madeAt) })}</Title>
      <List>
        <List.Item>{t('accounts:keyWithdrawHint')}</List.Item>
        <List.Item>{t('accounts:keyWithdrawInside')}</List.Item>
        <List.Item>{t('accounts:keyWithdrawGrants')}</List.Item>
      </List>
      {isLast ? (
        <Note tone="bad">
          <Text fw={600}>{t('accounts:keyWithdrawLast', { shop: shop.name })}</Text>
        </Note>
      ) : null}
      <ProblemNote problem={action.problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel} disabled={action.isRunning} autoFocus>
          {t('common.cancel')}
        </Button>
        <Button color="danger" loading={action.isRunning} onClick={() => void withdraw()}>
          {t('accounts:keyWithdrawNow')}
        </Button>
      </Group>
    </Stack>
  )
}
