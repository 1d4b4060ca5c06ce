import { Stack, Text, TextInput } from '@mantine/core'
import { Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { consolePaths } from '#contract/paths.ts'
import { useMe } from '../api/me.ts'
import { useWords } from '../language.ts'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { TransferNotes } from './members/transfer-notes.tsx'
import { AccountWay, Way } from './way-card.tsx'

const searchedFrom = 12

/** Where this person wants to be: straight there when there is only one place, a choice otherwise. */
export function HomePage() {
  const { t } = useWords()
  const { accounts, provider, person, transfers } = useMe()
  const [typed, setTyped] = useState('')
  // Whoever sits at the desk and in the support team works from the desk.
  if (accounts.length === 0 && provider.desk) return <Navigate to={consolePaths.desk()} replace />
  if (accounts.length === 0 && provider.support) return <Navigate to={consolePaths.open()} replace />
  // Whoever has nothing here but single rights finds them there.
  if (accounts.length === 0 && transfers === 0) return <Navigate to={consolePaths.myRights()} replace />
  if (accounts.length === 1 && !provider.desk && !provider.support) {
    return <Navigate to={consolePaths.account(accounts[0]!.id)} replace />
  }
  const wanted = typed.trim().toLowerCase()
  const found = accounts.filter(({ name }) => name.toLowerCase().includes(wanted))
  const isSearched = accounts.length > searchedFrom
  return (
    <Page
      title={t('home.title', { name: person.name })}
      below={accounts.length ? t('home.choose') : undefined}
    >
      <TransferNotes />
      {accounts.length === 0 ? (
        <Empty title={t('home.nothing')} hint={t('home.nothingHint', { provider: provider.name })} />
      ) : null}
      {isSearched ? (
        <TextInput
          type="search"
          label={t('home.search')}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
      ) : null}
      <Stack component="ul" className="plain-list" gap="sm">
        {found.slice(0, searchedFrom).map(account => (
          <AccountWay key={account.id} account={account} />
        ))}
        {provider.desk && !wanted ? (
          <Way to={consolePaths.desk()} title={t('nav.desk')} hint={t('home.deskCard')} />
        ) : null}
        {provider.support && !wanted ? (
          <Way to={consolePaths.open()} title={t('nav.openToMe')} hint={t('home.openCard')} />
        ) : null}
      </Stack>
      {isSearched ? (
        <Text c="dimmed" role="status">
          {found.length > searchedFrom
            ? t('home.moreHidden', { count: found.length - searchedFrom })
            : found.length === 0
              ? t('home.noneFound', { search: typed })
              : ''}
        </Text>
      ) : null}
    </Page>
  )
}
