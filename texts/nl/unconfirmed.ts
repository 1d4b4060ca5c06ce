import type { UnconfirmedTexts } from '../de/unconfirmed.ts'

export const unconfirmedTexts: UnconfirmedTexts = {
  banner_one: 'Van één beëindigde toegang is nog niet bewezen dat die dicht is.',
  banner_other: 'Van {{count}} beëindigde toegangen is nog niet bewezen dat ze dicht zijn.',
  bannerMore: 'Einlass laat niemand meer binnen en blijft het proberen. Wat u nu kunt doen:',
  show: 'Bekijken wat er te doen is',
  hide: 'Weer inklappen',
  entry: 'Een bezoek dat de deur nog niet aantoonbaar heeft geweigerd',
  trace: '{{system}}: een toegang die nog niet aantoonbaar is verwijderd',
  traceNamed: '{{system}}: de toegang {{name}}, die nog niet aantoonbaar is verwijderd',
  since: 'Beëindigd {{at}} ({{relative}})',
  cause: 'Waarom beëindigd',
  subject: 'Wie binnen mocht',
  waitsFor: 'Waar Einlass op wacht',
  alarmed: 'Alarm sinds {{at}}',
  soon: 'Alles is geweigerd. Einlass legt dat in zijn volgende ronde vast.',
  said: 'Antwoord van de andere kant',
  tried_one: 'Eén keer geprobeerd, het laatst {{at}}',
  tried_other: '{{count}} keer geprobeerd, het laatst {{at}}',
  next: 'volgende poging {{at}}',
  nextSoon: 'wordt nu geprobeerd',
  byHandTitle: 'Dit kunt u met de hand doen',
  checksItself:
    'Einlass kijkt daarna zelf. U hoeft hier niets af te vinken; deze melding verdwijnt zodra het bewezen is.',
  tryNow: 'Nu proberen',
  tryNowOf: 'Nu proberen: {{shop}}',
  trying: 'Einlass probeert het nu.',
  proven: 'Intussen is het bewezen.',
  system: {
    wordpress: 'WordPress',
    shopware: 'Shopware',
    prestashop: 'PrestaShop',
    magento: 'Magento',
    'ssh-host': 'Server (SSH)',
    'by-hand': 'Met de hand',
    other: 'Ander systeem',
  },
  byHand: {
    wordpress:
      'Meld u aan bij WordPress, open Gebruikers › Alle gebruikers en verwijder de gebruiker {{name}}. Wijs diens inhoud daarbij aan uzelf toe.',
    shopware:
      'Meld u aan bij Shopware, open Instellingen › Systeem › Gebruikers en rechten en verwijder de gebruiker {{name}}. Alleen deactiveren is niet genoeg.',
    prestashop:
      'Meld u aan bij PrestaShop, open Geavanceerde instellingen › Team › Werknemers en verwijder de werknemer {{name}}.',
    magento:
      'Meld u aan bij Magento, open System › Permissions › All Users en verwijder de gebruiker {{name}}. Controleer ook of de server draait waarover Einlass Magento bereikt.',
    'ssh-host':
      'Meld u op de server aan onder de naam die bezoekers gebruiken, verwijder uit ~/.ssh/authorized_keys de regel die eindigt op einlass:{{id}}, en beëindig sessies die nog lopen.',
    'by-hand': 'Neem de toegang weg waar u die hebt gegeven, en bevestig dat bij dit bezoek.',
    other: 'Meld u aan bij het andere systeem en verwijder de toegang {{name}} met de hand.',
    entry:
      'Controleer of de proxy voor de shop draait en bij elke aanvraag bij Einlass navraag doet. Zo niet, haal de shop-admin dan van het net tot die draait.',
  },
  nameUnknown: '“einlass-…”',
  mail: {
    subject_one: 'Alarm: één beëindigde toegang in {{account}} is niet bevestigd',
    subject_other: 'Alarm: {{count}} beëindigde toegangen in {{account}} zijn niet bevestigd',
    subjectAgain_one: 'Nog steeds niet bevestigd: één beëindigde toegang in {{account}}',
    subjectAgain_other: 'Nog steeds niet bevestigd: {{count}} beëindigde toegangen in {{account}}',
    said: 'Deze toegangen zijn beëindigd, en Einlass laat er niemand meer mee binnen. Maar het is niet bewezen dat ook dicht is wat in een ander systeem is aangemaakt. Wie daar nog een toegang heeft, zou die kunnen gebruiken.',
    tries:
      'Einlass blijft het proberen, eerst om de paar seconden, later om de vijf minuten, en stopt er niet mee.',
    shop: 'Waar',
    subjectWord: 'Wie naar binnen mocht',
    ended: 'Beëindigd',
    open: 'Nog open',
    answered: 'Antwoord van de andere kant',
    byHand: 'Met de hand',
    more_one: 'En nog één, die u in Einlass ziet.',
    more_other: 'En nog {{count}}, die u in Einlass ziet.',
    button: 'In Einlass bekijken en nu proberen',
    daily: 'Zolang dit zo blijft, schrijven we u één keer per dag, en zodra het bewezen is.',
    overSubject_one: 'Bevestigd: de toegang in {{account}} is dicht',
    overSubject_other: 'Bevestigd: {{count}} toegangen in {{account}} zijn dicht',
    overSaid: 'We hadden alarm geslagen. Nu is bewezen dat niemand meer binnenkomt:',
    overItem: '{{shop}}, {{subject}}: bevestigd {{at}}',
    overButton: 'Verloop bekijken',
    wholeAccount: 'het hele account',
    footEnder:
      'U krijgt dit bericht omdat u in het account {{account}} bij {{provider}} toegangen mag beëindigen.',
  },
}
