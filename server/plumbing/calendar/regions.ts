export interface Region {
  /** ISO 3166-2, or ISO 3166-1 where the whole country shares its holidays. */
  readonly code: string
  readonly country: 'DE' | 'AT' | 'CH' | 'NL' | 'BE'
  /** Part of the country as ISO 3166-2 writes it after the hyphen; absent for a whole country. */
  readonly part: string | undefined
  /** IANA zone to start with; an account may live elsewhere and keep the holidays of its region. */
  readonly zone: string
}

// The Austrian Länder have no holidays of their own (their patron saints are school and office
// holidays only). They are listed because an address knows 'AT-9' and would otherwise be refused.
const countries = [
  {
    country: 'DE',
    zone: 'Europe/Berlin',
    whole: false,
    parts: 'BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH',
  },
  { country: 'AT', zone: 'Europe/Vienna', whole: true, parts: '1 2 3 4 5 6 7 8 9' },
  {
    country: 'CH',
    zone: 'Europe/Zurich',
    whole: false,
    parts: 'AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH',
  },
  { country: 'NL', zone: 'Europe/Amsterdam', whole: true, parts: '' },
  { country: 'BE', zone: 'Europe/Brussels', whole: true, parts: '' },
] as const

/**
 * Every region whose public holidays we know. Germany and Switzerland are not regions: what holds in all
 * their parts is less than what holds in any of them, and a computed end would be wrong nearly everywhere.
 */
export const regions: readonly Region[] = countries.flatMap(({ country, zone, whole, parts }) => [
  ...(whole ? [{ code: country, country, part: undefined, zone }] : []),
  ...parts
    .split(' ')
    .filter(part => part !== '')
    .map(part => ({ code: `${country}-${part}`, country, part, zone })),
])

const byCode: ReadonlyMap<string, Region> = new Map(regions.map(region => [region.code, region]))

/** Exact code as listed in {@link regions}; 'de-bw' is not a region. */
export function isRegion(code: string): boolean {
  return byCode.has(code)
}

export function findRegion(code: string): Region | undefined {
  return byCode.get(code)
}
