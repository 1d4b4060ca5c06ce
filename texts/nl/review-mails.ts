import type { ReviewMailTexts } from '../de/review-mails.ts'

export const reviewMailTexts: ReviewMailTexts = {
  hello: 'Goedendag {{name}},',
  automatic:
    'Einlass heeft dit uit zichzelf geschreven. Links in onze berichten openen alleen een pagina. Einlass vraagt nooit per mail om een wachtwoord.',
  more: 'en nog {{count}} andere',
  review: {
    subject: '{{account}}: rechten controleren',
    said: 'In {{account}} moet iemand beslissen wie zijn rechten nog nodig heeft:',
    ends: '{{person}}: de rechten in {{scope}} eindigen {{at}}.',
    endsAll: '{{person}}: de rechten in het hele account eindigen {{at}}.',
    idle: '{{person}} was hier het laatst: {{at}}.',
    never: '{{person}} heeft zich nog nooit aangemeld.',
    nothing:
      'Niets wordt vanzelf verlengd. Wie langer iets mag, heeft van u een nieuw einde nodig; wie u niet meer nodig hebt, beëindigt u.',
    button: 'Bekijken en beslissen',
    foot: 'U krijgt dit bericht hoogstens één keer per week, omdat u in {{account}} bij {{provider}} rechten geeft.',
  },
  own: {
    subject: '{{account}}: uw rechten eindigen binnenkort',
    said: 'Wat u in {{account}} mag, eindigt:',
    ends: '{{scope}}: {{at}}',
    endsAll: 'In het hele account: {{at}}',
    ask: 'Het wordt niet vanzelf verlengd. Hebt u het langer nodig, vraag de eigenaar dan om een nieuw einde.',
    button: 'Naar Einlass',
    foot: 'U krijgt dit bericht omdat u rechten hebt in {{account}} bij {{provider}}.',
  },
}
