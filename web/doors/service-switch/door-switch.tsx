import { useId } from 'react'

/** The switch: a door that opens. The whole plate can be tapped. */
export function DoorSwitch({
  isOn,
  label,
  state,
  hint,
  onToggle,
  whyNot,
}: {
  isOn: boolean
  label: string
  /** 'An', 'Aus': in words, beside the colour. */
  state: string
  hint: string
  onToggle: () => void
  /** Why it may not be used; null when it may. */
  whyNot: string | null
}) {
  const hintId = useId()
  return (
    <div>
      <button
        type="button"
        role="switch"
        className="door-switch"
        aria-checked={isOn}
        aria-label={label}
        aria-describedby={hintId}
        disabled={whyNot !== null}
        onClick={onToggle}
      >
        <Door isOpen={isOn} />
        <span className="door-switch-words">
          <span style={{ display: 'block' }}>{label}</span>
          <span className="door-switch-state">{state}</span>
        </span>
        <span className="door-switch-track" aria-hidden="true">
          <span className="door-switch-knob" />
        </span>
      </button>
      <p id={hintId} style={{ margin: '0.6rem 0.25rem 0' }}>
        {whyNot ?? hint}
      </p>
    </div>
  )
}

function Door({ isOpen }: { isOpen: boolean }) {
  return (
    <svg
      width="56"
      height="68"
      viewBox="0 0 56 68"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d="M10 62V6h36v56" fill={isOpen ? '#f5b942' : 'none'} stroke="none" />
      <g
        className="door-leaf"
        style={{ transformOrigin: '10px 34px', transform: isOpen ? 'scaleX(0.45)' : 'none' }}
      >
        <rect x="10" y="6" width="36" height="56" fill="#1b656a" />
        <circle cx="39" cy="36" r="2.500" fill="#f5b942" />
      </g>
      <path
        d="M4 62h48M10 62V6h36v56"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
