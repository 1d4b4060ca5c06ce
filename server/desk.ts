// Puts the parts together, by hand, top to bottom. The only place that knows them all.

import { doorPaths } from '#contract/paths.ts'
import { answerPanels } from './access/4-enter/answer-panels.ts'
import { keepTheDoor } from './access/4-enter/check-entry.ts'
import { hearChanges } from './access/4-enter/hear-changes.ts'
import { keepSnapshots } from './access/4-enter/snapshots.ts'
import type { ProbeEntry } from './access/5-end/confirm-ended.ts'
import { signCheckpoints } from './access/6-prove/sign-checkpoints.ts'
import type { Connector, ConnectorNeeds, OutsideSystem } from './access/outside.ts'
import type { Kernel } from './access/record.ts'
import { changesRights } from './access/tell-programs.ts'
import { tend } from './access/tend.ts'
import { tellAlarms } from './alarm/tell-alarms.ts'
import { remindOwners } from './doors/service-switch/remind.ts'
import { accountsWithNews, tellPeople } from './doors/service-switch/tell-people.ts'
import { settleChanges } from './doors/sub-account/holders/changes/settle.ts'
import { keepHolder } from './doors/sub-account/holders/keep-holder.ts'
import { rightsOffers } from './doors/sub-account/invitations/offers.ts'
import { accountsWithRightsToTell, tellRights } from './doors/sub-account/mail/tell-rights.ts'
import {
  admitOwnCatalogue,
  nothingOwn,
  type OwnCatalogue,
} from './doors/sub-account/own-catalogue/own-catalogue.ts'
import { remindOfReviews } from './doors/sub-account/people/remind-of-reviews.ts'
import { connectorNeeds, destroySecretsOfGone, serverOf } from './doors/support-visit/connector-needs.ts'
import { forgetCredentials } from './doors/support-visit/forget-credentials.ts'
import { remindOfRotation } from './doors/support-visit/hand-overs/remind-of-rotation.ts'
import { accountsWithReveals, tellOfReveals } from './doors/support-visit/hand-overs/tell-of-reveals.ts'
import { checkDaily } from './doors/support-visit/left-behind/check-drift.ts'
import { compareEnded } from './doors/support-visit/left-behind/compare.ts'
import { goOnRemoving } from './doors/support-visit/left-behind/remove-left.ts'
import { tellLeftBehind } from './doors/support-visit/left-behind/tell.ts'
import { watchBeforeMaking } from './doors/support-visit/left-behind/watch.ts'
import { accountsWithVisits, tellVisits } from './doors/support-visit/mail/tell-visits.ts'
import { openRecordings } from './doors/support-visit/recordings/open-recordings.ts'
import { byHandSystem } from './doors/support-visit/steps/by-hand-system.ts'
import { renewLists } from './doors/support-visit/steps/networks.ts'
import { remindOfSteps } from './doors/support-visit/steps/remind-of-steps.ts'
import { openGate } from './entrances/gate/gate.ts'
import { openSshEntrance, type SshEntrance } from './entrances/ssh/ssh-entrance.ts'
import { openApp } from './http/app.ts'
import { forgetOldAnswers } from './http/idempotency.ts'
import { keepStreams } from './http/live.ts'
import { keepPanelStreams } from './http/panel/panel-streams.ts'
import { isDatabaseAway } from './http/problems.ts'
import { connectMagento } from './outside/magento/connect-magento.ts'
import { connectPrestashop } from './outside/prestashop/connect-prestashop.ts'
import { connectShopware } from './outside/shopware/connect-shopware.ts'
import { connectSshHost } from './outside/ssh-host/connect.ts'
import { connectWordpress } from './outside/wordpress/connect-wordpress.ts'
import { type ProviderSettings, reachProvider } from './people/openid-provider.ts'
import { forgetOldSignIns } from './people/sign-in.ts'
import { tellSettled } from './people/transfers.ts'
import { forgetOldTries } from './people/tries.ts'
import { guardedClock } from './plumbing/clock.ts'
import { type Database, openDatabase } from './plumbing/database.ts'
import { openErrands } from './plumbing/errands.ts'
import type { Keys } from './plumbing/keys.ts'
import type { Log } from './plumbing/log.ts'
import { openTransport } from './plumbing/mail/open-transport.ts'
import { sendDueMails } from './plumbing/mail/send-mails.ts'
import { forEach, repeat } from './plumbing/repeat.ts'
import { deriveSshKeys } from './plumbing/ssh/own-keys.ts'
import { runOverSsh } from './plumbing/ssh/run-over-ssh.ts'
import { openVault } from './plumbing/vault/open-vault.ts'
import { sendDueWebhooks } from './plumbing/webhooks/send-webhooks.ts'
import { tendWebhooks, webhookPost } from './webhooks/post.ts'

