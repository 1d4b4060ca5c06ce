import type { MailsAboutSteps } from '../de/mails-about-steps.ts'

export const mailsAboutSteps: MailsAboutSteps = {
  button: 'Naar de lijst',
  'take-away': {
    subject: 'Haal de toegang tot {{shop}} weg',
    subjectAgain: 'Nog niet bevestigd: toegang tot {{shop}} weghalen',
    said: 'De toegang van {{agent}} tot {{shop}} is sinds {{since}} voorbij. Waar Einlass niet bij kan, haalt u die weg:',
    saidAgain:
      'De toegang van {{agent}} tot {{shop}} is sinds {{since}} voorbij, en nog is niet bevestigd dat die weg is. Dit ontbreekt:',
    next: 'Vink elke stap in Einlass af zodra die is gedaan. Tot alles is bevestigd heet de toegang „niet bevestigd”, en Einlass herinnert u eraan.',
  },
  'confirm-gone': {
    subject: 'Bevestig alstublieft: u komt {{shop}} niet meer in',
    subjectAgain: 'Nog niet bevestigd: u komt {{shop}} niet meer in',
    said: 'De toegang van {{agent}} tot {{shop}} is sinds {{since}} voorbij. Kijk alstublieft na:',
    saidAgain:
      'De toegang van {{agent}} tot {{shop}} is sinds {{since}} voorbij, en uw bevestiging ontbreekt nog:',
    next: 'Bevestig het in Einlass. Komt u er nog in, bevestig dan niets en zeg het tegen de eigenaar.',
  },
  'addresses-changed': {
    subject: 'Andere netwerkadressen voor {{shop}}',
    said: '{{provider}} komt nu uit andere netwerken. Op de lijst met toegestane adressen van {{shop}} verandert er iets.',
    letIn: 'Laat deze adressen er ook door:',
    takeOut: 'Haal deze adressen eruit:',
    next: 'Vink het daarna af in Einlass. Aan het einde van het bezoek gaan ze er allemaal weer uit.',
  },
}
