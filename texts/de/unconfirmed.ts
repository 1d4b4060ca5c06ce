// Wenn ein Ende nicht bestätigt ist: was noch offen ist, was Einlass tut und was man von Hand tun kann. Für die Konsole
// und für die Mails dieselben Worte.
export const unconfirmedTexts = {
  banner_one: 'Ein beendeter Zugang ist noch nicht nachweislich zu.',
  banner_other: '{{count}} beendete Zugänge sind noch nicht nachweislich zu.',
  bannerMore: 'Einlass lässt niemanden mehr hinein und versucht es weiter. Was Sie jetzt tun können:',
  show: 'Ansehen, was zu tun ist',
  hide: 'Wieder einklappen',
  entry: 'Ein Zutritt, den die Tür noch nicht nachweislich abgewiesen hat',
  trace: '{{system}}: ein Zugang, der noch nicht nachweislich entfernt ist',
  traceNamed: '{{system}}: der Zugang {{name}}, der noch nicht nachweislich entfernt ist',
  since: 'Beendet {{at}} ({{relative}})',
  cause: 'Warum beendet',
  subject: 'Wer hineindurfte',
  waitsFor: 'Worauf Einlass wartet',
  alarmed: 'Alarm seit {{at}}',
  soon: 'Alles ist abgewiesen. Einlass hält das in seiner nächsten Runde fest.',
  said: 'Antwort der Gegenseite',
  tried_one: 'Einmal versucht, zuletzt {{at}}',
  tried_other: '{{count}}-mal versucht, zuletzt {{at}}',
  next: 'nächster Versuch {{at}}',
  nextSoon: 'wird gerade versucht',
  byHandTitle: 'Das können Sie von Hand tun',
  checksItself:
    'Einlass sieht danach selbst nach. Sie müssen hier nichts abhaken; der Hinweis verschwindet, sobald es bewiesen ist.',
  tryNow: 'Jetzt versuchen',
  tryNowOf: 'Jetzt versuchen: {{shop}}',
  trying: 'Einlass versucht es jetzt.',
  proven: 'Inzwischen ist es bewiesen.',
  system: {
    wordpress: 'WordPress',
    shopware: 'Shopware',
    prestashop: 'PrestaShop',
    magento: 'Magento',
    'ssh-host': 'Server (SSH)',
    'by-hand': 'Von Hand',
    other: 'Fremdes System',
  },
  byHand: {
    wordpress:
      'Melden Sie sich in WordPress an, öffnen Sie Benutzer › Alle Benutzer und löschen Sie den Benutzer {{name}}. Seine Inhalte übertragen Sie dabei auf sich selbst.',
    shopware:
      'Melden Sie sich in Shopware an, öffnen Sie Einstellungen › System › Benutzer & Rechte und löschen Sie den Benutzer {{name}}. Nur deaktivieren genügt nicht.',
    prestashop:
      'Melden Sie sich in PrestaShop an, öffnen Sie Erweiterte Einstellungen › Team › Mitarbeiter und löschen Sie den Mitarbeiter {{name}}.',
    magento:
      'Melden Sie sich in Magento an, öffnen Sie System › Permissions › All Users und löschen Sie den Benutzer {{name}}. Prüfen Sie auch, ob der Server läuft, über den Einlass Magento erreicht.',
    'ssh-host':
      'Melden Sie sich auf dem Server unter dem Namen an, den Besucher benutzen, löschen Sie in ~/.ssh/authorized_keys die Zeile, an deren Ende einlass:{{id}} steht, und beenden Sie Sitzungen, die noch laufen.',
    'by-hand':
      'Nehmen Sie den Zugang dort weg, wo Sie ihn gegeben haben, und bestätigen Sie es bei diesem Besuch.',
    other: 'Melden Sie sich im fremden System an und entfernen Sie den Zugang {{name}} von Hand.',
    entry:
      'Prüfen Sie, ob der Proxy vor dem Shop läuft und bei jeder Anfrage bei Einlass nachfragt. Läuft er nicht, nehmen Sie den Shop-Admin vom Netz, bis er läuft.',
  },
  nameUnknown: '„einlass-…“',
  mail: {
    subject_one: 'Alarm: Ein beendeter Zugang in {{account}} ist nicht bestätigt',
    subject_other: 'Alarm: {{count}} beendete Zugänge in {{account}} sind nicht bestätigt',
    subjectAgain_one: 'Weiterhin nicht bestätigt: ein beendeter Zugang in {{account}}',
    subjectAgain_other: 'Weiterhin nicht bestätigt: {{count}} beendete Zugänge in {{account}}',
    said: 'Diese Zugänge sind beendet, und Einlass lässt über sie niemanden mehr hinein. Es ist aber nicht bewiesen, dass auch das zu ist, was in einem anderen System angelegt wurde. Wer dort noch einen Zugang hat, könnte ihn benutzen.',
    tries:
      'Einlass versucht es weiter, zuerst alle paar Sekunden, später alle fünf Minuten, und hört damit nicht auf.',
    shop: 'Wo',
    subjectWord: 'Wer hineindurfte',
    ended: 'Beendet',
    open: 'Noch offen',
    answered: 'Antwort der Gegenseite',
    byHand: 'Von Hand',
    more_one: 'Und ein weiterer, den Sie in Einlass sehen.',
    more_other: 'Und {{count}} weitere, die Sie in Einlass sehen.',
    button: 'In Einlass ansehen und jetzt versuchen',
    daily: 'Solange das so bleibt, schreiben wir Ihnen einmal am Tag, und sobald es bewiesen ist.',
    overSubject_one: 'Bestätigt: Der Zugang in {{account}} ist zu',
    overSubject_other: 'Bestätigt: {{count}} Zugänge in {{account}} sind zu',
    overSaid: 'Wir hatten Alarm geschlagen. Jetzt ist bewiesen, dass niemand mehr hineinkommt:',
    overItem: '{{shop}}, {{subject}}: bestätigt {{at}}',
    overButton: 'Verlauf ansehen',
    wholeAccount: 'das ganze Konto',
    footEnder:
      'Sie bekommen diese Nachricht, weil Sie im Konto {{account}} bei {{provider}} Zugänge beenden dürfen.',
  },
}

export type UnconfirmedTexts = typeof unconfirmedTexts
