import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import type { inviteToRights } from '#contract/rights-invitations.ts'
import { useWords } from '../../language.ts'
import { CheckIcon, WarnIcon } from '../../ui/icons.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Tag } from '../../ui/note.tsx'

export type Answered = AnswerOf<typeof inviteToRights>['items']

/** What became of each address, and what to do where nothing was sent. */
export function Results({
  accountId,
  zone,
  items,
  onAnother,
}: {
  accountId: string
  zone: string
  items: Answered
  onAnother: () => void
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <Stack className="card">
      <Title order={2} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
        {t('invite-to-rights:resultTitle')}
      </Title>
      <ul className="plain-list rows">
        {items.map(({ address, invitation, refused }) => (
          <li key={address} className="row row-wraps">
            <div className="row-words">
              <Text fw={600}>{address}</Text>
              <Text c="dimmed">
                {invitation
                  ? t('invite-to-rights:sentHint', { at: say.instant(invitation.expiresAt) })
                  : refused
                    ? t(`invite-to-rights:refused.${refused}`)
                    : null}
              </Text>
            </div>
            {invitation ? (
              <Tag tone="good" icon={<CheckIcon size={15} />}>
                {t('invite-to-rights:sent')}
              </Tag>
            ) : (
              <Tag tone="bad" icon={<WarnIcon size={15} />}>
                {t('invite-to-rights:notSent')}
              </Tag>
            )}
          </li>
        ))}
      </ul>
      <Group>
        <LinkButton to={consolePaths.people(accountId)}>{t('invite-to-rights:toPeople')}</LinkButton>
        <Button variant="default" onClick={onAnother}>
          {t('invite-to-rights:another')}
        </Button>
      </Group>
    </Stack>
  )
}
