import { Button, Group, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { listContacts, removeContact } from '#contract/contacts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { stopAssetChange } from '#contract/holders.ts'
import { consolePaths } from '#contract/paths.ts'
import { useMe } from '../api/me.ts'
import { useAction, usePages } from '../api/use-api.ts'
import { MayButton } from '../desk/may-button.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { Empty } from '../ui/empty.tsx'
import { PageLink } from '../ui/link-button.tsx'
import { Note } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { Waiting } from '../ui/waiting.tsx'
import type { AContact } from './contacts/contact-draft.ts'
import { ContactRow } from './contacts/contact-row.tsx'
import { StillNeeded } from './contacts/still-needed.tsx'
import { Confirmation } from './settings/confirmation.tsx'

// Whoever looks for a contact does not wait for the form and its countries.
const ContactForm = lazy(async () => ({
  default: (await import('./contacts/contact-form.tsx')).ContactForm,
}))

/** Who can be reached for an account, and adding, changing and removing them. */
export function ContactsPage() {
  const { accountId } = useParams({ from: patterns.contacts })
  const { t } = useWords()
  const account = useMe().accounts.find(({ id }) => id === accountId)?.name ?? ''
  const [typed, setTyped] = useState('')
  // Not in the address: names of people do not belong into anybody's history.
  const [search] = useDebouncedValue(typed.trim(), 300)
  const contacts = usePages(
    listContacts,
    { params: { accountId }, query: search ? { search } : {} },
    { everyMs: 30_000, keep: true },
  )
  const remove = useAction(removeContact)
  const stop = useAction(stopAssetChange)
  const [editing, setEditing] = useState<{ contact: AContact | null } | null>(null)
  const [leaving, setLeaving] = useState<AContact | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const { first } = contacts
  const edit = (contact: AContact | null) => {
    setDone(null)
    setEditing({ contact })
  }
  const removeNow = (contact: AContact) =>
    remove.run({ params: { accountId, contactId: contact.id } }).then(
      () => {
        setLeaving(null)
        setDone(t('contacts:removed', { name: contact.shownAs }))
      },
      () => {},
    )
  const stopAddress = (contact: AContact, changeId: string) => {
    setDone(null)
    return stop.run({ params: { accountId, changeId } }).then(
      () => setDone(t('contacts:addressStopped', { name: contact.shownAs })),
      () => {},
    )
  }
  // What needs a contact is not a trouble but a task: it has a dialogue of its own.
  const isNeeded = remove.problem?.code === 'contact-is-needed'
  const stay = () => setLeaving(null)
  if (contacts.problem?.code === 'not-found') return <NothingHerePage />
  const isEmpty = contacts.items?.length === 0
  return (
    <Page
      title={t('contacts:title')}
      above={account}
      below={t('contacts:below', { account })}
      beside={
        first && (!isEmpty || search) ? (
          <Group>
            <PageLink to={consolePaths.domains(accountId)}>{t('contacts:toDomains')}</PageLink>
            <MayButton can={first.can.add} onClick={() => edit(null)}>
              {t('contacts:add')}
            </MayButton>
          </Group>
        ) : null
      }
    >
      <Confirmation
        title={t('contacts:removeTitle', { name: leaving?.shownAs ?? '' })}
        consequences={[t('contacts:removeHint'), t('contacts:removeStays')]}
        confirmLabel={t('contacts:removeNow')}
        isOpen={leaving !== null && !isNeeded}
        isRunning={remove.isRunning}
        problem={remove.problem}
        onConfirm={() => leaving && void removeNow(leaving)}
        onCancel={stay}
      />
      <StillNeeded
        accountId={accountId}
        name={leaving !== null && isNeeded ? leaving.shownAs : null}
        problem={remove.problem}
        onClose={stay}
      />
      <Sheet
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
        closeLabel={t('common.close')}
        title={
          editing?.contact
            ? t('contacts:changeTitle', { name: editing.contact.shownAs })
            : t('contacts:addTitle')
        }
      >
        {editing && first ? (
          <Suspense fallback={<Waiting label={t('common.loading')} cards={1} height={480} />}>
            <ContactForm
              accountId={accountId}
              contact={editing.contact}
              holds={editing.contact !== null && holdersOf(contacts.pages).has(editing.contact.id)}
              begin={first.begin}
              onSaved={sentence => {
                setEditing(null)
                setDone(sentence)
              }}
              onCancel={() => setEditing(null)}
            />
          </Suspense>
        ) : null}
      </Sheet>
      {/* After the dialogues, so that they have closed before this takes the focus. */}
      {done ? (
        <Note tone="good" live="status" takesFocus>
          {done}
        </Note>
      ) : null}
      {isEmpty && !search ? null : (
        <TextInput
          type="search"
          label={t('common.search')}
          placeholder={t('contacts:search')}
          value={typed}
          maxLength={100}
          onChange={event => setTyped(event.currentTarget.value)}
        />
      )}
      <ProblemNote problem={contacts.problem} onAgain={contacts.again} />
      <ProblemNote problem={stop.problem} />
      {!contacts.items && contacts.isLoading ? (
        <Waiting label={t('common.loading')} cards={3} height={120} />
      ) : null}
      {first && isEmpty ? (
        search ? (
          <Text c="dimmed">{t('contacts:noneFound', { search })}</Text>
        ) : (
          <Empty title={t('contacts:none')} hint={t('contacts:noneHint')}>
            <MayButton can={first.can.add} onClick={() => edit(null)}>
              {t('contacts:add')}
            </MayButton>
          </Empty>
        )
      ) : null}
      {first && contacts.items && contacts.items.length > 0 ? (
        <div className="card">
          <ul className="plain-list rows">
            {contacts.items.map(contact => (
              <li key={contact.id}>
                <ContactRow
                  accountId={accountId}
                  contact={contact}
                  holds={holdersOf(contacts.pages).has(contact.id)}
                  waits={waitsOf(contacts.pages, contact.id)}
                  can={first.can}
                  onStop={() => {
                    const waits = waitsOf(contacts.pages, contact.id)
                    if (waits) void stopAddress(contact, waits.changeId)
                  }}
                  onChange={() => edit(contact)}
                  onRemove={() => {
                    setDone(null)
                    remove.forget()
                    setLeaving(contact)
                  }}
                />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {contacts.hasMore ? (
        <Button variant="default" onClick={contacts.loadMore} loading={contacts.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  )
}

type Pages = readonly AnswerOf<typeof listContacts>[]

function holdersOf(pages: Pages): ReadonlySet<string> {
  return new Set(pages.flatMap(({ holders }) => holders))
}

function waitsOf(pages: Pages, contactId: string) {
  return pages.flatMap(page => page.addressesWaiting).find(waits => waits.contactId === contactId) ?? null
}
