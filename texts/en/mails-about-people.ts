import type { MailsAboutPeople } from '../de/mails-about-people.ts'

export const mailsAboutPeople: MailsAboutPeople = {
  foot: {
    signIn: 'You get this message because it is about your sign-in at {{provider}}.',
    account: 'You get this message because it is about the account {{account}} at {{provider}}.',
    address:
      'You get this message because somebody gave this mail address at {{provider}}. If you do not know {{provider}}, you need not do anything.',
  },
  words: {
    when: 'When',
    network: 'From network',
    device: 'Device',
    unknown: 'unknown',
    name: 'Name',
    newAddress: 'New address',
    oldAddress: 'Present address',
    linkUntil: 'Link works until',
    role: 'Role',
    until: 'Member until',
    endless: 'without end',
    note: 'Note',
    from: 'From',
    to: 'To',
    by: 'By',
    confirmUntil: 'Accept until',
    changesAt: 'Changes on',
    linkOnce: 'The link works once. Do not pass it on.',
  },
  role: {
    deputy: 'Deputy',
    viewer: 'Looks only',
  },
  'first-password': {
    subject: 'Welcome at {{provider}}: set up your sign-in',
    saidOwner:
      'The account {{account}} was made for you at {{provider}}. It is yours: you decide who gets into your shops.',
    saidTeam: 'You were made a member of the team {{team}} at {{provider}}.',
    saidAgain:
      'Somebody wants to get in with your address. You have nothing to sign in with yet; with this link you set it up.',
    next: 'On the page you choose how you sign in.',
    notYou:
      'You have nothing to do with this? Then do nothing. As long as the link is not used, nobody can sign in with your address.',
    button: 'Set up sign-in',
  },
  'forgot-password': {
    subject: 'New password for {{provider}}',
    said: 'Somebody wants to choose a new password for your address. Your present one stays valid until that is done.',
    notYou: 'That was not you? Then do nothing: everything stays as it is, and the link lapses by itself.',
    button: 'Choose a new password',
  },
  'sign-in-changed': {
    subject: {
      'password-set': 'Your password at {{provider}} was changed',
      'passkey-added': 'New passkey for your sign-in at {{provider}}',
      'passkey-removed': 'Passkey for your sign-in at {{provider}} removed',
      'totp-added': 'One-time codes for your sign-in at {{provider}} set up',
      'totp-removed': 'One-time codes for your sign-in at {{provider}} switched off',
      'recovery-codes-made': 'New recovery codes for your sign-in at {{provider}}',
      'recovery-code-used': 'Sign-in at {{provider}} with a recovery code',
      'api-key-made': 'New API key at {{provider}}',
      'ssh-key-added': 'New SSH key at {{provider}}',
      'address-changed': 'Your address at {{provider}} was changed',
    },
    said: {
      'password-set': 'Your sign-in has a new password. The old one is no longer valid.',
      'passkey-added': 'With this passkey one can sign in under your name from now on.',
      'passkey-removed': 'Nobody can sign in with this passkey any more.',
      'totp-added': 'An app makes one-time codes for your sign-in from now on. Signing in asks for them.',
      'totp-removed': 'Signing in under your name no longer asks for a one-time code of the app.',
      'recovery-codes-made':
        'There are new recovery codes for your sign-in. The old ones are no longer valid.',
      'recovery-code-used': 'Somebody used one of your recovery codes. It does not work a second time.',
      'api-key-made': 'With this key a program can act in your name.',
      'ssh-key-added': 'With this key one gets, under your name, into servers that are open to you.',
      'address-changed': 'From now on another mail address is used for your sign-in.',
    },
    you: 'If that was you, you need not do anything.',
    notYou: 'That was not you? Then undo it at once, choose a new password and ask {{provider}}.',
    notYouAddress: 'That was not you? Then ask {{provider}} at once: somebody can sign in under your name.',
    button: 'Check sign-in',
    buttonKeys: 'See API keys',
    buttonSsh: 'See SSH keys',
  },
  'confirm-old-address': {
    subject: 'Your address at {{provider}} is to be changed',
    said: 'Another mail address was given under your name. It counts only when both mailboxes have agreed: this one and the new one.',
    notYou:
      'That was not you? Then do not agree. Choose a new password at once: somebody was signed in under your name.',
    button: 'See the change and agree',
  },
  'confirm-new-address': {
    subject: 'Is this your new address at {{provider}}?',
    said: 'This mail address is to be used for signing in at {{provider}}. It counts only when both mailboxes have agreed: this one and the present one.',
    notYou: 'That was not you? Then do nothing. Nothing changes.',
    button: 'Confirm the address',
  },
  invited: {
    subject: '{{by}} invites you to the account {{account}}',
    said: '{{by}} would like you to be part of the account {{account}} at {{provider}}.',
    deputy:
      'As a deputy you see who gets into the shops. You can enter the shops, open and end access and answer requests.',
    viewer: 'You see who gets into the shops and what happened. You cannot change anything.',
    next: 'On the page you accept or decline. Until then nothing changes.',
    button: 'See the invitation',
  },
  'invitation-answered': {
    subjectAccepted: '{{name}} has accepted your invitation',
    subjectDeclined: '{{name}} has declined your invitation',
    saidAccepted: '{{name}} is part of the account {{account}} from now on.',
    saidDeclined: '{{name}} does not want to be part of the account {{account}}. Nothing was opened by it.',
    notMeant: 'You did not invite anybody? Then end the membership at once and choose a new password.',
    button: 'See the people of the account',
  },
  'member-left': {
    subject: '{{name}} has left the account {{account}}',
    said: '{{name}} is no longer part of the account {{account}}. All rights in it have ended with that.',
    button: 'See the people of the account',
  },
  'transfer-asked': {
    subjectFrom: 'You want to hand the account {{account}} over to {{to}}',
    subjectTo: '{{from}} wants to hand the account {{account}} over to you',
    saidFrom:
      'Under your name the account {{account}} was offered to {{to}}. It is yours until {{to}} accepts and the waiting time has passed. Until then you can stop it.',
    saidTo:
      '{{from}} would like the account {{account}} to be yours. If you accept, there is a waiting time in which both of you can stop it. Otherwise everything stays as it is.',
    notYou: 'That was not you? Then stop the handover at once and choose a new password.',
    buttonFrom: 'See it or stop it',
    buttonTo: 'See it and decide',
  },
  'transfer-confirmed': {
    subject: 'The account {{account}} goes to {{to}} on {{at}}',
    saidFrom: '{{to}} has accepted. After that the account {{account}} is no longer yours.',
    saidTo: 'You have accepted. After that the account {{account}} is yours.',
    stop: 'Until then both of you can stop it.',
    notYou: 'Was it not meant like this? Then stop the handover now.',
    button: 'See it or stop it',
  },
  'transfer-stopped': {
    subject: 'The account {{account}} is not handed over',
    saidFrom: 'The handover to {{to}} was stopped. The account {{account}} is still yours.',
    saidTo: 'The handover was stopped. The account {{account}} still belongs to {{from}}.',
    button: 'See the people of the account',
  },
  'transfer-done': {
    subjectFrom: 'The account {{account}} belongs to {{to}} now',
    subjectTo: 'The account {{account}} is yours now',
    saidFrom: 'The account {{account}} was handed over to {{to}}. It is no longer yours.',
    saidTo:
      '{{from}} has handed the account {{account}} over to you. From now on you decide who gets into the shops. See what is still open.',
    notYou: 'Was it not meant like this? Then ask {{provider}} at once.',
    buttonFrom: 'To Einlass',
    buttonTo: 'See who can get in',
  },
  'account-closed': {
    subject: 'The account {{account}} was closed',
    said: 'The account {{account}} is closed. Everything that was open in it was ended. It cannot be opened again.',
    notYou: 'Was it not meant like this? Then ask {{provider}}.',
    button: 'To Einlass',
  },
}
