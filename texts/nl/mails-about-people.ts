import type { MailsAboutPeople } from '../de/mails-about-people.ts'

export const mailsAboutPeople: MailsAboutPeople = {
  foot: {
    signIn: 'U krijgt dit bericht omdat het over uw aanmelding bij {{provider}} gaat.',
    account: 'U krijgt dit bericht omdat het over het account {{account}} bij {{provider}} gaat.',
    address:
      'U krijgt dit bericht omdat iemand bij {{provider}} dit mailadres heeft opgegeven. Kent u {{provider}} niet, dan hoeft u niets te doen.',
  },
  words: {
    when: 'Wanneer',
    network: 'Uit het netwerk',
    device: 'Apparaat',
    unknown: 'onbekend',
    name: 'Naam',
    address: 'Uitgenodigd adres',
    newAddress: 'Nieuw adres',
    oldAddress: 'Huidig adres',
    linkUntil: 'Link geldt tot',
    role: 'Rol',
    until: 'Lid tot',
    endless: 'zonder einde',
    note: 'Opmerking',
    from: 'Van',
    to: 'Aan',
    by: 'Door',
    confirmUntil: 'Aannemen tot',
    changesAt: 'Gaat over op',
    linkOnce: 'De link werkt één keer. Geef hem niet door.',
  },
  role: {
    deputy: 'Vervanging',
    viewer: 'Kijkt alleen mee',
  },
  'first-password': {
    subject: 'Welkom bij {{provider}}: stel uw aanmelding in',
    saidOwner:
      'Bij {{provider}} is voor u het account {{account}} aangemaakt. Het is van u: u beslist wie er in uw shops komt.',
    saidTeam: 'U bent bij {{provider}} opgenomen in het team {{team}}.',
    saidAgain:
      'Iemand wil met uw adres naar binnen. U hebt nog niets om u mee aan te melden; met deze link stelt u het in.',
    next: 'Op de pagina kiest u waarmee u zich aanmeldt.',
    notYou:
      'Hebt u hier niets mee te maken? Doe dan niets. Zolang de link niet wordt gebruikt, kan niemand zich met uw adres aanmelden.',
    button: 'Aanmelding instellen',
  },
  'forgot-password': {
    subject: 'Nieuw wachtwoord voor {{provider}}',
    said: 'Iemand wil voor uw adres een nieuw wachtwoord kiezen. Uw huidige geldt tot dat gebeurd is.',
    notYou: 'Was u dat niet? Doe dan niets: alles blijft zoals het is, en de link vervalt vanzelf.',
    button: 'Nieuw wachtwoord kiezen',
  },
  'sign-in-changed': {
    subject: {
      'password-set': 'Uw wachtwoord bij {{provider}} is gewijzigd',
      'passkey-added': 'Nieuwe passkey voor uw aanmelding bij {{provider}}',
      'passkey-removed': 'Passkey voor uw aanmelding bij {{provider}} verwijderd',
      'totp-added': 'Eenmalige codes voor uw aanmelding bij {{provider}} ingesteld',
      'totp-removed': 'Eenmalige codes voor uw aanmelding bij {{provider}} uitgeschakeld',
      'recovery-codes-made': 'Nieuwe herstelcodes voor uw aanmelding bij {{provider}}',
      'recovery-code-used': 'Aanmelding bij {{provider}} met een herstelcode',
      'api-key-made': 'Nieuwe API-sleutel bij {{provider}}',
      'ssh-key-added': 'Nieuwe SSH-sleutel bij {{provider}}',
      'address-changed': 'Uw adres bij {{provider}} is gewijzigd',
    },
    said: {
      'password-set': 'Voor uw aanmelding geldt een nieuw wachtwoord. Het oude geldt niet meer.',
      'passkey-added': 'Met deze passkey kan men zich vanaf nu onder uw naam aanmelden.',
      'passkey-removed': 'Met deze passkey kan niemand zich meer aanmelden.',
      'totp-added':
        'Een app maakt vanaf nu eenmalige codes voor uw aanmelding. Bij het aanmelden wordt ernaar gevraagd.',
      'totp-removed': 'Bij uw aanmelding wordt niet meer naar een eenmalige code uit de app gevraagd.',
      'recovery-codes-made': 'Er zijn nieuwe herstelcodes voor uw aanmelding. De oude gelden niet meer.',
      'recovery-code-used': 'Iemand heeft een van uw herstelcodes gebruikt. Die werkt niet nog een keer.',
      'api-key-made': 'Met deze sleutel kan een programma namens u handelen.',
      'ssh-key-added': 'Met deze sleutel komt men onder uw naam op servers die voor u open zijn.',
      'address-changed': 'Vanaf nu geldt voor uw aanmelding een ander mailadres.',
    },
    you: 'Was u dat, dan hoeft u niets te doen.',
    notYou:
      'Was u dat niet? Maak het dan meteen ongedaan, kies een nieuw wachtwoord en vraag het na bij {{provider}}.',
    notYouAddress:
      'Was u dat niet? Vraag het dan meteen na bij {{provider}}: iemand kan zich onder uw naam aanmelden.',
    button: 'Aanmelding controleren',
    buttonKeys: 'API-sleutels bekijken',
    buttonSsh: 'SSH-sleutels bekijken',
  },
  'confirm-old-address': {
    subject: 'Uw adres bij {{provider}} moet worden gewijzigd',
    said: 'Onder uw naam is een ander mailadres opgegeven. Het geldt pas als beide postvakken hebben ingestemd: dit en het nieuwe.',
    notYou:
      'Was u dat niet? Stem dan niet in. Kies meteen een nieuw wachtwoord: iemand was onder uw naam aangemeld.',
    button: 'Wijziging bekijken en instemmen',
  },
  'confirm-new-address': {
    subject: 'Is dit uw nieuwe adres bij {{provider}}?',
    said: 'Dit mailadres moet gelden voor de aanmelding bij {{provider}}. Het geldt pas als beide postvakken hebben ingestemd: dit en het huidige.',
    notYou: 'Was u dat niet? Doe dan niets. Er verandert niets.',
    button: 'Adres bevestigen',
  },
  invited: {
    subject: '{{by}} nodigt u uit voor het account {{account}}',
    said: '{{by}} wil dat u meedoet in het account {{account}} bij {{provider}}.',
    deputy:
      'Als vervanging ziet u wie er in de shops komt. U kunt de shops betreden, toegang openen en beëindigen en aanvragen beantwoorden.',
    viewer: 'U ziet wie er in de shops komt en wat er gebeurd is. Wijzigen kunt u niets.',
    next: 'Op de pagina neemt u aan of wijst u af. Tot dan verandert er niets.',
    button: 'Uitnodiging bekijken',
  },
  'invitation-answered': {
    subjectAccepted: '{{name}} heeft uw uitnodiging aangenomen',
    subjectDeclined: '{{name}} heeft uw uitnodiging afgewezen',
    saidAccepted: '{{name}} hoort vanaf nu bij het account {{account}}.',
    saidDeclined: '{{name}} wil niet bij het account {{account}} horen. Er is daardoor niets geopend.',
    notMeant:
      'Hebt u niemand uitgenodigd? Beëindig het lidmaatschap dan meteen en kies een nieuw wachtwoord.',
    button: 'Mensen in het account bekijken',
  },
  'invited-to-rights': {
    subject: '{{by}} nodigt u uit: rechten in het account {{account}}',
    said: '{{by}} wil u in het account {{account}} bij {{provider}} rechten geven. Als u aanneemt, geldt:',
    reason: 'Waarvoor',
    logged: 'Wat u daar doet, wordt onder uw naam vastgelegd. U kunt altijd weer weggaan.',
  },
  'rights-answered': {
    subjectAccepted: '{{name}} heeft de uitnodiging aangenomen',
    subjectDeclined: '{{name}} heeft de uitnodiging afgewezen',
    saidAccepted: '{{name}} heeft in het account {{account}} nu de rechten waarvoor u heeft uitgenodigd.',
    saidDeclined: '{{name}} wil geen rechten in het account {{account}}. Er is niets door geopend.',
    notMeant: 'Heeft u niemand uitgenodigd? Neem de rechten dan meteen weg en kies een nieuw wachtwoord.',
    button: 'Mensen van het account bekijken',
  },
  'says-not-me': {
    subject: 'De mailbox van {{name}} zegt: dat ben ik niet',
    said: 'U heeft {{name}} in het account {{account}} uitgenodigd. Wie het bericht kreeg, zegt dat hij iemand anders is. De uitnodiging is daarmee afgewezen, en er is niets geopend.',
    next: 'Controleer het adres, het liefst op een andere manier dan per mail, en nodig dan opnieuw uit.',
  },
  'new-link-asked': {
    subject: '{{name}} vraagt om een nieuwe link',
    said: 'De link van de uitnodiging van {{name}} in het account {{account}} werkt niet meer. Er wordt om een nieuwe gevraagd.',
    next: 'Geldt de uitnodiging nog, stuur haar dan opnieuw. Doet u niets, dan blijft alles zoals het is.',
  },
  'other-address-asked': {
    subject: '{{name}} wil een ander adres gebruiken',
    said: 'De uitnodiging van {{name}} in het account {{account}} is geopend door iemand die met een ander adres is aangemeld. Hij wil haar daarmee aannemen.',
    next: 'Kent u het nieuwe adres? Alleen als u toestemt, gaat de uitnodiging daarheen. Tot dan geldt zij alleen voor het uitgenodigde adres.',
    button: 'Bekijken en antwoorden',
  },
  'member-left': {
    subject: '{{name}} heeft het account {{account}} verlaten',
    said: '{{name}} hoort niet meer bij het account {{account}}. Alle rechten daarin zijn daarmee beëindigd.',
    button: 'Mensen in het account bekijken',
  },
  'transfer-asked': {
    subjectFrom: 'U wilt het account {{account}} overdragen aan {{to}}',
    subjectTo: '{{from}} wil het account {{account}} aan u overdragen',
    saidFrom:
      'Onder uw naam is {{to}} het account {{account}} aangeboden. Het is van u tot {{to}} aanneemt en daarna de wachttijd voorbij is. Zo lang kunt u het tegenhouden.',
    saidTo:
      '{{from}} wil dat het account {{account}} van u wordt. Neemt u aan, dan loopt er nog een wachttijd waarin u beiden het kunt tegenhouden. Anders blijft alles zoals het is.',
    notYou: 'Was u dat niet? Houd de overdracht dan meteen tegen en kies een nieuw wachtwoord.',
    buttonFrom: 'Bekijken of tegenhouden',
    buttonTo: 'Bekijken en beslissen',
  },
  'transfer-confirmed': {
    subject: 'Het account {{account}} gaat op {{at}} naar {{to}}',
    saidFrom: '{{to}} heeft aangenomen. Daarna is het account {{account}} niet meer van u.',
    saidTo: 'U hebt aangenomen. Daarna is het account {{account}} van u.',
    stop: 'Tot dan kunt u beiden het tegenhouden.',
    notYou: 'Was het niet zo bedoeld? Houd de overdracht dan nu tegen.',
    button: 'Bekijken of tegenhouden',
  },
  'transfer-stopped': {
    subject: 'Het account {{account}} wordt niet overgedragen',
    saidFrom: 'De overdracht aan {{to}} is tegengehouden. Het account {{account}} blijft van u.',
    saidTo: 'De overdracht is tegengehouden. Het account {{account}} blijft van {{from}}.',
    button: 'Mensen in het account bekijken',
  },
  'transfer-done': {
    subjectFrom: 'Het account {{account}} is nu van {{to}}',
    subjectTo: 'Het account {{account}} is nu van u',
    saidFrom: 'Het account {{account}} is overgedragen aan {{to}}. Het is niet meer van u.',
    saidTo:
      '{{from}} heeft het account {{account}} aan u overgedragen. Vanaf nu beslist u wie er in de shops komt. Kijk wat er nog openstaat.',
    notYou: 'Was het niet zo bedoeld? Vraag het dan meteen na bij {{provider}}.',
    buttonFrom: 'Naar Einlass',
    buttonTo: 'Bekijken wie er binnenkomt',
  },
  'account-closed': {
    subject: 'Het account {{account}} is gesloten',
    said: 'Het account {{account}} is gesloten. Alles wat daarin openstond, is beëindigd. Het kan niet weer worden geopend.',
    notYou: 'Was het niet zo bedoeld? Vraag het dan na bij {{provider}}.',
    button: 'Naar Einlass',
  },
}
