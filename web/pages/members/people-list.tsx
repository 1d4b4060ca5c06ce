import { Anchor, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Static } from 'typebox'
import type { AnswerOf } from '#contract/endpoint.ts'
import { endGrant } from '#contract/grants.ts'
import type { listMembers, Member } from '#contract/members.ts'
import { useMe } from '../../api/me.ts'
import { useAction } from '../../api/use-api.ts'
import { useSayUntil } from '../../desk/countdown.tsx'
import { useEndingSheet } from '../../desk/ending-sheet.tsx'
import { MayButton } from '../../desk/may-button.tsx'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { PersonIcon } from '../../ui/icons.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Tag } from '../../ui/note.tsx'
import { Section } from '../../ui/page.tsx'
import { InvitationRow } from './invitation-row.tsx'
import { useWhatEnds } from './what-ends-with.ts'

export type People = AnswerOf<typeof listMembers>
type AMember = Static<typeof Member>
export type Place = { accountId: string; account: string; zone: string }

/** Owner, members and who is invited, in one list. */
export function PeopleList({
  people,
  place,
  onDone,
  onInviteAgain,
}: {
  people: People
  place: Place
  onDone: (sentence: string) => void
  onInviteAgain: (invitation: People['invitations'][number]) => void
}) {
  const { t } = useWords()
  const { owner, members, invitations } = people
  return (
    <div className="card">
      <Section title={t('members:list')}>
        <ul className="plain-list rows">
          <li>
            <Row person={owner.person} address={owner.address} tag={<Tag>{t('members:role.owner')}</Tag>}>
              <PersonLinks person={owner.person} accountId={place.accountId} />
            </Row>
          </li>
          {members.map(member => (
            <li key={member.grantId}>
              <MemberRow member={member} place={place} />
            </li>
          ))}
          {invitations.map(invitation => (
            <li key={invitation.id}>
              <InvitationRow
                invitation={invitation}
                place={place}
                onDone={onDone}
                onInviteAgain={() => onInviteAgain(invitation)}
              />
            </li>
          ))}
        </ul>
        {members.length + invitations.length === 0 ? (
          <div>
            <Text fw={600}>{t('members:onlyOwner')}</Text>
            {people.can.invite === true ? <Text c="dimmed">{t('members:onlyOwnerHint')}</Text> : null}
          </div>
        ) : null}
      </Section>
    </div>
  )
}

function MemberRow({ member, place }: { member: AMember; place: Place }) {
  const { t } = useWords()
  const say = useSaying(place.zone)
  const sayUntil = useSayUntil(place.zone)
  const { person, role, since, until, lastSeenAt } = member
  return (
    <Row
      person={person}
      address={member.address}
      tag={<Tag>{t(`members:role.${role}`)}</Tag>}
      beside={<EndMember member={member} place={place} />}
    >
      <Text size="sm" c="dimmed">
        {t('members:since', { at: say.instant(since) })} · {sayUntil(until)}
      </Text>
      <Text size="sm" c="dimmed">
        {lastSeenAt ? t('members:lastSeen', { at: say.relative(lastSeenAt) }) : t('members:neverSeen')}
      </Text>
      <PersonLinks person={person} accountId={place.accountId} />
    </Row>
  )
}

/** Ends a membership, and shows before what ends with it: what was opened by a member rests on his membership. */
function EndMember({ member, place }: { member: AMember; place: Place }) {
  const { t } = useWords()
  const open = useEndingSheet()
  const action = useAction(endGrant)
  const { accountId, zone } = place
  const { person, grantId } = member
  const ends = useWhatEnds(accountId, member.can.end === true)
  return (
    <MayButton
      size="sm"
      color="danger"
      variant="outline"
      can={member.can.end}
      label={t('members:endOf', { name: person.name })}
      onClick={() =>
        open({
          title: t('members:endTitle', { name: person.name }),
          hint: t('members:endHint', { name: person.name }),
          // What else was given to him stays; the ending of one grant is no goodbye.
          ...ends.of(grant => grant.id === grantId || grant.decision.by?.id === person.id),
          zone,
          accountId,
          confirmLabel: t('members:endNow'),
          run: note => action.run({ params: { accountId, grantId }, body: note ? { note } : {} }),
        })
      }
    >
      {t('members:end')}
    </MayButton>
  )
}

/** What one would ask next about a person. */
function PersonLinks({ person, accountId }: { person: { id: string; name: string }; accountId: string }) {
  const { t } = useWords()
  return (
    <Group gap="sm">
      <Anchor
        size="sm"
        renderRoot={looks => (
          <Link {...looks} to={patterns.why} params={{ accountId }} search={{ person: person.id }} />
        )}
      >
        {t('members:why', { name: person.name })}
      </Anchor>
      <Anchor
        size="sm"
        renderRoot={looks => (
          <Link {...looks} to={patterns.timeline} params={{ accountId }} search={{ person: person.id }} />
        )}
      >
        {t('members:history', { name: person.name })}
      </Anchor>
    </Group>
  )
}

/** A person, what he is here, and what can be done about it. */
export function Row({
  person,
  address,
  tag,
  beside,
  children,
}: {
  person: { id?: string; name: string }
  address: string
  tag: ReactNode
  beside?: ReactNode
  children: ReactNode
}) {
  const { t } = useWords()
  const me = useMe().person
  return (
    <Group justify="space-between" align="flex-start" gap="sm" py="sm">
      <Group
        gap="sm"
        wrap="nowrap"
        align="flex-start"
        className="row-words"
        style={{ minWidth: 'min(100%, 16rem)' }}
      >
        <PersonIcon size={22} />
        <div className="row-words">
          <Group gap="xs">
            <Text fw={650}>{person.name}</Text>
            {tag}
            {person.id === me.id ? (
              <Text size="sm" c="dimmed">
                {t('members:you')}
              </Text>
            ) : null}
          </Group>
          <Text>{address}</Text>
          {children}
        </div>
      </Group>
      {beside}
    </Group>
  )
}
