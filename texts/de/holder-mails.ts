export const holderMails = {
  hello: 'Guten Tag {{name}},',
  foot: {
    mailbox:
      'Sie bekommen diese Nachricht, weil diese E-Mail-Adresse zu einem Kontakt des Kontos {{account}} bei {{provider}} gehört oder gehören soll.',
    owner: 'Sie bekommen diese Nachricht, weil das Konto {{account}} bei {{provider}} Ihnen gehört.',
    asker:
      'Sie bekommen diese Nachricht, weil Sie die Änderung im Konto {{account}} bei {{provider}} gewünscht haben.',
    automatic:
      'Einlass hat sie von selbst geschrieben. Links in unseren Nachrichten öffnen nur eine Seite; dort entscheiden Sie mit einem Knopf. Einlass fragt nie per Mail nach einem Passwort.',
  },
  words: {
    domain: 'Domain',
    oldHolder: 'Inhaber jetzt',
    newHolder: 'Inhaber danach',
    nobody: 'nicht bekannt',
    contact: 'Kontakt',
    oldAddress: 'Adresse jetzt',
    newAddress: 'Adresse danach',
    askedBy: 'Gewünscht von',
    note: 'Notiz',
    until: 'Bestätigen bis',
    takesEffect: 'Wartezeit bis',
    why: 'Warum',
    doneOn: 'Ausgeführt am',
    cost: 'Kosten',
  },
  why: {
    person: 'Jemand aus dem Konto hat sie angehalten.',
    'old-mailbox': 'Das bisherige Postfach hat Nein gesagt.',
    'new-mailbox': 'Das neue Postfach hat Nein gesagt.',
    'not-confirmed': 'Nicht beide Postfächer haben rechtzeitig bestätigt.',
    replaced: 'Eine andere Änderung ist an ihre Stelle getreten.',
    'account-is-closed': 'Das Konto wurde geschlossen.',
    'domain-is-gone': 'Die Domain ist nicht mehr im Konto.',
    'contact-is-gone': 'Ein beteiligter Kontakt ist nicht mehr da.',
    'same-contact-exists': 'Es gibt denselben Kontakt mit dieser Adresse schon.',
  },
  askedNext: {
    old: 'Sagen Sie auf der folgenden Seite Ja oder Nein. Ohne beide Bestätigungen geschieht nichts.',
    new: 'Sagen Sie auf der folgenden Seite Ja oder Nein. Ohne beide Bestätigungen geschieht nichts.',
    others:
      'Beide Postfächer müssen es bestätigen, dann läuft eine Wartezeit. Bis dahin lässt es sich anhalten.',
  },
  waitingNext: {
    old: 'Wollen Sie das nicht, halten Sie es jetzt an. Danach geschieht es.',
    new: 'Sie müssen nichts mehr tun.',
    others: 'Wollen Sie das nicht, halten Sie es in der Konsole an. Danach geschieht es.',
  },
  notYou:
    'Kommt Ihnen das falsch vor, sagen Sie Nein: Vielleicht will jemand etwas an sich bringen. Der Link gilt einmal; geben Sie ihn nicht weiter.',
  doneNotYou: 'Wissen Sie davon nichts, wenden Sie sich sofort an {{provider}}.',
  buttonConfirm: 'Ansehen und entscheiden',
  buttonStop: 'Ansehen und anhalten',
  buttonLook: 'In der Konsole ansehen',
  refused: {
    subject: 'Nicht ausgeführt: Inhaber von {{domain}}',
    said: '{{provider}} führt den Inhaberwechsel von {{domain}} nicht aus. Der Inhaber bleibt.',
  },
  holder: {
    asked: {
      subject: '{{domain}} soll einen anderen Inhaber bekommen',
      said: '{{by}} möchte, dass die Domain {{domain}} einen anderen Inhaber bekommt.',
    },
    waiting: {
      subject: 'Bestätigt: {{domain}} bekommt einen anderen Inhaber',
      said: 'Beide Postfächer haben bestätigt. Nach der Wartezeit führt {{provider}} den Inhaberwechsel von {{domain}} aus.',
    },
    stopped: {
      subject: 'Angehalten: Inhaber von {{domain}}',
      said: 'Der Inhaberwechsel von {{domain}} findet nicht statt. Der Inhaber bleibt.',
    },
    done: {
      subject: 'Ausgeführt: {{domain}} hat einen anderen Inhaber',
      said: 'Inhaber der Domain {{domain}} ist jetzt {{contact}}.',
    },
  },
  address: {
    asked: {
      subject: 'Andere E-Mail-Adresse für {{contact}}',
      said: '{{by}} möchte die E-Mail-Adresse des Kontakts {{contact}} ändern. Er ist Inhaber von Domains: Wer seine Post liest, kann über sie bestimmen.',
    },
    waiting: {
      subject: 'Bestätigt: andere E-Mail-Adresse für {{contact}}',
      said: 'Beide Postfächer haben bestätigt. Nach der Wartezeit gilt die neue Adresse des Kontakts {{contact}}.',
    },
    stopped: {
      subject: 'Angehalten: E-Mail-Adresse von {{contact}}',
      said: 'Die E-Mail-Adresse des Kontakts {{contact}} wird nicht geändert.',
    },
    done: {
      subject: 'Geändert: E-Mail-Adresse von {{contact}}',
      said: 'Der Kontakt {{contact}} hat jetzt eine andere E-Mail-Adresse.',
    },
  },
}

export type HolderMails = typeof holderMails
