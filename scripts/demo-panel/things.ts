import { hosting } from '#db/seeds/hosting.ts'

// A DEMONSTRATION: made-up invoices, domains, packages and tickets, kept in memory and gone with the process.

export type Invoice = {
  number: string
  date: string
  /** what it is for */
  what: string
  cents: number
  state: 'open' | 'paying' | 'paid'
}
export type DnsRecord = { name: string; type: 'A' | 'AAAA' | 'MX' | 'TXT' | 'CNAME'; value: string }
export type Domain = {
  reference: string
  until: string
  nameServers: string[]
  records: DnsRecord[]
  /** As the desk says it; null: nobody said */
  holder: string | null
}
export type Package = { reference: string; name: string; php: string | null; used: string }
export type Ticket = {
  number: string
  department: string
  subject: string
  state: 'open' | 'closed'
  messages: { by: string; text: string }[]
}
export type Department = { reference: string; name: string }

export type Things = {
  invoices: Invoice[]
  domains: Domain[]
  packages: Package[]
  departments: Department[]
  tickets: Ticket[]
}

export const phpVersions = ['8.3', '8.4', '8.5'] as const

const named = (kind: (typeof hosting)[number]['kind']) => hosting.filter(one => one.kind === kind)

export function newDomain(reference: string, holder: string | null): Domain {
  return {
    reference,
    until: '2027-11-23',
    nameServers: ['ns1.hostwerk.example', 'ns2.hostwerk.example'],
    records: [
      { name: '@', type: 'A', value: '192.0.2.42' },
      { name: '@', type: 'AAAA', value: '2001:db8::42' },
      { name: '@', type: 'MX', value: '10 mail.hostwerk.example' },
      { name: 'www', type: 'CNAME', value: `${reference}` },
      { name: '@', type: 'TXT', value: 'v=spf1 include:hostwerk.example -all' },
    ],
    holder,
  }
}

/** What a customer has who has nothing yet. */
export function nothing(): Things {
  return { invoices: [], domains: [], packages: [], departments: [], tickets: [] }
}

/** What Olga has. */
export function thingsOfKaffeerad(): Things {
  return {
    invoices: [
      { number: 'R-2026-1187', date: '2026-11-05', what: 'Webhosting M', cents: 1_190, state: 'open' },
      { number: 'R-2026-1186', date: '2026-11-05', what: 'kaffeerad.example', cents: 1_785, state: 'open' },
      { number: 'R-2026-1044', date: '2026-10-05', what: 'Webhosting M', cents: 1_190, state: 'paid' },
      { number: 'R-2026-0902', date: '2026-09-05', what: 'Webhosting M', cents: 1_190, state: 'paid' },
    ],
    domains: named('domain').map(({ reference }) => newDomain(reference, null)),
    packages: named('service').map(({ reference, name }) => ({
      reference,
      name,
      php: reference.startsWith('web') ? '8.4' : null,
      used: reference.startsWith('web') ? '18 / 50 GB' : '6 / 10',
    })),
    departments: named('department').map(({ reference, name }) => ({ reference, name })),
    tickets: [
      {
        number: 'T-4711',
        department: 'technik',
        subject: 'Zertifikat für www läuft ab',
        state: 'open',
        messages: [
          { by: 'Olga Ostermann', text: 'Der Browser warnt seit heute früh.' },
          { by: 'Hostwerk', text: 'Wir haben es erneuert. Bitte einmal nachsehen.' },
        ],
      },
      {
        number: 'T-4698',
        department: 'technik',
        subject: 'Umzug eines Postfachs',
        state: 'closed',
        messages: [{ by: 'Olga Ostermann', text: 'Danke, alles da.' }],
      },
      {
        number: 'T-4702',
        department: 'buchhaltung',
        subject: 'Rechnung mit neuer Anschrift',
        state: 'open',
        messages: [{ by: 'Olga Ostermann', text: 'Wir sind umgezogen.' }],
      },
    ],
  }
}
