import type { ReviewMailTexts } from '../de/review-mails.ts'

export const reviewMailTexts: ReviewMailTexts = {
  hello: 'Hello {{name}},',
  automatic:
    'Einlass wrote this by itself. Links in our messages only open a page. Einlass never asks for a password by mail.',
  more: 'and {{count}} more',
  review: {
    subject: '{{account}}: review rights',
    said: 'In {{account}} somebody has to decide who still needs rights:',
    ends: '{{person}}: the rights in {{scope}} end {{at}}.',
    endsAll: '{{person}}: the rights in the whole account end {{at}}.',
    idle: '{{person}} was last here: {{at}}.',
    never: '{{person}} has never signed in.',
    nothing:
      'Nothing is extended by itself. Whoever is to keep rights needs a new end from you; end those whom you no longer need.',
    button: 'Look and decide',
    foot: 'You get this message once a week at most, because you give rights in {{account}} at {{provider}}.',
  },
  own: {
    subject: '{{account}}: your rights end soon',
    said: 'What you may do in {{account}} ends:',
    ends: '{{scope}}: {{at}}',
    endsAll: 'In the whole account: {{at}}',
    ask: 'It is not extended by itself. If you need it longer, ask the owner for a new end.',
    button: 'To Einlass',
    foot: 'You get this message because you have rights in {{account}} at {{provider}}.',
  },
}
