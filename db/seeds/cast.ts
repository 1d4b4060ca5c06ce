// The cast: the same people in the demonstration, in development and in the tests.

/** Everybody's password in demonstration and tests; never used by a real instance. */
export const demoPassword = 'open sesame, until friday'

/** The secret of everybody's authenticator app in demonstration and tests, for the agents, who must have one. */
export const demoTotpSecret = Buffer.from('einlass demo secret!')

type CastMember = {
  address: string
  name: string
  language: 'de' | 'en' | 'nl'
  role: Record<'de' | 'en' | 'nl', string>
}

const cast = {
  olga: {
    address: 'olga@kaffeerad.example',
    name: 'Olga Ostermann',
    language: 'de',
    role: { de: 'Inhaberin von Kaffeerad', en: 'owner of Kaffeerad', nl: 'eigenaar van Kaffeerad' },
  },
  noor: {
    address: 'noor@tulpenkas.example',
    name: 'Noor Vermeer',
    language: 'nl',
    role: { de: 'Inhaberin von Tulpenkas', en: 'owner of Tulpenkas', nl: 'eigenaar van Tulpenkas' },
  },
  sam: {
    address: 'sam@shopwerk.example',
    name: 'Sam Albers',
    language: 'en',
    role: { de: 'Support bei Shopwerk', en: 'support at Shopwerk', nl: 'support bij Shopwerk' },
  },
  ines: {
    address: 'ines@shopwerk.example',
    name: 'Ines Kurz',
    language: 'de',
    role: { de: 'Support bei Shopwerk', en: 'support at Shopwerk', nl: 'support bij Shopwerk' },
  },
  dora: {
    address: 'dora@shopwerk.example',
    name: 'Dora Pult',
    language: 'de',
    role: {
      de: 'leitet das Pult von Shopwerk',
      en: 'runs the desk of Shopwerk',
      nl: 'leidt de balie van Shopwerk',
    },
  },
} as const satisfies Record<string, CastMember>

export type CastName = keyof typeof cast
export const people: Readonly<Record<CastName, CastMember>> = cast
export const demoPeople: readonly CastMember[] = [cast.olga, cast.noor, cast.sam, cast.ines, cast.dora]

export const provider = { name: 'Shopwerk', zone: 'Europe/Berlin', region: 'DE-BE' }

/** Accounts and their shops. The origins are the standard ones; demonstration and tests put their own ports in. */
export const accounts = [
  {
    owner: 'olga',
    name: 'Kaffeerad',
    zone: 'Europe/Berlin',
    region: 'DE-BE',
    shops: [
      { key: 'kaffeerad', name: 'Kaffeerad', origin: 'http://kaffeerad.localhost:8081' },
      { key: 'roesterei', name: 'Rösterei am Kanal', origin: null },
    ],
  },
  {
    owner: 'noor',
    name: 'Tulpenkas',
    zone: 'Europe/Amsterdam',
    region: 'NL',
    shops: [{ key: 'tulpenkas', name: 'Tulpenkas', origin: null }],
  },
] as const satisfies {
  owner: CastName
  name: string
  zone: string
  region: string
  shops: { key: string; name: string; origin: string | null }[]
}[]
