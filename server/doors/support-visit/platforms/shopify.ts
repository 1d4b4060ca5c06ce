import type { Platform } from './platform.ts'
import { ownerConfirms, ownerDoes, supportConfirms, supportDoes } from './step.ts'

const admin = 'https://admin.shopify.com/'

export const shopify: Platform = {
  id: 'shopify',
  method: 'invite',
  domains: ['shopify.com', 'shopify.dev'],
  rights: [
    'Home',
    'Orders',
    'Draft orders',
    'Products',
    'Files',
    'Catalogs',
    'Gift cards',
    'Content',
    'Customers',
    'Companies',
    'Analytics',
    'Marketing',
    'Discounts',
    'Online store',
    'Apps and channels',
    'App development',
    'Store settings',
    'Finance',
    'Users',
  ],
  liveSession: {
    whenRemoved: 'unknown',
    because: 'Nothing was found on what happens to the open window of a collaborator who is removed.',
  },
  expiry: {
    of: 'unknown',
    because:
      'Some vendors write that collaborator access can be set to expire; the pages on asking and accepting show no such date.',
  },
  apiCheck: {
    can: 'The GraphQL Admin API lists staff with accountType (query staffMembers, filter account_type:collaborator).',
    needs:
      'The scope read_users, which Shopify Support switches on, and a shop on the Advanced or Plus plan (or a finance embedded app).',
    documentation: 'https://shopify.dev/docs/api/admin-graphql/latest/objects/StaffMember',
  },
  guide: {
    version: 1,
    checkedOn: '2026-11-22',
    basis: 'read in the documentation',
    documentation: 'https://shopify.dev/docs/apps/build/dev-dashboard/stores/collaborations',
    // Asking was read, and what the rights are called; the owner's side is as vendors describe it to their customers.
    unread: ['open', 'check', 'end', 'after'],
    steps: {
      before: [supportDoes('common.prepare'), supportDoes('shopify.address')],
      open: [
        ownerDoes('shopify.findCode', admin),
        ownerConfirms('shopify.giveCode'),
        supportConfirms('shopify.sendRequest', 'https://dev.shopify.com/dashboard/'),
        ownerDoes('shopify.openRequest', admin),
        ownerConfirms(
          'shopify.compareRequest',
          'https://help.shopify.com/en/manual/your-account/staff-accounts/staff-permissions/staff-permissions-descriptions',
        ),
        ownerConfirms('shopify.accept'),
        ownerDoes('common.until'),
      ],
      check: [ownerConfirms('shopify.look', admin)],
      end: [
        ownerConfirms('shopify.remove', admin),
        ownerConfirms('shopify.gone'),
        supportConfirms('common.openWindow'),
      ],
      after: [
        ownerConfirms('shopify.newCode', admin),
        ownerDoes('common.strangers', 'https://help.shopify.com/en/manual/your-account/users'),
        ownerDoes('shopify.apps', admin),
      ],
    },
  },
}
