/** Was geschah, in Sätzen. Platzhalter stehen in {{…}}; die anderen Sprachen haben dieselben Schlüssel. */
export const factsTexts = {
  fact: {
    account: { made: '{{by}} hat das Konto angelegt.', closed: '{{by}} hat das Konto geschlossen.' },
    resource: {
      added: '{{by}} hat {{resource}} hinzugefügt.',
      removed: '{{by}} hat {{resource}} entfernt.',
      moved: '{{by}} hat geändert, zu welcher Gruppe {{resource}} gehört.',
    },
    holder: { kept: '{{by}} hat den Domaininhaber von {{resource}} eingetragen.' },
    'asset-change': {
      asked: '{{by}} wünscht einen Wechsel beim Domaininhaber.',
      confirmed: '{{by}} hat den Wechsel beim Domaininhaber bestätigt.',
      stopped: '{{by}} hat den Wechsel beim Domaininhaber angehalten.',
      done: '{{by}} hat den Wechsel beim Domaininhaber ausgeführt.',
    },
    'entrance-key': {
      made: '{{by}} hat einen Türschlüssel für {{resource}} erzeugt.',
      withdrawn: '{{by}} hat einen Türschlüssel für {{resource}} zurückgezogen.',
    },
    panel: {
      added: '{{by}} hat ein Panel angeschlossen.',
      changed: '{{by}} hat ein Panel geändert.',
      entered: '{{by}} hat das Panel geöffnet.',
    },
    'panel-key': {
      made: '{{by}} hat einen Schlüssel für ein Panel angelegt.',
      withdrawn: '{{by}} hat den Schlüssel eines Panels zurückgezogen.',
    },
    connection: {
      made: '{{by}} hat {{resource}} mit Einlass verbunden.',
      removed: '{{by}} hat die Verbindung zu {{resource}} gelöst.',
    },
    recording: {
      begun: 'Die Aufzeichnung einer Sitzung hat begonnen.',
      kept: 'Die Aufzeichnung einer Sitzung ist aufbewahrt.',
      watched: '{{by}} hat eine Aufzeichnung angesehen.',
      destroyed: 'Der Inhalt einer Aufzeichnung ist gelöscht.',
    },
    'private-address': {
      allowed: '{{by}} hat erlaubt, dass Einlass {{resource}} im eigenen Netz erreicht.',
      closed: '{{by}} hat das eigene Netz für {{resource}} wieder geschlossen.',
    },
    'request-code': {
      made: '{{by}} hat einen neuen Anfragecode gemacht.',
      used: '{{by}} hat mit dem Anfragecode nachgesehen, was sich besuchen lässt.',
    },
    visit: {
      begun: '{{by}} hat einen Besuch bei {{resource}} begonnen.',
      agreed: 'Der Besuch bei {{resource}} ist vereinbart.',
      'not-needed': '{{by}}: Für {{resource}} braucht niemand Zugang.',
    },
    team: {
      made: '{{by}} hat ein Team angelegt.',
      joined: '{{by}} hat {{person}} in ein Team aufgenommen.',
      left: '{{by}} hat {{person}} aus einem Team genommen.',
    },
    person: {
      added: '{{by}} hat {{person}} hinzugefügt.',
      invited: '{{by}} hat {{person}} den Link für das erste Passwort geschickt.',
      invited_screen: '{{by}} hat sich den Link für das erste Passwort von {{person}} anzeigen lassen.',
      deactivated: '{{by}} hat {{person}} gesperrt.',
      suspended: '{{by}} hat die Rechte von {{person}} ausgesetzt.',
      resumed: '{{by}} hat {{person}} zurückgegeben, was ausgesetzt war.',
      'suspension-dropped': '{{by}} hat beendet, was von {{person}} ausgesetzt war.',
    },
    member: {
      invited: '{{by}} hat {{person}} in dieses Konto eingeladen.',
      accepted: '{{person}} hat die Einladung angenommen.',
      declined: '{{by}} hat die Einladung abgelehnt.',
      'not-me': 'Das Postfach von {{person}} sagt: Das bin ich nicht.',
      asked: '{{person}} bittet zur Einladung um etwas.',
      'ask-refused': '{{by}} bleibt bei der Adresse von {{person}}.',
      'invitation-withdrawn': '{{by}} hat die Einladung an {{person}} zurückgezogen.',
    },
    contact: {
      added: '{{by}} hat einen Kontakt angelegt.',
      changed: '{{by}} hat einen Kontakt geändert.',
      removed: '{{by}} hat einen Kontakt entfernt.',
    },
    policy: { changed: '{{by}} hat die Regeln geändert.' },
    webhook: {
      added: '{{by}} lässt {{resource}} wissen, wenn sich Rechte ändern.',
      changed: '{{by}} hat den Webhook {{resource}} geändert.',
      removed: '{{by}} hat den Webhook {{resource}} entfernt.',
    },
    request: {
      asked: '{{by}} hat um Zugang zu {{resource}} gebeten.',
      withdrawn: '{{by}} hat die Anfrage zu {{resource}} zurückgezogen.',
      lapsed: 'Die Anfrage zu {{resource}} ist ohne Antwort verfallen.',
      decided: '{{by}} hat die Anfrage beantwortet.',
      decided_allow: '{{by}} hat die Anfrage angenommen.',
      decided_refuse: '{{by}} hat die Anfrage abgelehnt.',
    },
    grant: {
      opened_member: '{{subject}} ist Mitglied des Kontos geworden, {{until}}.',
      ending_person:
        '{{by}} hat den Zugang von {{subject}} zum Konto geschlossen: {{cause}}. Ab hier kommt hierüber niemand mehr hinein.',
      opened: '{{by}} hat für {{subject}} den Zugang zu {{resource}} geöffnet, {{until}}.',
      opened_account: '{{by}} hat für {{subject}} das ganze Konto geöffnet, {{until}}.',
      begun: 'Ein Zugang von {{subject}} hat begonnen, wie geplant.',
      'end-moved_account': '{{by}} hat das Ende eines Zugangs zum ganzen Konto geändert: jetzt {{until}}.',
      ending_account:
        '{{by}} hat einen Zugang zum ganzen Konto geschlossen: {{cause}}. Ab hier kommt hierüber niemand mehr hinein.',
      ended_account: 'Bestätigt: Über diesen Zugang kommt niemand mehr in das Konto hinein.',
      'end-moved': '{{by}} hat das Ende des Zugangs zu {{resource}} geändert: jetzt {{until}}.',
      ending:
        '{{by}} hat den Zugang zu {{resource}} geschlossen: {{cause}}. Ab hier kommt niemand mehr hinein.',
      ended: 'Bestätigt: Über diesen Zugang kommt niemand mehr in {{resource}} hinein.',
    },
    ending: {
      unconfirmed:
        'Für {{resource}} ist nach dem Ende noch nicht bestätigt, dass alles zu ist. Einlass hat Alarm geschlagen.',
    },
    certificate: { signed: '{{person}} hat ein SSH-Zertifikat für {{resource}} bekommen.' },
    entry: {
      opened: '{{person}} ist in {{resource}} hineingegangen.',
      closed: '{{person}} ist nicht mehr in {{resource}}: {{cause}}.',
      refused: 'Bestätigt: {{person}} kommt so nicht mehr in {{resource}} hinein.',
      gone: 'Die Verbindung von {{person}} zu {{resource}} ist nachweislich weg.',
      held: 'Ein Zutritt zu {{resource}} bleibt offen, weil ihn noch ein anderer Zugang erlaubt.',
    },
    step: {
      confirmed: '{{by}} hat einen Schritt bestätigt.',
      undone: '{{by}} hat die Bestätigung eines Schritts zurückgenommen.',
    },
    rights: {
      read: '{{by}} hat eingetragen, welche Rechte verlangt werden.',
      accepted: '{{by}} hat zusätzliche Rechte angenommen.',
      reviewed: 'Einlass hat {{person}} eine Mail zu Rechten geschickt.',
    },
    artefact: {
      wanted: 'In {{resource}} soll ein Zugangsmittel angelegt werden.',
      present: 'In {{resource}} ist ein Zugangsmittel angelegt.',
      removing: 'Das Zugangsmittel in {{resource}} wird entfernt.',
      gone: 'Das Zugangsmittel in {{resource}} ist nachweislich entfernt.',
      failed: 'Mit dem Zugangsmittel in {{resource}} ist etwas schiefgegangen.',
      'came-back': 'Der Zugang in {{resource}} ist wieder da und wird noch einmal entfernt.',
      missing: 'Der Zugang in {{resource}} wurde von Hand entfernt.',
    },
    inventory: { taken: 'Einlass hat nachgesehen, was in {{resource}} da ist.' },
    'left-behind': {
      found: 'In {{resource}} ist etwas zurückgeblieben.',
      removed: 'Was in {{resource}} zurückgeblieben war, ist nachweislich entfernt.',
      kept: '{{by}} behält, was in {{resource}} gefunden wurde.',
    },
    secret: {
      kept: '{{by}} hat hinterlegt: {{what}}.',
      revealed: '{{by}} hat gesehen: {{what}}.',
      destroyed: 'Vernichtet: {{what}}.',
      rotated: '{{by}} hat geändert: {{what}}.',
    },
    owner: {
      reminded: 'Einlass hat {{person}} daran erinnert, dass {{resource}} noch offen ist.',
      told: 'Einlass hat darüber eine Mail an {{person}} geschickt.',
      'transfer-asked': '{{by}} hat {{person}} angeboten, das Konto zu übernehmen.',
      'transfer-confirmed':
        '{{by}} hat bestätigt, das Konto zu übernehmen. Bis es so weit ist, kann es noch gestoppt werden.',
      'transfer-stopped': '{{by}} hat die Übertragung des Kontos an {{person}} gestoppt.',
      changed: 'Das Konto gehört jetzt {{person}}.',
    },
  },
  words: {
    asDeputy: 'Als Vertretung, {{until}}',
    asViewer: 'Sieht nur zu, {{until}}',
    takesEffect: 'Geschieht am {{at}}, wenn es niemand anhält',
    theTeam: 'das Support-Team',
    somebody: 'jemanden',
    somebodyDid: 'Jemand',
    theShop: 'dem Shop',
    unknownKind: 'Etwas ist geschehen, das diese Fassung der Konsole nicht kennt ({{kind}}).',
    note: 'Anmerkung: {{note}}',
    reason: 'Grund: {{reason}}',
    caseNumber: 'Vorgang: {{caseNumber}}',
  },
}

export type FactsTexts = typeof factsTexts
