import type { MyRightsTexts } from '../de/my-rights.ts'

export const myRightsTexts: MyRightsTexts = {
  title: 'My rights',
  hint: 'In which accounts you may do something, what exactly and until when.',
  none: 'You have no rights here at the moment.',
  noneHint:
    'When somebody gives you rights, they stand here, with their end and the way to the panel. If you have got an invitation, open the link in the mail.',
  owner: 'The account is yours. You may do everything in it.',
  givenBy: 'Given by {{by}}',
  openPanel: 'Open {{panel}}',
  openPanelOf: 'Open {{panel}} for {{account}}',
  toAccount: 'Who can get in',
  toAccountOf: 'Who can get in: {{account}}',
  leave: 'Give the rights up',
  leaveOf: '{{account}}: Give the rights up',
  leaveTitle: 'Give your rights in {{account}} up?',
  leaveHint:
    'From then on you may do nothing more in this account. Only somebody who may do so there can give you rights again.',
  leaveNow: 'Give them up now',
  leaveDone: 'Your rights are given up',
  ended: 'Ended lately',
  endedOf: '{{account}}: since {{at}} you may do nothing there. Why: {{cause}}.',
}
