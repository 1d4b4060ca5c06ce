import type { DeskPages } from '../de/desk-pages.ts'

export const deskPages: DeskPages = {
  signIn: {
    title: 'Sign in',
    address: 'E-mail address',
    password: 'Password',
    submit: 'Sign in',
    demoPeople:
      'Demonstration: as whom would you like to look around? The password of all is “{{password}}”.',
    demoAs: 'Sign in as {{name}}',
  },
  signedOut: {
    title: 'Signed out',
    said: 'You are signed out. What you had entered through this desk is closed.',
    again: 'Sign in again',
  },
  enter: {
    title: 'Enter {{shop}}',
    as: 'You enter as',
    shop: 'Shop',
    account: 'Account',
    until: 'Open until',
    may: 'You may',
    case: 'Case',
    message: 'Message from the owner',
    logged: 'Your entry is recorded under your name, and the owner is told.',
    submit: 'Enter now',
    back: 'Back to the overview',
    'shop.view': 'look',
    'shop.operate': 'look and change',
  },
  notOpen: {
    title: 'Nothing is open for you here right now',
    said: 'The owner has not opened access for you, or it is over.',
    ask: 'Ask for access',
    otherPerson: 'Sign in as somebody else',
    back: 'To the overview',
    noEntrance:
      'Access is open, but no entrance has been set up in front of this shop yet. The provider has to connect it first.',
  },
  setUp: {
    title: 'Set up Einlass',
    intro: 'You set up this desk and become the first person in it.',
    provider: 'Name of the provider',
    providerHint: 'Your company, as your customers will see you.',
    name: 'Your name',
    address: 'Your e-mail address',
    password: 'Password',
    passwordHint: 'At least 12 characters. A whole sentence is good.',
    region: 'Region (for public holidays)',
    zone: 'Time zone',
    submit: 'Set up',
    link: 'Code from the setup link',
    linkHint: 'It stands in the terminal in which Einlass was started and is good for 30 minutes.',
    done: 'This desk is set up.',
  },
  common: { again: 'Please try again', home: 'To the desk' },
}
