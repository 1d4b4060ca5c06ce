import type { VisitMails } from '../de/visit-mails.ts'

export const visitMails: VisitMails = {
  hello: 'Hallo {{name}},',
  foot: {
    owner: 'U krijgt dit bericht omdat het account {{account}} bij {{provider}} van u is.',
    deputy:
      'U krijgt dit bericht omdat u meebeslist in het account {{account}} bij {{provider}}. Wat u daarvan per mail krijgt, kiest u in uw instellingen.',
    agent: 'U krijgt dit bericht omdat u bij de support van {{provider}} werkt.',
    automatic:
      'Einlass heeft het vanzelf geschreven. Links in onze berichten openen alleen een pagina; beslissen doet u daar, met een knop. Einlass vraagt nooit per mail om een wachtwoord.',
  },
  words: {
    who: 'Wie',
    ticket: 'Ticket',
    platform: 'Platform',
    until: 'Tot',
    howLong: 'Hoe lang',
    note: 'Opmerking',
    because: 'Reden',
    cause: 'Waarom',
    confirmed: 'Bevestigd',
  },
  right: {
    'shop.view': 'In de winkel rondkijken: {{reason}}',
    'shop.operate': 'In de winkel werken: {{reason}}',
    platform: '{{right}}: {{reason}}',
  },
  preset: {
    'three-working-days': 'drie werkdagen, geteld vanaf uw ja',
    'one-week': 'een week, geteld vanaf uw ja',
    'today-18': 'tot 18:00 uur op de dag van uw ja',
  },
  cause: {
    expired: 'De tijd was om.',
    revoked: 'De toegang werd beëindigd.',
    returned: 'De support is klaar en heeft hem teruggegeven.',
    other: 'Hij kon niet blijven bestaan.',
  },
  asked: {
    subject: '{{agent}} wil {{shop}} bezoeken',
    said: '{{agent}} van de support bij {{provider}} vraagt om toegang tot {{shop}}. Zonder uw ja komt niemand binnen.',
    purpose: 'Wat er te doen is:',
    why: 'Waarvoor elk recht nodig is:',
    lapses:
      'U kunt instemmen, iets wijzigen of weigeren. Zonder antwoord vervalt de aanvraag op {{lapses}}; dan blijft alles dicht.',
    button: 'Aanvraag bekijken en antwoorden',
  },
  reminded: {
    subject: 'Nog zonder antwoord: bezoek aan {{shop}}',
    said: '{{agent}} wacht op uw antwoord. Op {{lapses}} vervalt de aanvraag; dan blijft alles dicht.',
    button: 'Aanvraag bekijken en antwoorden',
  },
  lapsed: {
    subject: 'Vervallen: bezoek aan {{shop}}',
    said: '{{agent}} had om toegang tot {{shop}} gevraagd. Tot {{lapses}} kwam er geen antwoord. Er werd niets geopend.',
    next: 'Is de toegang nog nodig, dan kan de support opnieuw vragen, of de eigenaar laat hem zelf binnen.',
    button: 'Naar het bezoek',
  },
  refused: {
    subject: 'Geweigerd: bezoek aan {{shop}}',
    said: '{{by}} heeft uw bezoek aan {{shop}} geweigerd.',
    button: 'Naar het bezoek',
  },
  agreed: {
    subject: 'Afgesproken: bezoek aan {{shop}} tot {{until}}',
    said: '{{by}} laat u bij {{shop}} binnen. Op de pagina van het bezoek staat wat is afgesproken en hoe u binnenkomt.',
    give: 'Is alles klaar, geef de toegang dan terug in plaats van op het einde te wachten.',
    button: 'Naar het bezoek',
  },
  notNeeded: {
    subject: 'Geen toegang nodig: {{shop}}',
    said: '{{agent}} van de support bij {{provider}} heeft uw ticket bekeken: voor {{shop}} heeft niemand toegang nodig. U hoeft niets te doen.',
    button: 'Naar het bezoek',
  },
  ended: {
    subject: 'Afgelopen: bezoek aan {{shop}}',
    said: 'Het bezoek van {{agent}} aan {{shop}} is afgelopen, en Einlass heeft gecontroleerd dat niemand meer binnenkomt.',
    button: 'Naar het bewijs',
    buttonAgent: 'Naar het bezoek',
  },
}
