/**
 * The paths of the routes, as the router wants them: `$name` for what varies. They must be those of contract/paths.ts,
 * by which mails and door pages lead here; web/paths.test.ts compares the two.
 */
export const patterns = {
  home: '/',
  account: '/accounts/$accountId',
  shop: '/accounts/$accountId/shops/$shopId',
  requests: '/accounts/$accountId/requests',
  request: '/accounts/$accountId/requests/$requestId',
  grant: '/accounts/$accountId/grants/$grantId',
  receipt: '/accounts/$accountId/grants/$grantId/receipt',
  timeline: '/accounts/$accountId/timeline',
  open: '/open',
  desk: '/desk',
  deskRequests: '/desk/requests',
  ask: '/desk/ask',
  deskAccounts: '/desk/accounts',
  deskStaff: '/desk/staff',
  deskPolicy: '/desk/policy',
} as const
