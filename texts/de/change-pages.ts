export const changePages = {
  title: 'Änderung bestätigen',
  holder: {
    old: 'Die Domain {{domain}} soll einen anderen Inhaber bekommen. Dazu muss dieses Postfach Ja sagen.',
    new: 'Der Kontakt {{contact}} soll Inhaber der Domain {{domain}} werden. Dazu muss dieses Postfach Ja sagen.',
    stop: 'Die Domain {{domain}} bekommt einen anderen Inhaber, wenn niemand widerspricht. Bis dahin können Sie es anhalten.',
  },
  address: {
    old: 'Der Kontakt {{contact}} ist Inhaber von Domains und soll eine andere E-Mail-Adresse bekommen: {{address}}. Dazu muss dieses Postfach Ja sagen.',
    new: 'Der Kontakt {{contact}} soll diese E-Mail-Adresse bekommen: {{address}}. Dazu muss dieses Postfach Ja sagen.',
    stop: 'Der Kontakt {{contact}} bekommt eine andere E-Mail-Adresse, wenn niemand widerspricht: {{address}}. Bis dahin können Sie es anhalten.',
  },
  next: {
    holder:
      'Wenn beide Postfächer bestätigt haben, wird noch {{count}} Tage gewartet; solange lässt es sich anhalten. Danach führt der Provider die Änderung aus.',
    address:
      'Wenn beide Postfächer bestätigt haben, wird noch {{count}} Tage gewartet; solange lässt es sich anhalten. Danach gilt die neue Adresse.',
  },
  words: {
    account: 'Konto',
    domain: 'Domain',
    oldHolder: 'Inhaber jetzt',
    newHolder: 'Inhaber danach',
    nobody: 'nicht bekannt',
    contact: 'Kontakt',
    oldAddress: 'Adresse jetzt',
    newAddress: 'Adresse danach',
    askedBy: 'Gewünscht von',
    until: 'Frist',
  },
  confirm: 'Ja, ich bestätige',
  stop: 'Nein, anhalten',
  half: 'Danke. Jetzt fehlt noch das Ja des anderen Postfachs.',
  both: 'Danke. Beide Postfächer haben bestätigt. Die Wartezeit läuft bis {{at}}.',
  stopped: 'Angehalten. Es bleibt alles, wie es ist; alle Beteiligten erfahren davon.',
}

export type ChangePages = typeof changePages
