import { Group, Stack, Text, Title } from '@mantine/core'
import { readAccount } from '#contract/accounts.ts'
import { consolePaths } from '#contract/paths.ts'
import { useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Note } from '../../ui/note.tsx'
import type { Made } from '../make-account.tsx'
import { InvitePerson, useMailIsSetUp } from './invite-person.tsx'

/** An account has just been made: whether its owner knows, and where it goes on. */
export function MadeAccount({ made }: { made: Made }) {
  const { t } = useWords()
  const account = useAnswer(readAccount, { params: { accountId: made.id } })
  const mailIsSetUp = useMailIsSetUp()
  const owner = account.data?.owner
  return (
    <Stack className="card" gap="sm">
      <Note tone="good" live="status" takesFocus>
        <Text fw={600}>{t('accounts:made', { name: made.name })}</Text>
        {owner?.ready ? <Text>{t('accounts:madeReady', { owner: owner.name })}</Text> : null}
        {owner && !owner.ready && mailIsSetUp ? (
          <Text>{t('accounts:madeSent', { owner: owner.name, address: owner.address })}</Text>
        ) : null}
      </Note>
      <ProblemNote problem={account.error} onAgain={() => void account.refetch()} />
      {owner && account.data && !owner.ready ? (
        <>
          <Title order={2} fz="1.05rem">
            {t('accounts:invite.title', { name: owner.name })}
          </Title>
          <InvitePerson person={owner} can={account.data.can.invite} />
        </>
      ) : null}
      <Group>
        <LinkButton to={consolePaths.deskAccount(made.id)} variant="light">
          {t('accounts:toAccount', { name: made.name })}
        </LinkButton>
      </Group>
    </Stack>
  )
}
