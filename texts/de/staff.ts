// Platzhalter stehen in {{…}}; die anderen Sprachen haben dieselben Schlüssel.
export const staffTexts = {
  title: 'Teams',
  hint: 'Wer hier steht, kann in jeden Shop, der für sein Team offen ist.',
  duty: { support: 'Support', desk: 'Pult' },
  nobody: 'In diesem Team ist niemand.',
  people_one: '{{count}} Person',
  people_other: '{{count}} Personen',
  addTitle: 'Person hinzufügen',
  team: 'Team',
  name: 'Name',
  address: 'E-Mail-Adresse',
  addressHint: 'Dorthin geht der Link für die erste Anmeldung.',
  language: 'Sprache',
  save: 'Hinzufügen',
  added: '{{name}} ist im Team.',
  addedSent: '{{name}} bekommt eine Mail mit dem Link für die erste Anmeldung.',
  ready: 'bereit',
  notReady: 'noch nicht bereit',
  notReadyHint: 'Noch nicht bereit: Es fehlt die erste Anmeldung oder der zweite Faktor.',
  invite: 'Einladen',
  remove: 'Aus dem Team nehmen',
  removeOf: 'Aus dem Team nehmen: {{name}} ({{team}})',
  removeTitle: '{{name}} aus dem Team {{team}} nehmen?',
  removeHint:
    'Alles, wohin {{name}} durch dieses Team gerade hineingegangen ist, schließt sofort. Die Anmeldung bleibt bestehen.',
  removeNow: 'Jetzt herausnehmen',
  removed_one: '{{name}} ist nicht mehr im Team; {{count}} Zutritt wurde geschlossen.',
  removed_other: '{{name}} ist nicht mehr im Team; {{count}} Zutritte wurden geschlossen.',
  block: 'Überall sperren',
  blockOf: '{{name}} überall sperren',
  blockTitle: '{{name}} überall sperren?',
  blockHint:
    'Beendet jede Anmeldung, jeden Zugang und jeden Zutritt von {{name}}, in allen Konten. Für den Tag, an dem jemand geht oder ein Gerät verloren ist.',
  blockNow: 'Jetzt überall sperren',
  blocked:
    '{{name}} ist gesperrt: {{sessions}} Anmeldungen, {{grants}} Zugänge und {{entries}} Zutritte beendet.',
  note: 'Anmerkung für den Verlauf',
  onlyDesk: 'Ändern kann das nur das Pult.',
}

/** Die Gestalt der Texte: dieselben Schlüssel in jeder Sprache. */
type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }
export type StaffTexts = Same<typeof staffTexts>
