import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { addShop, removeShop } from '#contract/accounts.ts'
import { listOpenAccesses } from '#contract/service-switch.ts'
import { call } from '../../api/call.ts'
import { useAction } from '../../api/use-api.ts'
import { useEndingSheet } from '../../desk/ending-sheet.tsx'
import { planOf } from '../../desk/grant-card.tsx'
import { MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { KeyIcon } from '../../ui/icons.tsx'
import { Note } from '../../ui/note.tsx'
import { Section } from '../../ui/page.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import type { Account } from './account.tsx'
import { originOf } from './origin.ts'

type Shop = Account['shops'][number]

// The page does not wait for what a click shows.
const PrivateAddressSheet = lazy(async () => ({
  default: (await import('../../doors/support-visit/private-address.tsx')).PrivateAddressSheet,
}))
const GateKeysSheet = lazy(async () => ({ default: (await import('../gate-keys.tsx')).GateKeysSheet }))

/** The shops of an account: the keys of their doors, adding one, removing one. */
export function AccountShops({ account }: { account: Account }) {
  const { t } = useWords()
  const [keyFor, setKeyFor] = useState<Shop | null>(null)
  const [networkOf, setNetworkOf] = useState<Shop | null>(null)
  const [isAdding, setAdding] = useState(false)
  const [added, setAdded] = useState<string | null>(null)
  return (
    <Section
      title={t('provider-desk:account.shops')}
      beside={
        isAdding || account.closedAt ? null : (
          <MayButton
            size="sm"
            variant="default"
            can={account.can.addShop}
            onClick={() => {
              setAdded(null)
              setAdding(true)
            }}
          >
            {t('provider-desk:account.addShop')}
          </MayButton>
        )
      }
    >
      {isAdding ? (
        <AddShop
          accountId={account.id}
          onCancel={() => setAdding(false)}
          onAdded={said => {
            setAdded(said)
            setAdding(false)
          }}
        />
      ) : null}
      {added ? (
        <Note tone="good" live="status" takesFocus>
          {added}
        </Note>
      ) : null}
      {account.shops.length === 0 ? (
        <Text c="dimmed">{t('provider-desk:account.noShops')}</Text>
      ) : (
        <div className="card">
          <ul className="plain-list rows">
            {account.shops.map(shop => (
              <ShopRow
                key={shop.id}
                account={account}
                shop={shop}
                onKey={() => setKeyFor(shop)}
                onNetwork={() => setNetworkOf(shop)}
              />
            ))}
          </ul>
        </div>
      )}
      <Suspense fallback={null}>
        <GateKeysSheet shop={keyFor} onClose={() => setKeyFor(null)} />
        {networkOf ? <PrivateAddressSheet of={networkOf} onClose={() => setNetworkOf(null)} /> : null}
      </Suspense>
    </Section>
  )
}

function ShopRow({
  account,
  shop,
  onKey,
  onNetwork,
}: {
  account: Account
  shop: Shop
  onKey: () => void
  onNetwork: () => void
}) {
  const { t } = useWords()
  const remove = useRemoveShop(account)
  return (
    <li className="row row-wraps">
      <div className="row-words" style={{ minWidth: '12rem' }}>
        <Title order={3}>{shop.name}</Title>
        <Text size="sm" c="dimmed">
          {shop.kind === 'server'
            ? t('provider-desk:account.isServer')
            : (shop.origin ?? t('accounts:noOrigin'))}
        </Text>
        {shop.kind === 'server' ? null : (
          <Text size="sm" {...(shop.gateKeys === 0 ? { className: 'bad' } : { c: 'dimmed' })}>
            {shop.gateKeys === 0
              ? t('provider-desk:account.noGateKey')
              : t('provider-desk:account.gateKeys', { count: shop.gateKeys })}
          </Text>
        )}
      </div>
      {account.closedAt ? null : (
        <Group gap="xs">
          {shop.kind === 'server' ? null : (
            <Button
              size="sm"
              variant="default"
              leftSection={<KeyIcon size={16} />}
              aria-label={t('accounts:keyOf', { shop: shop.name })}
              onClick={onKey}
            >
              {t('accounts:key')}
            </Button>
          )}
          <Button
            size="sm"
            variant="default"
            aria-label={t('provider-desk:private.buttonOf', { shop: shop.name })}
            onClick={onNetwork}
          >
            {t('provider-desk:private.button')}
          </Button>
          <Button
            size="sm"
            variant="outline"
            color="danger"
            aria-label={t('provider-desk:account.removeShopOf', { shop: shop.name })}
            onClick={() => void remove(shop)}
          >
            {t('provider-desk:account.removeShop')}
          </Button>
        </Group>
      )}
    </li>
  )
}

/** Asks what is open in the shop, shows it, and removes the shop. */
function useRemoveShop(account: Account): (shop: Shop) => Promise<void> {
  const { t } = useWords()
  const openSheet = useEndingSheet()
  const action = useAction(removeShop)
  return async shop => {
    // When that cannot be read just then, the sheet says that there may be more; removing must not wait for it.
    const open = await call(listOpenAccesses, { query: { account: account.id, limit: 100 } }).catch(
      () => null,
    )
    const grants =
      open?.items.map(({ grant }) => grant).filter(({ resource }) => resource?.id === shop.id) ?? []
    openSheet({
      title: t('provider-desk:account.removeTitle', { shop: shop.name }),
      hint: t('provider-desk:account.removeHint'),
      grants: grants.map(grant => planOf(grant, t('common.wholeAccount'))),
      entries: grants.flatMap(({ liveEntries }) => liveEntries),
      hasMore: open === null || open.next !== null,
      zone: account.zone,
      confirmLabel: t('provider-desk:account.removeNow'),
      resultTitle: t('provider-desk:account.removed'),
      run: note => action.run({ params: { resourceId: shop.id }, body: note ? { note } : {} }),
    })
  }
}

function AddShop({
  accountId,
  onAdded,
  onCancel,
}: {
  accountId: string
  /** Told in a sentence what to do next. */
  onAdded: (said: string) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const action = useAction(addShop)
  const [name, setName] = useState('')
  const [origin, setOrigin] = useState('')
  const [kind, setKind] = useState<Shop['kind']>('shop')
  const [isChecked, setChecked] = useState(false)
  const isMissing = name.trim() === ''
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (isMissing) return showFirstWrong(event.currentTarget)
    await action
      .run({
        params: { accountId },
        body: { name: name.trim(), origin: kind === 'server' ? null : originOf(origin), kind },
      })
      .then(
        shop =>
          onAdded(
            t(kind === 'server' ? 'provider-desk:account.serverAdded' : 'provider-desk:account.shopAdded', {
              shop: shop.name,
            }),
          ),
        () => {},
      )
  }
  return (
    <form onSubmit={event => void save(event)} noValidate>
      <Stack className="card" maw={680}>
        <TextInput
          label={t('accounts:shopName')}
          maxLength={200}
          autoFocus
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={isChecked && isMissing ? t('provider-desk:account.shopNameMissing') : null}
        />
        <NativeSelect
          label={t('provider-desk:account.kind')}
          value={kind}
          onChange={event => setKind(event.currentTarget.value === 'server' ? 'server' : 'shop')}
          data={[
            { value: 'shop', label: t('provider-desk:account.kindShop') },
            { value: 'server', label: t('provider-desk:account.kindServer') },
          ]}
        />
        {kind === 'server' ? null : (
          <TextInput
            label={`${t('accounts:shopOrigin')} (${t('common.optional')})`}
            description={t('accounts:shopOriginHint')}
            placeholder="https://shop.example"
            maxLength={200}
            value={origin}
            onChange={event => setOrigin(event.currentTarget.value)}
          />
        )}
        <ProblemNote problem={action.problem} />
        <Group>
          <Button type="submit" loading={action.isRunning}>
            {t('provider-desk:account.addShopNow')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
