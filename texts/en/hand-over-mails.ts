import type { HandOverMailTexts } from '../de/hand-over-mails.ts'

export const handOverMailTexts: HandOverMailTexts = {
  hello: 'Hello {{name}},',
  button: 'Look at it',
  foot: 'You get this message because the account {{account}} at {{provider}} is yours.',
  automatic:
    'Einlass wrote it by itself. Links in our messages only open a page. Einlass never asks for a password by mail.',
  seen: {
    subject: '{{shop}}: sign-in data was looked at',
    first: 'Somebody has looked at what you put down for {{shop}}, or at what was made for it:',
    later: 'Since the last message this was looked at for {{shop}}:',
    item: '{{person}}: {{what}}, {{at}}',
    more: 'and {{count}} times more',
    known:
      'A seen password is a known password. When the access is over, Einlass will remind you to change it.',
  },
  change: {
    subject: '{{shop}}: please change what was seen',
    said: 'The access of {{person}} to {{shop}} has been over since {{at}}. This sign-in data was seen, and nobody has confirmed that it was changed:',
    todo: 'Change it where it counts, and then confirm that in Einlass. Until then it stands in the receipt as open.',
  },
  kinds: {
    'login-url': 'login page',
    'user-name': 'user name',
    password: 'password',
    sftp: 'SFTP access',
    note: 'note',
    account: 'account that was made',
  },
}
