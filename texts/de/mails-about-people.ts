// Jedes Wort der Mails über Anmeldung und Konten. Platzhalter stehen in {{…}}; die anderen Sprachen haben dieselben Schlüssel.
export const mailsAboutPeople = {
  foot: {
    signIn: 'Sie bekommen diese Nachricht, weil es um Ihre Anmeldung bei {{provider}} geht.',
    account: 'Sie bekommen diese Nachricht, weil es um das Konto {{account}} bei {{provider}} geht.',
    address:
      'Sie bekommen diese Nachricht, weil jemand bei {{provider}} diese Mailadresse angegeben hat. Kennen Sie {{provider}} nicht, brauchen Sie nichts zu tun.',
  },
  words: {
    when: 'Wann',
    network: 'Aus dem Netz',
    device: 'Gerät',
    unknown: 'unbekannt',
    name: 'Name',
    address: 'Eingeladene Adresse',
    newAddress: 'Neue Adresse',
    oldAddress: 'Bisherige Adresse',
    linkUntil: 'Link gilt bis',
    role: 'Rolle',
    until: 'Mitglied bis',
    endless: 'ohne Ende',
    note: 'Anmerkung',
    from: 'Von',
    to: 'An',
    by: 'Durch',
    confirmUntil: 'Zusagen bis',
    changesAt: 'Wechselt am',
    linkOnce: 'Der Link funktioniert einmal. Geben Sie ihn nicht weiter.',
  },
  role: {
    deputy: 'Vertretung',
    viewer: 'Sieht nur zu',
  },
  'first-password': {
    subject: 'Willkommen bei {{provider}}: richten Sie Ihre Anmeldung ein',
    saidOwner:
      'Bei {{provider}} wurde für Sie das Konto {{account}} angelegt. Es gehört Ihnen: Sie entscheiden, wer in Ihre Shops hineinkommt.',
    saidTeam: 'Sie wurden bei {{provider}} in das Team {{team}} aufgenommen.',
    saidAgain:
      'Jemand möchte mit Ihrer Adresse hinein. Sie haben noch nichts, womit Sie sich anmelden können; mit diesem Link richten Sie es ein.',
    next: 'Legen Sie auf der Seite fest, womit Sie sich anmelden.',
    notYou:
      'Sie haben damit nichts zu tun? Dann tun Sie nichts. Solange der Link nicht benutzt wird, kann sich mit Ihrer Adresse niemand anmelden.',
    button: 'Anmeldung einrichten',
  },
  'forgot-password': {
    subject: 'Neues Passwort für {{provider}}',
    said: 'Jemand möchte für Ihre Adresse ein neues Passwort wählen. Ihr bisheriges gilt, bis das geschehen ist.',
    notYou:
      'Das waren nicht Sie? Dann tun Sie nichts: Es bleibt alles, wie es ist, und der Link verfällt von selbst.',
    button: 'Neues Passwort wählen',
  },
  'sign-in-changed': {
    subject: {
      'password-set': 'Ihr Passwort bei {{provider}} wurde geändert',
      'passkey-added': 'Neuer Passkey für Ihre Anmeldung bei {{provider}}',
      'passkey-removed': 'Passkey für Ihre Anmeldung bei {{provider}} entfernt',
      'totp-added': 'Einmalcodes für Ihre Anmeldung bei {{provider}} eingerichtet',
      'totp-removed': 'Einmalcodes für Ihre Anmeldung bei {{provider}} abgeschaltet',
      'recovery-codes-made': 'Neue Wiederherstellungscodes für Ihre Anmeldung bei {{provider}}',
      'recovery-code-used': 'Anmeldung bei {{provider}} mit einem Wiederherstellungscode',
      'api-key-made': 'Neuer API-Schlüssel bei {{provider}}',
      'ssh-key-added': 'Neuer SSH-Schlüssel bei {{provider}}',
      'address-changed': 'Ihre Adresse bei {{provider}} wurde geändert',
    },
    said: {
      'password-set': 'Für Ihre Anmeldung gilt ein neues Passwort. Das alte gilt nicht mehr.',
      'passkey-added': 'Mit diesem Passkey kann man sich jetzt unter Ihrem Namen anmelden.',
      'passkey-removed': 'Mit diesem Passkey kann sich niemand mehr anmelden.',
      'totp-added':
        'Eine App erzeugt jetzt Einmalcodes für Ihre Anmeldung. Bei der Anmeldung wird danach gefragt.',
      'totp-removed': 'Bei Ihrer Anmeldung wird nicht mehr nach einem Einmalcode aus der App gefragt.',
      'recovery-codes-made':
        'Es gibt neue Wiederherstellungscodes für Ihre Anmeldung. Die alten gelten nicht mehr.',
      'recovery-code-used':
        'Jemand hat einen Ihrer Wiederherstellungscodes benutzt. Er gilt nicht noch einmal.',
      'api-key-made': 'Mit diesem Schlüssel kann ein Programm in Ihrem Namen handeln.',
      'ssh-key-added':
        'Mit diesem Schlüssel kommt man unter Ihrem Namen auf Server, die für Sie geöffnet sind.',
      'address-changed': 'Ab jetzt gilt für Ihre Anmeldung eine andere Mailadresse.',
    },
    you: 'Waren Sie das, brauchen Sie nichts zu tun.',
    notYou:
      'Das waren nicht Sie? Dann machen Sie es sofort rückgängig, wählen Sie ein neues Passwort und fragen Sie bei {{provider}} nach.',
    notYouAddress:
      'Das waren nicht Sie? Dann fragen Sie sofort bei {{provider}} nach: Jemand kann sich unter Ihrem Namen anmelden.',
    button: 'Anmeldung prüfen',
    buttonKeys: 'API-Schlüssel ansehen',
    buttonSsh: 'SSH-Schlüssel ansehen',
  },
  'confirm-old-address': {
    subject: 'Ihre Adresse bei {{provider}} soll geändert werden',
    said: 'Unter Ihrem Namen wurde eine andere Mailadresse angegeben. Sie gilt erst, wenn beide Postfächer zugestimmt haben: dieses und das neue.',
    notYou:
      'Das waren nicht Sie? Dann stimmen Sie nicht zu. Wählen Sie sofort ein neues Passwort: Jemand war unter Ihrem Namen angemeldet.',
    button: 'Änderung ansehen und zustimmen',
  },
  'confirm-new-address': {
    subject: 'Ist das Ihre neue Adresse bei {{provider}}?',
    said: 'Diese Mailadresse soll für die Anmeldung bei {{provider}} gelten. Sie gilt erst, wenn beide Postfächer zugestimmt haben: dieses und das bisherige.',
    notYou: 'Das waren nicht Sie? Dann tun Sie nichts. Es ändert sich nichts.',
    button: 'Adresse bestätigen',
  },
  invited: {
    subject: '{{by}} lädt Sie in das Konto {{account}} ein',
    said: '{{by}} möchte, dass Sie im Konto {{account}} bei {{provider}} dabei sind.',
    deputy:
      'Als Vertretung sehen Sie, wer in die Shops hineinkommt. Sie können die Shops betreten, Zugänge öffnen und beenden und Anfragen beantworten.',
    viewer: 'Sie sehen, wer in die Shops hineinkommt und was geschehen ist. Ändern können Sie nichts.',
    next: 'Auf der Seite nehmen Sie an oder lehnen ab. Bis dahin ändert sich nichts.',
    button: 'Einladung ansehen',
  },
  'invitation-answered': {
    subjectAccepted: '{{name}} hat Ihre Einladung angenommen',
    subjectDeclined: '{{name}} hat Ihre Einladung abgelehnt',
    saidAccepted: '{{name}} gehört jetzt zum Konto {{account}}.',
    saidDeclined: '{{name}} möchte nicht zum Konto {{account}} gehören. Geöffnet wurde dadurch nichts.',
    notMeant:
      'Sie haben niemanden eingeladen? Dann beenden Sie die Mitgliedschaft sofort und wählen Sie ein neues Passwort.',
    button: 'Menschen im Konto ansehen',
  },
  'invited-to-rights': {
    subject: '{{by}} lädt Sie ein: Rechte im Konto {{account}}',
    said: '{{by}} möchte Ihnen im Konto {{account}} bei {{provider}} Rechte geben. Wenn Sie annehmen, gilt:',
    reason: 'Wozu',
    logged: 'Was Sie dort tun, wird mit Ihrem Namen festgehalten. Sie können jederzeit wieder gehen.',
  },
  'rights-answered': {
    subjectAccepted: '{{name}} hat die Einladung angenommen',
    subjectDeclined: '{{name}} hat die Einladung abgelehnt',
    saidAccepted: '{{name}} hat im Konto {{account}} jetzt die Rechte, zu denen Sie eingeladen haben.',
    saidDeclined: '{{name}} möchte keine Rechte im Konto {{account}}. Geöffnet wurde dadurch nichts.',
    notMeant:
      'Sie haben niemanden eingeladen? Dann nehmen Sie die Rechte sofort weg und wählen Sie ein neues Passwort.',
    button: 'Menschen im Konto ansehen',
  },
  'says-not-me': {
    subject: 'Das Postfach von {{name}} sagt: Das bin ich nicht',
    said: 'Sie haben {{name}} in das Konto {{account}} eingeladen. Wer diese Nachricht bekommen hat, sagt, dass er jemand anders ist. Die Einladung ist damit abgelehnt, geöffnet wurde nichts.',
    next: 'Prüfen Sie die Adresse, am besten auf einem anderen Weg als per Mail, und laden Sie dann neu ein.',
  },
  'new-link-asked': {
    subject: '{{name}} bittet um einen neuen Link',
    said: 'Der Link der Einladung von {{name}} in das Konto {{account}} gilt nicht mehr. Es wird um einen neuen gebeten.',
    next: 'Wenn die Einladung noch gelten soll, senden Sie sie noch einmal. Tun Sie nichts, bleibt alles, wie es ist.',
  },
  'other-address-asked': {
    subject: '{{name}} möchte eine andere Adresse verwenden',
    said: 'Die Einladung von {{name}} in das Konto {{account}} hat jemand geöffnet, der mit einer anderen Adresse angemeldet ist. Er möchte sie mit dieser annehmen.',
    next: 'Kennen Sie die neue Adresse? Nur wenn Sie zustimmen, geht die Einladung dorthin. Bis dahin gilt sie nur für die eingeladene Adresse.',
    button: 'Ansehen und antworten',
  },
  'member-left': {
    subject: '{{name}} hat das Konto {{account}} verlassen',
    said: '{{name}} gehört nicht mehr zum Konto {{account}}. Alle Rechte darin sind damit beendet.',
    button: 'Menschen im Konto ansehen',
  },
  'transfer-asked': {
    subjectFrom: 'Sie möchten das Konto {{account}} an {{to}} übergeben',
    subjectTo: '{{from}} möchte Ihnen das Konto {{account}} übergeben',
    saidFrom:
      'Unter Ihrem Namen wurde {{to}} das Konto {{account}} angeboten. Es gehört Ihnen, bis {{to}} zusagt und danach die Wartezeit um ist. So lange können Sie es anhalten.',
    saidTo:
      '{{from}} möchte, dass das Konto {{account}} Ihnen gehört. Sagen Sie zu, läuft noch eine Wartezeit, in der Sie beide es anhalten können. Ohne Zusage bleibt alles, wie es ist.',
    notYou: 'Das waren nicht Sie? Dann halten Sie die Übergabe sofort an und wählen Sie ein neues Passwort.',
    buttonFrom: 'Ansehen oder anhalten',
    buttonTo: 'Ansehen und entscheiden',
  },
  'transfer-confirmed': {
    subject: 'Das Konto {{account}} geht am {{at}} an {{to}}',
    saidFrom: '{{to}} hat zugesagt. Danach gehört Ihnen das Konto {{account}} nicht mehr.',
    saidTo: 'Sie haben zugesagt. Danach gehört Ihnen das Konto {{account}}.',
    stop: 'Bis dahin können Sie beide es anhalten.',
    notYou: 'Das war so nicht gewollt? Dann halten Sie die Übergabe jetzt an.',
    button: 'Ansehen oder anhalten',
  },
  'transfer-stopped': {
    subject: 'Das Konto {{account}} wird nicht übergeben',
    saidFrom: 'Die Übergabe an {{to}} wurde angehalten. Das Konto {{account}} gehört weiter Ihnen.',
    saidTo: 'Die Übergabe wurde angehalten. Das Konto {{account}} gehört weiter {{from}}.',
    button: 'Menschen im Konto ansehen',
  },
  'transfer-done': {
    subjectFrom: 'Das Konto {{account}} gehört jetzt {{to}}',
    subjectTo: 'Das Konto {{account}} gehört jetzt Ihnen',
    saidFrom: 'Das Konto {{account}} wurde {{to}} übergeben. Es gehört Ihnen nicht mehr.',
    saidTo:
      '{{from}} hat Ihnen das Konto {{account}} übergeben. Ab jetzt entscheiden Sie, wer in die Shops hineinkommt. Sehen Sie nach, was noch offen ist.',
    notYou: 'Das war so nicht gewollt? Dann fragen Sie sofort bei {{provider}} nach.',
    buttonFrom: 'Zu Einlass',
    buttonTo: 'Ansehen, wer hineinkommt',
  },
  'account-closed': {
    subject: 'Das Konto {{account}} wurde geschlossen',
    said: 'Das Konto {{account}} ist geschlossen. Alles, was darin offen war, wurde beendet. Öffnen lässt es sich nicht wieder.',
    notYou: 'Das war so nicht gewollt? Dann fragen Sie bei {{provider}} nach.',
    button: 'Zu Einlass',
  },
}

export type MailsAboutPeople = typeof mailsAboutPeople
