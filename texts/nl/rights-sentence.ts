import type { RightsSentenceTexts } from '../de/rights-sentence.ts'

export const rightsSentenceTexts: RightsSentenceTexts = {
  may: '{{name}} mag {{until}} {{where}}: {{list}}.',
  until: 'tot {{at}}',
  endless: 'zonder einddatum',
  account: 'in het hele account ‘{{account}}’',
  scope: 'in ‘{{scope}}’',
  group: 'in alles wat bij ‘{{scope}}’ hoort',
  seesNot: '{{name}} ziet geen {{areas}}.',
  and: 'en',
  areas: {
    services: 'pakketten',
    domains: 'domeinen',
    invoices: 'facturen',
    quotes: 'offertes',
    tickets: 'tickets',
    contacts: 'contacten',
  },
}
