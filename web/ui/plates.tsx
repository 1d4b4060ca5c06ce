import { type ReactNode, useId } from 'react'

export type Plate<V extends string> = { value: V; title: ReactNode; hint?: ReactNode; disabled?: boolean }

/** One choice of a few, each with room for a line that says what it means. Real radio buttons under real labels. */
export function Plates<V extends string>({
  label,
  plates,
  value,
  onChange,
  isCompact = false,
}: {
  label: string
  plates: readonly Plate<V>[]
  value: V
  onChange: (value: V) => void
  /** In a row, for filters: words only. */
  isCompact?: boolean
}) {
  const name = useId()
  return (
    <fieldset className="bare">
      <legend className="group-label">{label}</legend>
      <div className={isCompact ? 'plates-row' : 'plates'}>
        {plates.map(plate => (
          <label className="plate" key={plate.value}>
            <input
              type="radio"
              name={name}
              value={plate.value}
              checked={plate.value === value}
              disabled={plate.disabled ?? false}
              onChange={() => onChange(plate.value)}
            />
            <span>
              <span className="plate-title">{plate.title}</span>
              {plate.hint ? <span className="plate-hint">{plate.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Several of a few. */
export function CheckPlates({
  label,
  plates,
  values,
  onChange,
}: {
  label: string
  plates: readonly Plate<string>[]
  values: readonly string[]
  onChange: (values: string[]) => void
}) {
  return (
    <fieldset className="bare">
      <legend className="group-label">{label}</legend>
      <div className="plates">
        {plates.map(plate => (
          <label className="plate" key={plate.value}>
            <input
              type="checkbox"
              checked={values.includes(plate.value)}
              disabled={plate.disabled ?? false}
              onChange={event =>
                onChange(
                  event.currentTarget.checked
                    ? [...values, plate.value]
                    : values.filter(value => value !== plate.value),
                )
              }
            />
            <span>
              <span className="plate-title">{plate.title}</span>
              {plate.hint ? <span className="plate-hint">{plate.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
