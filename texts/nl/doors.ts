import type { DoorTexts } from '#texts/de/doors.ts'

export const doorTexts: DoorTexts = {
  ssh: {
    /** Shown when a shell opens, before anything of the server. */
    banner: (person, resource, account) => `Einlass: ${resource} van ${account}. Aangemeld als ${person}.`,
    /** The last that somebody reads whose shell is cut. */
    over: 'Deze toegang is beëindigd.',
  },
  gate: {
    overTitle: 'Uw toegang is beëindigd',
    over: shop => `U was in ${shop}. Die toegang is voorbij; het bezoek in deze browser opent niets meer.`,
    overNext: 'Is er nog iets te doen, vraag de eigenaar dan opnieuw om toegang.',
    overFacts: { at: 'Beëindigd', by: 'Door', why: 'Waarom', note: 'Opmerking' },
    overBecause: {
      expired: 'De afgesproken tijd is voorbij.',
      revoked: 'Hij is met de hand beëindigd.',
      returned: 'Hij is teruggegeven.',
      replaced: 'Hij is vervangen door een gewijzigde toegang.',
      emergency: 'In een noodgeval is alles beëindigd.',
      'person-deactivated': 'Uw aanmelding is geblokkeerd.',
      'giver-deactivated': 'Wie hem gaf, is geblokkeerd.',
      'parent-ended': 'De toegang waaruit hij werd gegeven, is beëindigd.',
      'account-closed': 'Het account is gesloten.',
      'resource-removed': 'De winkel is verwijderd.',
      suspended: 'De eigenaar, of wie voor hem handelt, heeft uw rechten opgeschort.',
      left: 'U hebt de winkel verlaten.',
      'signed-out': 'De aanmelding waarmee u naar binnen ging, is beëindigd.',
      'too-old':
        'Een bezoek duurt hoogstens twaalf uur. Is de toegang nog open, ga dan gewoon opnieuw naar binnen.',
      'key-removed': 'De SSH-sleutel waarmee u naar binnen ging, is verwijderd.',
      'resource-moved': 'Waar u naar binnen ging, hoort niet meer bij wat voor u open is.',
      'left-team': 'U zit niet meer in het team waaraan hij was gegeven.',
    },
    notOpenTitle: 'Hier is het niet open voor u',
    notOpen: shop => `Niemand heeft u op dit moment toegang gegeven tot ${shop}.`,
    notOpenNext: 'Vraag de eigenaar erom, of meld u aan als iemand anders als u twee aanmeldingen hebt.',
    ask: 'Om toegang vragen',
    asSomeoneElse: 'Als iemand anders aanmelden',
    enterAgain: 'Opnieuw naar binnen gaan',
    toDesk: 'Naar Einlass',

    signedOutTitle: 'U bent hier niet (meer) binnen',
    signedOut: shop => `Ga nog een keer door de deur voordat u verdergaat in ${shop}.`,
    signedOutLost: 'Wat u zojuist hebt verstuurd, is niet aangekomen.',

    ticketOverTitle: 'Dit toegangskaartje is niet meer geldig',
    ticketOver:
      'Het opent de deur één keer, binnen vijf minuten. Er is niets verloren: ga opnieuw naar binnen vanuit Einlass.',
    wrongTicketTitle: 'Dit toegangskaartje hoort hier niet',
    wrongTicket:
      'Het is voor een andere deur, of het komt niet van Einlass. Ga opnieuw naar binnen vanuit Einlass.',
    otherSiteTitle: 'Dat kwam van een vreemde site',
    otherSite:
      'Naar binnen gaat het alleen vanuit Einlass. Hebt u net op een link geklikt die u niet vertrouwt: er is niets gebeurd.',

    awayTitle: 'Op dit moment komt niemand binnen',
    away: 'Einlass kan nu niet nagaan wie naar binnen mag. Tot dat weer kan, blijft de deur dicht. Probeer het over een paar seconden opnieuw.',

    hereTitle: shop => `U bent in ${shop}`,
    who: 'Wie',
    where: 'Waar',
    until: 'Uiterlijk tot',
    may: 'U mag',
    mayView: 'bekijken',
    mayOperate: 'bekijken en wijzigen',
    untilHint:
      'Dan eindigt dit bezoek vanzelf. Beëindigt de eigenaar de toegang eerder, dan geldt dat meteen.',
    back: 'Terug naar de winkel',
    leave: 'Deze winkel verlaten',
    giveBack: 'Klaar: toegang teruggeven',
    giveBackHint: 'Verlaten sluit alleen dit bezoek. Is alles klaar, geef dan de toegang terug in Einlass.',

    outsideTitle: 'U bent niet binnen',
    outside: shop => `Er is in deze browser geen open bezoek aan ${shop}.`,
    leftTitle: 'U hebt de winkel verlaten',
    left: shop =>
      `Uw bezoek aan ${shop} is gesloten. De toegang zelf blijft open tot hij eindigt of u hem teruggeeft.`,
  },
}
