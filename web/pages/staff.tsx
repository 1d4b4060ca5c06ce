import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { deactivatePerson, listStaff, removeStaff } from '#contract/accounts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { useMe } from '../api/me.ts'
import { useAction, useAnswer } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { ReasonField } from '../desk/reason-field.tsx'
import { useWords } from '../language.ts'
import { CheckIcon } from '../ui/icons.tsx'
import { Note, Tag } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { AddStaff } from './add-staff.tsx'
import { InvitePerson, useMailIsSetUp } from './desk/invite-person.tsx'

type Team = AnswerOf<typeof listStaff>['teams'][number]
type Member = Team['members'][number]
type Doing = { what: 'invite' | 'remove' | 'block'; team: Team; member: Member }

/** The provider's teams: who is in them, and taking somebody out so that it is really over. */
export function StaffPage() {
  const { t } = useWords()
  const isDesk = useMe().provider.desk
  const { data, error, refetch } = useAnswer(listStaff, {})
  const [doing, setDoing] = useState<Doing | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const [added, setAdded] = useState<{ id: string; name: string } | null>(null)
  return (
    <Page title={t('staff:title')} below={t('staff:hint')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {isDesk ? null : <Note>{t('staff:onlyDesk')}</Note>}
      <div role="status">{done ? <Note tone="good">{done}</Note> : null}</div>
      {data ? (
        data.teams.map(team => (
          <TeamCard
            key={team.id}
            team={team}
            isDesk={isDesk}
            onDo={next => {
              setDone(null)
              setAdded(null)
              setDoing(next)
            }}
          />
        ))
      ) : error ? null : (
        <Waiting label={t('common.loading')} />
      )}
      {isDesk && data && added ? <Added key={added.id} person={added} teams={data.teams} /> : null}
      {isDesk && data ? (
        <AddStaff
          teams={data.teams}
          onAdded={person => {
            setDone(null)
            setAdded(person)
          }}
        />
      ) : null}
      <Sheet
        isOpen={doing !== null}
        onClose={() => setDoing(null)}
        closeLabel={t('common.close')}
        title={doing ? <DoingTitle doing={doing} /> : ''}
      >
        {doing?.what === 'invite' ? <InvitePerson person={doing.member} /> : null}
        {doing?.what === 'remove' ? (
          <Remove {...doing} onDone={finish} onCancel={() => setDoing(null)} />
        ) : null}
        {doing?.what === 'block' ? (
          <Block {...doing} onDone={finish} onCancel={() => setDoing(null)} />
        ) : null}
      </Sheet>
    </Page>
  )

  function finish(sentence: string) {
    setDone(sentence)
    setDoing(null)
  }
}

function DoingTitle({ doing: { what, team, member } }: { doing: Doing }) {
  const { t } = useWords()
  switch (what) {
    case 'invite':
      return t('accounts:invite.title', { name: member.name })
    case 'remove':
      return t('staff:removeTitle', { name: member.name, team: team.name })
    case 'block':
      return t('staff:blockTitle', { name: member.name })
  }
}

/** Somebody has just been added: whether he knows, and the link that lets him in for the first time. */
function Added({ person, teams }: { person: { id: string; name: string }; teams: readonly Team[] }) {
  const { t } = useWords()
  const mailIsSetUp = useMailIsSetUp()
  const isReady = teams.some(({ members }) => members.some(({ id, ready }) => id === person.id && ready))
  return (
    <Stack className="card" gap="sm">
      <Note tone="good" live="status" takesFocus>
        <Text fw={600}>{t('staff:added', { name: person.name })}</Text>
        {isReady || !mailIsSetUp ? null : <Text>{t('staff:addedSent', { name: person.name })}</Text>}
      </Note>
      {isReady ? null : <InvitePerson person={person} />}
    </Stack>
  )
}

function TeamCard({ team, isDesk, onDo }: { team: Team; isDesk: boolean; onDo: (doing: Doing) => void }) {
  const { t } = useWords()
  const isAnybodyUnready = team.members.some(({ ready }) => !ready)
  return (
    <Stack component="section" className="card" gap="xs">
      <Group justify="space-between" gap="xs">
        <Title order={2}>{team.name}</Title>
        <Group gap="xs">
          <Tag>{t(`staff:duty.${team.duty}`)}</Tag>
          <Text c="dimmed">{t('staff:people', { count: team.members.length })}</Text>
        </Group>
      </Group>
      {team.members.length === 0 ? <Text c="dimmed">{t('staff:nobody')}</Text> : null}
      {isAnybodyUnready ? (
        <Text size="sm" c="dimmed">
          {t('staff:notReadyHint')}
        </Text>
      ) : null}
      <ul className="plain-list rows">
        {team.members.map(member => (
          <li key={member.id}>
            <Group justify="space-between" gap="xs" className="row row-wraps">
              <Group gap="xs" style={{ flex: '1 1 12rem', minWidth: 0 }}>
                <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                  {member.name}
                </Text>
                {member.ready ? (
                  <Tag tone="good" icon={<CheckIcon size={15} />}>
                    {t('staff:ready')}
                  </Tag>
                ) : (
                  <Tag>{t('staff:notReady')}</Tag>
                )}
              </Group>
              {isDesk ? (
                <Group gap="xs">
                  {member.ready ? null : (
                    <Button
                      size="xs"
                      variant="light"
                      aria-label={t('accounts:invite.title', { name: member.name })}
                      onClick={() => onDo({ what: 'invite', team, member })}
                    >
                      {t('staff:invite')}
                    </Button>
                  )}
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('staff:removeOf', { name: member.name, team: team.name })}
                    onClick={() => onDo({ what: 'remove', team, member })}
                  >
                    {t('staff:remove')}
                  </Button>
                  <Button
                    size="xs"
                    variant="outline"
                    color="danger"
                    aria-label={t('staff:blockOf', { name: member.name })}
                    onClick={() => onDo({ what: 'block', team, member })}
                  >
                    {t('staff:block')}
                  </Button>
                </Group>
              ) : null}
            </Group>
          </li>
        ))}
      </ul>
    </Stack>
  )
}

