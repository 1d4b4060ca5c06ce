import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { listEntranceKeys, makeEntranceKey } from '#contract/accounts.ts'
import { useZone } from '../api/me.ts'
import { useAction, useAnswer } from '../api/use-api.ts'
import { MayButton } from '../desk/may-button.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { KeyIcon } from '../ui/icons.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Note } from '../ui/note.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { Waiting } from '../ui/waiting.tsx'
import type { GateKey, Shop } from './gate-key.ts'
import { ShownOnce } from './gate-key-once.tsx'
import { WithdrawKey } from './withdraw-gate-key.tsx'

/** The keys of a shop's door: which are valid, making one, withdrawing one. */
export function GateKeysSheet({ shop, onClose }: { shop: Shop | null; onClose: () => void }) {
  const { t } = useWords()
  const [secret, setSecret] = useState<string | null>(null)
  const close = () => {
    setSecret(null)
    onClose()
  }
  return (
    <Sheet
      isOpen={shop !== null}
      onClose={close}
      closeLabel={t('common.close')}
      locked={secret !== null}
      title={t('accounts:keyTitle', { shop: shop?.name ?? '' })}
    >
      {shop && secret ? (
        <ShownOnce secret={secret} shop={shop} onStored={close} />
      ) : shop ? (
        <Keys shop={shop} onMade={setSecret} onClose={close} />
      ) : null}
    </Sheet>
  )
}

function Keys({
  shop,
  onMade,
  onClose,
}: {
  shop: Shop
  onMade: (secret: string) => void
  onClose: () => void
}) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const keys = useAnswer(listEntranceKeys, { params: { resourceId: shop.id } })
  const make = useAction(makeEntranceKey)
  const [leaving, setLeaving] = useState<GateKey | null>(null)
  const [withdrawnAt, setWithdrawnAt] = useState<string | null>(null)
  const valid = keys.data?.items
  if (leaving) {
    return (
      <WithdrawKey
        shop={shop}
        gateKey={leaving}
        isLast={valid?.length === 1}
        onCancel={() => setLeaving(null)}
        onWithdrawn={at => {
          setWithdrawnAt(at)
          setLeaving(null)
        }}
      />
    )
  }
  return (
    <Stack>
      {withdrawnAt ? (
        <Note tone="good" live="status" takesFocus>
          {t('accounts:keyWithdrawn', { at: say.second(withdrawnAt) })}
        </Note>
      ) : null}
      <Text>{t('accounts:keyHint')}</Text>
      <Title order={3}>{t('accounts:keysValid')}</Title>
      <ProblemNote problem={keys.error} onAgain={() => void keys.refetch()} />
      {valid ? (
        <KeyList keys={valid} onWithdraw={setLeaving} />
      ) : keys.error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={56} />
      )}
      <ProblemNote problem={make.problem} />
      <Group justify="flex-end" align="flex-start">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <MayButton
          // Without an address there is no door that a key could prove.
          can={shop.origin === null ? 'no-entrance-here' : true}
          isRunning={make.isRunning}
          onClick={() =>
            void make.run({ params: { resourceId: shop.id } }).then(
              made => onMade(made.key),
              () => {},
            )
          }
        >
          {t('accounts:keyMake')}
        </MayButton>
      </Group>
    </Stack>
  )
}

function KeyList({ keys, onWithdraw }: { keys: readonly GateKey[]; onWithdraw: (gateKey: GateKey) => void }) {
  const { t } = useWords()
  const say = useSaying(useZone())
  if (keys.length === 0) return <Text c="dimmed">{t('accounts:keysNone')}</Text>
  return (
    <ul className="plain-list rows">
      {keys.map(key => (
        <li key={key.id} className="row">
          <KeyIcon size={18} />
          <div className="row-words">
            <Text>{t('accounts:keyMadeAt', { at: say.exact(key.madeAt) })}</Text>
            <Text size="sm" c="dimmed">
              {key.madeBy ? `${t('accounts:keyMadeBy', { by: key.madeBy.name })} · ` : ''}
              {say.relative(key.madeAt)}
            </Text>
          </div>
          <Button
            size="xs"
            variant="outline"
            color="danger"
            aria-label={t('accounts:keyWithdrawOf', { at: say.exact(key.madeAt) })}
            onClick={() => onWithdraw(key)}
          >
            {t('accounts:keyWithdraw')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
