import type { MailsLeftBehind } from '../de/mails-left-behind.ts'

export const mailsLeftBehind: MailsLeftBehind = {
  item: '{{kind}}: {{name}}',
  more_one: 'and one more',
  more_other: 'and {{count}} more',
  'left-behind': {
    subject: 'Something was left behind in {{shop}}',
    said: 'There is something in {{shop}} that was not there before the visit. Einlass has not touched it:',
    next: 'Look at it: remove what nobody of you has made, or say that it is yours.',
    button: 'Look and decide',
  },
  'inventory-not-seen': {
    subject: 'The visit to {{shop}} cannot be compared',
    said: 'Before the visit to {{shop}} began, Einlass could not see what was there. The visit has begun all the same. So nobody can say for certain at its end what it leaves behind.',
    why: 'Reason',
    next: 'Look through administrators, keys and extensions yourself after the visit.',
    button: 'See the visit',
  },
  'artefact-came-back': {
    subject: 'There again: a removed access to {{shop}}',
    said: 'An access that was proven gone is in {{shop}} again. That happens when a backup is restored. The visit stays ended; Einlass removes the access once more and checks that it is gone.',
    next: 'If nobody has restored a backup, find out who has made it.',
    button: 'See the visit',
  },
  'artefact-missing': {
    subject: 'The access for the visit to {{shop}} is missing',
    said: 'Somebody has removed by hand in {{shop}} what was made for the visit that is still open. Einlass does not make it again by itself.',
    next: 'If that was a mistake, one button makes it again. If the visit is done, end it.',
    nextAgent: 'If that was a mistake, you can have it made again. Otherwise ask whoever owns the shop.',
    button: 'See the visit',
    buttonAgent: 'See what is open to you',
  },
}
