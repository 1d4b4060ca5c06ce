import { Group, Text } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { listOpenToMe } from '#contract/entries.ts'
import { consolePaths } from '#contract/paths.ts'
import { type Me, useMe } from '../api/me.ts'
import { useAnswer } from '../api/use-api.ts'
import { useDeskWords } from '../desk/words.ts'
import { useWords } from '../language.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Note } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { type Account, isInAccount } from './places.ts'

/** The account in the address, when it was this person's in this tab and is not any more. */
export function useLostAccount(me: Me | undefined): Account | undefined {
  const { pathname } = useLocation()
  const [known, setKnown] = useState<readonly Account[]>([])
  const [seen, setSeen] = useState(me?.accounts)
  if (me && me.accounts !== seen) {
    setSeen(me.accounts)
    const now = new Set(me.accounts.map(({ id }) => id))
    setKnown([...me.accounts, ...known.filter(({ id }) => !now.has(id))])
  }
  if (!me || me.accounts.some(({ id }) => isInAccount(pathname, id))) return undefined
  return known.find(({ id }) => isInAccount(pathname, id))
}

/** Said instead of an error, to whoever looked at an account when his part in it was ended. */
export function LostAccountPage({ account }: { account: Account }) {
  const { t } = useWords()
  const me = useMe()
  const words = useDeskWords()
  const say = useSaying(account.zone)
  const { data } = useAnswer(listOpenToMe, {})
  const ended = data?.ended.find(one => one.account.id === account.id && one.resource === null)
  const at = ended ? say.second(ended.at) : ''
  return (
    <Page title={t('lost.title', { account: account.name })}>
      <Note live="alert">
        {ended ? (
          <Text fw={650}>
            {ended.by?.id === me.person.id
              ? t('lost.byMe', { at })
              : ended.by
                ? t('lost.by', { by: ended.by.name, at })
                : t('lost.byItself', { at, cause: words.cause(ended.cause) })}
          </Text>
        ) : null}
        {ended?.note ? <Text>{t('common.quoted', { text: ended.note })}</Text> : null}
        <Text>{t('lost.hint')}</Text>
      </Note>
      <Group>
        <LinkButton to={consolePaths.home()}>{t('trouble.toHome')}</LinkButton>
      </Group>
    </Page>
  )
}
