import { lazy, Suspense } from 'react'
import { listContacts, readContact } from '#contract/contacts.ts'
import { useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { Waiting } from '../../ui/waiting.tsx'

const ContactForm = lazy(async () => ({
  default: (await import('../contacts/contact-form.tsx')).ContactForm,
}))

/** Adds a contact, or changes one, without leaving the list. */
export function ContactSheet({
  accountId,
  editing,
  onSaved,
  onCancel,
}: {
  accountId: string
  /** id null: a new one; holds: a domain */
  editing: { id: string | null; name: string; holds: boolean } | null
  onSaved: (sentence: string) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  return (
    <Sheet
      isOpen={editing !== null}
      onClose={onCancel}
      closeLabel={t('common.close')}
      title={editing?.id ? t('contacts:changeTitle', { name: editing.name }) : t('contacts:addTitle')}
    >
      {editing ? (
        <Editing
          key={editing.id}
          accountId={accountId}
          contactId={editing.id}
          holds={editing.holds}
          onSaved={onSaved}
          onCancel={onCancel}
        />
      ) : null}
    </Sheet>
  )
}

function Editing({
  accountId,
  contactId,
  holds,
  onSaved,
  onCancel,
}: {
  accountId: string
  contactId: string | null
  holds: boolean
  onSaved: (sentence: string) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const list = useAnswer(listContacts, { params: { accountId }, query: { limit: 1 } })
  const contact = useAnswer(
    readContact,
    { params: { accountId, contactId: contactId ?? '' } },
    { enabled: contactId !== null },
  )
  const problem = list.error ?? contact.error
  if (problem) return <ProblemNote problem={problem} />
  const waiting = <Waiting label={t('common.loading')} cards={1} height={480} />
  if (!list.data || (contactId !== null && !contact.data)) return waiting
  return (
    <Suspense fallback={waiting}>
      <ContactForm
        accountId={accountId}
        contact={contact.data ?? null}
        holds={holds}
        begin={list.data.begin}
        onSaved={onSaved}
        onCancel={onCancel}
      />
    </Suspense>
  )
}
