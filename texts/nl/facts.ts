import type { FactsTexts } from '../de/facts.ts'

export const factsTexts: FactsTexts = {
  fact: {
    account: { made: '{{by}} heeft het account aangemaakt.', closed: '{{by}} heeft het account gesloten.' },
    resource: {
      added: '{{by}} heeft {{resource}} toegevoegd.',
      removed: '{{by}} heeft {{resource}} verwijderd.',
      moved: '{{by}} heeft gewijzigd bij welke groep {{resource}} hoort.',
    },
    holder: { kept: '{{by}} heeft de houder van {{resource}} vastgelegd.' },
    'asset-change': {
      asked: '{{by}} wil een wijziging bij de houder van een domein.',
      confirmed: '{{by}} heeft de houderwijziging bevestigd.',
      stopped: '{{by}} heeft de houderwijziging tegengehouden.',
      done: '{{by}} heeft de houderwijziging uitgevoerd.',
    },
    'entrance-key': {
      made: '{{by}} heeft een deursleutel voor {{resource}} gemaakt.',
      withdrawn: '{{by}} heeft een deursleutel voor {{resource}} ingetrokken.',
    },
    panel: {
      added: '{{by}} heeft een panel aangesloten.',
      changed: '{{by}} heeft een panel gewijzigd.',
      entered: '{{by}} heeft het panel geopend.',
    },
    'panel-key': {
      made: '{{by}} heeft een sleutel voor een panel gemaakt.',
      withdrawn: '{{by}} heeft de sleutel van een panel ingetrokken.',
    },
    connection: {
      made: '{{by}} heeft {{resource}} met Einlass verbonden.',
      removed: '{{by}} heeft de verbinding met {{resource}} verbroken.',
    },
    recording: {
      begun: 'De opname van een sessie is begonnen.',
      kept: 'De opname van een sessie is bewaard.',
      watched: '{{by}} heeft een opname bekeken.',
      destroyed: 'De inhoud van een opname is gewist.',
    },
    'private-address': {
      allowed: '{{by}} heeft toegestaan dat Einlass {{resource}} in het eigen netwerk bereikt.',
      closed: '{{by}} heeft het eigen netwerk voor {{resource}} weer gesloten.',
    },
    'request-code': {
      made: '{{by}} heeft een nieuwe aanvraagcode gemaakt.',
      used: '{{by}} heeft met de aanvraagcode gekeken wat bezocht kan worden.',
    },
    visit: {
      begun: '{{by}} is een bezoek aan {{resource}} begonnen.',
      agreed: 'Het bezoek aan {{resource}} is afgesproken.',
      'not-needed': '{{by}}: voor {{resource}} heeft niemand toegang nodig.',
    },
    team: {
      made: '{{by}} heeft een team gemaakt.',
      joined: '{{by}} heeft {{person}} in een team opgenomen.',
      left: '{{by}} heeft {{person}} uit een team gehaald.',
    },
    person: {
      added: '{{by}} heeft {{person}} toegevoegd.',
      invited: '{{by}} heeft {{person}} de link voor het eerste wachtwoord gestuurd.',
      invited_screen: '{{by}} heeft de link voor het eerste wachtwoord van {{person}} laten tonen.',
      deactivated: '{{by}} heeft {{person}} geblokkeerd.',
      suspended: '{{by}} heeft de rechten van {{person}} opgeschort.',
      resumed: '{{by}} heeft {{person}} teruggegeven wat was opgeschort.',
      'suspension-dropped': '{{by}} heeft beëindigd wat van {{person}} was opgeschort.',
    },
    member: {
      invited: '{{by}} heeft {{person}} in dit account uitgenodigd.',
      accepted: '{{person}} heeft de uitnodiging aangenomen.',
      declined: '{{by}} heeft de uitnodiging afgewezen.',
      'not-me': 'De mailbox van {{person}} zegt: dat ben ik niet.',
      asked: '{{person}} vraagt iets over de uitnodiging.',
      'ask-refused': '{{by}} blijft bij het adres van {{person}}.',
      'invitation-withdrawn': '{{by}} heeft de uitnodiging aan {{person}} ingetrokken.',
    },
    contact: {
      added: '{{by}} heeft een contact toegevoegd.',
      changed: '{{by}} heeft een contact gewijzigd.',
      removed: '{{by}} heeft een contact verwijderd.',
    },
    policy: { changed: '{{by}} heeft de regels gewijzigd.' },
    webhook: {
      added: '{{by}} laat {{resource}} weten wanneer rechten veranderen.',
      changed: '{{by}} heeft de webhook {{resource}} gewijzigd.',
      removed: '{{by}} heeft de webhook {{resource}} verwijderd.',
    },
    request: {
      asked: '{{by}} heeft om toegang tot {{resource}} gevraagd.',
      withdrawn: '{{by}} heeft de aanvraag voor {{resource}} ingetrokken.',
      lapsed: 'De aanvraag voor {{resource}} is zonder antwoord verlopen.',
      decided: '{{by}} heeft de aanvraag beantwoord.',
      decided_allow: '{{by}} heeft de aanvraag aangenomen.',
      decided_refuse: '{{by}} heeft de aanvraag geweigerd.',
    },
    grant: {
      opened_member: '{{subject}} is lid van het account geworden, {{until}}.',
      ending_person:
        '{{by}} heeft de toegang van {{subject}} tot het account gesloten: {{cause}}. Vanaf hier komt hierlangs niemand meer binnen.',
      opened: '{{by}} heeft voor {{subject}} de toegang tot {{resource}} geopend, {{until}}.',
      opened_account: '{{by}} heeft voor {{subject}} het hele account geopend, {{until}}.',
      begun: 'Een toegang van {{subject}} is begonnen, zoals gepland.',
      'end-moved_account':
        '{{by}} heeft het einde van een toegang tot het hele account gewijzigd: nu {{until}}.',
      ending_account:
        '{{by}} heeft een toegang tot het hele account gesloten: {{cause}}. Vanaf hier komt hierlangs niemand meer binnen.',
      ended_account: 'Bevestigd: via deze toegang komt niemand meer binnen in het account.',
      'end-moved': '{{by}} heeft het einde van de toegang tot {{resource}} gewijzigd: nu {{until}}.',
      ending:
        '{{by}} heeft de toegang tot {{resource}} gesloten: {{cause}}. Vanaf hier komt niemand meer binnen.',
      ended: 'Bevestigd: via deze toegang komt niemand meer binnen in {{resource}}.',
    },
    ending: {
      unconfirmed:
        'Na een beëindiging is nog niet bevestigd dat bij {{resource}} alles dicht is. Einlass heeft alarm geslagen.',
    },
    certificate: { signed: '{{person}} heeft een SSH-certificaat voor {{resource}} gekregen.' },
    entry: {
      opened: '{{person}} is {{resource}} binnengegaan.',
      closed: '{{person}} is niet meer in {{resource}}: {{cause}}.',
      refused: 'Bevestigd: {{person}} komt zo niet meer in {{resource}} binnen.',
      gone: 'De verbinding van {{person}} met {{resource}} is aantoonbaar weg.',
      held: 'Een bezoek aan {{resource}} blijft open, omdat een andere toegang het nog toestaat.',
    },
    step: {
      confirmed: '{{by}} heeft een stap bevestigd.',
      undone: '{{by}} heeft de bevestiging van een stap ingetrokken.',
    },
    rights: {
      read: '{{by}} heeft genoteerd welke rechten worden gevraagd.',
      accepted: '{{by}} heeft extra rechten geaccepteerd.',
      reviewed: 'Einlass heeft een mail over rechten gestuurd aan {{person}}.',
    },
    artefact: {
      wanted: 'In {{resource}} moet een toegangsmiddel worden gemaakt.',
      present: 'In {{resource}} is een toegangsmiddel gemaakt.',
      removing: 'Het toegangsmiddel in {{resource}} wordt verwijderd.',
      gone: 'Het toegangsmiddel in {{resource}} is aantoonbaar verwijderd.',
      failed: 'Er ging iets mis met het toegangsmiddel in {{resource}}.',
      'came-back': 'De toegang in {{resource}} is er weer en wordt nog een keer verwijderd.',
      missing: 'De toegang in {{resource}} is met de hand verwijderd.',
    },
    inventory: { taken: 'Einlass heeft gekeken wat er in {{resource}} is.' },
    'left-behind': {
      found: 'In {{resource}} is iets achtergebleven.',
      removed: 'Wat in {{resource}} was achtergebleven, is aantoonbaar verwijderd.',
      kept: '{{by}} houdt wat in {{resource}} is gevonden.',
    },
    secret: {
      kept: '{{by}} heeft klaargelegd: {{what}}.',
      revealed: '{{by}} heeft gezien: {{what}}.',
      destroyed: 'Vernietigd: {{what}}.',
      rotated: '{{by}} heeft gewijzigd: {{what}}.',
    },
    owner: {
      reminded: 'Einlass heeft {{person}} eraan herinnerd dat {{resource}} nog openstaat.',
      told: 'Einlass heeft er een mail over gestuurd aan {{person}}.',
      'transfer-asked': '{{by}} heeft {{person}} aangeboden het account over te nemen.',
      'transfer-confirmed':
        '{{by}} heeft bevestigd het account over te nemen. Tot het zover is, kan het nog worden gestopt.',
      'transfer-stopped': '{{by}} heeft de overdracht van het account aan {{person}} gestopt.',
      changed: 'Het account is nu van {{person}}.',
    },
  },
  words: {
    asDeputy: 'Als vervanging, {{until}}',
    asViewer: 'Kijkt alleen mee, {{until}}',
    takesEffect: 'Gebeurt op {{at}}, tenzij iemand het stopt',
    theTeam: 'het supportteam',
    somebody: 'iemand',
    somebodyDid: 'Iemand',
    theShop: 'de winkel',
    unknownKind: 'Er is iets gebeurd wat deze versie van de console niet kent ({{kind}}).',
    note: 'Opmerking: {{note}}',
    reason: 'Reden: {{reason}}',
    caseNumber: 'Zaak: {{caseNumber}}',
  },
}
