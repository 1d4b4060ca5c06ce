import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { listAccounts } from '#contract/accounts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { useZone } from '../api/me.ts'
import { usePages } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { Empty } from '../ui/empty.tsx'
import { KeyIcon } from '../ui/icons.tsx'
import { PageLink } from '../ui/link-button.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Tag } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { MadeAccount } from './desk/made-account.tsx'
import { makingHash } from './desk/making-hash.ts'
import type { Shop } from './gate-key.ts'
import type { Made } from './make-account.tsx'

// Whoever looks for an account does not wait for the form of a new one, and for the keys of doors.
const MakeAccount = lazy(async () => ({ default: (await import('./make-account.tsx')).MakeAccount }))
const GateKeysSheet = lazy(async () => ({ default: (await import('./gate-keys.tsx')).GateKeysSheet }))

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
  // In the address, so that other pages lead straight to the form, and a phone's back closes it.
  const isMaking = useLocation({ select: ({ hash }) => hash === makingHash })
  const showForm = (isShown: boolean) =>
    void navigate({ search: true, hash: isShown ? makingHash : '', replace: !isShown })
  const [made, setMade] = useState<Made | null>(null)
  const [keyFor, setKeyFor] = useState<Shop | null>(null)
  return (
    <Page
      title={t('accounts:title')}
      beside={
        isMaking ? null : (
          <Button
            onClick={() => {
              setMade(null)
              showForm(true)
            }}
          >
            {t('accounts:make')}
          </Button>
        )
      }
    >
      {isMaking ? (
        <Suspense fallback={<Waiting label={t('common.loading')} cards={1} height={420} />}>
          <MakeAccount
            onCancel={() => showForm(false)}
            onMade={account => {
              setMade(account)
              showForm(false)
            }}
          />
        </Suspense>
      ) : made ? (
        <MadeAccount key={made.id} made={made} />
      ) : null}
      <TextInput
        type="search"
        label={t('common.search')}
        placeholder={t('accounts:search')}
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
          <Text c="dimmed">{t('accounts:noneFound', { search })}</Text>
        ) : (
          <Empty title={t('accounts:none')} hint={t('accounts:noneHint')} />
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
      <Suspense fallback={null}>
        <GateKeysSheet shop={keyFor} onClose={() => setKeyFor(null)} />
      </Suspense>
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
        <div className="row-words">
          <Title order={2}>
            <PageLink to={consolePaths.deskAccount(account.id)}>{account.name}</PageLink>
          </Title>
          {account.reference ? (
            <Text size="sm" c="dimmed">
              {t('accounts:numberIs', { number: account.reference })}
            </Text>
          ) : null}
        </div>
        {account.closedAt ? (
          <Tag tone="bad">{t('accounts:closed', { at: say.instant(account.closedAt) })}</Tag>
        ) : null}
      </Group>
      <Group gap="xs">
        <Text c="dimmed">{t('accounts:owner', { name: account.owner.name })}</Text>
        {account.ownerIsReady || account.closedAt ? null : <Tag>{t('accounts:ownerNotReady')}</Tag>}
      </Group>
      {account.shops.length === 0 ? <Text c="dimmed">{t('accounts:noShops')}</Text> : null}
      <ul className="plain-list rows">
        {account.shops.map(shop => (
          <li key={shop.id} className="row">
            <div className="row-words">
              <Text fw={600}>{shop.name}</Text>
              <Text size="sm" c="dimmed">
                {shop.kind === 'server' ? t('account.server') : (shop.origin ?? t('accounts:noOrigin'))}
              </Text>
            </div>
            {shop.kind === 'server' ? null : (
              <Button
                size="sm"
                variant="default"
                leftSection={<KeyIcon size={16} />}
                aria-label={t('accounts:keyOf', { shop: shop.name })}
                onClick={() => onKey(shop)}
              >
                {t('accounts:key')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Stack>
  )
}
