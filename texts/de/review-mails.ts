// Mails über Rechte, die bald enden oder die niemand nutzt.
export const reviewMailTexts = {
  hello: 'Guten Tag {{name}},',
  automatic:
    'Einlass hat sie von selbst geschrieben. Links in unseren Nachrichten öffnen nur eine Seite. Einlass fragt nie per Mail nach einem Passwort.',
  more: 'und noch {{count}} weitere',
  review: {
    subject: '{{account}}: Rechte prüfen',
    said: 'In {{account}} ist zu entscheiden, wer seine Rechte noch braucht:',
    ends: '{{person}}: Die Rechte in {{scope}} enden {{at}}.',
    endsAll: '{{person}}: Die Rechte im ganzen Konto enden {{at}}.',
    idle: '{{person}} war zuletzt hier: {{at}}.',
    never: '{{person}} hat sich noch nie angemeldet.',
    nothing:
      'Nichts wird von selbst verlängert. Wer länger etwas dürfen soll, braucht von Ihnen ein neues Ende; wen Sie nicht mehr brauchen, beenden Sie.',
    button: 'Ansehen und entscheiden',
    foot: 'Sie bekommen diese Nachricht höchstens einmal in der Woche, weil Sie in {{account}} bei {{provider}} Rechte geben.',
  },
  own: {
    subject: '{{account}}: Ihre Rechte enden bald',
    said: 'Was Sie in {{account}} dürfen, endet:',
    ends: '{{scope}}: {{at}}',
    endsAll: 'Im ganzen Konto: {{at}}',
    ask: 'Es verlängert sich nicht von selbst. Brauchen Sie es länger, bitten Sie den Inhaber um ein neues Ende.',
    button: 'Zu Einlass',
    foot: 'Sie bekommen diese Nachricht, weil Sie Rechte in {{account}} bei {{provider}} haben.',
  },
}

export type ReviewMailTexts = typeof reviewMailTexts
