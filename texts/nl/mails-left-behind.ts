import type { MailsLeftBehind } from '../de/mails-left-behind.ts'

export const mailsLeftBehind: MailsLeftBehind = {
  item: '{{kind}}: {{name}}',
  more_one: 'en nog iets',
  more_other: 'en nog {{count}}',
  'left-behind': {
    subject: 'Er is iets achtergebleven in {{shop}}',
    said: 'In {{shop}} is iets dat er vóór het bezoek niet was. Einlass heeft het niet aangeraakt:',
    next: 'Bekijk het: verwijder wat niemand van u heeft aangemaakt, of zeg dat het van u is.',
    button: 'Bekijken en beslissen',
  },
  'inventory-not-seen': {
    subject: 'Het bezoek aan {{shop}} kan niet worden vergeleken',
    said: 'Voordat het bezoek aan {{shop}} begon, kon Einlass niet zien wat er was. Het bezoek is toch begonnen. Daarom kan aan het eind niemand met zekerheid zeggen wat het achterlaat.',
    why: 'Oorzaak',
    next: 'Loop na het bezoek zelf de beheerders, sleutels en uitbreidingen na.',
    button: 'Naar het bezoek',
  },
  'artefact-came-back': {
    subject: 'Weer aanwezig: een verwijderde toegang tot {{shop}}',
    said: 'In {{shop}} is een toegang weer aanwezig die aantoonbaar weg was. Dat gebeurt als een back-up wordt teruggezet. Het bezoek blijft beëindigd; Einlass verwijdert de toegang nog een keer en controleert dat hij weg is.',
    next: 'Heeft niemand een back-up teruggezet, zoek dan uit wie hem heeft aangemaakt.',
    button: 'Naar het bezoek',
  },
  'artefact-missing': {
    subject: 'De toegang voor het bezoek aan {{shop}} ontbreekt',
    said: 'Iemand heeft in {{shop}} met de hand verwijderd wat voor het nog open bezoek was aangemaakt. Uit zichzelf maakt Einlass het niet opnieuw aan.',
    next: 'Was dat een vergissing, dan maakt één knop het opnieuw aan. Is het bezoek klaar, beëindig het dan.',
    nextAgent:
      'Was dat een vergissing, dan kunt u het opnieuw laten aanmaken. Vraag het anders aan de eigenaar van de winkel.',
    button: 'Naar het bezoek',
    buttonAgent: 'Naar wat voor u open is',
  },
}
