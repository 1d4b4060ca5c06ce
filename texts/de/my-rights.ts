/** Was jemand in welchen Konten darf, und der Weg ins Panel. German is written first; en and nl have the same keys. */
export const myRightsTexts = {
  title: 'Meine Rechte',
  hint: 'In welchen Konten Sie etwas dürfen, was genau und bis wann.',
  none: 'Sie haben hier im Moment keine Rechte.',
  noneHint:
    'Wenn Ihnen jemand Rechte gibt, stehen sie hier, mit ihrem Ende und dem Weg zum Panel. Haben Sie eine Einladung bekommen, öffnen Sie den Link in der Mail.',
  owner: 'Das Konto gehört Ihnen. Sie dürfen darin alles.',
  givenBy: 'Gegeben von {{by}}',
  openPanel: '{{panel}} öffnen',
  openPanelOf: '{{panel}} öffnen für {{account}}',
  toAccount: 'Wer hereinkommt',
  toAccountOf: 'Wer hereinkommt: {{account}}',
  leave: 'Rechte abgeben',
  leaveOf: '{{account}}: Rechte abgeben',
  leaveTitle: 'Ihre Rechte in {{account}} abgeben?',
  leaveHint:
    'Sie dürfen danach in diesem Konto sofort nichts mehr. Rechte geben kann Ihnen dann nur, wer das dort darf.',
  leaveNow: 'Jetzt abgeben',
  leaveDone: 'Ihre Rechte sind abgegeben',
  ended: 'Vor Kurzem beendet',
  endedOf: '{{account}}: seit {{at}} dürfen Sie dort nichts mehr. Grund: {{cause}}.',
}
export type MyRightsTexts = typeof myRightsTexts
