import { Button, Group, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { consolePaths } from '#contract/paths.ts'
import { listPeople } from '#contract/team.ts'
import { useMe, useZone } from '../api/me.ts'
import { useAnswer, usePages } from '../api/use-api.ts'
import { MayButton } from '../desk/may-button.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { Empty } from '../ui/empty.tsx'
import { LinkButton, PageLink } from '../ui/link-button.tsx'
import { Note } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Plates } from '../ui/plates.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { TransferNotes } from './members/transfer-notes.tsx'
import { ContactSheet } from './people/contact-sheet.tsx'
import { type Doing, PersonRow } from './people/person-row.tsx'
import { Resume } from './people/resume.tsx'
import { ReviewList } from './people/review-list.tsx'
import type { People, Place, Somebody } from './people/somebody.ts'
import { useEndEverything, useSuspend } from './people/use-endings.ts'
import './people/people.css'

const filters = ['contact', 'invited', 'active', 'suspended', 'ended', 'review'] as const
type Show = (typeof filters)[number] | 'all'

/** Everybody who has to do with an account, what each may do, and what can be done about it. */
export function PeoplePage() {
  const { accountId } = useParams({ from: patterns.people })
  const show: Show = useSearch({ from: patterns.people }).show ?? 'all'
  const { t } = useWords()
  const zone = useZone(accountId)
  const account = useMe().accounts.find(({ id }) => id === accountId)?.name ?? ''
  const place: Place = { accountId, account, zone }
  const [typed, setTyped] = useState('')
  // Not in the address: names of people do not belong into anybody's history.
  const [search] = useDebouncedValue(typed.trim(), 300)
  const people = usePages(
    listPeople,
    {
      params: { accountId },
      query: {
        ...(show === 'all' ? {} : show === 'review' ? { review: true } : { state: show }),
        ...(search ? { search } : {}),
      },
    },
    { everyMs: 30_000, keep: true },
  )
  const review = useAnswer(
    listPeople,
    { params: { accountId }, query: { review: true, limit: 20 } },
    { everyMs: 30_000 },
  )
  const isReviewed = show === 'all' && !search
  // Both at once, so that nothing that is there already moves.
  const { first, items } = review.isPending ? { first: undefined, items: undefined } : people
  const [resuming, setResuming] = useState<Somebody | null>(null)
  const [editing, setEditing] = useState<{ id: string | null; name: string; holds: boolean } | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const suspend = useSuspend(place)
  const end = useEndEverything(place)
  const begin = (work: () => void) => {
    setDone(null)
    work()
  }
  const doing: Doing = {
    suspend: somebody => begin(() => void suspend(somebody)),
    end: somebody => begin(() => void end(somebody)),
    resume: somebody => begin(() => setResuming(somebody)),
    changeContact: ({ contactId, name, is }) =>
      begin(() => setEditing({ id: contactId, name, holds: is.isHolder })),
    onDone: setDone,
  }
  if (people.problem?.code === 'not-found')
    return (
      <>
        <TransferNotes />
        <NothingHerePage />
      </>
    )
  return (
    <Page
      title={t('people:title')}
      above={account}
      below={t('people:below', { account })}
      beside={first ? <Beside can={first.can} place={place} onAdd={addContact} /> : null}
    >
      <TransferNotes />
      <Resume
        somebody={resuming}
        place={place}
        onDone={sentence => {
          setResuming(null)
          setDone(sentence)
        }}
        onCancel={() => setResuming(null)}
      />
      <ContactSheet
        accountId={accountId}
        editing={editing}
        onSaved={sentence => {
          setEditing(null)
          setDone(sentence)
        }}
        onCancel={() => setEditing(null)}
      />
      {/* After the dialogues, so that they have closed before this takes the focus. */}
      {done ? (
        <Note tone="good" live="status" takesFocus key={done}>
          {done}
        </Note>
      ) : null}
      {isReviewed && review.data && review.data.items.length > 0 ? (
        <ReviewList people={review.data} place={place} onEnd={doing.end} />
      ) : null}
      {first && isAlone(first) ? (
        <Empty title={t('people:alone')} hint={t('people:aloneHint')} />
      ) : first ? (
        <>
          <Filters counts={first.counts} show={show} />
          <TextInput
            type="search"
            label={t('common.search')}
            placeholder={t('people:search')}
            value={typed}
            maxLength={100}
            onChange={event => setTyped(event.currentTarget.value)}
          />
        </>
      ) : null}
      <ProblemNote problem={people.problem} onAgain={people.again} />
      {!items && (people.isLoading || review.isPending) ? (
        <Waiting label={t('common.loading')} cards={2} height={220} />
      ) : null}
      {items && items.length === 0 ? (
        <Text c="dimmed">{search ? t('people:noneFound', { search }) : t('people:noneHere')}</Text>
      ) : null}
      {first && items && items.length > 0 ? (
        <div className="card">
          <table className="people" aria-label={t('people:table', { account })}>
            <thead>
              <tr>
                {(['who', 'may', 'seen', 'ends', 'doing'] as const).map(column => (
                  <th key={column} scope="col">
                    {t(`people:column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map(somebody => (
                <PersonRow
                  key={somebody.id}
                  somebody={somebody}
                  place={place}
                  canAddContact={first.can.addContact}
                  doing={doing}
                />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {first && people.hasMore ? (
        <Button variant="default" onClick={people.loadMore} loading={people.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
      {first ? (
        <Group gap="lg">
          <PageLink to={consolePaths.members(accountId)}>{t('people:toMembers')}</PageLink>
          {first.can.seeContacts === true ? (
            <PageLink to={consolePaths.contacts(accountId)}>{t('people:toContacts')}</PageLink>
          ) : null}
          <PageLink to={consolePaths.domains(accountId)}>{t('people:toDomains')}</PageLink>
        </Group>
      ) : null}
    </Page>
  )

  function addContact() {
    begin(() => setEditing({ id: null, name: '', holds: false }))
  }
}

function Beside({ can, place, onAdd }: { can: People['can']; place: Place; onAdd: () => void }) {
  const { t } = useWords()
  return (
    <Group gap="xs">
      {can.invite === true ? (
        <LinkButton to={consolePaths.inviteToRights(place.accountId)}>{t('people:invite')}</LinkButton>
      ) : null}
      {can.seeContacts === true ? (
        <MayButton variant="default" can={can.addContact} onClick={onAdd}>
          {t('people:addContact')}
        </MayButton>
      ) : null}
    </Group>
  )
}

function Filters({ counts, show }: { counts: People['counts']; show: Show }) {
  const { t } = useWords()
  const navigate = useNavigate({ from: patterns.people })
  const { ended: _ended, review: _review, ...here } = counts
  const all = Object.values(here).reduce((sum, count) => sum + count, 0)
  return (
    <Plates<Show>
      isCompact
      label={t('people:show')}
      value={show}
      onChange={next =>
        void navigate({ search: next === 'all' ? {} : { show: next }, replace: true, resetScroll: false })
      }
      plates={[
        { value: 'all' as const, title: t('people:filter', { what: t('people:all'), count: all }) },
        ...filters
          .filter(one => counts[one] > 0 || one === show)
          .map(value => ({
            value,
            title: t('people:filter', { what: t(`people:filterOf.${value}`), count: counts[value] }),
          })),
      ]}
    />
  )
}

/** Nobody but the owner, now and ever. */
function isAlone({ counts }: People): boolean {
  const { active, review: _review, ...others } = counts
  return active <= 1 && Object.values(others).every(count => count === 0)
}
