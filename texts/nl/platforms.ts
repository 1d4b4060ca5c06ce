import type { PlatformTexts } from '../de/platforms.ts'

export const platformTexts: PlatformTexts = {
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
    server: 'Server (SFTP of SSH)',
    'not-listed': 'Mijn platform staat er niet bij',
  },
  method: {
    invite: 'U nodigt support uit op het platform',
    provision: 'Einlass maakt een account aan en haalt het weer weg',
    server: 'Via SSH, onder eigen naam; wat daarvoor geldt, eindigt met het bezoek',
    'by-hand': 'Met de hand, met een lijst om af te vinken',
  },
  phase: {
    before: 'Vooraf',
    open: 'Binnenlaten',
    check: 'Nakijken',
    end: 'Weghalen',
    after: 'Daarna',
  },
  by: { owner: 'Eigenaar', support: 'Support', einlass: 'Einlass' },
  basis: {
    'read in the documentation': 'Gelezen in de documentatie van het platform.',
    'not checked': 'Niet nagekeken: op uw platform kan het anders heten.',
  },
  menus: 'De menu’s heten hier zoals in de Engelse documentatie van het platform.',
  liveSession: {
    ends: 'Wordt de toegang weggehaald, dan eindigt ook een open sessie.',
    'goes-on': 'Wordt de toegang weggehaald, dan loopt een open sessie door tot iemand haar beëindigt.',
    unknown:
      'Of een open sessie eindigt als de toegang wordt weggehaald, is niet bekend. Daarom laadt support een open venster opnieuw en zegt wat er te zien is.',
  },
  expiry: {
    account: 'Het account kan een vervaldatum hebben.',
    'new-sessions': 'Na het einde komt niemand opnieuw binnen; een open verbinding eindigt daar niet door.',
    invitation: 'Alleen de uitnodiging vervalt als niemand haar aanneemt. De toegang vervalt niet.',
    nothing: 'De toegang vervalt niet vanzelf. Einlass herinnert u eraan.',
    unknown: 'Of de toegang vanzelf vervalt, is niet bekend. Einlass herinnert u eraan.',
  },
  step: {
    common: {
      prepare:
        'Support schrijft in het geval wat er in {{shop}} te doen is, welke rechten daarvoor nodig zijn en waarom. Alleen die, geen op voorraad.',
      mailbox: 'De uitnodiging gaat naar {{mailbox}}. Alleen {{agent}} neemt haar aan.',
      accept: '{{agent}} neemt de uitnodiging aan die in {{mailbox}} is aangekomen.',
      until:
        'De toegang is afgesproken tot {{until}}. Het platform beëindigt hem niet zeker vanzelf; Einlass herinnert u eraan als het zover is.',
      onlyOne:
        'In de lijst staat maar één nieuwe regel: {{mailbox}}. Staat er nog iemand die u niet kent, haal die dan meteen weg.',
      compareRights:
        'Vergelijk de rechten op het platform met de afgesproken rechten hier. Haal weg wat daar te veel is.',
      gone: 'Laad de lijst opnieuw: {{mailbox}} staat er niet meer in, ook niet als open uitnodiging.',
      openWindow:
        '{{agent}} laadt een venster opnieuw waarin {{shop}} nog open is en bevestigt dat het niets meer opent. Opent het nog iets, dan zegt {{agent}} dat hier in plaats van te bevestigen.',
      strangers: 'Loop de lijst na van iedereen met toegang tot {{shop}}. Haal weg wie u niet kent.',
      apps: 'Kijk of er apps, uitbreidingen of API-sleutels zijn bijgekomen en verwijder wat u niet wilt.',
      resetInstead:
        'Vraagt het formulier om een wachtwoord, laat dan een lang, willekeurig wachtwoord maken en schrijf het nergens op. {{agent}} stelt met “Wachtwoord vergeten” een ander in; de mail daarvoor gaat naar {{mailbox}}.',
    },
    allowList: {
      name: 'Support noemt de netwerkadressen waar {{agent}} vandaan komt: {{addresses}}.',
      putIn:
        'Laat deze adressen door naar {{shop}}, en geen andere: {{addresses}}. Schrijf erbij dat ze gelden tot {{until}}.',
      takeOut: 'Haal deze adressen weer uit de lijst met toegestane adressen: {{addresses}}.',
      look: 'Loop de lijst met toegestane adressen na. Wat niemand meer kan plaatsen, gaat eruit.',
    },
    handOver: {
      vault:
        'Wat {{agent}} moet weten om zich aan te melden, legt u in de overdracht van Einlass. Nooit in een mail, een chat of het ticket.',
      change:
        'Wijzig elk wachtwoord dat {{agent}} heeft gezien. Een gezien wachtwoord is een bekend wachtwoord.',
    },
    provision: {
      test: 'Einlass test de verbinding met {{shop}} voordat er iemand wordt binnengelaten.',
      make: 'Einlass maakt in {{shop}} een account aan voor {{agent}}, onder {{mailbox}} en tot {{until}}. Niemand typt daarvoor een wachtwoord.',
      since: 'Einlass toont bij het bezoek sinds wanneer het account er is.',
      remove:
        'Einlass haalt het account weg, beëindigt open sessies en kijkt na dat niemand meer binnenkomt. “Beëindigd” staat hier pas als dat gezien is.',
      compare: 'Einlass vergelijkt wat er vóór het bezoek in {{shop}} was met wat er nu is.',
      leftBehind:
        'Loop na wat erbij is gekomen. Wat u niet wilt, verwijdert u met één klik; waar Einlass dat niet kan, staat het erbij.',
    },
    shopify: {
      address:
        'Support heeft het vaste adres van {{shop}} nodig, dat eindigt op myshopify.com. Een mailadres hoeft u niet te geven.',
      findCode:
        'Open Settings > Users > Security. Daar staat uw aanvraagcode, vier cijfers. Hij opent niets, hij staat alleen toe dat iemand vraagt.',
      giveCode: 'Voer de aanvraagcode hier in Einlass in, niet in het ticket.',
      sendRequest:
        'Support doet in het Dev Dashboard onder Stores > Request store access de aanvraag: uw adres, de code, precies de afgesproken rechten, dan Send request.',
      openRequest:
        'U krijgt een mail van Shopify. Open de aanvraag daar of onder Settings > Users, maar neem haar nog niet aan.',
      compareRequest:
        'Vul hier in welke rechten de aanvraag vraagt. Einlass toont wat te veel is en wat ontbreekt.',
      accept:
        'Haal in de aanvraag weg wat te veel is. Kies dan pas Accept request. Is het niet de support die u verwacht, wijs dan af.',
      look: 'Open onder Settings > Users de medewerker van buiten (Collaborator) en kijk na: het is de firma van {{agent}}, en het zijn de afgesproken rechten.',
      remove: 'Open Settings > Users, kies de Collaborator en dan Remove.',
      gone: 'Laad de lijst opnieuw: de Collaborator staat er niet meer in, en er wacht geen nieuwe aanvraag.',
      newCode:
        'Laat onder Settings > Users > Security een nieuwe aanvraagcode maken. Anders kan iedereen die de oude kent opnieuw vragen.',
      apps: 'Kijk onder Settings > Apps of er apps zijn bijgekomen, ook zelf ontwikkelde, en verwijder wat u niet wilt.',
    },
    wix: {
      seat: 'Eén plaats voor een medewerker is bij Wix inbegrepen. Is die bezet, zeg het {{agent}} voordat u meer betaalt.',
      invite:
        'Open in uw dashboard Roles & Permissions, kies Invite People, vul {{mailbox}} in, vink de afgesproken rol aan en kies Send Invite.',
      joined:
        'In Roles & Permissions staat naast {{mailbox}} geen PENDING meer, en de rol is de afgesproken rol. Houd de aanwijzer op de rol om de rechten te zien.',
      remove:
        'Kies in Roles & Permissions naast {{mailbox}} de drie puntjes (More Actions), dan Remove, en bevestig.',
    },
    squarespace: {
      invite:
        'Open Settings > Permissions & Ownership, kies Invite contributor, vul de naam {{agent}} en het adres {{mailbox}} in en kies alleen de afgesproken rechten.',
      look: 'Kies in dezelfde lijst {{mailbox}} en kijk welke rechten aan staan. Administrator mag bijna alles.',
      remove:
        'Kies in Settings > Permissions & Ownership {{mailbox}} en verwijder de persoon helemaal, niet alleen de rechten.',
    },
    ecwid: {
      plan: 'Accounts voor medewerkers zijn er alleen in betaalde abonnementen. Hebt u er geen, zeg het {{agent}} voordat u overstapt.',
      invite:
        'Open My Profile > Staff Accounts, kies Add staff member, vul {{mailbox}} in, kies alleen de afgesproken onderdelen en dan Send Invite.',
      writes:
        'Bij Ecwid bestaat “alleen bekijken” niet: wie een onderdeel ziet, kan er ook wijzigen. Geef daarom zo weinig mogelijk onderdelen.',
      look: 'In My Profile > Staff Accounts staat {{mailbox}} met de afgesproken onderdelen.',
      remove: 'Open My Profile > Staff Accounts en verwijder {{mailbox}} uit de lijst.',
    },
    bigcommerce: {
      invite:
        'Open Account Settings > Users, kies Create a User Account, vul {{mailbox}} in en kies de afgesproken rol of losse rechten. Een wachtwoord stelt {{agent}} zelf in.',
      owner:
        'Rechten met een hoog risico kan bij BigCommerce alleen de Store Owner geven. Wordt er een gevraagd, vraag dan waarvoor.',
      look: 'Open in Account Settings > Users de regel {{mailbox}}: alleen wat is afgesproken, is aangevinkt.',
      remove: 'Verwijder in Account Settings > Users de regel {{mailbox}}.',
      apiAccounts:
        'Kijk in de instellingen bij de API-accounts (API accounts) of er een is bijgekomen en verwijder wat u niet kent.',
    },
    lightspeed: {
      series:
        'Deze handleiding is voor Lightspeed eCom C-Series. Hebt u de E-Series, neem dan die van Ecwid: het is hetzelfde systeem.',
      invite:
        'Open in het beheer Settings > Users, voeg een persoon toe met de naam {{agent}} en het adres {{mailbox}} en kies alleen de afgesproken rechten, niet alle.',
      look: 'Open in Settings > Users de regel {{mailbox}}: “Full permissions” is niet aangevinkt, en het zijn de afgesproken rechten.',
      remove: 'Verwijder in Settings > Users de regel {{mailbox}}.',
    },
    wordpress: {
      add: 'Open Users > Add New, maak een account aan met het adres {{mailbox}} en de afgesproken rol en laat het bericht aan de nieuwe persoon versturen.',
      look: 'In Users > All Users is maar één account bijgekomen: {{mailbox}}, met de afgesproken rol.',
      remove:
        'Open Users > All Users, kies onder {{mailbox}} Delete en geef alle inhoud door aan uzelf (Attribute all content to).',
      lookAround:
        'Kijk of er beheerders, plug-ins, applicatiewachtwoorden of – bij WooCommerce – webhooks en REST-API-sleutels zijn bijgekomen.',
    },
    shopware: {
      add: 'Open Settings > System > Users & permissions en maak een account aan met het adres {{mailbox}} en de afgesproken rol. In de cloud heet dat Invite user.',
      look: 'In Users & permissions is maar één account bijgekomen: {{mailbox}}, niet als Administrator, tenzij dat is afgesproken.',
      remove:
        'Verwijder {{mailbox}} in Users & permissions met het menu aan het einde van de regel. Alleen uitschakelen is niet genoeg: Shopware 6.6 laat een uitgeschakeld account nog steeds binnen.',
      lookAround:
        'Kijk of er accounts, rollen, integraties of uitbreidingen zijn bijgekomen en verwijder wat u niet wilt.',
    },
    prestashop: {
      add: 'Open Advanced Parameters > Team, kies Add new employee en maak een account aan met het adres {{mailbox}} en het afgesproken profiel. SuperAdmin alleen als dat is afgesproken.',
      look: 'In Advanced Parameters > Team is maar één account bijgekomen: {{mailbox}}, met het afgesproken profiel.',
      remove: 'Verwijder {{mailbox}} in Advanced Parameters > Team.',
      sessions:
        'Kijk onder Advanced Parameters > Security bij de sessies: van {{mailbox}} is er geen meer. Staat er nog een, verwijder die dan.',
      lookAround:
        'Kijk of er modules of sleutels onder Advanced Parameters > Webservice zijn bijgekomen en verwijder wat u niet wilt.',
    },
    magento: {
      add: 'Open System > Permissions > All Users, kies Add New User en maak een account aan met het adres {{mailbox}}. Kies bij User Role de afgesproken rol.',
      expire:
        'Vul bij Expiration Date {{until}} in. Magento kijkt maar één keer per uur of een account is verlopen; daarom hoort het weghalen er toch bij.',
      look: 'In System > Permissions > All Users is maar één account bijgekomen: {{mailbox}}, met de afgesproken rol en de vervaldatum.',
      remove: 'Open {{mailbox}} in System > Permissions > All Users en verwijder het account.',
      lookAround:
        'Kijk of er onder System > Integrations of bij de accounts iets is bijgekomen. Toegangstokens voor de API sterven niet met een sessie.',
    },
    server: {
      prepare:
        'Support geeft de openbare sleutel van {{agent}} en zegt wat er te doen is: bestanden (SFTP) of een opdrachtregel (SSH). Een privésleutel geeft niemand uit handen.',
      hostKey:
        'Vergelijk de vingerafdruk van uw server met die welke Einlass toont. Alleen als beide gelijk zijn, is het echt uw server.',
      keyLine:
        'Einlass zet de sleutel van {{agent}} op {{shop}}, met het einde {{until}} en een kenmerk van dit bezoek.',
      addKey:
        'Zet de regel die Einlass u toont in het bestand .ssh/authorized_keys van de afgesproken aanmelding, ongewijzigd en op één regel. Hij geldt tot {{until}}.',
      look: 'In .ssh/authorized_keys is maar één regel bijgekomen: die met het kenmerk van dit bezoek.',
      enter: '{{agent}} meldt zich één keer aan en bevestigt dat het werkt.',
      removeKeyLine:
        'Einlass haalt de regel weg, beëindigt open verbindingen en kijkt na dat de sleutel wordt geweigerd. “Beëindigd” staat hier pas als dat gezien is.',
      removeKey: 'Verwijder in .ssh/authorized_keys de regel met het kenmerk van dit bezoek.',
      cut: 'Beëindig open verbindingen van deze aanmelding: zonder de regel komt niemand opnieuw binnen, maar wie binnen is, blijft binnen. Kijk met “who” en beëindig alle processen van de aanmelding.',
      refused:
        '{{agent}} probeert zich nog een keer aan te melden en bevestigt dat de server weigert en dat er geen oude verbinding meer open is.',
      lookAround:
        'Kijk of er sleutels bij andere aanmeldingen, geplande taken (crontab) of rechten (sudoers) zijn bijgekomen.',
    },
    byHand: {
      needed:
        'Support beslist eerst of het echt nodig is om binnen te komen. Vaak is een beschrijving of een afbeelding genoeg.',
      way: 'Support schrijft in het geval langs welke weg het naar binnen wil, met welke rechten en waarom.',
      make: 'Maak voor {{agent}} een eigen account aan onder {{mailbox}}, met zo weinig mogelijk rechten. Geef nooit uw eigen account uit handen.',
      expire: 'Kent uw platform een vervaldatum, vul dan {{until}} in.',
      look: 'Kijk wie er nu toegang heeft tot {{shop}}: alleen {{mailbox}} is bijgekomen, met de afgesproken rechten.',
      remove: 'Verwijder het account {{mailbox}} en al het andere dat u voor dit bezoek hebt geopend.',
      sessions: 'Kan uw platform open sessies beëindigen, beëindig dan alle sessies van {{mailbox}}.',
      refused:
        '{{agent}} probeert nog een keer binnen te komen, langs elke weg die open was, en bevestigt dat er geen meer open is.',
      lookAround:
        'Kijk of er accounts, sleutels, uitbreidingen of doorsturingen zijn bijgekomen en verwijder wat u niet wilt.',
    },
  },
}
