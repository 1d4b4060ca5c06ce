// Regions whose holidays the desk knows (ISO 3166-2). Names are the region's own, alike in every language of the console.
const named: Readonly<Record<string, string>> = {
  'DE-BW': 'Baden-Württemberg',
  'DE-BY': 'Bayern',
  'DE-BE': 'Berlin',
  'DE-BB': 'Brandenburg',
  'DE-HB': 'Bremen',
  'DE-HH': 'Hamburg',
  'DE-HE': 'Hessen',
  'DE-MV': 'Mecklenburg-Vorpommern',
  'DE-NI': 'Niedersachsen',
  'DE-NW': 'Nordrhein-Westfalen',
  'DE-RP': 'Rheinland-Pfalz',
  'DE-SL': 'Saarland',
  'DE-SN': 'Sachsen',
  'DE-ST': 'Sachsen-Anhalt',
  'DE-SH': 'Schleswig-Holstein',
  'DE-TH': 'Thüringen',
  AT: 'Österreich',
  NL: 'Nederland',
  BE: 'België / Belgique',
}
const cantons = 'AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH'.split(' ')

/** For a list to choose from. The desk refuses a region that it does not know. */
export const regionChoices: readonly { value: string; label: string }[] = [
  ...Object.entries(named).map(([value, label]) => ({ value, label: `${label} (${value})` })),
  ...cantons.map(canton => ({
    value: `CH-${canton}`,
    label: `Schweiz / Suisse / Svizzera: ${canton} (CH-${canton})`,
  })),
]

/** The zone to begin with. */
export function zoneOfRegion(region: string): string {
  const country = region.slice(0, 2)
  return (
    { AT: 'Europe/Vienna', CH: 'Europe/Zurich', NL: 'Europe/Amsterdam', BE: 'Europe/Brussels' }[country] ??
    'Europe/Berlin'
  )
}

export const zoneChoices: readonly string[] = Intl.supportedValuesOf('timeZone')
