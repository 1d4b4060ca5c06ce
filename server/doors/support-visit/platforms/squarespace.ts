import type { Platform } from './platform.ts'
import { ownerConfirms, ownerDoes, supportConfirms, supportDoes } from './step.ts'

const permissions =
  'https://support.squarespace.com/hc/en-us/articles/206537297-Squarespace-permissions-explained'

export const squarespace: Platform = {
  id: 'squarespace',
  method: 'invite',
  domains: ['squarespace.com'],
  rights: [
    'Viewer',
    'Analytics',
    'Comment moderator',
    'Email Campaigns editor',
    'Website editor',
    'Store manager',
    'Billing',
    'Administrator',
  ],
  liveSession: {
    whenRemoved: 'unknown',
    because:
      'The page on permissions says that owners and administrators can remove contributors, nothing more.',
  },
  expiry: { of: 'nothing', because: 'No end of access is described.' },
  apiCheck: null,
  guide: {
    version: 1,
    checkedOn: '2026-11-22',
    basis: 'read in the documentation',
    documentation: permissions,
    unread: ['open', 'end'],
    steps: {
      before: [supportDoes('common.prepare'), supportDoes('common.mailbox')],
      open: [
        ownerConfirms('squarespace.invite', permissions),
        ownerDoes('common.until'),
        supportConfirms('common.accept'),
      ],
      check: [
        ownerDoes('squarespace.look', permissions),
        ownerConfirms('common.compareRights'),
        ownerDoes('common.onlyOne'),
      ],
      end: [
        ownerConfirms('squarespace.remove'),
        ownerConfirms('common.gone'),
        supportConfirms('common.openWindow'),
      ],
      after: [ownerDoes('common.strangers'), ownerDoes('common.apps')],
    },
  },
}
