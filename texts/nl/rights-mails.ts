import type { RightsMails } from '../de/rights-mails.ts'

export const rightsMails: RightsMails = {
  hello: 'Hallo {{name}},',
  words: {
    who: 'Wie',
    where: 'Waar',
    account: 'Account',
    until: 'Tot',
    endless: 'zonder einddatum',
    by: 'Door',
    since: 'Geldt sinds',
    reason: 'Reden',
    cause: 'Waarom',
    note: 'Opmerking',
    wholeAccount: 'in het hele account',
  },
  may: 'Dit mag:',
  added: 'Mag vanaf nu:',
  removed: 'Mag niet meer:',
  moved: 'Het einde is verschoven van {{from}} naar {{to}}.',
  person: {
    given: {
      subject: 'U hebt rechten in het account {{account}}',
      said: '{{by}} heeft u in het account {{account}} bij {{provider}} rechten gegeven. Ze gelden meteen.',
    },
    changed: {
      subject: 'Uw rechten in het account {{account}} zijn gewijzigd',
      said: '{{by}} heeft uw rechten in het account {{account}} bij {{provider}} gewijzigd. Dat geldt meteen, ook waar u op dit moment bent aangemeld.',
    },
    ended: {
      subject: 'Uw rechten in het account {{account}} zijn beëindigd',
      said: 'In het account {{account}} bij {{provider}} hebt u deze rechten niet meer. Uw aanmelding blijft van u.',
    },
    button: 'Bekijken wat voor u openstaat',
    foot: 'U krijgt dit bericht omdat u in het account {{account}} bij {{provider}} rechten hebt of had.',
  },
  owner: {
    given: {
      subject: '{{name}} heeft rechten in het account {{account}}',
      said: '{{by}} heeft {{name}} in uw account {{account}} rechten gegeven.',
    },
    changed: {
      subject: 'De rechten van {{name}} in het account {{account}} zijn gewijzigd',
      said: '{{by}} heeft in uw account {{account}} de rechten van {{name}} gewijzigd.',
    },
    ended: {
      subject: 'De rechten van {{name}} in het account {{account}} zijn beëindigd',
      said: '{{name}} heeft in uw account {{account}} deze rechten niet meer.',
    },
    button: 'Rechten bekijken en wijzigen',
    foot: 'U krijgt dit bericht omdat het account {{account}} bij {{provider}} van u is.',
  },
  cause: {
    expired: 'De tijd was om.',
    revoked: 'Ze zijn beëindigd.',
    suspended: 'Ze rusten en kunnen weer worden opgenomen.',
    returned: 'Ze zijn teruggegeven.',
    other: 'Ze konden niet blijven bestaan.',
  },
  automatic:
    'Einlass heeft het vanzelf geschreven. Links in onze berichten openen alleen een pagina. Einlass vraagt nooit per mail om een wachtwoord.',
}
