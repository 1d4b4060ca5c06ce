import type { VisitMails } from '../de/visit-mails.ts'

export const visitMails: VisitMails = {
  hello: 'Hello {{name}},',
  foot: {
    owner: 'You get this message because the account {{account}} at {{provider}} is yours.',
    deputy:
      'You get this message because you share the decisions in the account {{account}} at {{provider}}. Choose in your settings what of this you get by mail.',
    agent: 'You get this message because you work for support at {{provider}}.',
    automatic:
      'Einlass wrote it by itself. Links in our messages only open a page; you decide there, with a button. Einlass never asks for a password by mail.',
  },
  words: {
    who: 'Who',
    ticket: 'Ticket',
    platform: 'Platform',
    until: 'Until',
    howLong: 'How long',
    note: 'Note',
    because: 'Reason',
    cause: 'Why',
    confirmed: 'Confirmed',
  },
  right: {
    'shop.view': 'Look around in the shop: {{reason}}',
    'shop.operate': 'Work in the shop: {{reason}}',
    platform: '{{right}}: {{reason}}',
  },
  preset: {
    'three-working-days': 'three working days, counted from your yes',
    'one-week': 'one week, counted from your yes',
    'today-18': 'until 18:00 on the day of your yes',
  },
  cause: {
    expired: 'The time was up.',
    revoked: 'The access was ended.',
    returned: 'Support is done and gave it back.',
    other: 'It could not go on.',
  },
  asked: {
    subject: '{{agent}} would like to visit {{shop}}',
    said: '{{agent}} from support at {{provider}} asks for access to {{shop}}. Without your yes nobody gets in.',
    purpose: 'What is to be done:',
    why: 'What each right is needed for:',
    lapses:
      'You can agree, change something or refuse. Without an answer the request lapses on {{lapses}}; everything stays shut then.',
    button: 'See the request and answer',
  },
  reminded: {
    subject: 'Still without an answer: visit to {{shop}}',
    said: '{{agent}} waits for your answer. On {{lapses}} the request lapses; everything stays shut then.',
    button: 'See the request and answer',
  },
  lapsed: {
    subject: 'Lapsed: visit to {{shop}}',
    said: '{{agent}} had asked for access to {{shop}}. There was no answer until {{lapses}}. Nothing was opened.',
    next: 'If access is still needed, support can ask again, or the owner lets them in by himself.',
    button: 'To the visit',
  },
  refused: {
    subject: 'Refused: visit to {{shop}}',
    said: '{{by}} refused your visit to {{shop}}.',
    button: 'To the visit',
  },
  agreed: {
    subject: 'Agreed: visit to {{shop}} until {{until}}',
    said: '{{by}} lets you visit {{shop}}. The page of the visit says what is agreed and how you get in.',
    give: 'When everything is done, give the access back instead of waiting for the end.',
    button: 'To the visit',
  },
  notNeeded: {
    subject: 'No access needed: {{shop}}',
    said: '{{agent}} from support at {{provider}} has looked at your ticket: nobody needs access to {{shop}}. You need not do anything.',
    button: 'To the visit',
  },
  ended: {
    subject: 'Over: visit to {{shop}}',
    said: 'The visit of {{agent}} to {{shop}} is over, and Einlass has checked that nobody gets in any more.',
    button: 'To the receipt',
    buttonAgent: 'To the visit',
  },
}
