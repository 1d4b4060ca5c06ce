import { NativeSelect } from '@mantine/core'
import { useWords } from '../../language.ts'
import { regionChoices, zoneChoices, zoneOfRegion } from '../regions.ts'

export type Regional = { region: string; zone: string }

/** Whose holidays count, and on which clock. A region that is chosen brings its zone along, which can be changed. */
export function RegionFields({ value, onChange }: { value: Regional; onChange: (value: Regional) => void }) {
  const { t } = useWords()
  const isListed = regionChoices.some(({ value: region }) => region === value.region)
  return (
    <>
      <NativeSelect
        label={t('accounts:region')}
        description={t('accounts:regionHint')}
        required
        withAsterisk={false}
        value={value.region}
        onChange={event => {
          const region = event.currentTarget.value
          onChange({ region, zone: zoneOfRegion(region) })
        }}
        data={[
          ...(isListed ? [] : [{ value: value.region, label: value.region || t('accounts:choose') }]),
          ...regionChoices,
        ]}
      />
      <NativeSelect
        label={t('accounts:zone')}
        required
        withAsterisk={false}
        value={value.zone}
        onChange={event => onChange({ ...value, zone: event.currentTarget.value })}
        data={[
          ...(zoneChoices.includes(value.zone)
            ? []
            : [{ value: value.zone, label: value.zone || t('accounts:choose') }]),
          ...zoneChoices,
        ]}
      />
    </>
  )
}
