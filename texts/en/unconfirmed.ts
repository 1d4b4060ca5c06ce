import type { UnconfirmedTexts } from '../de/unconfirmed.ts'

export const unconfirmedTexts: UnconfirmedTexts = {
  banner_one: 'One access that was ended is not proven shut yet.',
  banner_other: '{{count}} accesses that were ended are not proven shut yet.',
  bannerMore: 'Einlass lets nobody in any more and keeps trying. What you can do now:',
  show: 'See what to do',
  hide: 'Hide it again',
  entry: 'An entry that the door has not provably refused yet',
  trace: '{{system}}: an access that is not provably removed yet',
  traceNamed: '{{system}}: the access {{name}}, which is not provably removed yet',
  since: 'Ended {{at}}',
  alarmed: 'Alarm since {{at}}',
  soon: 'Everything is refused. Einlass writes that down in its next round.',
  said: 'Answer of the other side',
  tried_one: 'Tried once, last {{at}}',
  tried_other: 'Tried {{count}} times, last {{at}}',
  next: 'next try {{at}}',
  nextSoon: 'being tried right now',
  byHandTitle: 'What you can do by hand',
  checksItself:
    'Einlass looks by itself afterwards. There is nothing to tick off here; this note goes away once it is proven.',
  tryNow: 'Try now',
  tryNowOf: 'Try now: {{shop}}',
  trying: 'Einlass is trying now.',
  proven: 'It has been proven meanwhile.',
  system: {
    wordpress: 'WordPress',
    shopware: 'Shopware',
    prestashop: 'PrestaShop',
    magento: 'Magento',
    'ssh-host': 'Server (SSH)',
    'by-hand': 'By hand',
    other: 'Foreign system',
  },
  byHand: {
    wordpress:
      'Sign in to WordPress, open Users › All Users and delete the user {{name}}. Attribute its content to yourself when asked.',
    shopware:
      'Sign in to Shopware, open Settings › System › Users & permissions and delete the user {{name}}. Deactivating alone is not enough.',
    prestashop:
      'Sign in to PrestaShop, open Advanced Parameters › Team › Employees and delete the employee {{name}}.',
    magento:
      'Sign in to Magento, open System › Permissions › All Users and delete the user {{name}}. Check also that the server through which Einlass reaches Magento is running.',
    'ssh-host':
      'Sign in to the server under the login that visitors use, delete the line that ends with einlass:{{id}} from ~/.ssh/authorized_keys, and end sessions that are still running.',
    'by-hand': 'Take the access away where you gave it, and confirm that at this visit.',
    other: 'Sign in to the foreign system and remove the access {{name}} by hand.',
    entry:
      'Check that the proxy in front of the shop is running and asks Einlass for every request. If it is not, take the shop’s admin off the net until it is.',
  },
  nameUnknown: '“einlass-…”',
  mail: {
    subject_one: 'Alarm: one ended access in {{account}} is not confirmed',
    subject_other: 'Alarm: {{count}} ended accesses in {{account}} are not confirmed',
    subjectAgain_one: 'Still not confirmed: one ended access in {{account}}',
    subjectAgain_other: 'Still not confirmed: {{count}} ended accesses in {{account}}',
    said: 'These accesses have ended, and Einlass lets nobody in by them any more. But it is not proven that what was made in another system is shut too. Whoever still has an access there could use it.',
    tries:
      'Einlass keeps trying, every few seconds at first and every five minutes later on, and does not stop.',
    shop: 'Where',
    subjectWord: 'Who could get in',
    ended: 'Ended',
    open: 'Still open',
    answered: 'Answer of the other side',
    byHand: 'By hand',
    more_one: 'And one more, which you see in Einlass.',
    more_other: 'And {{count}} more, which you see in Einlass.',
    button: 'See it in Einlass and try now',
    daily: 'As long as it stays like this we write to you once a day, and as soon as it is proven.',
    overSubject_one: 'Confirmed: the access in {{account}} is shut',
    overSubject_other: 'Confirmed: {{count}} accesses in {{account}} are shut',
    overSaid: 'We had raised an alarm. Now it is proven that nobody gets in any more:',
    overItem: '{{shop}}, {{subject}}: confirmed {{at}}',
    overButton: 'See the timeline',
    wholeAccount: 'the whole account',
    footEnder: 'You get this message because you may end access in the account {{account}} at {{provider}}.',
  },
}
