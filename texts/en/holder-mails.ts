import type { HolderMails } from '../de/holder-mails.ts'

export const holderMails: HolderMails = {
  hello: 'Hello {{name}},',
  foot: {
    mailbox:
      'You get this message because this mail address belongs, or is to belong, to a contact of the account {{account}} at {{provider}}.',
    owner: 'You get this message because the account {{account}} at {{provider}} is yours.',
    asker:
      'You get this message because you asked for the change in the account {{account}} at {{provider}}.',
    automatic:
      'Einlass wrote it by itself. Links in our messages only open a page; you decide there, with a button. Einlass never asks for a password by mail.',
  },
  words: {
    domain: 'Domain',
    oldHolder: 'Holder now',
    newHolder: 'Holder then',
    nobody: 'not known',
    contact: 'Contact',
    oldAddress: 'Address now',
    newAddress: 'Address then',
    askedBy: 'Asked for by',
    note: 'Note',
    until: 'Confirm until',
    takesEffect: 'Waits until',
    why: 'Why',
    doneOn: 'Carried out on',
    cost: 'Cost',
  },
  why: {
    person: 'Somebody of the account stopped it.',
    'old-mailbox': 'The present mailbox said no.',
    'new-mailbox': 'The new mailbox said no.',
    'not-confirmed': 'Not both mailboxes confirmed in time.',
    replaced: 'Another change took its place.',
    'account-is-closed': 'The account was closed.',
    'domain-is-gone': 'The domain is not in the account any more.',
    'contact-is-gone': 'A contact that it is about is not there any more.',
    'same-contact-exists': 'There is the same contact with this address already.',
  },
  askedNext: {
    old: 'Say yes or no on the following page. Without both confirmations nothing happens.',
    new: 'Say yes or no on the following page. Without both confirmations nothing happens.',
    others: 'Both mailboxes must confirm it, then a waiting time runs. Until then it can be stopped.',
  },
  waitingNext: {
    old: 'If you do not want this, stop it now. After that it happens.',
    new: 'You need not do anything more.',
    others: 'If you do not want this, stop it in the console. After that it happens.',
  },
  notYou:
    'If this looks wrong to you, say no: somebody may want to take something. The link works once; do not pass it on.',
  doneNotYou: 'If you know nothing of this, turn to {{provider}} at once.',
  buttonConfirm: 'Look and decide',
  buttonStop: 'Look and stop it',
  buttonLook: 'Look at it in the console',
  refused: {
    subject: 'Not carried out: holder of {{domain}}',
    said: '{{provider}} does not carry out the change of holder of {{domain}}. The holder stays.',
  },
  holder: {
    asked: {
      subject: '{{domain}} is to get another holder',
      said: '{{by}} would like the domain {{domain}} to get another holder.',
    },
    waiting: {
      subject: 'Confirmed: {{domain}} gets another holder',
      said: 'Both mailboxes have confirmed. After the waiting time {{provider}} carries out the change of holder of {{domain}}.',
    },
    stopped: {
      subject: 'Stopped: holder of {{domain}}',
      said: 'The change of holder of {{domain}} does not take place. The holder stays.',
    },
    done: {
      subject: 'Carried out: {{domain}} has another holder',
      said: 'The holder of the domain {{domain}} is {{contact}} now.',
    },
  },
  address: {
    asked: {
      subject: 'Another mail address for {{contact}}',
      said: '{{by}} would like to change the mail address of the contact {{contact}}. It holds domains: whoever reads its mail can decide about them.',
    },
    waiting: {
      subject: 'Confirmed: another mail address for {{contact}}',
      said: 'Both mailboxes have confirmed. After the waiting time the new address of the contact {{contact}} counts.',
    },
    stopped: {
      subject: 'Stopped: mail address of {{contact}}',
      said: 'The mail address of the contact {{contact}} is not changed.',
    },
    done: {
      subject: 'Changed: mail address of {{contact}}',
      said: 'The contact {{contact}} has another mail address now.',
    },
  },
}
