import type { Platform } from './platform.ts'
import { ownerConfirms, ownerDoes, supportConfirms, supportDoes } from './step.ts'

const users = 'https://support.bigcommerce.com/articles/Public/Adding-Editing-Users'
const permissions = 'https://support.bigcommerce.com/articles/Public/User-Permissions'

export const bigcommerce: Platform = {
  id: 'bigcommerce',
  method: 'invite',
  domains: ['bigcommerce.com'],
  rights: ['Sales Staff', 'Sales Manager', 'Custom', 'Store Administrator', 'Manage Orders', 'Manage Users'],
  liveSession: {
    whenRemoved: 'unknown',
    because: 'What was read of the pages on users and permissions says nothing about it.',
  },
  expiry: { of: 'nothing', because: 'No end of access is described.' },
  apiCheck: null,
  guide: {
    version: 1,
    checkedOn: '2026-11-22',
    basis: 'read in the documentation',
    documentation: users,
    unread: ['end', 'after'],
    steps: {
      before: [supportDoes('common.prepare'), supportDoes('common.mailbox')],
      open: [
        ownerConfirms('bigcommerce.invite', users),
        ownerDoes('bigcommerce.owner', permissions),
        ownerDoes('common.until'),
        supportConfirms('common.accept'),
      ],
      check: [
        ownerDoes('bigcommerce.look', permissions),
        ownerConfirms('common.compareRights'),
        ownerDoes('common.onlyOne'),
      ],
      end: [
        ownerConfirms('bigcommerce.remove', users),
        ownerConfirms('common.gone'),
        supportConfirms('common.openWindow'),
      ],
      after: [ownerDoes('common.strangers'), ownerDoes('bigcommerce.apiAccounts'), ownerDoes('common.apps')],
    },
  },
}
