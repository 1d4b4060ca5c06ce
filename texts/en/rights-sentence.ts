import type { RightsSentenceTexts } from '../de/rights-sentence.ts'

export const rightsSentenceTexts: RightsSentenceTexts = {
  may: '{{name}} may {{until}} {{where}}: {{list}}.',
  until: 'until {{at}}',
  endless: 'without an end date',
  account: 'in the whole account “{{account}}”',
  scope: 'in “{{scope}}”',
  group: 'in everything that belongs to “{{scope}}”',
  seesNot: '{{name}} sees no {{areas}}.',
  and: 'and',
  areas: {
    services: 'packages',
    domains: 'domains',
    invoices: 'invoices',
    quotes: 'quotes',
    tickets: 'tickets',
    contacts: 'contacts',
  },
}
