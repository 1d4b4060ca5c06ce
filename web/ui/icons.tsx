import type { ReactNode } from 'react'

// A few strokes of our own; every icon stands beside words, so none of them speaks.
function Icon({ children, size = 18 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      {children}
    </svg>
  )
}

type Size = { size?: number }

export const DoorOpenIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M3 21h18M6 21V4h9v17" />
    <path d="M15 4l4 2v15M12 12v.5" />
  </Icon>
)
export const DoorShutIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M3 21h18M6 21V3h12v18M14.500 12v.5" />
  </Icon>
)
export const CheckIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M5 12.500l4.500 4.500L19 7" />
  </Icon>
)
export const ClockIcon = ({ size }: Size) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3 2" />
  </Icon>
)
export const WarnIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M12 3.500L2.500 20h19zM12 10v4.500M12 17v.2" />
  </Icon>
)
export const PersonIcon = ({ size }: Size) => (
  <Icon size={size}>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.500 21c.8-4 3.800-6 7.500-6s6.700 2 7.500 6" />
  </Icon>
)
export const TeamIcon = ({ size }: Size) => (
  <Icon size={size}>
    <circle cx="9" cy="8.500" r="3.500" />
    <path d="M2.500 20c.6-3.600 3.200-5.500 6.500-5.500s5.900 1.900 6.500 5.500M16 5.300a3.500 3.500 0 010 6.400M18.500 14.800c1.700.8 2.700 2.600 3 5.200" />
  </Icon>
)
export const LetterIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M3 6h18v12H3zM3 7l9 6.500L21 7" />
  </Icon>
)
export const ArrowIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M5 12h13M13 6.500l5.500 5.500-5.500 5.500" />
  </Icon>
)
export const SunIcon = ({ size }: Size) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 3v1.500M12 19.500V21M3 12h1.500M19.500 12H21M5.600 5.600l1.100 1.100M17.300 17.300l1.100 1.100M5.600 18.400l1.100-1.100M17.300 6.700l1.100-1.100" />
  </Icon>
)
export const MoonIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M20 14.500A8.500 8.500 0 019.500 4 8.500 8.500 0 1020 14.500z" />
  </Icon>
)
export const KeyIcon = ({ size }: Size) => (
  <Icon size={size}>
    <circle cx="8" cy="15" r="4.500" />
    <path d="M11.300 11.700L20 3M16 7l3 3" />
  </Icon>
)
export const BackIcon = ({ size }: Size) => (
  <Icon size={size}>
    <path d="M19 12H6M11.500 6.500L6 12l5.500 5.500" />
  </Icon>
)
export const SearchIcon = ({ size }: Size) => (
  <Icon size={size}>
    <circle cx="10.500" cy="10.500" r="6.500" />
    <path d="M15.500 15.500L21 21" />
  </Icon>
)
export const DotIcon = ({ size }: Size) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="3" fill="currentColor" />
  </Icon>
)
