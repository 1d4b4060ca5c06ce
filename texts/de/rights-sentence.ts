/** How it is said what somebody may do. German is written first; en and nl have the same keys. */
export const rightsSentenceTexts = {
  may: '{{name}} darf {{until}} {{where}}: {{list}}.',
  until: 'bis {{at}}',
  endless: 'ohne Enddatum',
  account: 'im ganzen Konto „{{account}}“',
  scope: 'in „{{scope}}“',
  group: 'in allem, was zu „{{scope}}“ gehört',
  seesNot: '{{name}} sieht keine {{areas}}.',
  and: 'und',
  areas: {
    services: 'Pakete',
    domains: 'Domains',
    invoices: 'Rechnungen',
    quotes: 'Angebote',
    tickets: 'Tickets',
    contacts: 'Kontakte',
  },
}

export type RightsSentenceTexts = typeof rightsSentenceTexts
