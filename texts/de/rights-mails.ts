// Mails über Rechte im Konto. Platzhalter stehen in {{…}}; die anderen Sprachen haben dieselben Schlüssel.
export const rightsMails = {
  hello: 'Hallo {{name}},',
  words: {
    who: 'Wer',
    where: 'Wo',
    account: 'Konto',
    until: 'Bis',
    endless: 'ohne Enddatum',
    by: 'Von',
    since: 'Wirkt seit',
    reason: 'Grund',
    cause: 'Warum',
    note: 'Anmerkung',
    wholeAccount: 'im ganzen Konto',
  },
  may: 'Erlaubt ist:',
  added: 'Neu erlaubt:',
  removed: 'Nicht mehr erlaubt:',
  moved: 'Das Ende wurde von {{from}} auf {{to}} verschoben.',
  person: {
    given: {
      subject: 'Sie haben Rechte im Konto {{account}}',
      said: '{{by}} hat Ihnen im Konto {{account}} bei {{provider}} Rechte gegeben. Sie gelten sofort.',
    },
    changed: {
      subject: 'Ihre Rechte im Konto {{account}} wurden geändert',
      said: '{{by}} hat Ihre Rechte im Konto {{account}} bei {{provider}} geändert. Das gilt sofort, auch wo Sie gerade angemeldet sind.',
    },
    ended: {
      subject: 'Ihre Rechte im Konto {{account}} sind beendet',
      said: 'Sie haben im Konto {{account}} bei {{provider}} diese Rechte nicht mehr. Ihre Anmeldung bleibt Ihnen.',
    },
    button: 'Nachsehen, was Ihnen offensteht',
    foot: 'Sie bekommen diese Nachricht, weil Sie im Konto {{account}} bei {{provider}} Rechte haben oder hatten.',
  },
  owner: {
    given: {
      subject: '{{name}} hat Rechte im Konto {{account}}',
      said: '{{by}} hat {{name}} in Ihrem Konto {{account}} Rechte gegeben.',
    },
    changed: {
      subject: 'Die Rechte von {{name}} im Konto {{account}} wurden geändert',
      said: '{{by}} hat in Ihrem Konto {{account}} die Rechte von {{name}} geändert.',
    },
    ended: {
      subject: 'Die Rechte von {{name}} im Konto {{account}} sind beendet',
      said: '{{name}} hat in Ihrem Konto {{account}} diese Rechte nicht mehr.',
    },
    button: 'Rechte ansehen und ändern',
    foot: 'Sie bekommen diese Nachricht, weil das Konto {{account}} bei {{provider}} Ihnen gehört.',
  },
  cause: {
    expired: 'Die Zeit war um.',
    revoked: 'Sie wurden beendet.',
    suspended: 'Sie ruhen und können wieder aufgenommen werden.',
    returned: 'Sie wurden zurückgegeben.',
    other: 'Sie konnten nicht bestehen bleiben.',
  },
  automatic:
    'Einlass hat sie von selbst geschrieben. Links in unseren Nachrichten öffnen nur eine Seite. Einlass fragt nie per Mail nach einem Passwort.',
}

export type RightsMails = typeof rightsMails
