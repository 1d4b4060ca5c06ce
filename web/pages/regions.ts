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
  'AT-1': 'Burgenland',
  'AT-2': 'Kärnten',
  'AT-3': 'Niederösterreich',
  'AT-4': 'Oberösterreich',
  'AT-5': 'Salzburg',
  'AT-6': 'Steiermark',
  'AT-7': 'Tirol',
  'AT-8': 'Vorarlberg',
  'AT-9': 'Wien',
  'CH-AG': 'Aargau',
  'CH-AI': 'Appenzell Innerrhoden',
  'CH-AR': 'Appenzell Ausserrhoden',
  'CH-BE': 'Bern / Berne',
  'CH-BL': 'Basel-Landschaft',
  'CH-BS': 'Basel-Stadt',
  'CH-FR': 'Fribourg / Freiburg',
  'CH-GE': 'Genève',
  'CH-GL': 'Glarus',
  'CH-GR': 'Graubünden / Grischun / Grigioni',
  'CH-JU': 'Jura',
  'CH-LU': 'Luzern',
  'CH-NE': 'Neuchâtel',
  'CH-NW': 'Nidwalden',
  'CH-OW': 'Obwalden',
  'CH-SG': 'St. Gallen',
  'CH-SH': 'Schaffhausen',
  'CH-SO': 'Solothurn',
  'CH-SZ': 'Schwyz',
  'CH-TG': 'Thurgau',
  'CH-TI': 'Ticino',
  'CH-UR': 'Uri',
  'CH-VD': 'Vaud',
  'CH-VS': 'Valais / Wallis',
  'CH-ZG': 'Zug',
  'CH-ZH': 'Zürich',
  NL: 'Nederland',
  BE: 'België / Belgique',
}

/** For a list to choose from. The desk refuses a region that it does not know. */
export const regionChoices: readonly { value: string; label: string }[] = Object.entries(named).map(
  ([value, label]) => ({ value, label: `${label} (${value})` }),
)

/** The zone to begin with. */
export function zoneOfRegion(region: string): string {
  const country = region.slice(0, 2)
  return (
    { AT: 'Europe/Vienna', CH: 'Europe/Zurich', NL: 'Europe/Amsterdam', BE: 'Europe/Brussels' }[country] ??
    'Europe/Berlin'
  )
}

export const zoneChoices: readonly string[] = Intl.supportedValuesOf('timeZone')
