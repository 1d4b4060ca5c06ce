import type { ChangePages } from '../de/change-pages.ts'

export const changePages: ChangePages = {
  title: 'Confirm a change',
  holder: {
    old: 'The domain {{domain}} is to get another holder. For that this mailbox must say yes.',
    new: 'The contact {{contact}} is to become the holder of the domain {{domain}}. For that this mailbox must say yes.',
    stop: 'The domain {{domain}} gets another holder if nobody objects. Until then you can stop it.',
  },
  address: {
    old: 'The contact {{contact}} holds domains and is to get another mail address: {{address}}. For that this mailbox must say yes.',
    new: 'The contact {{contact}} is to get this mail address: {{address}}. For that this mailbox must say yes.',
    stop: 'The contact {{contact}} gets another mail address if nobody objects: {{address}}. Until then you can stop it.',
  },
  next: {
    holder:
      'When both mailboxes have confirmed, it waits {{count}} more days; so long it can be stopped. Then the provider carries it out.',
    address:
      'When both mailboxes have confirmed, it waits {{count}} more days; so long it can be stopped. Then the new address counts.',
  },
  words: {
    account: 'Account',
    domain: 'Domain',
    oldHolder: 'Holder now',
    newHolder: 'Holder then',
    nobody: 'not known',
    contact: 'Contact',
    oldAddress: 'Address now',
    newAddress: 'Address then',
    askedBy: 'Asked for by',
    until: 'Deadline',
  },
  confirm: 'Yes, I confirm',
  stop: 'No, stop it',
  half: 'Thank you. The other mailbox still has to say yes.',
  both: 'Thank you. Both mailboxes have confirmed. The waiting time runs until {{at}}.',
  stopped: 'Stopped. Everything stays as it is; everybody concerned is told.',
}
