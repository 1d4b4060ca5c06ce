import { Button, Group, Text } from '@mantine/core'
import { useZone } from '../../api/me.ts'
import { MayButton } from '../../desk/may-button.tsx'
import { useWords } from '../../language.ts'
import { useSaying } from '../../ui/moment.tsx'
import { Tag } from '../../ui/note.tsx'
import type { ADomain } from '../domains.tsx'

/** One domain: who holds it, what is about to change and who still has to say yes. */
export function DomainRow({
  domain,
  accountId,
  onChange,
  onShow,
  onStop,
}: {
  domain: ADomain
  accountId: string
  onChange: () => void
  onShow: () => void
  onStop: () => void
}) {
  const { t } = useWords()
  const say = useSaying(useZone(accountId))
  const { name, group, holder, change } = domain
  return (
    <Group justify="space-between" align="flex-start" gap="sm" py="sm">
      <div className="row-words" style={{ minWidth: 'min(100%, 16rem)' }}>
        <Group gap="xs">
          <Text fw={650} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          {group ? <Tag>{group.name}</Tag> : null}
          {change ? <Tag tone="open">{t(`holders:state.${change.state}`)}</Tag> : null}
        </Group>
        <Text>
          {holder
            ? t('holders:heldBy', { name: holder.contact?.name ?? t('holders:hidden') })
            : t('holders:noHolder')}
        </Text>
        {holder ? (
          <Text size="sm" c="dimmed">
            {t('holders:since', { at: say.instant(holder.since) })}
          </Text>
        ) : null}
        {change ? <ChangeWords change={change} at={say.instant} /> : null}
      </div>
      <Group gap="xs" align="flex-start">
        {holder?.contact ? (
          <Button size="sm" variant="default" aria-label={t('holders:showOf', { name })} onClick={onShow}>
            {t('holders:show')}
          </Button>
        ) : null}
        {change === null ? (
          <MayButton
            size="sm"
            variant="default"
            can={domain.can.change}
            label={t('holders:changeOf', { name })}
            onClick={onChange}
          >
            {t('holders:change')}
          </MayButton>
        ) : change.can.stop === true ? (
          <Button
            size="sm"
            variant="outline"
            color="danger"
            aria-label={t('holders:stopOf', { name })}
            onClick={onStop}
          >
            {t('holders:stop')}
          </Button>
        ) : null}
      </Group>
    </Group>
  )
}

function ChangeWords({
  change,
  at,
}: {
  change: NonNullable<ADomain['change']>
  at: (instant: string) => string
}) {
  const { t } = useWords()
  const { state, to, oldConfirmed, newConfirmed, expiresAt, takesEffectAt } = change
  const missing = oldConfirmed ? 'new' : newConfirmed ? 'old' : 'both'
  return (
    <>
      {to ? <Text>{t('holders:next', { name: to.contact?.name ?? to.email })}</Text> : null}
      <Text size="sm">
        {state === 'asked'
          ? t(`holders:missing.${missing}`, { at: at(expiresAt) })
          : state === 'waiting' && takesEffectAt
            ? t('holders:waitsUntil', { at: at(takesEffectAt) })
            : t('holders:providerDoes')}
      </Text>
    </>
  )
}
