// Platzhalter stehen in {{…}}; die anderen Sprachen haben dieselben Schlüssel.
export const policyTexts = {
  title: 'Regeln',
  hint: 'Sie gelten für alles, was ab jetzt geöffnet oder gefragt wird. Was offen ist, bleibt, wie es ist.',
  saveOf: 'Speichern: {{section}}',
  serviceTitle: 'Servicezugang',
  factorTitle: 'Zweiter Faktor',
  factorHint: 'Wer für Sie arbeitet, braucht ihn in jedem Fall. Hier geht es um Inhaber und Mitglieder.',
  factorLabel: 'Inhaber und Mitglieder',
  factorOptional: 'Freiwillig',
  factorOptionalHint: 'Ein Passwort genügt zur Anmeldung.',
  factorMust: 'Pflicht',
  factorMustHint: 'Dazu gehört ein Passkey oder der Code einer App.',
  factorAllHave: 'Alle Inhaber und Mitglieder haben schon einen.',
  factorWithout_one: '{{count}} Person hat noch keinen.',
  factorWithout_other: '{{count}} Personen haben noch keinen.',
  factorWillEnd:
    'Mit dem Speichern werden Sitzungen ohne zweiten Faktor sofort abgemeldet; bei der nächsten Anmeldung wird einer eingerichtet. Danach geht alles wie bisher.',
  factorWould: 'Ist er Pflicht, richten sie ihn bei der nächsten Anmeldung ein.',
  holderTitle: 'Domaininhaber',
  holderDays: 'Wartezeit in Tagen',
  holderDaysHint:
    'Wenn beide Postfächer einen neuen Inhaber oder eine neue Adresse bestätigt haben, wird so lange gewartet. In dieser Zeit lässt es sich anhalten. Was schon wartet, bleibt, wie es zugesagt war.',
  transferTitle: 'Ein Konto übergeben',
  transferDays: 'Wartezeit, in Tagen',
  transferDaysHint:
    'Zwischen der Zusage des neuen Inhabers und dem Wechsel. So lange können beide ihn anhalten (0 bis 31).',
  standardsTitle: 'Neue Konten',
  standardsHint: 'Damit beginnt das Formular für ein neues Konto. Bestehende Konten bleiben, wie sie sind.',
  longestDays: 'Längste Dauer eines Servicezugangs, in Tagen',
  longestDaysHint: 'Länger kann kein Inhaber auf einmal öffnen (1 bis 366).',
  requestLapsesDays: 'Eine Anfrage verfällt nach so vielen Tagen',
  requestLapsesDaysHint: 'Ohne Antwort kommt niemand hinein (1 bis 31).',
  longestVisitDays: 'Längste Dauer eines Besuchs, in Tagen',
  recordingsTitle: 'Aufzeichnungen',
  keepDays: 'Inhalt aufbewahren, in Tagen nach dem Ende',
  keepDaysHint:
    'Danach wird der Inhalt vernichtet, auch von Aufzeichnungen, die es schon gibt. Wann wer aufgezeichnet wurde und die Prüfsumme bleiben (1 bis 3650).',
  saved: 'Die neuen Regeln gelten.',
  range: 'Eine ganze Zahl von {{least}} bis {{most}}.',
}

/** Die Gestalt der Texte: dieselben Schlüssel in jeder Sprache. */
type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }
export type PolicyTexts = Same<typeof policyTexts>
