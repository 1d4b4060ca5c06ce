import { NativeSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { addContact, changeContact } from '#contract/contacts.ts'
import { useZone } from '../../api/me.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { languages, useWords } from '../../language.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { WarnIcon } from '../../ui/icons.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Plates } from '../../ui/plates.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { zoneChoices } from '../regions.ts'
import { AddressFields } from './address-fields.tsx'
import {
  type AContact,
  bodyOf,
  draftOf,
  emptyDraft,
  type FormDraft,
  type FormField,
  type Kind,
} from './contact-draft.ts'
import { SaidAloud, useFieldWords } from './field-words.tsx'
import { Meanwhile } from './meanwhile.tsx'
import { PhoneField } from './phone-field.tsx'
import { useContactCheck } from './use-contact-check.ts'

const kinds: readonly Kind[] = ['person', 'organisation', 'role-mailbox']

/** Adds a contact, or changes one. */
export function ContactForm({
  accountId,
  contact,
  holds,
  begin,
  onSaved,
  onCancel,
}: {
  accountId: string
  /** null: a new one. */
  contact: AContact | null
  /** Does it hold a domain? Then another mail address waits. */
  holds: boolean
  begin: { country: string; zone: string }
  onSaved: (sentence: string) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const say = useSaying(useZone(accountId))
  const [draft, setDraft] = useState<FormDraft>(() => (contact ? draftOf(contact) : emptyDraft(begin)))
  const [version, setVersion] = useState(contact?.version ?? 0)
  const check = useContactCheck(accountId, contact?.id ?? null, draft)
  const words = useFieldWords(check)
  const add = useAction(addContact)
  const change = useAction(changeContact)
  const action = contact ? change : add
  const form = useRef<HTMLFormElement>(null)
  // Who saves faster than the desk could look is led to what is wrong as soon as it has looked.
  const wasRefused = action.problem?.code === 'contact-is-wrong' && check.isCurrent && check.isWrong
  useEffect(() => {
    if (wasRefused && form.current) showFirstWrong(form.current)
  }, [wasRefused])

  const write = (next: FormDraft, field: FormField | null) => {
    setDraft(next)
    check.type(next, field)
  }
  const type = (field: FormField, value: string) => write({ ...draft, [field]: value }, field)
  const choose = (next: FormDraft, field: FormField | null) => {
    setDraft(next)
    check.choose(next, field)
  }
  const save = async (asVersion: number) => {
    const body = bodyOf(draft)
    const params = { accountId }
    await (contact
      ? change.run({ params: { ...params, contactId: contact.id }, body, version: asVersion })
      : add.run({ params, body })
    ).then(
      ({ contact: { shownAs: name }, addressWaits }) =>
        onSaved(
          addressWaits
            ? t('contacts:changedWaits', { name, at: say.instant(addressWaits.expiresAt) })
            : t(contact ? 'contacts:changed' : 'contacts:added', { name }),
        ),
      () => {},
    )
  }
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    check.tryToSave()
    if (check.isCurrent && check.isWrong) return showFirstWrong(event.currentTarget)
    void save(version)
  }
  const text = (field: 'name' | 'organisation' | 'email', label: string, hint?: string) => ({
    label,
    ...words(field, hint),
    withAsterisk: false,
    maxLength: 900,
    autoComplete: 'off',
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) => type(field, event.currentTarget.value),
  })
  const data = check.data?.data
  const optional = (label: string) => `${label} (${t('common.optional')})`
  const organisation = (
    <TextInput
      key="organisation"
      {...text(
        'organisation',
        draft.kind === 'organisation'
          ? t('contacts:field.organisation')
          : optional(t('contacts:field.organisation')),
        draft.kind === 'organisation' ? t('contacts:organisationHint') : undefined,
      )}
      required={draft.kind === 'organisation'}
    />
  )
  const nameLabel = t(`contacts:nameOf.${draft.kind}`)
  const name = (
    <TextInput
      key="name"
      {...text('name', draft.kind === 'organisation' ? optional(nameLabel) : nameLabel)}
      required={draft.kind !== 'organisation'}
    />
  )
  return (
    <form ref={form} onSubmit={send} noValidate>
      <Stack>
        <Plates
          label={t('contacts:kindLabel')}
          value={draft.kind}
          onChange={kind => choose({ ...draft, kind }, null)}
          plates={kinds.map(value => ({
            value,
            title: t(`contacts:kind.${value}`),
            hint: t(`contacts:kindHint.${value}`),
          }))}
        />
        {draft.kind === 'organisation' ? [organisation, name] : [name, organisation]}
        <TextInput
          {...text(
            'email',
            t('contacts:field.email'),
            data?.emailAscii && data.emailAscii !== data.email
              ? t('contacts:emailKept', { address: data.emailAscii })
              : undefined,
          )}
          // Not type="email": browsers would write a domain in other letters as ASCII into the field.
          inputMode="email"
          spellCheck={false}
          required
        />
        {holds && draft.email !== contact?.email ? <Note tone="open">{t('contacts:holdsHint')}</Note> : null}
        <AddressFields
          draft={draft}
          check={check}
          onType={type}
          onChoose={(field, value) => choose({ ...draft, [field]: value }, field)}
        />
        <PhoneField
          label={optional(t('contacts:field.phone'))}
          {...words(
            'phone',
            check.data?.phoneShown && draft.phone !== ''
              ? t('contacts:phoneKept', { number: check.data.phoneShown })
              : t('contacts:phoneHint'),
          )}
          value={draft.phone}
          country={draft.country || begin.country}
          onType={value => type('phone', value)}
        />
        <NativeSelect
          label={t('contacts:field.language')}
          {...words('language', t('contacts:languageHint'))}
          required
          withAsterisk={false}
          value={draft.language}
          onChange={event => choose({ ...draft, language: event.currentTarget.value }, 'language')}
          data={[
            ...(draft.language === '' ? [{ value: '', label: t('contacts:choose') }] : []),
            ...languages.map(value => ({ value, label: t(`language.${value}`) })),
          ]}
        />
        <NativeSelect
          label={t('contacts:field.zone')}
          {...words('zone')}
          required
          withAsterisk={false}
          value={draft.zone}
          onChange={event => choose({ ...draft, zone: event.currentTarget.value }, 'zone')}
          data={[...(zoneChoices.includes(draft.zone) ? [] : [draft.zone]), ...zoneChoices]}
        />
        <SaidAloud check={check} />
        {check.unusual > 0 ? (
          <Note tone="open">
            <span style={{ display: 'flex', gap: '0.5em' }}>
              <WarnIcon size={20} />
              {t('contacts:unusualSaves', { count: check.unusual })}
            </span>
          </Note>
        ) : null}
        {contact && action.problem?.code === 'conflict' ? (
          <Meanwhile
            accountId={accountId}
            contactId={contact.id}
            draft={draft}
            onTake={theirs => {
              choose(draftOf(theirs), null)
              setVersion(theirs.version)
              action.forget()
            }}
            onKeep={theirs => {
              setVersion(theirs)
              void save(theirs)
            }}
          />
        ) : (
          <ProblemNote problem={action.problem} />
        )}
        <FormEnd submit={t('contacts:save')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
