import { Button, Group, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { findShops } from '#contract/service-switch.ts'
import { useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Note } from '../../ui/note.tsx'
import { Plates } from '../../ui/plates.tsx'

export type FoundShop = AnswerOf<typeof findShops>['items'][number]

/** Looks for a shop by name or address, and keeps the one that was chosen in view. */
export function FindShopField({
  chosen,
  onChoose,
  isMissing,
}: {
  chosen: FoundShop | null
  onChoose: (found: FoundShop | null) => void
  isMissing: boolean
}) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 250)
  const { data, error } = useAnswer(
    findShops,
    { query: { search } },
    { enabled: search.length >= 2, keep: true },
  )
  const found = search.length >= 2 ? (data?.items ?? []) : []

  if (chosen) {
    return (
      <Note>
        <Group justify="space-between" gap="sm">
          <div>
            <Text fw={600}>
              {t('service-switch:ask.shopChosen', { shop: chosen.shop.name, account: chosen.account.name })}
            </Text>
            {chosen.shop.origin ? (
              <Text c="dimmed">{chosen.shop.origin.replace(/^https?:\/\//, '')}</Text>
            ) : null}
          </div>
          <Button size="sm" variant="default" onClick={() => onChoose(null)}>
            {t('service-switch:ask.shopOther')}
          </Button>
        </Group>
      </Note>
    )
  }
  return (
    <div>
      <TextInput
        type="search"
        label={t('service-switch:ask.shopSearch')}
        description={t('service-switch:ask.shopSearchHint')}
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
        autoComplete="off"
        maxLength={200}
        error={isMissing ? t('service-switch:ask.shopMissing') : null}
        mb="sm"
      />
      <ProblemNote problem={error} />
      <div role="status">
        {search.length >= 2 && data ? (
          <Text size="sm" c="dimmed" mb="xs">
            {found.length === 0
              ? t('service-switch:ask.shopNone', { search })
              : t('service-switch:ask.shopFound', { count: found.length })}
          </Text>
        ) : null}
      </div>
      {found.length > 0 ? (
        <Plates
          label={t('service-switch:ask.shop')}
          value=""
          onChange={id => onChoose(found.find(({ shop }) => shop.id === id) ?? null)}
          plates={found.map(({ shop, account }) => ({
            value: shop.id,
            title: shop.name,
            hint: [account.name, shop.origin?.replace(/^https?:\/\//, '')].filter(Boolean).join(' · '),
          }))}
        />
      ) : null}
    </div>
  )
}
