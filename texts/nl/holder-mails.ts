import type { HolderMails } from '../de/holder-mails.ts'

export const holderMails: HolderMails = {
  hello: 'Hallo {{name}},',
  foot: {
    mailbox:
      'U krijgt dit bericht omdat dit e-mailadres bij een contact van het account {{account}} bij {{provider}} hoort of moet gaan horen.',
    owner: 'U krijgt dit bericht omdat het account {{account}} bij {{provider}} van u is.',
    asker:
      'U krijgt dit bericht omdat u de wijziging in het account {{account}} bij {{provider}} hebt gevraagd.',
    automatic:
      'Einlass heeft het vanzelf geschreven. Links in onze berichten openen alleen een pagina; daar beslist u met een knop. Einlass vraagt nooit per mail om een wachtwoord.',
  },
  words: {
    domain: 'Domein',
    oldHolder: 'Houder nu',
    newHolder: 'Houder daarna',
    nobody: 'niet bekend',
    contact: 'Contact',
    oldAddress: 'Adres nu',
    newAddress: 'Adres daarna',
    askedBy: 'Gevraagd door',
    note: 'Notitie',
    until: 'Bevestigen tot',
    takesEffect: 'Wacht tot',
    why: 'Waarom',
    doneOn: 'Uitgevoerd op',
    cost: 'Kosten',
  },
  why: {
    person: 'Iemand van het account heeft de wijziging tegengehouden.',
    'old-mailbox': 'De huidige mailbox zei nee.',
    'new-mailbox': 'De nieuwe mailbox zei nee.',
    'not-confirmed': 'Niet beide mailboxen hebben op tijd bevestigd.',
    replaced: 'Een andere wijziging is in de plaats gekomen.',
    'account-is-closed': 'Het account is gesloten.',
    'domain-is-gone': 'Het domein zit niet meer in het account.',
    'contact-is-gone': 'Een betrokken contact is er niet meer.',
    'same-contact-exists': 'Hetzelfde contact met dit adres bestaat al.',
  },
  askedNext: {
    old: 'Zeg op de volgende pagina ja of nee. Zonder beide bevestigingen gebeurt er niets.',
    new: 'Zeg op de volgende pagina ja of nee. Zonder beide bevestigingen gebeurt er niets.',
    others:
      'Beide mailboxen moeten het bevestigen, daarna loopt een wachttijd. Tot dan kan het worden tegengehouden.',
  },
  waitingNext: {
    old: 'Wilt u dit niet, houd het dan nu tegen. Daarna gebeurt het.',
    new: 'U hoeft niets meer te doen.',
    others: 'Wilt u dit niet, houd het dan in de console tegen. Daarna gebeurt het.',
  },
  notYou:
    'Lijkt dit u niet juist, zeg dan nee: misschien wil iemand zich iets toe-eigenen. De link werkt één keer; geef hem niet door.',
  doneNotYou: 'Weet u hier niets van, neem dan meteen contact op met {{provider}}.',
  buttonConfirm: 'Bekijken en beslissen',
  buttonStop: 'Bekijken en tegenhouden',
  buttonLook: 'In de console bekijken',
  refused: {
    subject: 'Niet uitgevoerd: houder van {{domain}}',
    said: '{{provider}} voert de houderwijziging van {{domain}} niet uit. De houder blijft.',
  },
  holder: {
    asked: {
      subject: '{{domain}} moet een andere houder krijgen',
      said: '{{by}} wil dat het domein {{domain}} een andere houder krijgt.',
    },
    waiting: {
      subject: 'Bevestigd: {{domain}} krijgt een andere houder',
      said: 'Beide mailboxen hebben bevestigd. Na de wachttijd voert {{provider}} de houderwijziging van {{domain}} uit.',
    },
    stopped: {
      subject: 'Tegengehouden: houder van {{domain}}',
      said: 'De houderwijziging van {{domain}} gaat niet door. De houder blijft.',
    },
    done: {
      subject: 'Uitgevoerd: {{domain}} heeft een andere houder',
      said: 'Houder van het domein {{domain}} is nu {{contact}}.',
    },
  },
  address: {
    asked: {
      subject: 'Ander e-mailadres voor {{contact}}',
      said: '{{by}} wil het e-mailadres van het contact {{contact}} wijzigen. Het is houder van domeinen: wie zijn post leest, kan erover beslissen.',
    },
    waiting: {
      subject: 'Bevestigd: ander e-mailadres voor {{contact}}',
      said: 'Beide mailboxen hebben bevestigd. Na de wachttijd geldt het nieuwe adres van het contact {{contact}}.',
    },
    stopped: {
      subject: 'Tegengehouden: e-mailadres van {{contact}}',
      said: 'Het e-mailadres van het contact {{contact}} wordt niet gewijzigd.',
    },
    done: {
      subject: 'Gewijzigd: e-mailadres van {{contact}}',
      said: 'Het contact {{contact}} heeft nu een ander e-mailadres.',
    },
  },
}
