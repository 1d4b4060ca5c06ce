import { Button, Fieldset, Group, NativeSelect, Stack, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { makeAccount } from '#contract/accounts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { readSignInPolicy } from '#contract/provider-desk.ts'
import { useAction, useAnswer } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { languages, useWords } from '../language.ts'
import type { Language } from '../ui/say-time.ts'
import { originOf } from './desk/origin.ts'
import { type Regional, RegionFields } from './desk/region-fields.tsx'

type ShopDraft = { key: number; name: string; origin: string }
export type Made = AnswerOf<typeof makeAccount>

/** Makes an account with its owner and its shops. */
export function MakeAccount({ onMade, onCancel }: { onMade: (made: Made) => void; onCancel: () => void }) {
  const { t, language: spoken } = useWords()
  const action = useAction(makeAccount)
  const standards = useAnswer(readSignInPolicy, {}).data
  const [name, setName] = useState('')
  const [reference, setReference] = useState('')
  const [chosen, setChosen] = useState<Regional | null>(null)
  const [owner, setOwner] = useState({ name: '', address: '', language: spoken as Language })
  const [shops, setShops] = useState<ShopDraft[]>([{ key: 0, name: '', origin: '' }])
  // Until somebody chooses, the provider's standard; when that cannot be read, nothing is guessed.
  const regional = chosen ?? { region: standards?.standardRegion ?? '', zone: standards?.standardZone ?? '' }

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = {
      name: name.trim(),
      ...(reference.trim() ? { reference: reference.trim() } : {}),
      ...regional,
      owner: { ...owner, name: owner.name.trim(), address: owner.address.trim() },
      shops: shops
        .filter(shop => shop.name.trim() !== '')
        .map(shop => ({ name: shop.name.trim(), origin: originOf(shop.origin) })),
    }
    await action.run({ body }).then(onMade, () => {})
  }
  return (
    <form onSubmit={event => void save(event)}>
      <Stack className="card" maw={680}>
        <Title order={2}>{t('accounts:makeTitle')}</Title>
        <TextInput
          label={t('accounts:name')}
          required
          withAsterisk={false}
          maxLength={200}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <TextInput
          label={`${t('accounts:number')} (${t('common.optional')})`}
          description={t('accounts:numberHint')}
          maxLength={100}
          value={reference}
          onChange={event => setReference(event.currentTarget.value)}
        />
        <RegionFields value={regional} onChange={setChosen} />
        <Fieldset legend={t('accounts:ownerLegend')} radius="md">
          <Stack>
            <TextInput
              label={t('accounts:ownerName')}
              required
              withAsterisk={false}
              maxLength={200}
              value={owner.name}
              onChange={event => setOwner({ ...owner, name: event.currentTarget.value })}
            />
            <TextInput
              label={t('accounts:ownerAddress')}
              description={t('accounts:ownerAddressHint')}
              type="email"
              required
              withAsterisk={false}
              maxLength={254}
              value={owner.address}
              onChange={event => setOwner({ ...owner, address: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('accounts:ownerLanguage')}
              value={owner.language}
              onChange={event => setOwner({ ...owner, language: event.currentTarget.value as Language })}
              data={languages.map(value => ({ value, label: t(`language.${value}`) }))}
            />
          </Stack>
        </Fieldset>
        <ShopFields shops={shops} onChange={setShops} />
        <ProblemNote problem={action.problem} />
        <Group>
          <Button type="submit" loading={action.isRunning}>
            {t('accounts:save')}
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
    <Fieldset legend={t('accounts:shops')} radius="md">
      <Stack>
        {shops.map((shop, index) => (
          <Group key={shop.key} align="flex-end" gap="sm">
            <TextInput
              style={{ flex: '1 1 12rem' }}
              label={t('accounts:shopName')}
              maxLength={200}
              value={shop.name}
              onChange={event => change(shop.key, { name: event.currentTarget.value })}
            />
            <TextInput
              style={{ flex: '1 1 14rem' }}
              label={t('accounts:shopOrigin')}
              placeholder="https://shop.example"
              title={t('accounts:shopOriginHint')}
              maxLength={200}
              value={shop.origin}
              onChange={event => change(shop.key, { origin: event.currentTarget.value })}
            />
            <Button
              variant="default"
              aria-label={t('accounts:removeShop', { number: index + 1 })}
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
            {t('accounts:addShop')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}
