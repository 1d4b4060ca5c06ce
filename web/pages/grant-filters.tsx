import { Group, NativeSelect } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { listShops } from '#contract/accounts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { GrantsSearch } from '../api/search.ts'
import type { AGrant } from '../desk/grant-card.tsx'
import { useDeskWords } from '../desk/words.ts'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { Plates } from '../ui/plates.tsx'

type Named = { id: string; name: string }

/** Whose access, to which shop, by which door: what is chosen stands in the address and can be passed on. */
export function GrantFilters({
  grants,
  shops,
}: {
  /** All of them, whatever is chosen. */
  grants: readonly AGrant[]
  shops: AnswerOf<typeof listShops>['items']
}) {
  const { t } = useWords()
  const words = useDeskWords()
  const chosen = useSearch({ from: patterns.account })
  const navigate = useNavigate({ from: patterns.account })
  const choose = (change: { [k in keyof GrantsSearch]: GrantsSearch[k] | undefined }) =>
    void navigate({
      search: Object.fromEntries(
        Object.entries({ ...chosen, ...change }).filter(([, value]) => value !== undefined),
      ),
      replace: true,
      resetScroll: false,
    })
  const people = peopleIn(grants)
  const doors = [...new Set(grants.map(({ door }) => door))].map(door => ({
    id: door,
    name: words.door(door),
  }))
  const select = (
    key: 'person' | 'resource' | 'door',
    label: string,
    every: string,
    options: readonly Named[],
  ) =>
    options.length > 1 || chosen[key] !== undefined ? (
      <NativeSelect
        size="sm"
        label={label}
        value={chosen[key] ?? ''}
        onChange={event => choose({ [key]: event.currentTarget.value || undefined })}
        data={[
          { value: '', label: every },
          ...options.map(({ id, name }) => ({ value: id, label: name })),
          // Somebody who has nothing any more can still stand in an address that was passed on.
          ...(chosen[key] === undefined || options.some(({ id }) => id === chosen[key])
            ? []
            : [{ value: chosen[key], label: t('account.notInList') }]),
        ]}
        style={{ flex: '1 1 11rem' }}
      />
    ) : null
  return (
    <section aria-label={t('account.filters')}>
      <Group gap="sm" align="flex-end">
        <Plates
          isCompact
          label={t('account.whom')}
          value={chosen.whom ?? 'everybody'}
          onChange={whom => choose({ whom: whom === 'everybody' ? undefined : whom })}
          plates={(['everybody', 'outsiders', 'members'] as const).map(value => ({
            value,
            title: t(`account.${value}`),
          }))}
        />
        <div className="plates-row">
          <label className="plate">
            <input
              type="checkbox"
              checked={chosen.inside === true}
              onChange={event => choose({ inside: event.currentTarget.checked ? true : undefined })}
            />
            <span className="plate-title">{t('account.onlyInside')}</span>
          </label>
        </div>
      </Group>
      {/* Seldom needed, and on a phone as high as the first card. */}
      <details
        open={chosen.person !== undefined || chosen.resource !== undefined || chosen.door !== undefined}
      >
        <summary className="summary">{t('account.moreFilters')}</summary>
        <Group gap="sm">
          {select('person', t('account.byPerson'), t('account.everyPerson'), people)}
          {select('resource', t('account.byShop'), t('account.everyShop'), shops)}
          {select('door', t('account.byDoor'), t('account.everyDoor'), doors)}
        </Group>
      </details>
    </section>
  )
}

/** Whom something was given to by name, and who is inside. */
export function peopleIn(grants: readonly AGrant[]): Named[] {
  const people = new Map<string, Named>()
  for (const { subject, liveEntries } of grants) {
    if (subject.kind === 'person') people.set(subject.id, { id: subject.id, name: subject.name })
    for (const { person } of liveEntries) people.set(person.id, person)
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name))
}
