import { Button, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { resendInvitation, withdrawInvitation } from '#contract/members.ts'
import {
  answerOtherAddress,
  resendRightsInvitation,
  showInvitationLink,
  withdrawRightsInvitation,
} from '#contract/rights-invitations.ts'
import { useAction } from '../../api/use-api.ts'
import { Countdown } from '../../desk/countdown.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { focusHeading } from '../../ui/page.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { type Place, type Somebody, useRightsWords } from './somebody.ts'

type AnInvitation = NonNullable<Somebody['invitation']>
type Told = { name: string; invitation: AnInvitation; place: Place; onDone: (sentence: string) => void }

/** An invitation that waits: to what, how long its link is good for, and what can be done with it. */
export function InvitationPart({ name, invitation, place, onDone }: Told) {
  const { t } = useWords()
  const words = useRightsWords(place)
  const say = useSaying(place.zone)
  const { state, invitedBy, sentAt, expiresAt } = invitation
  return (
    <div>
      <Text>{words.invited(invitation)}</Text>
      <Text size="sm" c="dimmed">
        {t('people:invitation.by', { by: invitedBy.name, at: say.instant(sentAt) })}
      </Text>
      <Text size="sm">
        {state === 'pending' ? (
          <>
            {t('people:invitation.pending', { at: say.instant(expiresAt) })} · <Countdown until={expiresAt} />
          </>
        ) : (
          t(`people:invitation.${state}`)
        )}
      </Text>
      <Asks name={name} invitation={invitation} place={place} onDone={onDone} />
      <Buttons name={name} invitation={invitation} place={place} onDone={onDone} />
    </div>
  )
}

function Buttons({ name, invitation, place, onDone }: Told) {
  const { t } = useWords()
  const say = useSaying(place.zone)
  const isMember = invitation.to === 'member'
  const resendToMember = useAction(resendInvitation)
  const resendToRights = useAction(resendRightsInvitation)
  const withdrawMember = useAction(withdrawInvitation)
  const withdrawRights = useAction(withdrawRightsInvitation)
  const show = useAction(showInvitationLink)
  const [shown, setShown] = useState<{ link: string; expiresAt: string } | null>(null)
  const params = { accountId: place.accountId, invitationId: invitation.id }
  const resend = () =>
    (isMember ? resendToMember : resendToRights).run({ params, body: {} }).then(
      sent => onDone(t('people:invitation.resent', { name, at: say.instant(sent.expiresAt) })),
      () => {},
    )
  const withdraw = () =>
    (isMember ? withdrawMember : withdrawRights).run({ params }).then(
      () => {
        onDone(t('people:invitation.withdrawn', { name }))
        focusHeading()
      },
      () => {},
    )
  const problem = [resendToMember, resendToRights, withdrawMember, withdrawRights, show].find(
    one => one.problem,
  )?.problem
  return (
    <>
      <Group gap="xs" mt="xs">
        {invitation.can.resend === true ? (
          <Button
            size="sm"
            variant="default"
            loading={resendToMember.isRunning || resendToRights.isRunning}
            onClick={() => void resend()}
            aria-label={t('people:invitation.resendOf', { name })}
          >
            {t('people:invitation.resend')}
          </Button>
        ) : null}
        {invitation.can.showLink === true ? (
          <Button
            size="sm"
            variant="default"
            loading={show.isRunning}
            onClick={() =>
              void show.run({ params, body: {} }).then(
                ({ link, expiresAt }) => setShown({ link, expiresAt }),
                () => {},
              )
            }
            aria-label={t('people:invitation.copyOf', { name })}
          >
            {t('people:invitation.copy')}
          </Button>
        ) : null}
        {invitation.can.withdraw === true ? (
          <Button
            size="sm"
            variant="default"
            loading={withdrawMember.isRunning || withdrawRights.isRunning}
            onClick={() => void withdraw()}
            aria-label={t('people:invitation.withdrawOf', { name })}
          >
            {t('people:invitation.withdraw')}
          </Button>
        ) : null}
      </Group>
      <ProblemNote problem={problem ?? null} />
      <Sheet
        isOpen={shown !== null}
        onClose={() => setShown(null)}
        closeLabel={t('common.close')}
        locked
        title={t('people:linkTitle', { name })}
      >
        {shown ? (
          <>
            <Text>{t('people:linkHint', { at: say.instant(shown.expiresAt) })}</Text>
            <TextInput
              mt="sm"
              label={t('people:link')}
              value={shown.link}
              readOnly
              onFocus={event => event.currentTarget.select()}
            />
            <Group justify="space-between" mt="md">
              <CopyButton text={shown.link} label={t('people:linkCopy')} />
              <Button onClick={() => setShown(null)}>{t('people:linkDone')}</Button>
            </Group>
          </>
        ) : null}
      </Sheet>
    </>
  )
}

/** What the invited asks of whoever invites. */
function Asks({ name, invitation, place, onDone }: Told) {
  const { t } = useWords()
  const say = useSaying(place.zone)
  const answer = useAction(answerOtherAddress)
  const { asks } = invitation
  if (!asks) return null
  if (asks.for === 'another-link')
    return (
      <Note tone="open">
        <Text>{t('people:invitation.wantsLink', { at: say.instant(asks.at) })}</Text>
      </Note>
    )
  const { address } = asks
  const decide = (use: boolean) =>
    answer
      .run({
        params: { accountId: place.accountId, invitationId: invitation.id },
        body: { address, use },
      })
      .then(
        kept =>
          onDone(t(use ? 'people:invitation.usedIt' : 'people:invitation.keptIt', { address: kept.address })),
        () => {},
      )
  return (
    <Note tone="open">
      <Text>
        {t('people:invitation.wantsAddress', { name: asks.name, address, at: say.instant(asks.at) })}
      </Text>
      <Text size="sm">{t('people:invitation.wantsAddressHint', { name })}</Text>
      <Group gap="xs" mt="xs">
        <Button size="sm" loading={answer.isRunning} onClick={() => void decide(true)}>
          {t('people:invitation.useIt')}
        </Button>
        <Button size="sm" variant="default" disabled={answer.isRunning} onClick={() => void decide(false)}>
          {t('people:invitation.keepIt')}
        </Button>
      </Group>
      <ProblemNote problem={answer.problem} />
    </Note>
  )
}
