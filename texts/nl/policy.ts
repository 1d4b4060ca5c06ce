import type { PolicyTexts } from '../de/policy.ts'

export const policyTexts: PolicyTexts = {
  title: 'Regels',
  hint: 'Ze gelden voor alles wat vanaf nu wordt geopend of gevraagd. Wat open is, blijft zoals het is.',
  saveOf: 'Opslaan: {{section}}',
  serviceTitle: 'Servicetoegang',
  factorTitle: 'Tweede factor',
  factorHint: 'Wie voor u werkt, heeft hem in elk geval nodig. Hier gaat het om eigenaren en leden.',
  factorLabel: 'Eigenaren en leden',
  factorOptional: 'Vrijwillig',
  factorOptionalHint: 'Een wachtwoord is genoeg om aan te melden.',
  factorMust: 'Verplicht',
  factorMustHint: 'Daar hoort een passkey of de code van een app bij.',
  factorAllHave: 'Alle eigenaren en leden hebben er al een.',
  factorWithout_one: '{{count}} persoon heeft er nog geen.',
  factorWithout_other: '{{count}} personen hebben er nog geen.',
  factorWillEnd:
    'Met het opslaan worden sessies zonder tweede factor meteen afgemeld; bij de volgende aanmelding wordt er een ingericht. Daarna kan alles weer zoals voorheen.',
  factorWould: 'Is hij verplicht, dan richten zij hem bij de volgende aanmelding in.',
  holderTitle: 'Domeinhouders',
  holderDays: 'Wachttijd in dagen',
  holderDaysHint:
    'Als beide mailboxen een andere houder of een ander adres hebben bevestigd, wordt zo lang gewacht. In die tijd kan het worden tegengehouden. Wat al wacht, blijft zoals toegezegd.',
  transferTitle: 'Een account overdragen',
  transferDays: 'Wachttijd, in dagen',
  transferDaysHint:
    'Tussen de toezegging van de nieuwe eigenaar en de wisseling. Zo lang kunnen beiden haar stoppen (0 tot 31).',
  standardsTitle: 'Nieuwe accounts',
  standardsHint:
    'Daarmee begint het formulier voor een nieuw account. Bestaande accounts blijven zoals ze zijn.',
  longestDays: 'Langste duur van een servicetoegang, in dagen',
  longestDaysHint: 'Langer kan geen eigenaar in één keer openen (1 tot 366).',
  requestLapsesDays: 'Een aanvraag verloopt na zoveel dagen',
  requestLapsesDaysHint: 'Zonder antwoord komt niemand binnen (1 tot 31).',
  longestVisitDays: 'Langste duur van een bezoek, in dagen',
  recordingsTitle: 'Opnamen',
  keepDays: 'Inhoud bewaren, in dagen na het einde',
  keepDaysHint:
    'Daarna wordt de inhoud vernietigd, ook van opnamen die er al zijn. Wanneer wie is opgenomen en de controlesom blijven (1 tot 3650).',
  saved: 'De nieuwe regels gelden.',
  range: 'Een heel getal van {{least}} tot {{most}}.',
}
