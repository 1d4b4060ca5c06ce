import type { Platform } from './platform.ts'
import { ownerConfirms, ownerDoes, supportConfirms, supportDoes } from './step.ts'

const inviting = 'https://support.wix.com/en/article/inviting-people-to-contribute-to-your-site'
const removing = 'https://support.wix.com/en/article/roles-permissions-changing-a-collaborators-role'

export const wix: Platform = {
  id: 'wix',
  method: 'invite',
  domains: ['wix.com'],
  rights: [
    'Blog Writer',
    'Marketing Manager',
    'Domain Manager',
    'Billing Manager',
    'Website Designer',
    'Store Manager',
    'Website Manager',
    'Admin (Co-Owner)',
  ],
  liveSession: {
    whenRemoved: 'unknown',
    because:
      'The documentation says that a removed collaborator can no longer log in or change anything, and nothing of a window that is open.',
  },
  expiry: {
    of: 'invitation',
    because: 'An invitation is valid for 30 days; no end of access is described.',
  },
  apiCheck: {
    can: 'The Contributors API lists the collaborators of a site by account id and can remove one.',
    needs: 'The scope Manage Contributors (SCOPE.DC-IDENTITY.MANAGE-CONTRIBUTORS).',
    documentation:
      'https://dev.wix.com/docs/api-reference/account-level/user-management/sites/contributors/query-site-contributors',
  },
  guide: {
    version: 1,
    checkedOn: '2026-11-22',
    basis: 'read in the documentation',
    documentation: inviting,
    steps: {
      before: [supportDoes('common.prepare'), supportDoes('common.mailbox'), ownerDoes('wix.seat')],
      open: [
        ownerConfirms('wix.invite', inviting),
        ownerDoes('common.until'),
        supportConfirms('common.accept'),
      ],
      check: [ownerConfirms('wix.joined', removing), ownerDoes('common.onlyOne')],
      end: [
        ownerConfirms('wix.remove', removing),
        ownerConfirms('common.gone'),
        supportConfirms('common.openWindow'),
      ],
      after: [ownerDoes('common.strangers'), ownerDoes('common.apps')],
    },
  },
}
