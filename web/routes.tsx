import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import {
  readAccountsSearch,
  readAskSearch,
  readGrantsSearch,
  readInviteSearch,
  readListSearch,
  readMailsSearch,
  readPeopleSearch,
  readTimelineSearch,
  readWhySearch,
} from './api/search.ts'
import { type Area, learn } from './language.ts'
import { patterns } from './paths.ts'
import { CrashPage, LoadingPage, NothingHerePage } from './shell/edge-pages.tsx'
import { Shell } from './shell/shell.tsx'

// The site map. Each page is a file of its own that is loaded when somebody goes there.
const root = createRootRoute({ component: Shell })

const onRoot = { getParentRoute: () => root }

/** A page that has words of its own: both are loaded together. */
const withWords =
  <M,>(area: Area, load: () => Promise<M>, ...also: Area[]) =>
  async (): Promise<M> =>
    (await Promise.all([load(), ...[area, ...also].map(learn)]))[0] as M

const tree = root.addChildren([
  createRoute({
    ...onRoot,
    path: patterns.home,
    component: lazyRouteComponent(() => import('./pages/home.tsx'), 'HomePage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.account,
    validateSearch: readGrantsSearch,
    component: lazyRouteComponent(() => import('./pages/who-can-get-in.tsx'), 'WhoCanGetInPage'),
  }),
  createRoute({
    ...onRoot,
    path: patterns.grant,
    component: lazyRouteComponent(
      withWords('hand-overs', () => import('./pages/grant.tsx'), 'facts'),
      'GrantPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.receipt,
    component: lazyRouteComponent(
      withWords(
        'hand-overs',
        withWords('evidence', () => import('./pages/receipt.tsx')),
      ),
      'ReceiptPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.timeline,
    validateSearch: readTimelineSearch,
    component: lazyRouteComponent(
      withWords('evidence', () => import('./pages/timeline.tsx'), 'facts'),
      'TimelinePage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.evidence,
    validateSearch: readTimelineSearch,
    component: lazyRouteComponent(
      withWords('evidence', () => import('./pages/evidence.tsx')),
      'EvidencePage',
    ),
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
    path: patterns.myRights,
    component: lazyRouteComponent(
      withWords('my-rights', () => import('./pages/my-rights.tsx')),
      'MyRightsPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskStaff,
    component: lazyRouteComponent(
      withWords('staff', () => import('./pages/staff.tsx'), 'accounts'),
      'StaffPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskAccounts,
    validateSearch: readAccountsSearch,
    component: lazyRouteComponent(
      withWords('accounts', () => import('./pages/accounts.tsx')),
      'AccountsPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.why,
    validateSearch: readWhySearch,
    component: lazyRouteComponent(
      withWords('why', () => import('./pages/why.tsx')),
      'WhyPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.members,
    component: lazyRouteComponent(
      withWords('members', () => import('./pages/members.tsx')),
      'MembersPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.people,
    validateSearch: readPeopleSearch,
    component: lazyRouteComponent(
      withWords('people', () => import('./pages/people.tsx'), 'contacts'),
      'PeoplePage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.contacts,
    component: lazyRouteComponent(
      withWords('contacts', () => import('./pages/contacts.tsx')),
      'ContactsPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.domains,
    component: lazyRouteComponent(
      withWords('holders', () => import('./pages/domains.tsx')),
      'DomainsPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.person,
    component: lazyRouteComponent(
      withWords('rights', () => import('./pages/person.tsx')),
      'PersonPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskHolders,
    component: lazyRouteComponent(
      withWords('holders', () => import('./pages/desk/holders.tsx')),
      'DeskHoldersPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.inviteToRights,
    validateSearch: readInviteSearch,
    component: lazyRouteComponent(
      withWords('invite-to-rights', () => import('./pages/invite-to-rights.tsx'), 'rights'),
      'InviteToRightsPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.settings,
    component: lazyRouteComponent(
      withWords('settings', () => import('./pages/settings/profile.tsx')),
      'ProfilePage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.settingsSignIn,
    component: lazyRouteComponent(
      withWords('settings', () => import('./pages/settings/sign-in.tsx')),
      'SignInMethodsPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.settingsSessions,
    component: lazyRouteComponent(
      withWords('settings', () => import('./pages/settings/sessions.tsx')),
      'SessionsPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.settingsKeys,
    component: lazyRouteComponent(
      withWords('settings', () => import('./pages/settings/api-keys.tsx')),
      'ApiKeysPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.settingsSsh,
    component: lazyRouteComponent(
      withWords('settings', () => import('./pages/settings/ssh-keys.tsx')),
      'SshKeysPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.desk,
    component: lazyRouteComponent(
      withWords('provider-desk', () => import('./pages/desk/overview.tsx'), 'accounts'),
      'DeskPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskAccount,
    component: lazyRouteComponent(
      withWords('provider-desk', () => import('./pages/desk/account.tsx'), 'accounts'),
      'DeskAccountPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskUnconfirmed,
    component: lazyRouteComponent(
      withWords('provider-desk', () => import('./pages/desk/unconfirmed.tsx'), 'unconfirmed'),
      'UnconfirmedPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskMails,
    validateSearch: readMailsSearch,
    component: lazyRouteComponent(
      withWords('provider-desk', () => import('./pages/desk/mails.tsx')),
      'MailsPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskHealth,
    component: lazyRouteComponent(
      withWords('provider-desk', () => import('./pages/desk/health.tsx')),
      'HealthPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskPanels,
    component: lazyRouteComponent(
      withWords('panels', () => import('./pages/desk/panels.tsx')),
      'PanelsPage',
    ),
  }),
  // The door service-switch.
  createRoute({
    ...onRoot,
    path: patterns.shop,
    component: lazyRouteComponent(
      withWords('service-switch', () => import('./doors/service-switch/switch.tsx')),
      'SwitchPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.request,
    component: lazyRouteComponent(
      withWords('service-switch', () => import('./doors/service-switch/request.tsx')),
      'RequestPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskOpen,
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
    component: lazyRouteComponent(
      withWords('service-switch', () => import('./doors/service-switch/ask.tsx')),
      'AskPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskPolicy,
    component: lazyRouteComponent(
      withWords('visits', () => import('./pages/policy.tsx'), 'policy', 'accounts'),
      'PolicyPage',
    ),
  }),
  // The door support-visit.
  createRoute({
    ...onRoot,
    path: patterns.sshWay,
    component: lazyRouteComponent(
      withWords('ssh-way', () => import('./doors/support-visit/ssh/way-in-page.tsx')),
      'WayInPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.connection,
    component: lazyRouteComponent(
      withWords('connection', () => import('./doors/support-visit/connection.tsx')),
      'ConnectionPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.visits,
    component: lazyRouteComponent(
      withWords(
        'service-switch',
        withWords('visits', () => import('./doors/support-visit/visit/visits.tsx')),
      ),
      'VisitsPage',
    ),
  }),
  ...(['visit', 'myVisit'] as const).map(page =>
    createRoute({
      ...onRoot,
      path: patterns[page],
      component: lazyRouteComponent(
        withWords(
          'service-switch',
          withWords('visits', () => import('./doors/support-visit/visit/visit.tsx')),
        ),
        page === 'visit' ? 'VisitPage' : 'MyVisitPage',
      ),
    }),
  ),
  createRoute({
    ...onRoot,
    path: patterns.deskVisits,
    component: lazyRouteComponent(
      withWords(
        'service-switch',
        withWords('visits', () => import('./doors/support-visit/visit/desk-visits.tsx')),
      ),
      'DeskVisitsPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskNetworks,
    component: lazyRouteComponent(
      withWords('steps', () => import('./doors/support-visit/steps/networks.tsx')),
      'NetworksPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.deskWebhooks,
    component: lazyRouteComponent(
      withWords('webhooks', () => import('./pages/desk/webhooks.tsx')),
      'WebhooksPage',
    ),
  }),
  createRoute({
    ...onRoot,
    path: patterns.visitHandOvers,
    component: lazyRouteComponent(
      withWords('hand-overs', () => import('./doors/support-visit/hand-overs/page.tsx')),
      'MyHandOversPage',
    ),
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
