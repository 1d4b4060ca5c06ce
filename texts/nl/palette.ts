import type { PaletteTexts } from '../de/palette.ts'

export const paletteTexts: PaletteTexts = {
  title: 'Zoeken en opdrachten',
  field: 'Opdracht, pagina, account, persoon of winkel',
  whichToEnd: 'Welke toegang moet eindigen?',
  end: 'Toegang beëindigen …',
  endHint: 'kiezen wat eindigt',
  endOf: 'Toegang van {{subject}} beëindigen: {{where}}',
  endAll: 'Alle toegang tot {{account}} beëindigen …',
  more: 'Meer toegangen bekijken',
  personHint: 'wat voor deze persoon open staat',
  shopHint: 'servicetoegang',
  languageHint: 'taal',
  nothing: 'Niets past bij „{{search}}”.',
  nothingOpen: 'Er staat nu niets open dat u zou kunnen beëindigen.',
  none: 'Geen resultaat',
  count_one: '{{count}} resultaat',
  count_other: '{{count}} resultaten',
  groups: {
    end: 'Beëindigen',
    accounts: 'Accounts',
    people: 'Personen',
    shops: 'Winkels',
    preferences: 'Taal, weergave, afmelden',
  },
}
