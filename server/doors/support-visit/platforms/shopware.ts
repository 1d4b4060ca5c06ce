import type { Platform } from './platform.ts'
import { connectorSteps } from './shared-steps.ts'
import { only, ownerConfirms, ownerDoes, supportConfirms, supportDoes } from './step.ts'

const users = 'https://docs.shopware.com/en/shopware-6-en/settings/system/user'

export const shopware: Platform = {
  id: 'shopware',
  method: 'provision',
  connector: 'shopware',
  domains: ['shopware.com'],
  // Every other role is one that the shop's own people have made.
  rights: ['Administrator'],
  liveSession: {
    whenRemoved: 'ends',
    because:
      'The program looks at the account with every request of its API: it refuses when the account is gone, or when its password is newer than the token.',
  },
  expiry: { of: 'nothing', because: 'No end of an account is described.' },
  apiCheck: {
    can: 'The Admin API lists users, roles and integrations; this is how the connector looks.',
    needs: 'The access key of an integration that may read them.',
    documentation: users,
  },
  guide: {
    version: 1,
    checkedOn: '2026-11-22',
    basis: 'read in the documentation',
    documentation: users,
    unread: ['after'],
    steps: {
      before: [supportDoes('common.prepare'), ...connectorSteps.before],
      open: [
        ...connectorSteps.open,
        ...only(
          'by-hand',
          ownerConfirms('shopware.add', users),
          ownerDoes('common.resetInstead'),
          ownerDoes('common.until'),
        ),
      ],
      check: [
        ...connectorSteps.check,
        ...only('connected', ownerDoes('shopware.look', users)),
        ...only('by-hand', ownerConfirms('shopware.look', users)),
      ],
      end: [
        ...connectorSteps.end,
        ...only(
          'by-hand',
          ownerConfirms('shopware.remove', users),
          ownerConfirms('common.gone'),
          supportConfirms('common.openWindow'),
        ),
      ],
      after: [...connectorSteps.after, ...only('by-hand', ownerConfirms('shopware.lookAround'))],
    },
  },
}
