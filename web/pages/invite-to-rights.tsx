import { useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { readContact } from '#contract/contacts.ts'
import { readCatalogue } from '#contract/rights.ts'
import { useMe } from '../api/me.ts'
import { useAnswer } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { Note } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { useInviteDraft } from './invite-to-rights/use-invite-draft.ts'
import { Wizard } from './invite-to-rights/wizard.tsx'

/** Inviting people to rights in six small steps; perhaps beginning with somebody who is a contact already. */
export function InviteToRightsPage() {
  const { accountId } = useParams({ from: patterns.inviteToRights })
  const { contact: contactId } = useSearch({ from: patterns.inviteToRights })
  const { t } = useWords()
  const account = useMe().accounts.find(({ id }) => id === accountId)?.name
  const catalogue = useAnswer(readCatalogue, { params: { accountId } })
  const { draft, change, beginAnew } = useInviteDraft(accountId)
  const isToBegin = contactId !== undefined && contactId !== draft.contactId
  const contact = useAnswer(
    readContact,
    { params: { accountId, contactId: contactId ?? '' } },
    { enabled: isToBegin },
  )
  // Once: what somebody wrote over it is not overwritten.
  const wasTaken = useRef(false)
  useEffect(() => {
    const found = contact.data
    if (!isToBegin || !found || wasTaken.current) return
    wasTaken.current = true
    const address = found.emailAscii ?? ''
    change({
      contactId: found.id,
      addresses: found.name && address ? `${found.name.replaceAll(/[<>,;\n]/g, ' ')} <${address}>` : address,
      ...(found.language ? { language: found.language } : {}),
    })
  })
  if (catalogue.error?.code === 'not-found') return <NothingHerePage />
  const isWaiting = !catalogue.data || (isToBegin && !contact.error && !wasTaken.current)
  return (
    <Page title={t('invite-to-rights:title')} above={account} below={t('invite-to-rights:below')}>
      <ProblemNote problem={catalogue.error} onAgain={() => void catalogue.refetch()} />
      {contact.error ? <Note live="status">{t('invite-to-rights:contactMissing')}</Note> : null}
      {catalogue.data && !isWaiting ? (
        <Wizard
          accountId={accountId}
          catalogue={catalogue.data}
          draft={draft}
          onChange={change}
          onAnew={beginAnew}
        />
      ) : catalogue.error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={320} />
      )}
    </Page>
  )
}