type DoProps = { team: Team; member: Member; onDone: (sentence: string) => void; onCancel: () => void }

function Remove({ team, member, onDone, onCancel }: DoProps) {
  const { t } = useWords()
  const action = useAction(removeStaff)
  const remove = () =>
    action.run({ params: { teamId: team.id, personId: member.id } }).then(
      ({ closedEntries }) => onDone(t('staff:removed', { name: member.name, count: closedEntries })),
      () => {},
    )
  return (
    <Stack>
      <Text>{t('staff:removeHint', { name: member.name })}</Text>
      <ProblemNote problem={action.problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button color="danger" loading={action.isRunning} onClick={() => void remove()}>
          {t('staff:removeNow')}
        </Button>
      </Group>
    </Stack>
  )
}

function Block({ member, onDone, onCancel }: DoProps) {
  const { t } = useWords()
  const action = useAction(deactivatePerson)
  const [note, setNote] = useState('')
  const block = () =>
    action.run({ params: { personId: member.id }, body: note.trim() ? { note: note.trim() } : {} }).then(
      ({ endedGrants, closedEntries, endedSessions }) =>
        onDone(
          t('staff:blocked', {
            name: member.name,
            sessions: endedSessions,
            grants: endedGrants,
            entries: closedEntries,
          }),
        ),
      () => {},
    )
  return (
    <Stack>
      <Text>{t('staff:blockHint', { name: member.name })}</Text>
      <ReasonField label={t('staff:note')} value={note} onChange={setNote} />
      <ProblemNote problem={action.problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button color="danger" loading={action.isRunning} onClick={() => void block()}>
          {t('staff:blockNow')}
        </Button>
      </Group>
    </Stack>
  )
}
