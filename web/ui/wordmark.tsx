/** A door ajar, and the name. Light falls through the gap. */
export function Wordmark() {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: '0.5rem' }}>
      <svg width="26" height="30" viewBox="0 0 26 30" aria-hidden="true" focusable="false">
        <path
          d="M4 27V3h16v24"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.600"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <path d="M4 3l10 3.800v23L4 27z" fill="#f5b942" />
        <circle cx="11" cy="17.500" r="1.400" fill="#1d2322" />
      </svg>
      <span style={{ fontSize: '1.25rem', fontWeight: 680, letterSpacing: '-0.015em' }}>Einlass</span>
    </span>
  )
}
