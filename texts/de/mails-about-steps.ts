// Jedes Wort der Mails über das, was Menschen von Hand tun. Platzhalter stehen in {{…}}.
export const mailsAboutSteps = {
  button: 'Zur Liste',
  'take-away': {
    subject: 'Bitte nehmen Sie den Zugang zu {{shop}} weg',
    subjectAgain: 'Noch nicht bestätigt: Zugang zu {{shop}} wegnehmen',
    said: 'Der Zugang von {{agent}} zu {{shop}} ist seit {{since}} zu Ende. Dort, wo Einlass nicht hinkommt, nehmen Sie ihn weg:',
    saidAgain:
      'Seit {{since}} ist der Zugang von {{agent}} zu {{shop}} zu Ende, und noch ist nicht bestätigt, dass er weg ist. Es fehlt:',
    next: 'Haken Sie jeden Schritt in Einlass ab, sobald er getan ist. Bis alle bestätigt sind, heißt der Zugang „nicht bestätigt“, und Einlass erinnert Sie.',
  },
  'confirm-gone': {
    subject: 'Bitte bestätigen Sie: Sie kommen nicht mehr in {{shop}} hinein',
    subjectAgain: 'Noch nicht bestätigt: Sie kommen nicht mehr in {{shop}} hinein',
    said: 'Der Zugang von {{agent}} zu {{shop}} ist seit {{since}} zu Ende. Bitte sehen Sie nach:',
    saidAgain:
      'Der Zugang von {{agent}} zu {{shop}} ist seit {{since}} zu Ende, und Ihre Bestätigung fehlt noch:',
    next: 'Bestätigen Sie es in Einlass. Kommen Sie noch hinein, bestätigen Sie nichts und sagen Sie es dem Inhaber.',
  },
  'addresses-changed': {
    subject: 'Andere Netzadressen für {{shop}}',
    said: '{{provider}} kommt jetzt aus anderen Netzen. Auf der Liste der erlaubten Adressen von {{shop}} ändert sich etwas.',
    letIn: 'Lassen Sie diese Adressen zusätzlich durch:',
    takeOut: 'Nehmen Sie diese Adressen heraus:',
    next: 'Haken Sie es danach in Einlass ab. Am Ende des Besuchs kommen alle wieder heraus.',
  },
}

export type MailsAboutSteps = typeof mailsAboutSteps
