import { Button, Group, Text } from '@mantine/core'
import { useId, useState } from 'react'
import { consolePaths } from '#contract/paths.ts'
import { useMe } from '../../api/me.ts'
import { type Can, MayButton } from '../../desk/may-button.tsx'
import { useWords } from '../../language.ts'
import { LinkButton, PageLink } from '../../ui/link-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Tag } from '../../ui/note.tsx'
import { InvitationPart } from './invitation.tsx'
import { type Place, type Somebody, useRightsWords } from './somebody.ts'

export type Doing = {
  suspend: (somebody: Somebody) => void
  resume: (somebody: Somebody) => void
  end: (somebody: Somebody) => void
  changeContact: (somebody: Somebody) => void
  onDone: (sentence: string) => void
}

const tones = {
  contact: 'plain',
  invited: 'open',
  active: 'good',
  suspended: 'bad',
  ended: 'plain',
} as const

type Shown = {
  somebody: Somebody
  place: Place
  canAddContact: Can
  doing: Doing
}

/** Somebody as a row of the table, and below it, when it is wanted, all that can be done. */
export function PersonRow(shown: Shown) {
  const { somebody, place } = shown
  const { t } = useWords()
  const say = useSaying(place.zone)
  const words = useRightsWords(place)
  const me = useMe().person
  const [isOpen, setOpen] = useState(false)
  const more = useId()
  const { name, address, state, is, role, assignments, lastSeenAt, endsAt, invitation, personId, contactId } =
    somebody
  const asks = invitation?.asks ? 1 : 0
  return (
    <>
      <tr>
        <th scope="row">
          <Text fw={650} span>
            {name}
          </Text>{' '}
          {personId === me.id ? (
            <Text size="sm" c="dimmed" span>
              {t('people:you')}
            </Text>
          ) : null}
          <Text size="sm">{address}</Text>
          <div className="people-tags">
            <Tag tone={tones[state]}>{t(`people:state.${state}`)}</Tag>
            {(['signsIn', 'getsMail', 'isHolder'] as const)
              .filter(chip => is[chip])
              .map(chip => (
                <Tag key={chip}>{t(`people:is.${chip}`)}</Tag>
              ))}
          </div>
        </th>
        <td>
          {role ? <Text>{t(`people:role.${role}`)}</Text> : null}
          {assignments.map(one => (
            <Text key={one.id}>{words.in(one)}</Text>
          ))}
          {role || assignments.length > 0 ? null : (
            <Text c="dimmed">{invitation ? words.invited(invitation) : t('people:nothing')}</Text>
          )}
        </td>
        <td>
          {personId ? (
            <>
              <span className="people-label">{t('people:column.seen')}: </span>
              {lastSeenAt ? (
                <time dateTime={lastSeenAt} title={say.exact(lastSeenAt)}>
                  {say.relative(lastSeenAt)}
                </time>
              ) : (
                t('people:never')
              )}
            </>
          ) : null}
        </td>
        <td>
          {state === 'active' ? (
            <>
              <span className="people-label">{t('people:column.ends')}: </span>
              {endsAt ? <time dateTime={endsAt}>{say.instant(endsAt)}</time> : t('people:noEnd')}
            </>
          ) : null}
        </td>
        <td>
          {role === 'owner' && !contactId && !invitation ? null : (
            <Button
              size="sm"
              variant={asks ? 'light' : 'default'}
              aria-expanded={isOpen}
              aria-controls={more}
              aria-label={t(isOpen ? 'people:less' : 'people:more', { name })}
              onClick={() => setOpen(!isOpen)}
            >
              {t(isOpen ? 'people:lessShort' : 'people:moreShort')}
            </Button>
          )}
        </td>
      </tr>
      <tr className="people-more" id={more} hidden={!isOpen}>
        {isOpen ? (
          <td colSpan={5}>
            <More {...shown} />
          </td>
        ) : null}
      </tr>
    </>
  )
}

function More({ somebody, place, canAddContact, doing }: Shown) {
  const { t } = useWords()
  const say = useSaying(place.zone)
  const words = useRightsWords(place)
  const { accountId } = place
  const { name, state, personId, contactId, role, assignments, suspended, invitation, can } = somebody
  const isHere = state === 'active' || suspended !== null
  return (
    <div className="note note-plain">
      {suspended ? (
        <Text>
          {t('people:suspendedBy', { by: suspended.by.name, at: say.instant(suspended.at) })}{' '}
          {suspended.note ? t('people:suspendedNote', { note: suspended.note }) : null}
        </Text>
      ) : null}
      {assignments.length > 0 ? (
        <ul className="plain-list">
          {assignments.map(one => (
            <li key={one.id}>
              <Text>
                {words.in(one)}: {words.until(one.until)}
                {one.state === 'open' ? null : ` · ${stateOf(one.state)}`}
              </Text>
              <Text size="sm" c="dimmed">
                {words.counts(one)}
              </Text>
            </li>
          ))}
        </ul>
      ) : null}
      {invitation ? (
        <InvitationPart name={name} invitation={invitation} place={place} onDone={doing.onDone} />
      ) : null}
      <Group gap="xs" mt="sm" align="flex-start">
        {role !== null && role !== 'owner' ? (
          <PageLink to={consolePaths.members(accountId)}>{t('people:toMembers')}</PageLink>
        ) : null}
        {personId && isHere && can.change === true ? (
          <LinkButton
            to={consolePaths.person(accountId, personId)}
            size="sm"
            variant="default"
            aria-label={t('people:changeOf', { name })}
          >
            {t('people:change')}
          </LinkButton>
        ) : null}
        {contactId && canAddContact === true ? (
          <Button size="sm" variant="default" onClick={() => doing.changeContact(somebody)}>
            {t('people:changeContact')}
          </Button>
        ) : null}
        {contactId && state === 'contact' && can.invite === true ? (
          <LinkButton
            to={`${consolePaths.inviteToRights(accountId)}?contact=${encodeURIComponent(contactId)}`}
            size="sm"
            aria-label={t('people:inviteContactOf', { name })}
          >
            {t('people:inviteContact')}
          </LinkButton>
        ) : null}
        {suspended ? (
          <MayButton
            size="sm"
            can={can.resume}
            label={t('people:resumeOf', { name })}
            onClick={() => doing.resume(somebody)}
          >
            {t('people:resume')}
          </MayButton>
        ) : personId && state === 'active' && role !== 'owner' ? (
          <MayButton
            size="sm"
            variant="default"
            can={can.suspend}
            label={t('people:suspendOf', { name })}
            onClick={() => doing.suspend(somebody)}
          >
            {t('people:suspend')}
          </MayButton>
        ) : null}
        {personId && isHere && role !== 'owner' ? (
          <MayButton
            size="sm"
            color="danger"
            variant="outline"
            can={can.end}
            label={t('people:endOf', { name })}
            onClick={() => doing.end(somebody)}
          >
            {t('people:end')}
          </MayButton>
        ) : null}
      </Group>
    </div>
  )

  function stateOf(of: Somebody['assignments'][number]['state']): string {
    return of === 'suspended' ? t('people:state.suspended') : t(`state.${of}`)
  }
}
