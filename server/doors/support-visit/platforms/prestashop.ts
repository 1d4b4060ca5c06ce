import type { Platform } from './platform.ts'
import { connectorSteps } from './shared-steps.ts'
import { only, ownerConfirms, ownerDoes, supportConfirms, supportDoes } from './step.ts'

const employees =
  'https://help-center.prestashop.com/hc/en-us/articles/115000617432--Create-an-employee-account'
const security =
  'https://docs.prestashop-project.org/v.8-documentation/user-guide/configuring-shop/advanced-parameters/security'

export const prestashop: Platform = {
  id: 'prestashop',
  method: 'provision',
  connector: 'prestashop',
  domains: ['prestashop.com', 'prestashop-project.org'],
  rights: ['Translator', 'Logistician', 'Salesman', 'SuperAdmin'],
  liveSession: {
    whenRemoved: 'ends',
    because:
      'People of the project write that an employee who is deleted is disconnected (PrestaShop/PrestaShop#10228); we have not tried it.',
  },
  expiry: {
    of: 'nothing',
    because: 'An account can be switched off, by hand; no end of an account is described.',
  },
  apiCheck: {
    can: 'The web service lists employees; this is how the connector looks.',
    needs: 'A web service key that may read employees.',
    documentation: 'https://devdocs.prestashop-project.org/9/webservice/resources/employees',
  },
  guide: {
    version: 1,
    checkedOn: '2026-11-22',
    basis: 'read in the documentation',
    documentation: employees,
    unread: ['end', 'after'],
    steps: {
      before: [supportDoes('common.prepare'), ...connectorSteps.before],
      open: [
        ...connectorSteps.open,
        ...only(
          'by-hand',
          ownerConfirms('prestashop.add', employees),
          ownerDoes('common.resetInstead'),
          ownerDoes('common.until'),
        ),
      ],
      check: [
        ...connectorSteps.check,
        ...only('connected', ownerDoes('prestashop.look', employees)),
        ...only('by-hand', ownerConfirms('prestashop.look', employees)),
      ],
      end: [
        ...connectorSteps.end,
        ...only(
          'by-hand',
          ownerConfirms('prestashop.remove', employees),
          ownerConfirms('prestashop.sessions', security),
          supportConfirms('common.openWindow'),
        ),
      ],
      after: [...connectorSteps.after, ...only('by-hand', ownerConfirms('prestashop.lookAround'))],
    },
  },
}
