import type { RefusalCode } from '#contract/problems.ts'

export type RefusalTexts = Record<RefusalCode, string>

// Ein Satz (höchstens zwei) je Absage: was ist, und was jetzt zu tun ist.
export const refusalTexts: RefusalTexts = {
  'not-signed-in': 'Sie sind nicht mehr angemeldet. Melden Sie sich an, dann geht es hier weiter.',
  'sign-in-failed': 'Adresse oder Passwort stimmt nicht. Prüfen Sie beides und versuchen Sie es noch einmal.',
  'too-many-tries':
    'Das waren zu viele Versuche. Warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.',
  'not-found': 'Das gibt es nicht, oder Sie dürfen es nicht sehen. Prüfen Sie die Adresse.',
  'not-allowed': 'Sie dürfen das hier sehen, aber nicht tun. Bitten Sie den Inhaber des Kontos darum.',
  'other-site':
    'Die Anforderung kam nicht von dieser Seite. Öffnen Sie Einlass neu und versuchen Sie es dort.',
  'invalid-input': 'Etwas an den Angaben passt nicht. Prüfen Sie die Felder und speichern Sie noch einmal.',
  conflict:
    'Inzwischen hat jemand anderes das geändert. Sehen Sie sich den neuen Stand an und entscheiden Sie neu.',
  'version-missing':
    'Diese Seite weiß nicht, welchen Stand Sie gesehen haben. Laden Sie sie neu und versuchen Sie es dann.',
  'idempotency-key-reused':
    'Diese Anforderung wurde schon für etwas anderes verwendet. Laden Sie die Seite neu.',
  'idempotency-key-in-progress':
    'Das wird gerade schon erledigt. Warten Sie einen Augenblick und laden Sie dann neu.',
  'link-is-over': 'Dieser Link wurde schon benutzt oder ist zu alt. Fordern Sie einen neuen an.',
  'password-too-weak':
    'Das Passwort ist zu schwach. Nehmen Sie mindestens 12 Zeichen und keines, das oft vorkommt.',
  'ssh-key-refused':
    'Dieser öffentliche Schlüssel geht nicht. Fügen Sie die ganze Zeile aus der .pub-Datei ein, am besten von einem ed25519-Schlüssel.',
  'ssh-key-is-taken': 'Dieser Schlüssel ist schon eingetragen. Machen Sie einen eigenen für diesen Zweck.',
  'no-ssh-here':
    'Dieser Server ist noch nicht für SSH verbunden. Bitten Sie seinen Eigentümer, ihn zu verbinden.',
  'no-such-zone': 'Diese Zeitzone ist nicht bekannt. Wählen Sie eine aus der Liste.',
  'no-such-region': 'Diese Region ist nicht bekannt. Wählen Sie eine aus der Liste.',
  'no-such-date': 'Dieses Datum gibt es nicht. Wählen Sie ein anderes.',
  'no-such-time':
    'Diese Uhrzeit gibt es an dem Tag nicht, weil die Uhr vorgestellt wird. Wählen Sie eine Stunde später.',
  'end-is-past': 'Dieses Ende ist schon vorbei. Wählen Sie einen späteren Zeitpunkt.',
  'end-before-begin': 'Das Ende liegt vor dem Beginn. Wählen Sie einen späteren Zeitpunkt.',
  'end-beyond-maximum':
    'So lange erlaubt es der Anbieter nicht. Wählen Sie ein früheres Ende; verlängern geht später.',
  'end-is-missing': 'Es fehlt, bis wann. Wählen Sie ein Ende.',
  'nobody-may-enter': 'Es fehlt, wer hineindarf. Wählen Sie das Team oder mindestens eine Person.',
  'not-in-the-support-team':
    'Eine der gewählten Personen ist nicht mehr im Support-Team. Wählen Sie neu aus.',
  'already-off': 'Der Servicezugang ist schon aus. Schalten Sie ihn neu ein, wenn er noch gebraucht wird.',
  'not-delegable': 'Dieses Recht kann niemand weitergeben. Das kann nur der Inhaber selbst tun.',
  'more-than-you-have':
    'Sie können nicht mehr geben, als Sie selbst dürfen. Wählen Sie weniger oder bitten Sie den Inhaber.',
  'longer-than-you-have':
    'Sie können nicht länger geben, als Sie selbst hineindürfen. Wählen Sie ein früheres Ende oder bitten Sie den Inhaber.',
  'chain-of-delegation':
    'Was Ihnen weitergegeben wurde, können Sie nicht noch einmal weitergeben. Bitten Sie den Inhaber.',
  'ending-already': 'Dieser Zugang ist schon beendet. Öffnen Sie einen neuen, wenn er noch gebraucht wird.',
  'account-is-closed': 'Dieses Konto ist geschlossen. Hier lässt sich nichts mehr öffnen.',
  'resource-is-removed': 'Dieser Shop wurde entfernt. Hier lässt sich nichts mehr öffnen.',
  'own-request': 'Die eigene Anfrage kann niemand beantworten. Das muss jemand anderes tun.',
  'request-is-answered':
    'Diese Anfrage ist schon beantwortet. Laden Sie die Seite neu, um die Antwort zu sehen.',
  'request-has-lapsed':
    'Niemand hat rechtzeitig geantwortet, die Anfrage ist verfallen. Es kann neu gefragt werden.',
  'request-was-withdrawn': 'Diese Anfrage wurde zurückgezogen. Es ist nichts mehr zu tun.',
  'reason-is-missing': 'Zu jedem Recht gehört ein Grund. Schreiben Sie ihn dazu.',
  'already-asked':
    'Für diesen Shop wartet schon eine Anfrage von Ihnen. Ziehen Sie sie zurück, um neu zu fragen.',
  'no-open-grant': 'Gerade hat Ihnen hier niemand geöffnet. Bitten Sie den Inhaber um Zugang.',
  'no-entrance-here': 'Dieser Shop hat noch keine Tür. Der Anbieter muss sie zuerst einrichten.',
  'ticket-is-over':
    'Diese Eintrittskarte wurde schon benutzt oder ist zu alt. Gehen Sie von Einlass aus noch einmal hinein.',
  'second-factor-needed':
    'Geben Sie dazu den Code Ihrer Authenticator-App ein, oder nehmen Sie einen Passkey.',
  'second-factor-missing':
    'Sie brauchen einen zweiten Faktor: einen Passkey oder eine Authenticator-App. Richten Sie ihn auf der Anmeldeseite ein.',
  'fresh-proof-needed': 'Zeigen Sie noch einmal, dass Sie es sind: mit Passkey oder Code.',
  'proof-failed': 'Das stimmte nicht. Versuchen Sie es noch einmal; ein Code gilt nur einmal und nur kurz.',
  'passkey-refused':
    'Dieser Passkey lässt sich hier nicht verwenden. Versuchen Sie es noch einmal oder nehmen Sie einen anderen.',
  'last-sign-in-method': 'Das ist Ihr letzter Weg, sich anzumelden. Fügen Sie zuerst einen anderen hinzu.',
  'key-may-not': 'Dieser API-Schlüssel darf das nicht. Machen Sie einen mit dem passenden Recht.',
  'no-such-system': 'Ein solches System kann Einlass nicht verbinden. Wählen Sie eines aus der Liste.',
  'not-connected': 'Hier ist noch nichts verbunden. Verbinden Sie zuerst den Shop oder Server.',
  'request-code-is-wrong':
    'Dieser Anfragecode stimmt nicht. Bitten Sie den Inhaber um den, den Einlass ihm jetzt zeigt.',
  'need-is-not-said': 'Sagen Sie zuerst, ob überhaupt jemand hineinmuss.',
  'mailbox-is-missing':
    'Der Anbieter hat noch kein Postfach genannt, unter dem Besuche laufen. Das geht am Schreibtisch unter „Regeln“.',
  'more-than-was-asked': 'Um dieses Recht hat niemand gebeten.',
  'connection-is-in-use':
    'Dort ist noch etwas, das nur diese Verbindung wegnehmen kann. Beenden Sie zuerst den Zugang und warten Sie die Bestätigung ab.',
  'left-behind-is-over':
    'Eines davon ist schon fort oder wird gerade entfernt. Sehen Sie nach, was jetzt da ist.',
  'nothing-is-missing': 'Hier fehlt nichts, das wieder angelegt werden könnte.',
  'recording-is-gone':
    'Der Inhalt dieser Aufzeichnung wurde gelöscht, weil ihre Zeit um war. Wer wann da war, steht weiter im Verlauf.',
  'other-side-confirms': 'Diesen Schritt bestätigt die andere Seite.',
  'step-not-now': 'Dieser Schritt ist gerade nicht an der Reihe. Laden Sie die Seite neu.',
  'rights-differ': 'Vergleichen Sie zuerst die Rechte. Was zu viel ist, nehmen Sie weg oder an.',
  'not-a-network':
    'Das ist keine Adresse und kein Netz, oder es ist viel zu weit. Schreiben Sie es wie 203.0.113.7 oder 203.0.113.0/24.',
  'hand-over-needs-a-name': 'Das bekommt nur eine Person mit Namen.',
  'hand-over-is-over': 'Das gibt es nicht mehr. Bitten Sie darum, es neu zu hinterlegen.',
  'rotation-is-not-due': 'Hier gibt es nichts zu bestätigen.',
  'already-invited': 'Diese Adresse ist schon eingeladen. Senden Sie die Einladung noch einmal.',
  'already-a-member':
    'Diese Person ist schon Mitglied. Beenden Sie zuerst, was sie hat, wenn es sich ändern soll.',
  'not-a-member': 'Diese Person ist kein Mitglied des Kontos. Laden Sie sie zuerst ein.',
  'owner-must-hand-over': 'Das Konto gehört Ihnen. Übergeben oder schließen Sie es, bevor Sie gehen.',
  'transfer-runs-already': 'Das Konto ist schon dabei, den Inhaber zu wechseln. Halten Sie das zuerst an.',
  'transfer-is-over': 'Das ist schon geschehen oder wurde angehalten. Sehen Sie nach, wie es jetzt ist.',
  'contact-is-wrong':
    'Davon kann nicht alles als Kontakt gespeichert werden. Berichtigen Sie, was rot markiert ist.',
  'contact-is-needed': 'Dieser Kontakt wird noch gebraucht. Wählen Sie dort zuerst einen anderen.',
  'contact-cannot-be-holder': 'Diesem Kontakt fehlt etwas, um Domaininhaber zu sein.',
  'holder-is-there': 'Diese Domain hat schon einen Inhaber.',
  'change-runs-already': 'Hier läuft schon eine Änderung.',
  'change-is-over': 'Das ist schon geschehen oder angehalten.',
  'name-does-not-match': 'Schreiben Sie den Namen des Kontos genau so, wie er ist.',
  'owner-has-all-rights': 'Der Inhaber darf schon alles.',
  'not-to-yourself': 'Sich selbst kann niemand Rechte geben.',
  'person-is-suspended': 'Diese Person ist ausgesetzt.',
  'not-suspended': 'Diese Person ist nicht ausgesetzt.',
  'nobody-suspends-himself': 'Niemand setzt sich selbst aus.',
  'owner-stays': 'Dieser Person gehört das Konto. Es muss zuerst übergeben werden.',
  'member-is-not-suspended': 'Mitglieder werden nicht ausgesetzt. Beenden Sie die Mitgliedschaft.',
  'has-rights-here': 'Diese Person hat hier schon Rechte. Ändern Sie diese.',
  'not-a-group': 'Das ist keine Gruppe.',
  'group-in-a-group': 'Eine Gruppe kann nicht zu einer Gruppe gehören.',
  'reference-is-taken': 'Diese Nummer ist schon vergeben. Nehmen Sie eine andere.',
  'origin-is-taken': 'Diese Adresse hat schon ein anderer Shop. Prüfen Sie sie.',
  'signs-in-already':
    'Diese Person kann sich schon anmelden. Hat sie ihr Passwort vergessen, hilft ihr „Passwort vergessen“.',
  'setup-is-done': 'Einlass ist hier schon eingerichtet. Melden Sie sich einfach an.',
  'address-is-taken':
    'Mit dieser Adresse gibt es schon jemanden. Nehmen Sie eine andere oder die vorhandene Person.',
  'database-is-away':
    'Die Datenbank antwortet nicht. Bis sie es tut, kommt niemand hinein; versuchen Sie es gleich noch einmal.',
  internal:
    'Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal; bleibt es dabei, sagen Sie dem Anbieter Bescheid.',
}
