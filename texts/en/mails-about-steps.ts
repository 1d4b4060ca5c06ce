import type { MailsAboutSteps } from '../de/mails-about-steps.ts'

export const mailsAboutSteps: MailsAboutSteps = {
  button: 'To the list',
  'take-away': {
    subject: 'Please take away the access to {{shop}}',
    subjectAgain: 'Not confirmed yet: taking away the access to {{shop}}',
    said: 'The access of {{agent}} to {{shop}} has been over since {{since}}. Where Einlass does not get to, you take it away:',
    saidAgain:
      'The access of {{agent}} to {{shop}} has been over since {{since}}, and it is not confirmed yet that it is gone. What is missing:',
    next: 'Tick off every step in Einlass as soon as it is done. Until all are confirmed the access is called “not confirmed”, and Einlass reminds you.',
  },
  'confirm-gone': {
    subject: 'Please confirm: you cannot get into {{shop}} any more',
    subjectAgain: 'Not confirmed yet: you cannot get into {{shop}} any more',
    said: 'The access of {{agent}} to {{shop}} has been over since {{since}}. Please look:',
    saidAgain:
      'The access of {{agent}} to {{shop}} has been over since {{since}}, and your confirmation is still missing:',
    next: 'Confirm it in Einlass. If you still get in, confirm nothing and tell the owner.',
  },
  'addresses-changed': {
    subject: 'Other network addresses for {{shop}}',
    said: '{{provider}} comes from other networks now. Something changes on the list of allowed addresses of {{shop}}.',
    letIn: 'Let these addresses in as well:',
    takeOut: 'Take these addresses out:',
    next: 'Tick it off in Einlass afterwards. At the end of the visit all of them come out again.',
  },
}
