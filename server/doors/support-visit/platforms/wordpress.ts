import type { Platform } from './platform.ts'
import { connectorSteps } from './shared-steps.ts'
import { only, ownerConfirms, ownerDoes, supportConfirms, supportDoes } from './step.ts'

const applicationPasswords = 'https://developer.wordpress.org/rest-api/reference/application-passwords/'

export const wordpress: Platform = {
  id: 'wordpress',
  method: 'provision',
  connector: 'wordpress',
  domains: ['wordpress.org', 'woocommerce.com'],
  rights: ['Subscriber', 'Contributor', 'Author', 'Editor', 'Shop manager', 'Administrator'],
  liveSession: {
    whenRemoved: 'ends',
    because:
      'A login cookie is checked against the account on every request, and a deleted account answers none; the connector tries the old cookie itself.',
  },
  expiry: { of: 'nothing', because: 'WordPress itself knows no end of an account.' },
  apiCheck: {
    can: 'The REST API lists users and their application passwords; this is how the connector looks.',
    needs: 'An application password of an administrator.',
    documentation: applicationPasswords,
  },
  guide: {
    version: 1,
    checkedOn: '2026-11-22',
    basis: 'read in the documentation',
    documentation: applicationPasswords,
    // What was read is the REST API; the screens are as others describe them.
    unread: ['open', 'check', 'end'],
    steps: {
      before: [supportDoes('common.prepare'), ...connectorSteps.before],
      open: [
        ...connectorSteps.open,
        ...only(
          'by-hand',
          ownerConfirms('wordpress.add'),
          ownerDoes('common.resetInstead'),
          ownerDoes('common.until'),
          supportConfirms('common.accept'),
        ),
      ],
      check: [
        ...connectorSteps.check,
        ...only('connected', ownerDoes('wordpress.look')),
        ...only('by-hand', ownerConfirms('wordpress.look')),
      ],
      end: [
        ...connectorSteps.end,
        ...only(
          'by-hand',
          ownerConfirms('wordpress.remove'),
          ownerConfirms('common.gone'),
          supportConfirms('common.openWindow'),
        ),
      ],
      after: [
        ...connectorSteps.after,
        ...only('by-hand', ownerConfirms('wordpress.lookAround', applicationPasswords)),
      ],
    },
  },
}
