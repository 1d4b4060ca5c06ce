import type { RightsMails } from '../de/rights-mails.ts'

export const rightsMails: RightsMails = {
  hello: 'Hello {{name}},',
  words: {
    who: 'Who',
    where: 'Where',
    account: 'Account',
    until: 'Until',
    endless: 'without an end date',
    by: 'By',
    since: 'In effect since',
    reason: 'Reason',
    cause: 'Why',
    note: 'Note',
    wholeAccount: 'in the whole account',
  },
  may: 'This is allowed:',
  added: 'Allowed from now on:',
  removed: 'Not allowed any more:',
  moved: 'The end was moved from {{from}} to {{to}}.',
  person: {
    given: {
      subject: 'You have rights in the account {{account}}',
      said: '{{by}} has given you rights in the account {{account}} at {{provider}}. They are in effect at once.',
    },
    changed: {
      subject: 'Your rights in the account {{account}} were changed',
      said: '{{by}} has changed your rights in the account {{account}} at {{provider}}. That is in effect at once, also where you are signed in at the moment.',
    },
    ended: {
      subject: 'Your rights in the account {{account}} have ended',
      said: 'In the account {{account}} at {{provider}} you do not have these rights any more. Your sign-in stays yours.',
    },
    button: 'See what is open to you',
    foot: 'You get this message because you have, or had, rights in the account {{account}} at {{provider}}.',
  },
  owner: {
    given: {
      subject: '{{name}} has rights in the account {{account}}',
      said: '{{by}} has given {{name}} rights in your account {{account}}.',
    },
    changed: {
      subject: 'The rights of {{name}} in the account {{account}} were changed',
      said: '{{by}} has changed the rights of {{name}} in your account {{account}}.',
    },
    ended: {
      subject: 'The rights of {{name}} in the account {{account}} have ended',
      said: 'In your account {{account}}, {{name}} does not have these rights any more.',
    },
    button: 'Look at the rights and change them',
    foot: 'You get this message because the account {{account}} at {{provider}} is yours.',
  },
  cause: {
    expired: 'The time was over.',
    revoked: 'They were ended.',
    suspended: 'They rest and can be taken up again.',
    returned: 'They were given back.',
    other: 'They could not go on.',
  },
  automatic:
    'Einlass wrote it by itself. Links in our messages only open a page. Einlass never asks for a password by mail.',
}
