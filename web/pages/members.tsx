import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { listMembers } from '#contract/members.ts'
import { useMe, useZone } from '../api/me.ts'
import { useAnswer } from '../api/use-api.ts'
import { MayButton } from '../desk/may-button.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { Note } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { AccountItself } from './members/account-itself.tsx'
import { HandOver } from './members/hand-over.tsx'
import type { AnInvitation } from './members/invitation-row.tsx'
import { Invite } from './members/invite.tsx'
import { PeopleList } from './members/people-list.tsx'
import { TransferNote } from './members/transfer-note.tsx'
import { TransferNotes } from './members/transfer-notes.tsx'

type Doing = { what: 'invite'; again: AnInvitation | null } | { what: 'hand-over' }

/** The owner, who looks and decides with him, who is invited, and how the account changes hands or is closed. */
export function MembersPage() {
  const { accountId } = useParams({ from: patterns.members })
  const { t } = useWords()
  const zone = useZone(accountId)
  const account = useMe().accounts.find(({ id }) => id === accountId)?.name ?? ''
  const { data, error, refetch } = useAnswer(listMembers, { params: { accountId } }, { everyMs: 30_000 })
  const [doing, setDoing] = useState<Doing | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const place = { accountId, account, zone }
  // What was pressed may be far down a long list.
  const result = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (done) result.current?.scrollIntoView({ block: 'nearest' })
  }, [done])

  // Whoever is to become the owner may see nothing else here yet.
  if (error?.code === 'not-found')
    return (
      <>
        <TransferNotes />
        <NothingHerePage />
      </>
    )
  return (
    <Page
      title={t('members:title')}
      above={account}
      below={t('members:below', { account })}
      beside={
        data ? (
          <MayButton can={data.can.invite} onClick={() => begin({ what: 'invite', again: null })}>
            {t('members:invite')}
          </MayButton>
        ) : null
      }
    >
      <div role="status" ref={result}>
        {done ? <Note tone="good">{done}</Note> : null}
      </div>
      {data?.transfer ? <TransferNote transfer={data.transfer} onDone={setDone} /> : null}
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? (
        <>
          <PeopleList
            people={data}
            place={place}
            onDone={setDone}
            onInviteAgain={again => begin({ what: 'invite', again })}
          />
          <AccountItself people={data} place={place} onHandOver={() => begin({ what: 'hand-over' })} />
        </>
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={2} height={220} />
      )}
      <Sheet
        isOpen={doing !== null}
        onClose={stop}
        closeLabel={t('common.close')}
        title={t(doing?.what === 'hand-over' ? 'members:handOver' : 'members:inviteTitle')}
      >
        {doing?.what === 'invite' ? (
          <Invite place={place} again={doing.again} onSent={finish} onCancel={stop} />
        ) : null}
        {doing?.what === 'hand-over' && data ? (
          <HandOver people={data} place={place} onAsked={finish} onCancel={stop} />
        ) : null}
      </Sheet>
    </Page>
  )

  function begin(next: Doing) {
    setDone(null)
    setDoing(next)
  }
  function stop() {
    setDoing(null)
  }
  function finish(sentence: string) {
    setDone(sentence)
    setDoing(null)
  }
}
