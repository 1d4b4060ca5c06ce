import { Button, Group, Text } from '@mantine/core'
import type { Static } from 'typebox'
import { type Invitation, resendInvitation, withdrawInvitation } from '#contract/members.ts'
import { useAction } from '../../api/use-api.ts'
import { Countdown, useSayUntil } from '../../desk/countdown.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { useNow } from '../../ui/clock.ts'
import { useSaying } from '../../ui/moment.tsx'
import { Tag } from '../../ui/note.tsx'
import { focusHeading } from '../../ui/page.tsx'
import { type Place, Row } from './people-list.tsx'

export type AnInvitation = Static<typeof Invitation>

/** Somebody who was invited: does the link still work, and sending it again or taking it back. */
export function InvitationRow({
  invitation,
  place,
  onDone,
  onInviteAgain,
}: {
  invitation: AnInvitation
  place: Place
  onDone: (sentence: string) => void
  onInviteAgain: () => void
}) {
  const { t } = useWords()
  const say = useSaying(place.zone)
  const sayUntil = useSayUntil(place.zone)
  const resending = useAction(resendInvitation)
  const withdrawing = useAction(withdrawInvitation)
  const { name, role, until, state, expiresAt, sentAt, invitedBy } = invitation
  // What it promised is over: no link brings that back.
  const isPast = useNow(60_000) >= Date.parse(until ?? '')
  const params = { accountId: place.accountId, invitationId: invitation.id }

  const resend = () =>
    resending.run({ params, body: {} }).then(
      sent => onDone(t('members:resent', { name, at: say.instant(sent.expiresAt) })),
      () => {},
    )
  const withdraw = () =>
    withdrawing.run({ params }).then(
      () => {
        onDone(t('members:withdrawn', { name }))
        focusHeading()
      },
      () => {},
    )

  return (
    <Row
      person={{ name }}
      address={invitation.address}
      tag={
        <>
          <Tag>{t('members:invitation')}</Tag>
          {state === 'pending' ? (
            <Tag tone="open">{t('state.pending')}</Tag>
          ) : (
            <Tag tone="bad">{t(state === 'lapsed' ? 'state.lapsed' : 'state.rejected')}</Tag>
          )}
        </>
      }
      beside={
        <Group gap="xs">
          {state === 'declined' ? (
            <Button
              size="sm"
              variant="default"
              onClick={onInviteAgain}
              aria-label={t('members:inviteAgainOf', { name })}
            >
              {t('members:inviteAgain')}
            </Button>
          ) : (
            <>
              {isPast ? null : (
                <Button
                  size="sm"
                  variant="default"
                  loading={resending.isRunning}
                  onClick={() => void resend()}
                  aria-label={t('members:resendOf', { name })}
                >
                  {t('members:resend')}
                </Button>
              )}
              <Button
                size="sm"
                variant="default"
                loading={withdrawing.isRunning}
                onClick={() => void withdraw()}
                aria-label={t('members:withdrawOf', { name })}
              >
                {t('members:withdraw')}
              </Button>
            </>
          )}
        </Group>
      }
    >
      <Text size="sm" c="dimmed">
        {t(`members:invitedAs.${role}`, { until: sayUntil(until) })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('members:invitedBy', { by: invitedBy.name, at: say.instant(sentAt) })}
      </Text>
      <Text size="sm">
        {state === 'pending' ? (
          <>
            {t('members:pendingFor', { at: say.instant(expiresAt) })} · <Countdown until={expiresAt} />
          </>
        ) : (
          t(
            state === 'declined'
              ? 'members:declinedHint'
              : isPast
                ? 'members:pastHint'
                : 'members:lapsedHint',
          )
        )}
      </Text>
      <ProblemNote problem={resending.problem ?? withdrawing.problem} />
    </Row>
  )
}
