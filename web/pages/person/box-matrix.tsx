import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { useWords } from '../../language.ts'
import { Box, Mark } from './box.tsx'
import { BoxRow } from './box-row.tsx'
import {
  type AnAudience,
  audiencesOf,
  type Catalogue,
  type CatalogueGroup,
  groupsToShow,
  isFree,
  isNever,
  presetOf,
  stateOf,
  takePreset,
  toggleAll,
} from './boxes.ts'
import { usePermissionWords } from './permission-words.ts'
import './boxes.css'

type MatrixProps = {
  catalogue: Catalogue
  /** Whose boxes they are, for who hears them: 'Anna: DNS ändern'. */
  name: string
  /** What the table is about, for who hears it. */
  caption: string
  /** What holds now; empty for rights that are still to be given. */
  before: readonly string[]
  chosen: readonly string[]
  /** null: they are shown and cannot be changed. */
  onChange: ((chosen: readonly string[]) => void) | null
  /** What a change is marked against, where that is not what holds. */
  marks?: readonly string[]
  /** What somebody is here: whose preset comes first. */
  audience: AnAudience
}

/**
 * Every permission that there is, in its groups: a box or a muted minus, what it means, and what the presets say of it.
 */
export function BoxMatrix(props: MatrixProps) {
  const { catalogue, before, chosen, onChange, caption } = props
  const { t } = useWords()
  const words = usePermissionWords()
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('rights:riskMeans')}
      </Text>
      {onChange ? <TakePreset {...props} onChange={onChange} /> : null}
      <table className="boxes" aria-label={caption}>
        <thead>
          <tr>
            <th scope="col">{t('rights:matrix.right')}</th>
            <th scope="col" className="boxes-mark">
              {t('rights:matrix.may')}
            </th>
            {audiencesOf(catalogue).map(audience => (
              <th key={audience} scope="col" className="boxes-mark boxes-preset">
                {words.audience(audience)}
              </th>
            ))}
          </tr>
        </thead>
        {groupsToShow(catalogue, [...before, ...chosen]).map(group => (
          <GroupOfBoxes key={group.name} {...props} group={group} />
        ))}
      </table>
    </Stack>
  )
}

function GroupOfBoxes({
  group,
  catalogue,
  name,
  before,
  chosen,
  onChange,
  marks = before,
}: MatrixProps & { group: CatalogueGroup }) {
  const { t } = useWords()
  const words = usePermissionWords()
  const id = useId()
  const possible = group.permissions.filter(right => !isNever(right)).map(right => right.name)
  const free = group.permissions.filter(right => isFree(right, before)).map(right => right.name)
  const state = stateOf(possible, chosen)
  const count = (of: readonly string[]) =>
    t('rights:matrix.count', {
      given: group.permissions.filter(right => of.includes(right.name)).length,
      all: group.permissions.length,
    })
  const label = words.group(group.name)
  return (
    <tbody>
      <tr className="boxes-group">
        <th scope="rowgroup" id={id}>
          <span className="boxes-name">
            <span className="boxes-group-name">{label}</span>
            <Text span size="sm" c="dimmed">
              {count(chosen)}
            </Text>
          </span>
        </th>
        <td className="boxes-mark">
          {onChange && free.length > 0 ? (
            <Box
              label={t('rights:matrix.groupBox', { name, group: label })}
              isTicked={possible.length > 0 && state === 'all'}
              isHalf={state === 'some'}
              onToggle={() => onChange(toggleAll(free, chosen))}
            />
          ) : (
            <Mark is={state !== 'none'} />
          )}
        </td>
        {audiencesOf(catalogue).map(audience => (
          <td key={audience} className="boxes-mark boxes-preset">
            <Text span size="sm" c="dimmed">
              {count(presetOf(catalogue, audience))}
            </Text>
          </td>
        ))}
      </tr>
      {group.permissions.map(right => (
        <BoxRow
          key={right.name}
          right={right}
          name={name}
          before={before}
          chosen={chosen}
          onChange={onChange}
          marks={marks}
        >
          {audiencesOf(catalogue).map(audience => (
            <td key={audience} className="boxes-mark boxes-preset">
              <Mark is={presetOf(catalogue, audience).includes(right.name)} />
            </td>
          ))}
        </BoxRow>
      ))}
    </tbody>
  )
}

function TakePreset({
  catalogue,
  before,
  audience,
  onChange,
}: MatrixProps & { onChange: (chosen: readonly string[]) => void }) {
  const { t } = useWords()
  const words = usePermissionWords()
  const [preset, setPreset] = useState(audience)
  const [said, setSaid] = useState<ReactNode>(null)
  const take = () => {
    const { permissions, isWhole } = takePreset(catalogue, preset, before)
    onChange(permissions)
    const taken = t('rights:matrix.taken', { preset: words.audience(preset) })
    setSaid(isWhole ? taken : `${taken} ${t('rights:matrix.takenPartly')}`)
  }
  return (
    <div>
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label={t('rights:matrix.takeLabel')}
          value={preset}
          onChange={event => {
            setPreset(event.currentTarget.value as AnAudience)
            setSaid(null)
          }}
          data={audiencesOf(catalogue).map(value => ({ value, label: words.audience(value) }))}
        />
        <Button variant="default" onClick={take}>
          {t('rights:matrix.take')}
        </Button>
      </Group>
      <Text role="status" size="sm" c="dimmed" mt={4}>
        {said}
      </Text>
    </div>
  )
}
