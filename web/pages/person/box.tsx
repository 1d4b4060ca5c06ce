import { useWords } from '../../language.ts'

/** A box of the browser's own, drawn so that an empty one reads as a decision. */
export function Box({
  label,
  isTicked,
  isHalf = false,
  isDisabled = false,
  describedBy,
  onToggle,
}: {
  label: string
  isTicked: boolean
  isHalf?: boolean
  isDisabled?: boolean
  describedBy?: string | undefined
  onToggle: () => void
}) {
  return (
    <label className="box">
      <input
        type="checkbox"
        aria-label={label}
        checked={isTicked}
        disabled={isDisabled}
        ref={box => {
          if (box) box.indeterminate = isHalf
        }}
        {...(describedBy ? { 'aria-describedby': describedBy } : {})}
        onChange={onToggle}
      />
    </label>
  )
}

/** What cannot be changed here: a check or a muted minus. */
export function Mark({ is }: { is: boolean }) {
  const { t } = useWords()
  return (
    <span
      role="img"
      aria-label={t(is ? 'rights:matrix.yes' : 'rights:matrix.no')}
      className={is ? '' : 'boxes-minus'}
    >
      {is ? '✓' : '–'}
    </span>
  )
}
