import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PanelDesk } from '#server/access/4-enter/answer-panels.ts'
import type { Snapshots } from '#server/access/4-enter/snapshots.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import type { Connector } from '#server/access/outside.ts'
import type { Kernel } from '#server/access/record.ts'
import type { SshParts } from '#server/doors/support-visit/routes.ts'
import type { OpenIdProvider } from '#server/people/openid-provider.ts'
import type { InvitationOffers } from '#server/people/what-invitation-offers.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import type { Log } from '#server/plumbing/log.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import type { Live } from './live.ts'
import type { KeepHolder } from './panel/account-api.ts'
import type { PanelStreams } from './panel/panel-streams.ts'

/** What the app is put together from; the desk hands it over. */
export type AppParts = {
  kernel: Kernel
  snapshots: Snapshots
  keys: Keys
  probe: ProbeEntry
  /** The gate answers its own requests, beside Fastify: its path must cost nothing that it does not need. */
  gate: { handles(url: string): boolean; answer(request: IncomingMessage, response: ServerResponse): void }
  /** Origin of the desk */
  url: string
  trustedProxies: readonly string[]
  log: Log
  demo: boolean
  /** The provider's own OpenID provider, where people may sign in too. */
  provider?: OpenIdProvider | undefined
  vault: Vault
  /** What the visitors of servers need. */
  ssh: SshParts
  /** The door behind invitations that make nobody a member. */
  offers: InvitationOffers
  /** Foreign systems that can be connected, by name. */
  connectors: ReadonlyMap<string, Connector>
  /** Goes the desk's own round without waiting for its time. */
  tendSoon(): void
  /** Sends what programs are to be told without waiting for the next round. */
  webhooksSoon(): void
  /** Tells those who look at the desk that something has changed. */
  live: Live
  /** Answers the provider's panels, and tells them what changes. */
  panelDesk: PanelDesk
  panelStreams: PanelStreams
  /** Keeps who holds a domain that somebody ordered at a panel. */
  keepHolder: KeepHolder
  /** For how long the notifications of the database are not heard, ms; undefined: they are. */
  deafForMs(): number | undefined
  mail: {
    isSetUp: boolean
    /** Sends what is due without waiting for the next round. */
    sendSoon(): void
  }
  /** What is wrong at the moment; empty: ready. */
  troubles(): Promise<string[]>
}
