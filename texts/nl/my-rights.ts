import type { MyRightsTexts } from '../de/my-rights.ts'

export const myRightsTexts: MyRightsTexts = {
  title: 'Mijn rechten',
  hint: 'In welke accounts u iets mag, wat precies en tot wanneer.',
  none: 'U hebt hier op dit moment geen rechten.',
  noneHint:
    'Als iemand u rechten geeft, staan ze hier, met hun einde en de weg naar het panel. Hebt u een uitnodiging gekregen, open dan de link in de mail.',
  owner: 'Het account is van u. U mag daarin alles.',
  givenBy: 'Gegeven door {{by}}',
  openPanel: '{{panel}} openen',
  openPanelOf: '{{panel}} openen voor {{account}}',
  toAccount: 'Wie erin kan',
  toAccountOf: 'Wie erin kan: {{account}}',
  leave: 'Rechten opgeven',
  leaveOf: '{{account}}: Rechten opgeven',
  leaveTitle: 'Uw rechten in {{account}} opgeven?',
  leaveHint:
    'Daarna mag u in dit account meteen niets meer. Alleen wie dat daar mag, kan u weer rechten geven.',
  leaveNow: 'Nu opgeven',
  leaveDone: 'Uw rechten zijn opgegeven',
  ended: 'Onlangs beëindigd',
  endedOf: '{{account}}: sinds {{at}} mag u daar niets meer. Reden: {{cause}}.',
}
