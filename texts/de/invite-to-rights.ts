/** Einladen in sechs Schritten. */
export const inviteToRightsTexts = {
  title: 'Zu Rechten einladen',
  below: 'Sechs kleine Schritte. Bis zum letzten geschieht nichts, und Sie können jederzeit zurück.',
  steps: 'Schritte',
  stepOf: 'Schritt {{step}} von {{all}}: {{name}}',
  step: {
    who: 'Wer',
    what: 'Was für Sie',
    where: 'Wo',
    until: 'Bis wann',
    sentence: 'Was gelten wird',
    send: 'Senden',
  },
  next: 'Weiter',
  back: 'Zurück',
  addresses: 'E-Mail-Adressen',
  addressesHint:
    'Eine oder mehrere, mit Komma oder auf eigenen Zeilen. Mit „Anna Beispiel <anna@example.org>“ sprechen wir die Person mit Namen an.',
  addressesMissing: 'Schreiben Sie mindestens eine E-Mail-Adresse.',
  addressWrong: 'Das ist keine E-Mail-Adresse: {{address}}. Richtig wäre zum Beispiel anna@example.org.',
  addressesTooMany: 'Das sind {{count}} Adressen; höchstens {{most}} auf einmal. Teilen Sie sie auf.',
  addressesSeen_one: 'Eine Person wird eingeladen.',
  addressesSeen_other: '{{count}} Personen werden eingeladen.',
  language: 'Sprache der Einladung',
  languageHint: 'In ihr bekommen alle die Einladung und sehen ihre erste Seite.',
  contactMissing:
    'Den Kontakt, mit dem Sie beginnen wollten, gibt es nicht mehr. Schreiben Sie die Adresse selbst.',
  everybody: 'Eingeladene',
  whatHint: 'Danach stehen die Kästchen schon richtig. Ändern können Sie sie im vorletzten Schritt.',
  whatMissing: 'Wählen Sie aus, was die Person für Sie ist.',
  boxesOpen: 'Kästchen ändern',
  boxesClose: 'Kästchen zuklappen',
  boxesOf: 'Rechte, zu denen eingeladen wird',
  noBoxes: 'Kreuzen Sie mindestens ein Recht an.',
  counting: 'Was gelten wird, wird gerade ausgerechnet.',
  sentenceCounts:
    'Genau das steht in der Einladung, und genau das gilt, wenn sie angenommen wird. Was Sie später an Vorlagen ändern, ändert daran nichts.',
  to_one: 'Eingeladen wird',
  to_other: 'Eingeladen werden',
  nothingYet: 'Rechte hat erst, wer annimmt. Bis dahin können Sie die Einladung zurückziehen.',
  send_one: 'Einladung senden',
  send_other: '{{count}} Einladungen senden',
  resultTitle: 'Was aus den Einladungen wurde',
  sent: 'eingeladen',
  sentHint: 'Die Einladung gilt bis {{at}}.',
  notSent: 'nicht eingeladen',
  refused: {
    'not-to-yourself': 'Das sind Sie selbst. Sich selbst kann niemand Rechte geben.',
    'owner-has-all-rights': 'Das ist der Inhaber. Er darf schon alles.',
    'has-rights-here':
      'Diese Person hat hier schon Rechte. Ändern Sie ihre Kästchen auf ihrer Seite; Sie finden sie unter allen Personen.',
    'already-invited':
      'Diese Adresse ist schon zu etwas anderem eingeladen. Ziehen Sie jene Einladung unter allen Personen zurück, dann laden Sie neu ein.',
  },
  another: 'Noch jemanden einladen',
  toPeople: 'Alle Personen',
}

export type InviteToRightsTexts = typeof inviteToRightsTexts
