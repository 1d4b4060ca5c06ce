// Platzhalter stehen in {{…}}; die anderen Sprachen haben dieselben Schlüssel.
export const paletteTexts = {
  title: 'Suchen und Befehle',
  field: 'Befehl, Seite, Konto, Person oder Shop',
  whichToEnd: 'Welcher Zugang soll enden?',
  end: 'Zugang beenden …',
  endHint: 'auswählen, was endet',
  endOf: 'Zugang von {{subject}} beenden: {{where}}',
  endAll: 'Alle Zugänge zu {{account}} beenden …',
  more: 'Noch mehr Zugänge ansehen',
  personHint: 'was dieser Person offen ist',
  shopHint: 'Servicezugang',
  languageHint: 'Sprache',
  nothing: 'Nichts passt zu „{{search}}“.',
  nothingOpen: 'Gerade ist nichts offen, was Sie beenden könnten.',
  none: 'Kein Treffer',
  count_one: '{{count}} Treffer',
  count_other: '{{count}} Treffer',
  groups: {
    end: 'Beenden',
    accounts: 'Konten',
    people: 'Personen',
    shops: 'Shops',
    preferences: 'Sprache, Ansicht, Abmelden',
  },
}

/** Die Gestalt der Texte: dieselben Schlüssel in jeder Sprache. */
type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }
export type PaletteTexts = Same<typeof paletteTexts>
