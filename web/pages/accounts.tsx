import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { listAccounts } from '#contract/accounts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { useZone } from '../api/me.ts'
import { usePages } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { Empty } from '../ui/empty.tsx'
import { KeyIcon } from '../ui/icons.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Note, Tag } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import type { Shop } from './gate-key.ts'
import { GateKeysSheet } from './gate-keys.tsx'
import { MakeAccount } from './make-account.tsx'

/** All accounts with their owners and shops; making one, and the keys of a shop's door. */
export function AccountsPage() {
  const { t } = useWords()
  const { search } = useSearch({ from: patterns.deskAccounts })
  const navigate = useNavigate({ from: patterns.deskAccounts })
  const accounts = usePages(listAccounts, { query: search ? { search } : {} })
  const [typed, setTyped] = useState(search ?? '')
  const look = useDebouncedCallback(
    (text: string) => void navigate({ search: text ? { search: text } : {}, replace: true }),
    300,
  )
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const [keyFor, setKeyFor] = useState<Shop | null>(null)
  return (
    <Page
      title={t('accounts.title')}
      beside={
        isMaking ? null : (
          <Button
            onClick={() => {
              setMade(null)
              setMaking(true)
            }}
          >
            {t('accounts.make')}
          </Button>
        )
      }
    >
      {isMaking ? (
        <MakeAccount
          onCancel={() => setMaking(false)}
          onMade={name => {
            setMade(name)
            setMaking(false)
          }}
        />
      ) : null}
      <div role="status">{made ? <Note tone="good">{t('accounts.made', { name: made })}</Note> : null}</div>
      <TextInput
        type="search"
        label={t('common.search')}
        placeholder={t('accounts.search')}
        value={typed}
        maxLength={100}
        onChange={event => {
          setTyped(event.currentTarget.value)
          look(event.currentTarget.value.trim())
        }}
      />
      <ProblemNote problem={accounts.problem} onAgain={accounts.again} />
      {!accounts.items && accounts.isLoading ? (
        <Waiting label={t('common.loading')} cards={3} height={120} />
      ) : null}
      {accounts.items?.length === 0 ? (
        search ? (
          <Text c="dimmed">{t('accounts.noneFound', { search })}</Text>
        ) : (
          <Empty title={t('accounts.none')} hint={t('accounts.noneHint')} />
        )
      ) : null}
      {accounts.items?.map(account => (
        <AccountCard key={account.id} account={account} onKey={setKeyFor} />
      ))}
      {accounts.hasMore ? (
        <Button variant="default" onClick={accounts.loadMore} loading={accounts.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
      <GateKeysSheet shop={keyFor} onClose={() => setKeyFor(null)} />
    </Page>
  )
}

function AccountCard({
  account,
  onKey,
}: {
  account: AnswerOf<typeof listAccounts>['items'][number]
  onKey: (shop: Shop) => void
}) {
  const { t } = useWords()
  const say = useSaying(useZone(account.id))
  return (
    <Stack component="article" className="card" gap="xs">
      <Group justify="space-between" gap="xs">
        <Title order={2}>{account.name}</Title>
        {account.closedAt ? (
          <Tag tone="bad">{t('accounts.closed', { at: say.instant(account.closedAt) })}</Tag>
        ) : null}
      </Group>
      <Text c="dimmed">{t('accounts.owner', { name: account.owner.name })}</Text>
      {account.shops.length === 0 ? <Text c="dimmed">{t('accounts.noShops')}</Text> : null}
      <ul className="plain-list rows">
        {account.shops.map(shop => (
          <li key={shop.id} className="row">
            <div className="row-words">
              <Text fw={600}>{shop.name}</Text>
              <Text size="sm" c="dimmed">
                {shop.origin ?? t('accounts.noOrigin')}
              </Text>
            </div>
            <Button
              size="sm"
              variant="default"
              leftSection={<KeyIcon size={16} />}
              aria-label={t('accounts.keyOf', { shop: shop.name })}
              onClick={() => onKey(shop)}
            >
              {t('accounts.key')}
            </Button>
          </li>
        ))}
      </ul>
    </Stack>
  )
}
