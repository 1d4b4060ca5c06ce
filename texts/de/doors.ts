// Jedes Wort der Seiten, die der Server selbst schreibt (Türseiten). Die anderen Sprachen haben dieselben Schlüssel;
// was eingesetzt wird, ist ein Argument, damit keine Sprache es vergessen kann.
export const doorTexts = {
  ssh: {
    /** Shown when a shell opens, before anything of the server. */
    banner: (person: string, resource: string, account: string) =>
      `Einlass: ${resource} von ${account}. Angemeldet als ${person}.`,
    /** The last that somebody reads whose shell is cut. */
    over: 'Dieser Zugang ist zu Ende.',
  },
  gate: {
    overTitle: 'Ihr Zugang ist beendet',
    over: (shop: string) =>
      `Sie waren in ${shop}. Dieser Zugang ist vorbei; die Sitzung hier öffnet nichts mehr.`,
    overNext: 'Wenn noch etwas zu tun ist, bitten Sie den Inhaber um einen neuen Zugang.',
    overFacts: { at: 'Beendet', by: 'Von', why: 'Warum', note: 'Anmerkung' },
    overBecause: {
      expired: 'Die vereinbarte Zeit ist vorbei.',
      revoked: 'Er wurde von Hand beendet.',
      returned: 'Er wurde zurückgegeben.',
      replaced: 'Er wurde durch einen geänderten Zugang ersetzt.',
      emergency: 'In einem Notfall wurde alles beendet.',
      'person-deactivated': 'Ihre Anmeldung wurde gesperrt.',
      'giver-deactivated': 'Wer ihn gegeben hat, wurde gesperrt.',
      'parent-ended': 'Der Zugang, aus dem er gegeben war, ist beendet.',
      'account-closed': 'Das Konto wurde geschlossen.',
      'resource-removed': 'Der Shop wurde entfernt.',
      suspended: 'Der Inhaber oder wer für ihn handelt hat Ihre Rechte ausgesetzt.',
      left: 'Sie haben den Shop verlassen.',
      'signed-out': 'Die Anmeldung, mit der Sie hineingingen, ist beendet.',
      'too-old':
        'Ein Besuch dauert höchstens zwölf Stunden. Ist der Zugang noch offen, gehen Sie einfach noch einmal hinein.',
      'key-removed': 'Der SSH-Schlüssel, mit dem Sie hineingingen, wurde entfernt.',
      'resource-moved': 'Wo Sie hineingingen, gehört nicht mehr zu dem, was für Sie offen ist.',
      'left-team': 'Sie sind nicht mehr in dem Team, dem er gegeben war.',
    },
    notOpenTitle: 'Hier ist nicht geöffnet',
    notOpen: (shop: string) => `Für ${shop} hat Ihnen gerade niemand Zugang gegeben.`,
    notOpenNext:
      'Bitten Sie den Inhaber darum, oder melden Sie sich als jemand anderes an, wenn Sie zwei Anmeldungen haben.',
    ask: 'Um Zugang bitten',
    asSomeoneElse: 'Als jemand anderes anmelden',
    enterAgain: 'Noch einmal hineingehen',
    toDesk: 'Zu Einlass',

    signedOutTitle: 'Sie sind hier nicht (mehr) drin',
    signedOut: (shop: string) => `Bevor es in ${shop} weitergeht, gehen Sie noch einmal durch die Tür.`,
    signedOutLost: 'Was Sie eben abgeschickt haben, ist nicht angekommen.',

    ticketOverTitle: 'Diese Eintrittskarte gilt nicht mehr',
    ticketOver:
      'Sie öffnet die Tür nur einmal und nur fünf Minuten lang. Es ist nichts verloren: Gehen Sie von Einlass aus noch einmal hinein.',
    wrongTicketTitle: 'Diese Eintrittskarte gehört nicht hierher',
    wrongTicket:
      'Sie ist für eine andere Tür, oder sie kommt nicht von Einlass. Gehen Sie von Einlass aus noch einmal hinein.',
    otherSiteTitle: 'Das kam von einer fremden Seite',
    otherSite:
      'Hinein geht es nur von Einlass aus. Wenn Sie eben auf einen Link geklickt haben, dem Sie nicht trauen: Es ist nichts geschehen.',

    awayTitle: 'Gerade kommt niemand hinein',
    away: 'Einlass kann im Augenblick nicht nachsehen, wer hineindarf. Bis das wieder geht, bleibt die Tür zu. Versuchen Sie es in ein paar Sekunden noch einmal.',

    hereTitle: (shop: string) => `Sie sind in ${shop}`,
    who: 'Wer',
    where: 'Wo',
    until: 'Spätestens bis',
    may: 'Sie dürfen',
    mayView: 'ansehen',
    mayOperate: 'ansehen und ändern',
    untilHint: 'Dann endet dieser Besuch von selbst. Beendet der Inhaber den Zugang vorher, gilt das sofort.',
    back: 'Zurück in den Shop',
    leave: 'Diesen Shop verlassen',
    giveBack: 'Fertig: Zugang zurückgeben',
    giveBackHint:
      'Verlassen schließt nur diesen Besuch. Wenn alles erledigt ist, geben Sie den Zugang in Einlass zurück.',

    outsideTitle: 'Sie sind nicht drin',
    outside: (shop: string) => `In diesem Browser gibt es keinen offenen Besuch in ${shop}.`,
    leftTitle: 'Sie haben den Shop verlassen',
    left: (shop: string) =>
      `Ihr Besuch in ${shop} ist geschlossen. Der Zugang selbst bleibt offen, bis er endet oder Sie ihn zurückgeben.`,
  },
}

export type DoorTexts = typeof doorTexts
