import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { invitePerson } from '#contract/accounts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { readHealth } from '#contract/provider-desk.ts'
import { useZone } from '../../api/me.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { type Can, MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'

type Invited = AnswerOf<typeof invitePerson>

/** Whether mails go out; undefined while that is not known. */
export function useMailIsSetUp(): boolean | undefined {
  return useAnswer(readHealth, {}).data?.mail.setUp
}

/** The link by which somebody sets his first password or passkey: sent once more, or shown once on this screen. */
export function InvitePerson({
  person,
  can = true,
}: {
  person: { id: string; name: string }
  /** What the desk said about inviting him. */
  can?: Can
}) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const mailIsSetUp = useMailIsSetUp()
  const action = useAction(invitePerson)
  const [invited, setInvited] = useState<Invited | null>(null)
  const invite = (by: 'mail' | 'screen') => {
    setInvited(null)
    action.run({ params: { personId: person.id }, body: { by } }).then(setInvited, () => {})
  }
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm" c="dimmed">
        {mailIsSetUp === false ? t('accounts:invite.noMail') : t('accounts:invite.hint')}
      </Text>
      <Group gap="xs" align="flex-start">
        {mailIsSetUp === false ? null : (
          <MayButton
            size="sm"
            can={can}
            isRunning={action.isRunning}
            label={t('accounts:invite.byMailTo', { name: person.name })}
            onClick={() => invite('mail')}
          >
            {t('accounts:invite.byMail')}
          </MayButton>
        )}
        {can === true || mailIsSetUp === false ? (
          <MayButton
            size="sm"
            variant={mailIsSetUp === false ? 'filled' : 'default'}
            can={can}
            isRunning={action.isRunning}
            label={t('accounts:invite.byScreenOf', { name: person.name })}
            onClick={() => invite('screen')}
          >
            {t('accounts:invite.byScreen')}
          </MayButton>
        ) : null}
      </Group>
      <ProblemNote problem={action.problem} />
      {invited?.link ? (
        <LinkOnce
          link={invited.link}
          name={person.name}
          until={say.instant(invited.expiresAt)}
          onDone={() => setInvited(null)}
        />
      ) : invited ? (
        <Note tone="good" live="status" takesFocus>
          {t('accounts:invite.sent', { name: person.name, at: say.instant(invited.expiresAt) })}
        </Note>
      ) : null}
    </Stack>
  )
}

function LinkOnce({
  link,
  name,
  until,
  onDone,
}: {
  link: string
  name: string
  until: string
  onDone: () => void
}) {
  const { t } = useWords()
  return (
    <Stack gap="xs" w="100%">
      <Note tone="open" live="status" takesFocus>
        {t('accounts:invite.once', { name, at: until })}
      </Note>
      <pre className="code code-whole">{link}</pre>
      <Group gap="xs">
        <CopyButton text={link} label={t('accounts:invite.copy')} />
        <Button size="sm" variant="default" onClick={onDone}>
          {t('accounts:invite.done')}
        </Button>
      </Group>
    </Stack>
  )
}
