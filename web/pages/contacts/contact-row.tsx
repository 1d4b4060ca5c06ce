import { Button, Group, Text } from '@mantine/core'
import type { Static } from 'typebox'
import type { AddressWaits } from '#contract/contacts.ts'
import { useZone } from '../../api/me.ts'
import type { Can } from '../../desk/may-button.tsx'
import { useWords } from '../../language.ts'
import { LetterIcon, PersonIcon, TeamIcon } from '../../ui/icons.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Tag } from '../../ui/note.tsx'
import type { AContact } from './contact-draft.ts'
import { useCountryName } from './say-finding.ts'

const icons = { person: PersonIcon, organisation: TeamIcon, 'role-mailbox': LetterIcon }

/** One contact: how it is called, what it is, and how it can be reached. */
export function ContactRow({
  accountId,
  contact,
  holds,
  waits,
  can,
  onChange,
  onRemove,
  onStop,
}: {
  accountId: string
  contact: AContact
  /** Does it hold a domain? */
  holds: boolean
  /** Another mail address that is about to count. */
  waits: Static<typeof AddressWaits> | null
  can: { add: Can; remove: Can }
  onChange: () => void
  onRemove: () => void
  onStop: () => void
}) {
  const { t } = useWords()
  const say = useSaying(useZone(accountId))
  const countryName = useCountryName()
  const { shownAs, kind, organisation, name, email, phoneShown, street, postcode, city, country } = contact
  const Icon = icons[kind]
  const beside = kind === 'organisation' ? name : organisation
  const place = [...street, [postcode, city].filter(Boolean).join(' ')].filter(Boolean)
  return (
    <Group justify="space-between" align="flex-start" gap="sm" py="sm">
      <Group
        gap="sm"
        wrap="nowrap"
        align="flex-start"
        className="row-words"
        style={{ minWidth: 'min(100%, 16rem)' }}
      >
        <Icon size={22} />
        <div className="row-words">
          <Group gap="xs">
            <Text fw={650}>{shownAs}</Text>
            <Tag>{t(`contacts:kind.${kind}`)}</Tag>
            {holds ? <Tag>{t('contacts:holds')}</Tag> : null}
          </Group>
          {beside ? <Text c="dimmed">{beside}</Text> : null}
          <Text>{email}</Text>
          {waits ? (
            <Text size="sm" className="warm" style={{ overflowWrap: 'anywhere' }}>
              {waits.takesEffectAt
                ? t('contacts:addressWaitsUntil', {
                    email: waits.email,
                    at: say.instant(waits.takesEffectAt),
                  })
                : t('contacts:addressWaits', { email: waits.email, at: say.instant(waits.expiresAt) })}
            </Text>
          ) : null}
          {phoneShown ? <Text className="numbers">{phoneShown}</Text> : null}
          {place.length > 0 ? (
            <Text size="sm" c="dimmed">
              {[...place, country ? countryName(country) : ''].filter(Boolean).join(', ')}
            </Text>
          ) : null}
        </div>
      </Group>
      <Group gap="xs">
        {waits && can.add === true ? (
          <Button
            size="sm"
            variant="outline"
            color="danger"
            aria-label={t('contacts:addressStopOf', { name: shownAs })}
            onClick={onStop}
          >
            {t('contacts:addressStop')}
          </Button>
        ) : null}
        {can.add === true ? (
          <Button
            size="sm"
            variant="default"
            aria-label={t('contacts:changeOf', { name: shownAs })}
            onClick={onChange}
          >
            {t('contacts:change')}
          </Button>
        ) : null}
        {can.remove === true ? (
          <Button
            size="sm"
            variant="outline"
            color="danger"
            aria-label={t('contacts:removeOf', { name: shownAs })}
            onClick={onRemove}
          >
            {t('contacts:remove')}
          </Button>
        ) : null}
      </Group>
    </Group>
  )
}
