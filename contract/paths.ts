// Every address of a page that a person can open, built in one place: the console routes by them, mails and door
// pages link to them. All are below the desk's own origin.

const id = encodeURIComponent

/** Pages of the console (React). */
export const consolePaths = {
  home: () => '/',
  /** Who can get in right now, of one account. */
  account: (accountId: string) => `/accounts/${id(accountId)}`,
  shop: (accountId: string, shopId: string) => `/accounts/${id(accountId)}/shops/${id(shopId)}`,
  /** How the system behind a shop is reached. */
  connection: (accountId: string, shopId: string) =>
    `/accounts/${id(accountId)}/shops/${id(shopId)}/connection`,
  /** Visits of support: the request code, those there are, letting somebody in. */
  visits: (accountId: string) => `/accounts/${id(accountId)}/visits`,
  visit: (accountId: string, visitId: string) => `/accounts/${id(accountId)}/visits/${id(visitId)}`,
  /** How a visitor gets into a server over SSH. */
  sshWay: (grantId: string) => `/visits/${id(grantId)}/ssh`,
  requests: (accountId: string) => `/accounts/${id(accountId)}/requests`,
  request: (accountId: string, requestId: string) => `/accounts/${id(accountId)}/requests/${id(requestId)}`,
  grant: (accountId: string, grantId: string) => `/accounts/${id(accountId)}/grants/${id(grantId)}`,
  receipt: (accountId: string, grantId: string) => `/accounts/${id(accountId)}/grants/${id(grantId)}/receipt`,
  timeline: (accountId: string) => `/accounts/${id(accountId)}/timeline`,
  /** What the ledger shows of a period, for an audit. */
  evidence: (accountId: string) => `/accounts/${id(accountId)}/evidence`,
  why: (accountId: string) => `/accounts/${id(accountId)}/why`,
  /** Owner, members, invitations, handing over, closing. */
  members: (accountId: string) => `/accounts/${id(accountId)}/members`,
  /** Who can be reached: people, organisations, role mailboxes. */
  contacts: (accountId: string) => `/accounts/${id(accountId)}/contacts`,
  /** Contacts, invited, active, suspended and ended people of an account, with what each may do. */
  people: (accountId: string) => `/accounts/${id(accountId)}/people`,
  /** The boxes of one person. */
  person: (accountId: string, personId: string) => `/accounts/${id(accountId)}/people/${id(personId)}`,
  inviteToRights: (accountId: string) => `/accounts/${id(accountId)}/people/invite`,
  /** Domains and who holds them. */
  domains: (accountId: string) => `/accounts/${id(accountId)}/domains`,
  /** Profile, language, notifications. */
  settings: () => '/settings',
  settingsSignIn: () => '/settings/sign-in',
  settingsSessions: () => '/settings/sessions',
  settingsKeys: () => '/settings/api-keys',
  settingsSsh: () => '/settings/ssh-keys',
  /** Shops open to me. */
  open: () => '/open',
  /** What I may do in which accounts, and the way into the provider's panels. */
  myRights: () => '/rights',
  /** A visit of mine. */
  myVisit: (visitId: string) => `/visits/${id(visitId)}`,
  /** What was put down for me for a visit. */
  visitHandOvers: (grantId: string) => `/visits/${id(grantId)}/hand-overs`,
  desk: () => '/desk',
  deskRequests: () => '/desk/requests',
  /** Ask for access, perhaps for a shop that is already known. */
  ask: (shopId?: string) => (shopId ? `/desk/ask?shop=${id(shopId)}` : '/desk/ask'),
  /** Every visit, and asking for one by an owner's code. */
  deskVisits: () => '/desk/visits',
  deskAccounts: () => '/desk/accounts',
  deskAccount: (accountId: string) => `/desk/accounts/${id(accountId)}`,
  deskOpen: () => '/desk/open',
  deskUnconfirmed: () => '/desk/unconfirmed',
  deskMails: () => '/desk/mails',
  deskHealth: () => '/desk/health',
  deskStaff: () => '/desk/staff',
  deskPolicy: () => '/desk/policy',
  /** From where the provider's people come. */
  deskNetworks: () => '/desk/networks',
  deskWebhooks: () => '/desk/webhooks',
  /** The provider's own panels and their keys. */
  deskPanels: () => '/desk/panels',
  /** Domains that are to get another holder. */
  deskHolders: () => '/desk/holders',
} as const

/** Door pages (rendered by the server, no script). */
export const doorPaths = {
  signIn: (to?: string) => (to ? `/sign-in?to=${id(to)}` : '/sign-in'),
  /** The second step: the code of an app, a recovery code. */
  signInCode: () => '/sign-in/code',
  /** Where who must have a second factor and has none makes one before he is let in. */
  signInSetUp: () => '/sign-in/second-factor',
  /** To the provider's own OpenID provider, and back. */
  signInProvider: () => '/sign-in/provider',
  signInProviderBack: () => '/sign-in/provider/back',
  forgotPassword: () => '/forgot-password',
  /** Pages of single-use links: the code stands behind the #, where no server log sees it. */
  newPassword: (code: string) => `/new-password#${code}`,
  invitation: (code: string) => `/invitation#${code}`,
  confirmAddress: (code: string) => `/confirm-address#${code}`,
  /** The two mailboxes that must agree before an address or a holder changes that controls something. */
  confirmChange: (code: string) => `/confirm-change#${code}`,
  devMail: () => '/dev/mail',
  /** Takes a form with an account: the way into a panel. */
  enterPanel: (panelId: string) => `/panels/${id(panelId)}/enter`,
  signOut: () => '/sign-out',
  setUp: (link: string) => `/set-up#${link}`,
  /** The page before a shop: who you are, until when, and the button that enters. */
  enter: (resourceId: string, to?: string) =>
    to ? `/enter/${id(resourceId)}?to=${id(to)}` : `/enter/${id(resourceId)}`,
} as const
