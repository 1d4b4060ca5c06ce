import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readAccountsSearch, readAskSearch, readListSearch, readTimelineSearch } from './api/search.ts'
import { patterns } from './paths.ts'
import { CrashPage, LoadingPage, NothingHerePage } from './shell/edge-pages.tsx'
import { Shell } from './shell/shell.tsx'

// The site map. Each page is a file of its own that is loaded when somebody goes there.
const root = createRootRoute({ component: Shell })

const onRoot = { getParentRoute: () => root }

const tree = root.addChildren([
  createRoute({
    ...onRoot,
    path: patterns.home,
    component: lazyRouteComponent(() => import('./pages/home.tsx'), 'HomePage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.account,
    component: lazyRouteComponent(() => import('./pages/who-can-get-in.tsx'), 'WhoCanGetInPage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.grant,
    component: lazyRouteComponent(() => import('./pages/grant.tsx'), 'GrantPage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.receipt,
    component: lazyRouteComponent(() => import('./pages/receipt.tsx'), 'ReceiptPage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.timeline,
    validateSearch: readTimelineSearch,
    component: lazyRouteComponent(() => import('./pages/timeline.tsx'), 'TimelinePage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.requests,
    validateSearch: readListSearch,
    component: lazyRouteComponent(() => import('./pages/requests.tsx'), 'RequestsPage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.open,
    component: lazyRouteComponent(() => import('./pages/open-to-me.tsx'), 'OpenToMePage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskStaff,
    component: lazyRouteComponent(() => import('./pages/staff.tsx'), 'StaffPage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskAccounts,
    validateSearch: readAccountsSearch,
    component: lazyRouteComponent(() => import('./pages/accounts.tsx'), 'AccountsPage'),
  }),
  // The door service-switch.
  createRoute({
    ...onRoot,
    path: patterns.shop,
    component: lazyRouteComponent(() => import('./doors/service-switch/switch.tsx'), 'SwitchPage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.request,
    component: lazyRouteComponent(() => import('./doors/service-switch/request.tsx'), 'RequestPage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.desk,
    component: lazyRouteComponent(
      () => import('./doors/service-switch/open-accesses.tsx'),
      'OpenAccessesPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskRequests,
    validateSearch: readListSearch,
    component: lazyRouteComponent(() => import('./doors/service-switch/asked.tsx'), 'AskedPage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.ask,
    validateSearch: readAskSearch,
    component: lazyRouteComponent(() => import('./doors/service-switch/ask.tsx'), 'AskPage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskPolicy,
    component: lazyRouteComponent(() => import('./doors/service-switch/policy.tsx'), 'PolicyPage'),
  }),
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPendingComponent: LoadingPage,
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: NothingHerePage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