export type DeskOptions = {
  /** Connection string of the runtime role; never of the owner */
  databaseUrl: string
  keys: Keys
  /** Origin of the desk */
  url: string
  log: Log
  trustedProxies?: readonly string[]
  smtp?: { url: string; from: string }
  /** The provider's own OpenID provider, where people may sign in too */
  oidc?: ProviderSettings | undefined
  demo?: boolean
  /** Permissions and presets of the provider's own. A process has one catalogue: that of the desk that opened last. */
  catalogue?: OwnCatalogue | undefined
  /** Of the SSH door, 0: any that is free; undefined: there is none on this node. */
  sshPort?: number | undefined
  /** Foreign systems that can be connected; tests bring their own. */
  connectors?: (needs: ConnectorNeeds) => readonly Connector[]
  /** Reads the time, epoch ms; tests bring their own. */
  readTime?: () => number
  /** Why the embedded database is down at the moment, if it is. */
  databaseTrouble?: () => string | undefined
  /** Turns the rounds off, so that a test can go them one by one. */
  withoutRounds?: boolean
}

export type Desk = Awaited<ReturnType<typeof openDesk>>

export async function openDesk(options: DeskOptions) {
  const { keys, log } = options
  admitOwnCatalogue(options.catalogue ?? nothingOwn)

  // ── the kernel ────────────────────────────────────────────────────────────────────────────────────────────
  let closing = false
  const database = openDatabase(options.databaseUrl, error => {
    // While the house closes, connections end in any order.
    if (!closing) log.warn({ err: error.message }, 'A connection to the database was lost.')
  })
  // Accounts that this node has changed since it last told people; what other nodes change, they tell themselves.
  let changed = new Set<string>()
  let tellSoon = () => {}
  let tendSoon = () => {}
  let webhooksSoon = () => {}
  let ssh: SshEntrance | undefined
  const clock = guardedClock(await latestInstant(database), options.readTime)
  const snapshots = keepSnapshots(database)
  const isProvider = (account: string) => account === snapshots.provider()
  const live = keepStreams({ database, clock }, isProvider)
  const panelDesk = answerPanels(database, snapshots, clock)
  const panelStreams = keepPanelStreams(panelDesk, isProvider)
  const kernel: Kernel = {
    database,
    clock,
    noticed(account, epoch, kinds) {
      snapshots.noticed(account, epoch)
      // What is to be made or taken away outside need not wait for the next round, nor the proof of what was.
      if (kinds.has('artefact.wanted') || kinds.has('artefact.removing') || kinds.has('artefact.gone'))
        tendSoon()
      if (changesRights(kinds)) webhooksSoon()
      live.changed(account, epoch)
      panelStreams.changed(account, epoch)
      ssh?.changed(account)
      changed.add(account)
      tellSoon()
    },
  }
  const hearing = hearChanges(database, snapshots, sentence => log.warn(sentence), {
    changed(account, epoch) {
      live.changed(account, epoch)
      panelStreams.changed(account, epoch)
      ssh?.changed(account)
    },
    personChanged: live.personChanged,
    heard: panelStreams.heard,
    hearing() {
      live.hearing()
      panelStreams.hearing()
      ssh?.lookAtAll()
    },
  })
  const vault = openVault(database, keys)
  const connectors = new Map(
    (options.connectors ?? everyConnector)(connectorNeeds(kernel, vault)).map(one => [one.name, one]),
  )
  const beforeMaking = watchBeforeMaking(kernel, connectors)
  const recordings = openRecordings({ kernel, vault, say: sentence => log.warn(sentence) })
  // What people do in systems that no connector reaches is a system for the kernel like any other.
  const people = byHandSystem(kernel)
  const systems = new Map<string, OutsideSystem>([...connectors, [people.name, people]])
  const doorkeeper = keepTheDoor(database, snapshots, clock)
  await snapshots.warmUp()

  // ── the entrances ─────────────────────────────────────────────────────────────────────────────────────────
  const gate = openGate({
    kernel,
    doorkeeper,
    keys,
    clock,
    deskOrigin: () => options.url,
    say: sentence => log.warn(sentence),
    nameOf: personId => readName(database, personId),
  })
  const sshKeys = deriveSshKeys(keys)
  const ofSsh = openSshEntrance({
    kernel,
    doorkeeper,
    keys: sshKeys,
    serverOf: serverOf(kernel, vault),
    record: recordings.record,
    say: sentence => log.warn(sentence),
  })
  ssh = ofSsh
  /** Each entry is tried at the entrance where it was opened. */
  const probe: ProbeEntry = entry => (entry.entrance === 'ssh' ? ofSsh.probe(entry) : gate.probe(entry))

  // ── what goes on by itself ────────────────────────────────────────────────────────────────────────────────
  const transport = options.smtp ? openTransport(options.smtp) : undefined
  const fails = (what: string) => (error: unknown) => {
    if (isDatabaseAway(error)) log.warn(`${what}: the database does not answer; tried again until it does.`)
    else log.error({ err: error }, what)
  }
  // A test that goes the rounds itself waits for what goes out; a running desk has no time for shops that hang.
  const errands = openErrands(
    errandsAtOnce,
    options.withoutRounds ? undefined : 1_000,
    fails('Asking a foreign system failed'),
  )
  // Programs that hang keep no connector's errand waiting, and the other way round.
  const webhookErrands = openErrands(
    webhooksAtOnce,
    options.withoutRounds ? undefined : 1_000,
    fails('Telling a program failed'),
  )
  const webhooks = webhookPost(kernel, vault, webhookErrands)
  const round = {
    tend: () => tend(kernel, probe, systems, tellSettled(options.url), beforeMaking, errands),
    /** Looks at foreign systems after visits; a shop that does not answer keeps no ending waiting. */
    async look() {
      await compareEnded(kernel, connectors)
      await goOnRemoving(kernel, connectors)
    },
    settleSsh: () => ofSsh.settle(),
    async tell() {
      const accounts = changed
      changed = new Set()
      await forEach(accounts, async accountId => {
        await tellPeople(kernel, options.url, accountId)
        await tellVisits(kernel, options.url, accountId)
        await tellOfReveals(kernel, options.url, accountId)
        await tellRights(kernel, options.url, accountId)
      })
      await tellLeftBehind(kernel, options.url)
      await tellAlarms(kernel, gate.probe, options.url)
      await sendDueMails(database, transport, clock.now(), sentence => log.warn(sentence))
    },
    sendWebhooks: () => sendDueWebhooks(webhooks, clock.now()),
    /** What a node that stopped in between left untold. */
    async tellTheRest() {
      await forEach(await accountsWithNews(kernel), accountId => tellPeople(kernel, options.url, accountId))
      await forEach(await accountsWithVisits(kernel), accountId => tellVisits(kernel, options.url, accountId))
      await forEach(await accountsWithRightsToTell(kernel), accountId =>
        tellRights(kernel, options.url, accountId),
      )
      await renewLists(kernel, options.url)
      await settleChanges(kernel, options.url)
      await remindOfSteps(kernel, options.url)
      await forEach(await accountsWithReveals(kernel), accountId =>
        tellOfReveals(kernel, options.url, accountId),
      )
    },
    async daily() {
      await signCheckpoints(database, keys, clock.now())
      await remindOwners(kernel, options.url, clock.now())
      await forgetOldTries(database, clock.now())
      await forgetOldSignIns(database, clock.now())
      await forgetOldAnswers(database, clock.now())
      await destroySecretsOfGone(kernel)
      await recordings.tend()
      await forgetCredentials(kernel)
      await remindOfRotation(kernel, options.url)
      await remindOfReviews(kernel, options.url)
      await tendWebhooks(kernel)
    },
    checkDaily: () => checkDaily(kernel, connectors),
  }
  const telling = options.withoutRounds
    ? undefined
    : repeat(5_000, round.tell, fails('Telling people failed'))
  const sending = options.withoutRounds
    ? undefined
    : repeat(5_000, round.sendWebhooks, fails('Telling programs failed'))
  const rounds = options.withoutRounds
    ? []
    : [
        repeat(2_000, round.tend, fails('The round that writes down what time brought failed')),
        repeat(5_000, round.look, fails('Looking at what visits left behind failed')),
        repeat(2_000, round.settleSsh, fails('The round of the SSH door failed')),
        repeat(60_000, round.tellTheRest, fails('Telling people failed')),
        repeat(300_000, round.daily, fails('The daily round failed')),
        repeat(300_000, round.checkDaily, fails('Looking at connected systems failed')),
      ]
  tellSoon = () => telling?.now()
  tendSoon = () => rounds[0]?.now()
  webhooksSoon = () => sending?.now()

  // ── the door to the network ───────────────────────────────────────────────────────────────────────────────
  const app = await openApp({
    kernel,
    snapshots,
    keys,
    probe,
    gate,
    vault,
    offers: rightsOffers,
    connectors,
    ssh: { keys: sshKeys, port: () => ofSsh.port(), serverOf: serverOf(kernel, vault) },
    url: options.url,
    trustedProxies: options.trustedProxies ?? [],
    log,
    demo: options.demo ?? false,
    provider: options.oidc && reachProvider(options.oidc, `${options.url}${doorPaths.signInProviderBack()}`),
    live,
    panelDesk,
    panelStreams,
    keepHolder,
    tendSoon: () => tendSoon(),
    webhooksSoon: () => webhooksSoon(),
    deafForMs: hearing.deafForMs,
    mail: { isSetUp: transport !== undefined, sendSoon: () => tellSoon() },
    async troubles() {
      try {
        await database.within('', tx => tx.selectNoFrom(eb => eb.lit(1).as('one')).execute())
        return []
      } catch {
        return [options.databaseTrouble?.() ?? 'The database does not answer.']
      }
    },
  })

  return {
    app,
    kernel,
    snapshots,
    doorkeeper,
    keys,
    probe,
    recordings,
    ssh: ofSsh,
    sshKeys,
    hearing,
    live,
    panelDesk,
    round,
    async listen(port: number, host: string): Promise<number> {
      await app.listen({ port, host })
      if (options.sshPort !== undefined) await ofSsh.listen(options.sshPort, host)
      const address = app.server.address()
      return typeof address === 'object' && address ? address.port : port
    },
    /** Ends what runs; within ten seconds whatever hangs. */
    async close(): Promise<void> {
      closing = true
      errands.stop()
      webhookErrands.stop()
      app.server.closeIdleConnections()
      const ended = Promise.all([
        telling?.stop(),
        sending?.stop(),
        ...rounds.map(one => one.stop()),
        app.close(),
        ofSsh.close(),
      ])
      const cut = setTimeout(() => app.server.closeAllConnections(), 5_000)
      cut.unref()
      await ended
      clearTimeout(cut)
      await recordings.close()
      transport?.close()
      await hearing.stop()
      await database.close()
    },
  }
}

/** Foreign systems that one node speaks to at the same time. One that hangs holds a place for half a minute at most. */
const errandsAtOnce = 64

/** Requests to the provider's own programs that are under way at the same time. */
const webhooksAtOnce = 16

/** Every foreign system that this desk can reach. */
function everyConnector(needs: ConnectorNeeds): readonly Connector[] {
  return [
    connectWordpress(needs),
    connectShopware(needs),
    connectPrestashop(needs),
    connectMagento(needs, runOverSsh),
    connectSshHost(needs),
  ]
}

async function readName(database: Database, personId: string): Promise<string | undefined> {
  return database.within(
    '',
    async tx =>
      (await tx.selectFrom('people.persons').select('name').where('id', '=', personId).executeTakeFirst())
        ?.name,
  )
}

/** The newest instant in the ledger: time never goes on from before it, whatever the system's clock says after a restart. */
async function latestInstant(database: Database): Promise<number> {
  return database.within('*', async tx => {
    const row = await tx
      .selectFrom('access.accounts')
      .select(eb => eb.fn.max('last_at').as('at'))
      .executeTakeFirst()
    return row?.at?.getTime() ?? 0
  })
}
