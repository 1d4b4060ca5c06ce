import { Button, Fieldset, Group, NativeSelect, Stack, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { makeAccount } from '#contract/accounts.ts'
import { useAction } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { languages, useWords } from '../language.ts'
import type { Language } from '../ui/say-time.ts'
import { regionChoices, zoneChoices, zoneOfRegion } from './regions.ts'

type ShopDraft = { key: number; name: string; origin: string }

/** Makes an account with its owner and its shops. */
export function MakeAccount({ onMade, onCancel }: { onMade: (name: string) => void; onCancel: () => void }) {
  const { t, language: spoken } = useWords()
  const action = useAction(makeAccount)
  const [name, setName] = useState('')
  const [region, setRegion] = useState('DE-NW')
  const [zone, setZone] = useState(zoneOfRegion('DE-NW'))
  const [owner, setOwner] = useState({ name: '', address: '', language: spoken as Language, password: '' })
  const [shops, setShops] = useState<ShopDraft[]>([{ key: 0, name: '', origin: '' }])

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const { password, ...who } = owner
    const body = {
      name: name.trim(),
      zone,
      region,
      owner: {
        ...who,
        name: who.name.trim(),
        address: who.address.trim(),
        ...(password ? { password } : {}),
      },
      shops: shops
        .filter(shop => shop.name.trim() !== '')
        .map(shop => ({ name: shop.name.trim(), origin: originOf(shop.origin) })),
    }
    await action.run({ body }).then(
      made => onMade(made.name),
      () => {},
    )
  }
  return (
    <form onSubmit={event => void save(event)}>
      <Stack className="card" maw={680}>
        <Title order={2}>{t('accounts.makeTitle')}</Title>
        <TextInput
          label={t('accounts.name')}
          required
          withAsterisk={false}
          maxLength={200}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('accounts.region')}
          description={t('accounts.regionHint')}
          value={region}
          onChange={event => {
            setRegion(event.currentTarget.value)
            setZone(zoneOfRegion(event.currentTarget.value))
          }}
          data={[...regionChoices]}
        />
        <NativeSelect
          label={t('accounts.zone')}
          value={zone}
          onChange={event => setZone(event.currentTarget.value)}
          data={[...new Set([zone, ...zoneChoices])]}
        />
        <TextInput
          label={t('accounts.ownerName')}
          required
          withAsterisk={false}
          maxLength={200}
          value={owner.name}
          onChange={event => setOwner({ ...owner, name: event.currentTarget.value })}
        />
        <TextInput
          label={t('accounts.ownerAddress')}
          type="email"
          required
          withAsterisk={false}
          maxLength={254}
          value={owner.address}
          onChange={event => setOwner({ ...owner, address: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('accounts.ownerLanguage')}
          value={owner.language}
          onChange={event => setOwner({ ...owner, language: event.currentTarget.value as Language })}
          data={languages.map(value => ({ value, label: t(`language.${value}`) }))}
        />
        <TextInput
          label={t('accounts.ownerPassword')}
          description={t('accounts.ownerPasswordHint')}
          type="password"
          autoComplete="new-password"
          maxLength={1000}
          value={owner.password}
          onChange={event => setOwner({ ...owner, password: event.currentTarget.value })}
        />
        <ShopFields shops={shops} onChange={setShops} />
        <ProblemNote problem={action.problem} />
        <Group>
          <Button type="submit" loading={action.isRunning}>
            {t('accounts.save')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function ShopFields({ shops, onChange }: { shops: ShopDraft[]; onChange: (shops: ShopDraft[]) => void }) {
  const { t } = useWords()
  const change = (key: number, part: Partial<ShopDraft>) =>
    onChange(shops.map(shop => (shop.key === key ? { ...shop, ...part } : shop)))
  return (
    <Fieldset legend={t('accounts.shops')} radius="md">
      <Stack>
        {shops.map((shop, index) => (
          <Group key={shop.key} align="flex-end" gap="sm">
            <TextInput
              style={{ flex: '1 1 12rem' }}
              label={t('accounts.shopName')}
              maxLength={200}
              value={shop.name}
              onChange={event => change(shop.key, { name: event.currentTarget.value })}
            />
            <TextInput
              style={{ flex: '1 1 14rem' }}
              label={t('accounts.shopOrigin')}
              placeholder="https://shop.example"
              title={t('accounts.shopOriginHint')}
              maxLength={200}
              value={shop.origin}
              onChange={event => change(shop.key, { origin: event.currentTarget.value })}
            />
            <Button
              variant="default"
              aria-label={t('accounts.removeShop', { number: index + 1 })}
              onClick={() => onChange(shops.filter(({ key }) => key !== shop.key))}
            >
              ×
            </Button>
          </Group>
        ))}
        <Group>
          <Button
            size="sm"
            variant="default"
            onClick={() =>
              onChange([
                ...shops,
                { key: Math.max(0, ...shops.map(({ key }) => key)) + 1, name: '', origin: '' },
              ])
            }
          >
            {t('accounts.addShop')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}

/** People paste an address with a path; the door wants the origin (RFC 6454). What is no address goes as it is and is refused. */
function originOf(typed: string): string | null {
  const text = typed.trim()
  if (text === '') return null
  try {
    return new URL(text.includes('://') ? text : `https://${text}`).origin
  } catch {
    return text
  }
}
