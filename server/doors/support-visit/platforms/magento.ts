import type { Platform } from './platform.ts'
import { connectorSteps } from './shared-steps.ts'
import { only, ownerConfirms, ownerDoes, supportConfirms, supportDoes } from './step.ts'

const users =
  'https://experienceleague.adobe.com/en/docs/commerce-admin/systems/user-accounts/permissions-users-all'

export const magento: Platform = {
  id: 'magento',
  method: 'provision',
  connector: 'magento',
  domains: ['adobe.com'],
  // Every other role is one that the shop's own people have made.
  rights: ['Administrators'],
  liveSession: {
    whenRemoved: 'unknown',
    because:
      'The program logs out the sessions of an account whose time is over (UserExpirationManager); of a deleted account nothing was read. Tokens for the API are not touched.',
  },
  expiry: {
    of: 'account',
    because:
      'An account can have an expiration date; the job that enforces it runs once an hour (security_deactivate_expired_users).',
  },
  apiCheck: null,
  guide: {
    version: 1,
    checkedOn: '2026-11-22',
    basis: 'read in the documentation',
    documentation: users,
    unread: ['end', 'after'],
    steps: {
      before: [supportDoes('common.prepare'), ...connectorSteps.before],
      open: [
        ...connectorSteps.open,
        ...only(
          'by-hand',
          ownerConfirms('magento.add', users),
          ownerDoes('magento.expire', users),
          ownerDoes('common.resetInstead'),
        ),
      ],
      check: [
        ...connectorSteps.check,
        ...only('connected', ownerDoes('magento.look', users)),
        ...only('by-hand', ownerConfirms('magento.look', users)),
      ],
      end: [
        ...connectorSteps.end,
        ...only(
          'by-hand',
          ownerConfirms('magento.remove', users),
          ownerConfirms('common.gone'),
          supportConfirms('common.openWindow'),
        ),
      ],
      after: [...connectorSteps.after, ...only('by-hand', ownerConfirms('magento.lookAround'))],
    },
  },
}
