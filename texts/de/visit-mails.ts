export const visitMails = {
  hello: 'Hallo {{name}},',
  foot: {
    owner: 'Sie bekommen diese Nachricht, weil das Konto {{account}} bei {{provider}} Ihnen gehört.',
    deputy:
      'Sie bekommen diese Nachricht, weil Sie im Konto {{account}} bei {{provider}} mitentscheiden. Was davon Sie per Mail bekommen, bestimmen Sie in Ihren Einstellungen.',
    agent: 'Sie bekommen diese Nachricht, weil Sie im Support von {{provider}} arbeiten.',
    automatic:
      'Einlass hat sie von selbst geschrieben. Links in unseren Nachrichten öffnen nur eine Seite; entschieden wird dort, mit einem Knopf. Einlass fragt nie per Mail nach einem Passwort.',
  },
  words: {
    who: 'Wer',
    ticket: 'Ticket',
    platform: 'Plattform',
    until: 'Bis',
    howLong: 'Wie lange',
    note: 'Anmerkung',
    because: 'Grund',
    cause: 'Warum',
    confirmed: 'Bestätigt',
  },
  right: {
    'shop.view': 'Im Shop nachsehen: {{reason}}',
    'shop.operate': 'Im Shop arbeiten: {{reason}}',
    platform: '{{right}}: {{reason}}',
  },
  preset: {
    'three-working-days': 'drei Arbeitstage, gezählt ab Ihrem Ja',
    'one-week': 'eine Woche, gezählt ab Ihrem Ja',
    'today-18': 'bis 18:00 Uhr am Tag Ihres Ja',
  },
  cause: {
    expired: 'Die Zeit war um.',
    revoked: 'Der Zugang wurde beendet.',
    returned: 'Der Support ist fertig und hat ihn zurückgegeben.',
    other: 'Er konnte nicht bestehen bleiben.',
  },
  asked: {
    subject: '{{agent}} möchte {{shop}} besuchen',
    said: '{{agent}} vom Support bei {{provider}} bittet um Zugang zu {{shop}}. Ohne Ihr Ja kommt niemand hinein.',
    purpose: 'Was zu tun ist:',
    why: 'Wozu jedes Recht gebraucht wird:',
    lapses:
      'Sie können zustimmen, etwas ändern oder ablehnen. Ohne Antwort verfällt die Anfrage am {{lapses}}; dann bleibt alles zu.',
    button: 'Anfrage ansehen und antworten',
  },
  reminded: {
    subject: 'Noch ohne Antwort: Besuch bei {{shop}}',
    said: '{{agent}} wartet auf Ihre Antwort. Am {{lapses}} verfällt die Anfrage; dann bleibt alles zu.',
    button: 'Anfrage ansehen und antworten',
  },
  lapsed: {
    subject: 'Verfallen: Besuch bei {{shop}}',
    said: '{{agent}} hatte um Zugang zu {{shop}} gebeten. Bis {{lapses}} kam keine Antwort. Geöffnet wurde nichts.',
    next: 'Wird der Zugang noch gebraucht, kann der Support neu fragen, oder der Inhaber lässt ihn selbst ein.',
    button: 'Zum Besuch',
  },
  refused: {
    subject: 'Abgelehnt: Besuch bei {{shop}}',
    said: '{{by}} hat Ihren Besuch bei {{shop}} abgelehnt.',
    button: 'Zum Besuch',
  },
  agreed: {
    subject: 'Vereinbart: Besuch bei {{shop}} bis {{until}}',
    said: '{{by}} lässt Sie zu {{shop}}. Auf der Seite des Besuchs steht, was vereinbart ist und wie Sie hineinkommen.',
    give: 'Wenn alles erledigt ist, geben Sie den Zugang zurück, statt auf das Ende zu warten.',
    button: 'Zum Besuch',
  },
  notNeeded: {
    subject: 'Kein Zugang nötig: {{shop}}',
    said: '{{agent}} vom Support bei {{provider}} hat Ihr Ticket geprüft: Für {{shop}} braucht niemand Zugang. Sie müssen nichts tun.',
    button: 'Zum Besuch',
  },
  ended: {
    subject: 'Zu Ende: Besuch bei {{shop}}',
    said: 'Der Besuch von {{agent}} bei {{shop}} ist zu Ende, und Einlass hat nachgeprüft, dass niemand mehr hineinkommt.',
    button: 'Zum Nachweis',
    buttonAgent: 'Zum Besuch',
  },
}

export type VisitMails = typeof visitMails
