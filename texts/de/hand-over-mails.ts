// Mails über das, was an einen Besucher weitergegeben wurde. Was es war, steht in keiner.
export const handOverMailTexts = {
  hello: 'Guten Tag {{name}},',
  button: 'Ansehen',
  foot: 'Sie bekommen diese Nachricht, weil Ihnen das Konto {{account}} bei {{provider}} gehört.',
  automatic:
    'Einlass hat sie von selbst geschrieben. Links in unseren Nachrichten öffnen nur eine Seite. Einlass fragt nie per Mail nach einem Passwort.',
  seen: {
    subject: '{{shop}}: Zugangsdaten wurden angesehen',
    first: 'Was Sie für {{shop}} hinterlegt haben oder was dafür angelegt wurde, hat jemand angesehen:',
    later: 'Seit der letzten Nachricht wurde für {{shop}} angesehen:',
    item: '{{person}}: {{what}}, {{at}}',
    more: 'und noch {{count}} Mal',
    known:
      'Ein gesehenes Passwort ist ein bekanntes Passwort. Am Ende des Zugangs erinnert Einlass Sie daran, es zu ändern.',
  },
  change: {
    subject: '{{shop}}: Bitte ändern, was gesehen wurde',
    said: 'Der Zugang von {{person}} zu {{shop}} ist seit {{at}} zu Ende. Diese Zugangsdaten wurden gesehen, und niemand hat bestätigt, dass sie geändert sind:',
    todo: 'Ändern Sie sie dort, wo sie gelten, und bestätigen Sie es dann in Einlass. Bis dahin steht es im Nachweis als offen.',
  },
  kinds: {
    'login-url': 'Anmeldeseite',
    'user-name': 'Benutzername',
    password: 'Passwort',
    sftp: 'SFTP-Zugang',
    note: 'Notiz',
    account: 'angelegtes Konto',
  },
}

export type HandOverMailTexts = typeof handOverMailTexts
