// Wie man den Support auf einer Plattform hineinlässt und wieder hinausbringt. Was der Inhaber tut, spricht ihn an; was
// der Support oder Einlass tut, steht in der dritten Person, denn beide Seiten lesen es. Menüs heißen so, wie sie in der
// englischen Dokumentation der Plattform heißen. Platzhalter: mailbox, shop, agent, until, addresses, sonst keine.
export const platformTexts = {
  name: {
    shopify: 'Shopify',
    wix: 'Wix',
    squarespace: 'Squarespace',
    ecwid: 'Ecwid',
    bigcommerce: 'BigCommerce',
    lightspeed: 'Lightspeed eCom',
    wordpress: 'WordPress / WooCommerce',
    shopware: 'Shopware 6',
    prestashop: 'PrestaShop',
    magento: 'Magento 2',
    server: 'Server (SFTP oder SSH)',
    'not-listed': 'Meine Plattform steht nicht hier',
  },
  method: {
    invite: 'Sie laden den Support auf der Plattform ein',
    provision: 'Einlass legt ein Konto an und nimmt es wieder weg',
    server: 'Über SSH, unter eigenem Namen; was dafür gilt, endet mit dem Besuch',
    'by-hand': 'Von Hand, mit einer Liste zum Abhaken',
  },
  phase: {
    before: 'Vorher',
    open: 'Hineinlassen',
    check: 'Nachsehen',
    end: 'Wegnehmen',
    after: 'Danach',
  },
  by: { owner: 'Inhaber', support: 'Support', einlass: 'Einlass' },
  basis: {
    'read in the documentation': 'In der Dokumentation der Plattform gelesen.',
    'not checked': 'Nicht geprüft: Auf Ihrer Plattform kann es anders heißen.',
  },
  menus: 'Die Namen der Menüs stehen hier auf Englisch, wie in der Dokumentation der Plattform.',
  liveSession: {
    ends: 'Wird der Zugang weggenommen, endet auch eine offene Sitzung.',
    'goes-on': 'Wird der Zugang weggenommen, läuft eine offene Sitzung weiter, bis jemand sie beendet.',
    unknown:
      'Ob eine offene Sitzung endet, wenn der Zugang weggenommen wird, ist nicht bekannt. Darum lädt der Support ein offenes Fenster neu und sagt, was er sieht.',
  },
  expiry: {
    account: 'Das Konto kann ein Ablaufdatum haben.',
    'new-sessions': 'Nach dem Ende kommt niemand neu hinein; eine offene Verbindung endet davon nicht.',
    invitation: 'Nur die Einladung läuft ab, wenn niemand sie annimmt. Der Zugang läuft nicht ab.',
    nothing: 'Der Zugang läuft nicht von selbst ab. Einlass erinnert Sie.',
    unknown: 'Ob der Zugang von selbst abläuft, ist nicht bekannt. Einlass erinnert Sie.',
  },
  step: {
    common: {
      prepare:
        'Der Support schreibt in den Fall, was in {{shop}} zu tun ist, welche Rechte er dafür braucht und warum. Nur diese, keine auf Vorrat.',
      mailbox: 'Die Einladung geht an {{mailbox}}. Nur {{agent}} nimmt sie an.',
      accept: '{{agent}} nimmt die Einladung an, die in {{mailbox}} angekommen ist.',
      until:
        'Vereinbart ist der Zugang bis {{until}}. Die Plattform beendet ihn nicht sicher von selbst; Einlass erinnert Sie, wenn es so weit ist.',
      onlyOne:
        'In der Liste ist nur ein neuer Eintrag: {{mailbox}}. Steht dort noch jemand, den Sie nicht kennen, nehmen Sie ihn gleich heraus.',
      compareRights:
        'Vergleichen Sie die Rechte auf der Plattform mit den vereinbarten hier. Was dort zu viel ist, nehmen Sie weg.',
      gone: 'Laden Sie die Liste neu: {{mailbox}} steht nicht mehr darin, auch nicht als offene Einladung.',
      openWindow:
        '{{agent}} lädt ein Fenster neu, in dem {{shop}} noch offen ist, und bestätigt, dass es nichts mehr öffnet. Öffnet es noch etwas, sagt {{agent}} das hier, statt zu bestätigen.',
      strangers:
        'Gehen Sie die Liste aller Personen mit Zugang zu {{shop}} durch. Wen Sie nicht kennen, nehmen Sie heraus.',
      apps: 'Sehen Sie nach, ob Apps, Erweiterungen oder API-Schlüssel dazugekommen sind, und entfernen Sie, was Sie nicht wollen.',
      resetInstead:
        'Verlangt das Formular ein Passwort, lassen Sie ein langes, zufälliges erzeugen und notieren Sie es nirgends. {{agent}} setzt mit „Passwort vergessen“ ein eigenes; die Mail dazu geht an {{mailbox}}.',
    },
    allowList: {
      name: 'Der Support nennt die Netzadressen, von denen {{agent}} kommt: {{addresses}}.',
      putIn:
        'Lassen Sie diese Adressen zu {{shop}} durch, und keine weiteren: {{addresses}}. Schreiben Sie dazu, dass sie bis {{until}} gelten.',
      takeOut: 'Nehmen Sie diese Adressen wieder aus der Liste der erlaubten Adressen: {{addresses}}.',
      look: 'Gehen Sie die Liste der erlaubten Adressen durch. Was niemand mehr zuordnen kann, kommt heraus.',
    },
    handOver: {
      vault:
        'Was {{agent}} zum Anmelden wissen muss, legen Sie in die Übergabe von Einlass. Nie in eine Mail, einen Chat oder das Ticket.',
      change:
        'Ändern Sie jedes Passwort, das {{agent}} gesehen hat. Ein gesehenes Passwort ist ein bekanntes Passwort.',
    },
    provision: {
      test: 'Einlass prüft die Verbindung zu {{shop}}, bevor jemand hineingelassen wird.',
      make: 'Einlass legt in {{shop}} ein Konto für {{agent}} an, unter {{mailbox}} und bis {{until}}. Niemand tippt dafür ein Passwort.',
      since: 'Einlass zeigt am Besuch, seit wann das Konto da ist.',
      remove:
        'Einlass nimmt das Konto weg, beendet offene Sitzungen und prüft, dass niemand mehr hineinkommt. „Beendet“ steht hier erst, wenn das gesehen wurde.',
      compare: 'Einlass vergleicht, was vor dem Besuch in {{shop}} da war und was jetzt da ist.',
      leftBehind:
        'Gehen Sie durch, was dazugekommen ist. Was Sie nicht wollen, entfernen Sie mit einem Klick; wo Einlass das nicht kann, steht es dabei.',
    },
    shopify: {
      address:
        'Der Support braucht die feste Adresse von {{shop}}, die auf myshopify.com endet. Eine Mail-Adresse brauchen Sie ihm nicht zu geben.',
      findCode:
        'Öffnen Sie Settings > Users > Security. Dort steht Ihr Anfragecode, vier Ziffern. Er öffnet nichts, er erlaubt nur zu fragen.',
      giveCode: 'Geben Sie den Anfragecode hier in Einlass ein, nicht im Ticket.',
      sendRequest:
        'Der Support stellt im Dev Dashboard unter Stores > Request store access die Anfrage: Ihre Adresse, der Code, genau die vereinbarten Rechte, dann Send request.',
      openRequest:
        'Sie bekommen eine Mail von Shopify. Öffnen Sie die Anfrage dort oder unter Settings > Users, aber nehmen Sie noch nicht an.',
      compareRequest:
        'Tragen Sie hier ein, welche Rechte die Anfrage verlangt. Einlass zeigt, was zu viel ist und was fehlt.',
      accept:
        'Nehmen Sie in der Anfrage weg, was zu viel ist. Dann erst wählen Sie Accept request. Ist es nicht der Support, den Sie erwarten, lehnen Sie ab.',
      look: 'Öffnen Sie unter Settings > Users den Mitarbeiter von außen (Collaborator) und sehen Sie nach: Es ist die Firma von {{agent}}, und es sind die vereinbarten Rechte.',
      remove: 'Öffnen Sie Settings > Users, wählen Sie den Collaborator und dann Remove.',
      gone: 'Laden Sie die Liste neu: Der Collaborator steht nicht mehr darin, und es wartet keine neue Anfrage von ihm.',
      newCode:
        'Lassen Sie unter Settings > Users > Security einen neuen Anfragecode erzeugen. Mit dem alten kann sonst jeder, der ihn kennt, wieder fragen.',
      apps: 'Sehen Sie unter Settings > Apps nach, ob Apps dazugekommen sind, auch selbst entwickelte, und entfernen Sie, was Sie nicht wollen.',
    },
    wix: {
      seat: 'Ein Platz für Mitarbeitende ist bei Wix frei dabei. Ist er besetzt, sagen Sie es {{agent}}, bevor Sie mehr bezahlen.',
      invite:
        'Öffnen Sie in Ihrem Dashboard Roles & Permissions, wählen Sie Invite People, geben Sie {{mailbox}} ein, kreuzen Sie die vereinbarte Rolle an und wählen Sie Send Invite.',
      joined:
        'In Roles & Permissions steht neben {{mailbox}} nicht mehr PENDING, und die Rolle ist die vereinbarte. Halten Sie den Zeiger auf die Rolle, um ihre Rechte zu sehen.',
      remove:
        'Wählen Sie in Roles & Permissions neben {{mailbox}} die drei Punkte (More Actions), dann Remove, und bestätigen Sie.',
    },
    squarespace: {
      invite:
        'Öffnen Sie Settings > Permissions & Ownership, wählen Sie Invite contributor, geben Sie den Namen {{agent}} und die Adresse {{mailbox}} ein und wählen Sie nur die vereinbarten Rechte.',
      look: 'Wählen Sie in derselben Liste {{mailbox}} und sehen Sie nach, welche Rechte eingeschaltet sind. Administrator darf fast alles.',
      remove:
        'Wählen Sie in Settings > Permissions & Ownership {{mailbox}} und entfernen Sie die Person ganz, nicht nur ihre Rechte.',
    },
    ecwid: {
      plan: 'Konten für Mitarbeitende gibt es nur in bezahlten Tarifen. Haben Sie keinen, sagen Sie es {{agent}}, bevor Sie wechseln.',
      invite:
        'Öffnen Sie My Profile > Staff Accounts, wählen Sie Add staff member, geben Sie {{mailbox}} ein, wählen Sie nur die vereinbarten Bereiche und dann Send Invite.',
      writes:
        'Bei Ecwid gibt es kein „nur ansehen“: Wer einen Bereich sieht, kann dort auch ändern. Geben Sie darum so wenige Bereiche wie möglich.',
      look: 'In My Profile > Staff Accounts steht {{mailbox}} mit den vereinbarten Bereichen.',
      remove: 'Öffnen Sie My Profile > Staff Accounts und entfernen Sie {{mailbox}} aus der Liste.',
    },
    bigcommerce: {
      invite:
        'Öffnen Sie Account Settings > Users, wählen Sie Create a User Account, geben Sie {{mailbox}} ein und wählen Sie die vereinbarte Rolle oder einzelne Rechte. Ein Passwort setzt sich {{agent}} selbst.',
      owner:
        'Rechte mit hohem Risiko kann bei BigCommerce nur der Store Owner geben. Wird eines verlangt, fragen Sie nach, wozu.',
      look: 'Öffnen Sie in Account Settings > Users den Eintrag {{mailbox}}: Angekreuzt ist nur, was vereinbart ist.',
      remove: 'Löschen Sie in Account Settings > Users den Eintrag {{mailbox}}.',
      apiAccounts:
        'Sehen Sie in den Einstellungen bei den API-Konten (API accounts) nach, ob eines dazugekommen ist, und löschen Sie, was Sie nicht kennen.',
    },
    lightspeed: {
      series:
        'Diese Anleitung ist für Lightspeed eCom C-Series. Haben Sie die E-Series, nehmen Sie die von Ecwid: Es ist dasselbe System.',
      invite:
        'Öffnen Sie in der Verwaltung Settings > Users, fügen Sie eine Person mit dem Namen {{agent}} und der Adresse {{mailbox}} hinzu und wählen Sie nur die vereinbarten Rechte, nicht alle.',
      look: 'Öffnen Sie in Settings > Users den Eintrag {{mailbox}}: „Full permissions“ ist nicht angekreuzt, und es sind die vereinbarten Rechte.',
      remove: 'Entfernen Sie in Settings > Users den Eintrag {{mailbox}}.',
    },
    wordpress: {
      add: 'Öffnen Sie Users > Add New, legen Sie ein Konto mit der Adresse {{mailbox}} und der vereinbarten Rolle an und lassen Sie die Nachricht an die neue Person verschicken.',
      look: 'In Users > All Users ist ein einziges Konto dazugekommen: {{mailbox}}, mit der vereinbarten Rolle.',
      remove:
        'Öffnen Sie Users > All Users, wählen Sie unter {{mailbox}} Delete und geben Sie alle Inhalte an sich selbst weiter (Attribute all content to).',
      lookAround:
        'Sehen Sie nach, ob Administratoren, Plugins, Anwendungspasswörter oder – bei WooCommerce – Webhooks und REST-API-Schlüssel dazugekommen sind.',
    },
    shopware: {
      add: 'Öffnen Sie Settings > System > Users & permissions und legen Sie ein Konto mit der Adresse {{mailbox}} und der vereinbarten Rolle an. In der Cloud heißt das Invite user.',
      look: 'In Users & permissions ist ein einziges Konto dazugekommen: {{mailbox}}, ohne Administrator, wenn das nicht vereinbart ist.',
      remove:
        'Löschen Sie {{mailbox}} in Users & permissions über das Menü am Ende der Zeile. Nur abschalten reicht nicht: Shopware 6.6 lässt ein abgeschaltetes Konto weiter hinein.',
      lookAround:
        'Sehen Sie nach, ob Konten, Rollen, Integrationen oder Erweiterungen dazugekommen sind, und entfernen Sie, was Sie nicht wollen.',
    },
    prestashop: {
      add: 'Öffnen Sie Advanced Parameters > Team, wählen Sie Add new employee und legen Sie ein Konto mit der Adresse {{mailbox}} und dem vereinbarten Profil an. SuperAdmin nur, wenn es vereinbart ist.',
      look: 'In Advanced Parameters > Team ist ein einziges Konto dazugekommen: {{mailbox}}, mit dem vereinbarten Profil.',
      remove: 'Löschen Sie {{mailbox}} in Advanced Parameters > Team.',
      sessions:
        'Sehen Sie unter Advanced Parameters > Security bei den Sitzungen nach: Von {{mailbox}} gibt es keine mehr. Steht noch eine da, löschen Sie sie.',
      lookAround:
        'Sehen Sie nach, ob Module oder Schlüssel unter Advanced Parameters > Webservice dazugekommen sind, und entfernen Sie, was Sie nicht wollen.',
    },
    magento: {
      add: 'Öffnen Sie System > Permissions > All Users, wählen Sie Add New User und legen Sie ein Konto mit der Adresse {{mailbox}} an. Wählen Sie bei User Role die vereinbarte Rolle.',
      expire:
        'Tragen Sie bei Expiration Date {{until}} ein. Magento sieht nur jede Stunde nach, ob ein Konto abgelaufen ist; darum gehört das Wegnehmen trotzdem dazu.',
      look: 'In System > Permissions > All Users ist ein einziges Konto dazugekommen: {{mailbox}}, mit der vereinbarten Rolle und dem Ablaufdatum.',
      remove: 'Öffnen Sie {{mailbox}} in System > Permissions > All Users und löschen Sie das Konto.',
      lookAround:
        'Sehen Sie nach, ob unter System > Integrations oder bei den Konten etwas dazugekommen ist. Zugriffstokens für die API sterben nicht mit einer Sitzung.',
    },
    server: {
      prepare:
        'Der Support nennt den öffentlichen Schlüssel von {{agent}} und was zu tun ist: Dateien (SFTP) oder eine Kommandozeile (SSH). Einen privaten Schlüssel gibt niemand her.',
      hostKey:
        'Vergleichen Sie den Fingerabdruck Ihres Servers mit dem, den Einlass zeigt. Nur wenn beide gleich sind, ist es wirklich Ihr Server.',
      keyLine:
        'Einlass trägt den Schlüssel von {{agent}} auf {{shop}} ein, mit Ende {{until}} und einer Kennung dieses Besuchs.',
      addKey:
        'Fügen Sie die Zeile, die Einlass Ihnen zeigt, in die Datei .ssh/authorized_keys der vereinbarten Anmeldung ein, unverändert und in einer Zeile. Sie gilt bis {{until}}.',
      look: 'In .ssh/authorized_keys ist nur eine Zeile dazugekommen: die mit der Kennung dieses Besuchs.',
      enter: '{{agent}} meldet sich einmal an und bestätigt, dass es geht.',
      removeKeyLine:
        'Einlass nimmt die Zeile weg, beendet offene Verbindungen und prüft, dass der Schlüssel abgewiesen wird. „Beendet“ steht hier erst, wenn das gesehen wurde.',
      removeKey: 'Löschen Sie in .ssh/authorized_keys die Zeile mit der Kennung dieses Besuchs.',
      cut: 'Beenden Sie offene Verbindungen dieser Anmeldung: Ohne die Zeile kommt niemand neu hinein, aber wer drin ist, bleibt drin. Sehen Sie mit „who“ nach und beenden Sie alle Prozesse der Anmeldung.',
      refused:
        '{{agent}} versucht noch einmal, sich anzumelden, und bestätigt, dass der Server es ablehnt und keine alte Verbindung mehr offen ist.',
      lookAround:
        'Sehen Sie nach, ob Schlüssel bei anderen Anmeldungen, geplante Aufgaben (crontab) oder Rechte (sudoers) dazugekommen sind.',
    },
    byHand: {
      needed:
        'Der Support entscheidet zuerst, ob er überhaupt hineinmuss. Oft reichen eine Beschreibung oder ein Bild.',
      way: 'Der Support schreibt in den Fall, auf welchem Weg er hineinwill, mit welchen Rechten und warum.',
      make: 'Legen Sie für {{agent}} ein eigenes Konto unter {{mailbox}} an, mit so wenigen Rechten wie möglich. Geben Sie nie Ihr eigenes her.',
      expire: 'Kann Ihre Plattform ein Ablaufdatum, tragen Sie {{until}} ein.',
      look: 'Sehen Sie nach, wer jetzt Zugang zu {{shop}} hat: Dazugekommen ist nur {{mailbox}}, mit den vereinbarten Rechten.',
      remove: 'Löschen Sie das Konto {{mailbox}} und alles, was Sie sonst für diesen Besuch geöffnet haben.',
      sessions: 'Kann Ihre Plattform offene Sitzungen beenden, beenden Sie alle von {{mailbox}}.',
      refused:
        '{{agent}} versucht noch einmal hineinzukommen, auf jedem Weg, der offen war, und bestätigt, dass keiner mehr offen ist.',
      lookAround:
        'Sehen Sie nach, ob Konten, Schlüssel, Erweiterungen oder Weiterleitungen dazugekommen sind, und entfernen Sie, was Sie nicht wollen.',
    },
  },
}

export type PlatformTexts = typeof platformTexts
