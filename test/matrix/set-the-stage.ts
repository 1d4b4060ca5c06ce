import { createHash, generateKeyPairSync } from 'node:crypto'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { enter } from '#server/access/4-enter/enter.ts'
import { keepHandOver } from '#server/access/4-enter/hand-over/keep.ts'
import { reveal } from '#server/access/4-enter/hand-over/reveal.ts'
import { deactivatePerson } from '#server/access/5-end/deactivate-person.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { addPanel } from '#server/access/add-panel.ts'
import { addResource, makeEntranceKey } from '#server/access/add-resource.ts'
import { joinTeam } from '#server/access/join-team.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { askForAccess } from '#server/doors/service-switch/ask-for-access.ts'
import { readOpenings } from '#server/doors/service-switch/opening.ts'
import { turnOn } from '#server/doors/service-switch/turn-on.ts'
import { connect } from '#server/doors/support-visit/connections.ts'
import { sealChunk } from '#server/doors/support-visit/recordings/seal-chunk.ts'
import {
  addChunk,
  beginRecording,
  keepRecording,
} from '#server/doors/support-visit/recordings/store-recording.ts'
import { noteRequestedRights } from '#server/doors/support-visit/steps/read-rights.ts'
import { wantAllowList, wantLettingIn } from '#server/doors/support-visit/steps/want-by-hand.ts'
import { askForVisit } from '#server/doors/support-visit/visits/ask-for-visit.ts'
import { beginVisit } from '#server/doors/support-visit/visits/begin-visit.ts'
import { renewRequestCode, tellRequestCode } from '#server/doors/support-visit/visits/request-code.ts'
import { changeVisitPolicy } from '#server/doors/support-visit/visits/visit-policy.ts'
import { makeApiKey } from '#server/people/api-keys.ts'
import { inviteMember } from '#server/people/invite-member.ts'
import { linkLivesMs, makeLink } from '#server/people/links.ts'
import { addParty } from '#server/people/parties/change-parties.ts'
import { findOrAddPerson } from '#server/people/persons.ts'
import { beginSession, noteProof } from '#server/people/sessions.ts'
import { addSshKey } from '#server/people/ssh-keys.ts'
import { askTransfer } from '#server/people/transfers.ts'
import { openDatabase } from '#server/plumbing/database.ts'
import { newId, newSecret } from '#server/plumbing/ids.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { migrate } from '#server/plumbing/migrate.ts'
import { formatAuthority } from '#server/plumbing/ssh/public-key.ts'
import { openVault, type Vault } from '#server/plumbing/vault/open-vault.ts'
import { queueWebhooks } from '#server/plumbing/webhooks/queue-webhooks.ts'
import { addWebhook, switchOff } from '#server/webhooks/change-webhooks.ts'
import { asOwner, makeDatabase, readPrepared, testKey } from '../database.ts'
import { hour, monday } from '../desk.ts'
import { giveBoxes, suspendOneOfTwo } from './give-boxes.ts'
import { holdDomains } from './hold-domains.ts'

/** Who calls. The columns of the matrix, in their order. */
export const callers = {
  nobody: 'without sign-in',
  stranger: 'Noor, owner of another account, reaching for what is Olga’s',
  owner: 'Olga, owner of the account',
  viewer: 'holds access.view in Olga’s account and nothing else',
  ender: 'holds access.end in Olga’s account and nothing else',
  support: 'Sam of the support team, who asked, was let in and is inside',
  desk: 'Dora of the provider’s desk',
  gone: 'was desk, support and colleague with every right, and is deactivated; his cookie is still there',
} as const
export type CallerName = keyof typeof callers

/** What one of two tenants has, so that an id of the one can be put where one of the other belongs. */
export type Tenant = {
  account: string
  shop: string
  grant: string
  request: string
  key: string
  owner: string
  invitation: string
  /** Somebody who can be reached for it. */
  contact: string
  /** A member whose account it may become. */
  member: string
  /** Of the person who is asked about in the operations about oneself: Sam here, the owner there. */
  session: string
  apiKey: string
  sshKey: string
  passkey: string
  /** A grant of his for a server of the account, over SSH. */
  sshVisit: string
  /** Ownership that is about to change hands. */
  transfer: string
  requestCode: string
  /** A visit that Sam (here) or Ines (there) has asked for, and one that is open to that agent. */
  visit: string
  openVisit: string
  /** The grant of a visit of the support, what it misses there, and what it has left behind. */
  visitGrant: string
  artefact: string
  thing: string
  /** Of a shell of Sam's. */
  recording: string
  /** The grant of a visit that people let in by hand: Sam's here, Ines' there. */
  guidedVisit: string
  guided: string
  /** Its steps: one of the owner's and one of the visitor's that wait, and one of each that is confirmed. */
  step: string
  confirmedStep: string
  visitorStep: string
  visitorConfirmedStep: string
  /** A grant to one agent by name (Sam at Olga's, Ines at Noor's), something that the owner put down there, and something of the agent's. */
  handVisit: string
  handOver: string
  given: string
  /** A visit that is over, and a password that was seen in it. */
  pastVisit: string
  known: string
  /** A group of resources, and the rights that the member has on it. */
  group: string
  assignment: string
  /** A domain that somebody holds, a contact that could hold it, and two changes of others: asked for, and at the provider. */
  domain: string
  nextHolder: string
  assetChange: string
  providerChange: string
  /** To rights; its invited asks that another address counts. */
  rightsInvitation: string
}

export type Stage = {
  /** A database to copy; the stage itself is never played on. */
  template: string
  cookies: Record<CallerName, string | undefined>
  olga: Tenant
  noor: Tenant
  /** Olga's second shop, which has never been switched. */
  quietShop: string
  /** A mail that waits. */
  mail: string
  /** Of the desk: one that is on, with something that waits for it, and one that is off. */
  webhook: string
  webhookDelivery: string
  webhookOff: string
  people: {
    sam: string
    ines: string
    olga: string
    noor: string
    /** has no sign-in yet */
    newcomer: string
    /** Of Olga's account; holds something there by another door too. */
    suspended: string
  }
  supportTeam: string
  /** A panel of the provider's, and its key. */
  panel: { id: string; keyId: string }
  close(): Promise<void>
}

const later = { longestMs: null, endless: true }

/** Two tenants side by side with the same things in them, and everybody signed in. One hour before the desks open. */
export async function setTheStage(): Promise<Stage> {
  const { template, cast } = readPrepared()
  const made = await makeDatabase(template)
  await asOwner(made.ownerUrl, client =>
    client.query(
      "update access.resources set origin = 'https://shop-' || right(id::text, 12) || '.example' where origin is null",
    ),
  )
  const database = openDatabase(made.runtimeUrl, () => undefined, 2)
  try {
    const kernel: Kernel = { database, clock: { now: () => monday - hour }, noticed: () => undefined }
    const at = new Date(kernel.clock.now())
    const { sam, ines, olga, noor, dora } = cast.people
    const [viewer, ender, gone, newcomer] = await database.within('', async tx => {
      const ids = []
      for (const name of ['Vera', 'Edda', 'Georg', 'Paul']) {
        const address = `${name.toLowerCase()}@kaffeerad.example`
        ids.push((await findOrAddPerson(tx, { name, address, language: 'de', passwordHash: null }, at)).id)
      }
      return ids as [string, string, string, string]
    })
    const account = cast.accounts.olga!
    const give = (person: string, permissions: Permission[]) =>
      record(kernel, { accounts: [account], by: { person: olga } }, r =>
        openGrant(
          r,
          {
            ...nothingSaid,
            accountId: account,
            subject: { kind: 'person', id: person },
            permissions,
            beginsAt: r.now,
          },
          later,
        ),
      )
    await give(viewer, ['access.view'])
    await give(ender, ['access.end'])
    await give(gone, ['access.view', 'access.open', 'access.end', 'access.decide'])
    await record(kernel, { accounts: [cast.provider], by: { person: dora } }, async r => {
      for (const team of [cast.supportTeam, cast.deskTeam]) await joinTeam(r, cast.provider, team, gone)
      await joinTeam(r, cast.provider, cast.supportTeam, newcomer)
    })

    const signedIn = { stranger: noor, owner: olga, viewer, ender, support: sam, desk: dora, gone }
    const cookies: Stage['cookies'] = {
      nobody: undefined,
      stranger: '',
      owner: '',
      viewer: '',
      ender: '',
      support: '',
      desk: '',
      gone: '',
    }
    let samsSession = ''
    const signIn = (person: string) =>
      database.within('', async tx => {
        const session = await beginSession(
          tx,
          person,
          ['password', 'totp'],
          { network: '127.0.0.1', device: null },
          at,
        )
        // Has just proven anew who he is: what is dangerous is not refused for that alone.
        const token = await noteProof(tx, session.sessionId, new Date(monday))
        return { ...session, token: token! }
      })
    for (const [name, person] of Object.entries(signedIn)) {
      const { token, sessionId } = await signIn(person)
      cookies[name as CallerName] = `einlass-session=${token}`
      if (person === sam) samsSession = sessionId
    }
    await deactivatePerson(kernel, { person: dora }, gone, null)
    // Seen a moment ago: when somebody was seen is noted once a minute, and would show as a change in everything.
    await asOwner(made.ownerUrl, client =>
      client.query('update people.sessions set last_seen_at = $1', [new Date(monday)]),
    )

    const shopOf = (key: string) => ({
      accountId: cast.shops[key]!.accountId,
      resourceId: cast.shops[key]!.id,
    })
    const ownThings = async (person: string) => {
      const { sessionId } = await signIn(person)
      return database.within('', async tx => {
        const wish = { name: 'CI', scopes: ['read'] as const, days: 30 }
        const { apiKey } = await makeApiKey(tx, person, wish, at)
        const passkey = newId(at.getTime())
        await tx
          .insertInto('people.passkeys')
          .values({
            id: passkey,
            person_id: person,
            credential_id: passkey,
            public_key: Buffer.alloc(8),
            sign_count: 0,
            device_type: 'singleDevice',
            name: 'Laptop',
            made_at: at,
          })
          .execute()
        const publicKey = formatAuthority(generateKeyPairSync('ed25519').privateKey, 'laptop')
        const sshKey = await addSshKey(tx, person, { name: 'Laptop', publicKey }, at)
        return { session: sessionId, apiKey: apiKey.id, sshKey: sshKey.id, passkey }
      })
    }
    const addMember = async (accountId: string, owner: string, person: string) =>
      record(kernel, { accounts: [accountId], by: { person: owner } }, r =>
        openGrant(
          r,
          {
            ...nothingSaid,
            door: 'members',
            accountId,
            subject: { kind: 'person', id: person },
            permissions: ['access.view'],
            beginsAt: r.now,
          },
          later,
        ),
      )
    await changeVisitPolicy(
      kernel,
      { person: dora },
      { mailbox: 'visits@shopwerk.example', longestDays: 30, requestLapsesDays: 7 },
    )
    /** A visit whose account somebody has deleted by hand, and that has left something behind. */
    const visited = async (
      shop: { accountId: string; resourceId: string },
      owner: string,
      visitor: string,
    ) => {
      const begun = await record(kernel, { accounts: [shop.accountId], by: { person: owner } }, async r => {
        const grant = await openGrant(
          r,
          {
            ...nothingSaid,
            ...shop,
            door: 'support-visit',
            subject: { kind: 'person', id: visitor },
            permissions: ['shop.view'],
            beginsAt: r.now,
          },
          later,
        )
        const wanted = {
          ...shop,
          grantId: grant,
          system: 'shopware',
          kind: 'admin',
          sharedAs: '',
          reference: {},
        }
        return { visitGrant: grant, artefact: await wantArtefact(r, wanted), thing: newId(r.now) }
      })
      await asOwner(made.ownerUrl, async client => {
        await client.query('update access.artefacts set present_at = $2, missing_at = $2 where id = $1', [
          begun.artefact,
          at,
        ])
        await client.query(
          `insert into support_visit.left_behind (id, account_id, resource_id, system, kind, found_id, name, first_seen_at)
          values ($1, $2, $3, 'shopware', 'admin', '7', 'helper2', $4)`,
          [begun.thing, shop.accountId, shop.resourceId, at],
        )
      })
      return begun
    }
    /** Somebody is let in by hand; what waits and what is confirmed is written as the owner of the database. */
    const visitByHand = async (owner: string, shop: ReturnType<typeof shopOf>, agentId: string) => {
      const of = { ...shop, platform: 'shopify' as const, agentId }
      const { grantId, guided } = await record(
        kernel,
        { accounts: [shop.accountId], by: { person: owner } },
        async r => {
          const subject = { kind: 'person' as const, id: agentId }
          const opening = { ...nothingSaid, ...shop, door: 'support-visit', subject, beginsAt: r.now }
          const grantId = await openGrant(r, { ...opening, permissions: ['shop.view'] }, later)
          await wantAllowList(r, { ...of, grantId, addresses: ['192.0.2.1'] })
          const wish = { kind: 'invitation' as const, mailbox: 'visit@einlass.example', rights: ['Orders'] }
          const guided = await wantLettingIn(r, { ...of, ...wish, grantId })
          const has = { open: true, end: true }
          const speaker = {
            accountId: shop.accountId,
            grantId,
            person: agentId,
            side: 'support' as const,
            has,
          }
          await noteRequestedRights(r, speaker, guided, ['Orders', 'Users'])
          return { grantId, guided }
        },
      )
      const steps = await asOwner(made.ownerUrl, async client => {
        await client.query(
          `update support_visit.steps set confirmed_at = $1, confirmed_by = case needed_from when 'owner' then $2::uuid else $3::uuid end
            where grant_id = $4 and key in ('shopify.giveCode', 'shopify.sendRequest')`,
          [at, owner, agentId, grantId],
        )
        const found = await client.query<{ id: string; key: string }>(
          "select id, key from support_visit.steps where grant_id = $1 and phase in ('before', 'open')",
          [grantId],
        )
        return new Map(found.rows.map(({ id, key }) => [key, id]))
      })
      return {
        guidedVisit: grantId,
        guided,
        step: steps.get('allowList.putIn')!,
        confirmedStep: steps.get('shopify.giveCode')!,
        visitorStep: steps.get('allowList.name')!,
        visitorConfirmedStep: steps.get('shopify.sendRequest')!,
      }
    }
    const house = { origin: 'http://localhost', provider: 'Shopwerk', zone: 'Europe/Berlin' }
    const vault = openVault(database, deriveKeys(testKey))
    const haveVisits = async (
      shop: { accountId: string; resourceId: string },
      owner: string,
      agent: string,
    ) => {
      const by = (person: string) => ({ accounts: [shop.accountId], by: { person } })
      const openOne = () =>
        record(kernel, by(owner), r =>
          openGrant(
            r,
            {
              ...nothingSaid,
              accountId: shop.accountId,
              resourceId: shop.resourceId,
              door: 'support-visit',
              subject: { kind: 'person', id: agent },
              permissions: ['shop.view'],
              beginsAt: r.now,
            },
            later,
          ),
        )
      const keep = (person: string, grantId: string, kind: 'password' | 'public-key') =>
        record(kernel, by(person), r =>
          keepHandOver(
            r,
            vault,
            { accountId: shop.accountId, grantId },
            { kind, label: null, values: { value: 'a value' }, most: null },
          ),
        )
      const handVisit = await openOne()
      const pastVisit = await openOne()
      const known = await keep(owner, pastVisit, 'password')
      await reveal(kernel, vault, { personId: agent, grantId: pastVisit, id: known, network: null })
      await record(kernel, by(owner), r => endAccess(r, shop.accountId, [pastVisit], 'revoked'))
      return {
        handVisit,
        handOver: await keep(owner, handVisit, 'password'),
        given: await keep(agent, handVisit, 'public-key'),
        pastVisit,
        known,
      }
    }
    const furnish = async (
      owner: string,
      shopKey: string,
      asksFor: string,
      person: string,
      member: string,
      visitor: string,
    ): Promise<Tenant> => {
      const shop = shopOf(shopKey)
      const wish = {
        until: { preset: 'one-week' as const },
        mode: 'full' as const,
        who: { kind: 'team' as const },
      }
      await turnOn(kernel, { person: owner }, { as: 'owner' }, shop, { ...wish, ...unsaid }, 0)
      const [opening] = await database.within(shop.accountId, tx => readOpenings(tx, shop.resourceId, at))
      const request = await askForAccess(kernel, sam, {
        shopId: shopOf(asksFor).resourceId,
        wants: [{ permission: 'shop.view', reason: 'To see the checkout as you see it' }],
        until: { preset: 'three-working-days' },
        forWhom: 'me',
        ...unsaid,
      })
      const { id: key } = await record(kernel, { accounts: [shop.accountId], by: { person: dora } }, r =>
        makeEntranceKey(r, shop.accountId, shop.resourceId),
      )
      await record(kernel, { accounts: [shop.accountId], by: { person: owner } }, r =>
        connect(r, openVault(database, deriveKeys(testKey)), shop, {
          system: 'wordpress',
          address: 'https://127.0.0.1:1',
          login: 'einlass',
          credential: 'never told again',
          options: {},
        }),
      )
      await renewRequestCode(kernel, owner, shop.accountId)
      const { code } = await database.within(shop.accountId, tx => tellRequestCode(tx, shop.accountId))
      // Sam visits Olga, Ines visits Noor: what is foreign to him is a visit of hers.
      const agent = owner === olga ? sam : ines
      const visiting = {
        resourceId: shop.resourceId,
        platform: 'shopify' as const,
        purpose: 'The checkout',
        rights: [{ right: 'shop.view' as const, reason: 'To look' }],
        platformRights: [{ right: 'Orders', reason: 'To see the order' }],
        until: { preset: 'one-week' as const },
      }
      const openVisit = await beginVisit(kernel, owner, { as: 'owner' }, shop.accountId, {
        ...visiting,
        agentId: agent,
        caseNumber: null,
      })
      const visit = await askForVisit(kernel, agent, '127.0.0.1', {
        ...visiting,
        code: code!,
        caseNumber: 'T-0',
      })
      // Whom Noor lets in by name is nobody of Olga's.
      const visits = await haveVisits(shop, owner, owner === olga ? sam : ines)
      const sshVisit = await record(
        kernel,
        { accounts: [shop.accountId], by: { person: owner } },
        async r => {
          const resourceId = await addResource(r, shop.accountId, {
            kind: 'server',
            name: 'web-1',
            origin: null,
          })
          await connect(
            r,
            openVault(database, deriveKeys(testKey)),
            { accountId: shop.accountId, resourceId },
            {
              system: 'ssh-host',
              address: 'ssh://127.0.0.1:1',
              login: 'deploy',
              credential: 'x',
              options: {},
            },
          )
          return openGrant(
            r,
            {
              ...nothingSaid,
              accountId: shop.accountId,
              resourceId,
              subject: { kind: 'person', id: person },
              permissions: ['server.shell'],
              beginsAt: r.now,
            },
            later,
          )
        },
      )
      const invited = await inviteMember(kernel, house, { person: owner }, shop.accountId, {
        name: 'Ida',
        address: `ida@${shopKey}.example`,
        language: 'de',
        role: 'viewer',
        untilOn: null,
      })
      const added = await addParty(kernel, { person: owner, standing: { as: 'owner' } }, shop.accountId, {
        kind: 'person',
        name: 'Ida',
        email: `ida@${shopKey}.example`,
        language: 'de',
        zone: 'Europe/Berlin',
      })
      return {
        account: shop.accountId,
        shop: shop.resourceId,
        grant: opening!.grants[0]!.id,
        request,
        key,
        owner,
        member,
        sshVisit,
        invitation: invited.id,
        contact: added.contact.id,
        transfer: newId(at.getTime()),
        requestCode: code!,
        visit,
        openVisit,
        ...(await visited(shop, owner, visitor)),
        recording: '',
        ...(await visitByHand(owner, shop, owner === olga ? sam : ines)),
        ...visits,
        group: '',
        assignment: '',
        domain: '',
        nextHolder: '',
        assetChange: '',
        providerChange: '',
        rightsInvitation: '',
        ...(await ownThings(person)),
      }
    }
    const panel = await record(kernel, { accounts: [cast.provider], by: { person: dora } }, r =>
      addPanel(r, cast.provider, 'Kundenmenü', 'https://panel.example/sign-on'),
    )
    const olgas = await furnish(olga, 'kaffeerad', 'roesterei', sam, viewer, sam)
    const noors = await furnish(noor, 'tulpenkas', 'tulpenkas', noor, viewer, ines)
    await addMember(olgas.account, olga, viewer)
    await addMember(noors.account, noor, viewer)
    for (const tenant of [olgas, noors]) {
      Object.assign(tenant, await giveBoxes(kernel, house, tenant.account, tenant.owner, tenant.member))
      Object.assign(tenant, await holdDomains(kernel, made.ownerUrl, tenant.account, tenant.owner))
    }
    await suspendOneOfTwo(kernel, olgas.account, olga, { active: sam, suspended: ender })
    noors.transfer = (await askTransfer(kernel, house, { person: noor }, noors.account, viewer)).id
    const mail = await database.within('', tx =>
      queueMail(
        tx,
        { kind: 'test', to: 'a@b.example', language: 'de', subject: 'x', plain: 'x', html: 'x', thread: 'x' },
        at,
      ),
    )
    const hook = { name: 'Panel', address: 'https://panel.example/hook', allowPrivate: false }
    const silent = await addWebhook(kernel, vault, dora, hook)
    await switchOff(kernel, dora, silent.id)
    const listener = await addWebhook(kernel, vault, dora, hook)
    const [webhookDelivery] = await database.within('', tx =>
      queueWebhooks(tx, [{ type: 'webhook.test', data: {} }], at),
    )
    for (const tenant of [olgas, noors]) {
      const ticket = {
        id: newId(at.getTime()),
        account: tenant.account,
        resource: tenant.shop,
        person: sam,
        session: samsSession,
        expiresAt: at.getTime() + 60_000,
      }
      const from = { network: '127.0.0.1', device: null }
      const { entryId } = await enter(kernel, ticket, 'gate', newSecret(), from)
      tenant.recording = await recordShell(kernel, vault, entryId)
    }
    return {
      template: made.name,
      cookies,
      olga: olgas,
      noor: noors,
      quietShop: cast.shops.roesterei!.id,
      mail,
      webhook: listener.id,
      webhookDelivery: webhookDelivery!,
      webhookOff: silent.id,
      people: { sam, ines, olga, noor, newcomer, suspended: ender },
      supportTeam: cast.supportTeam,
      panel: { id: panel.id, keyId: panel.key.id },
      close: made.drop,
    }
  } catch (error) {
    await made.drop()
    throw error
  } finally {
    await database.close()
  }
}

/** @returns the id of a recording that is kept */
async function recordShell(kernel: Kernel, vault: Vault, entryId: string): Promise<string> {
  const shell = { kind: 'shell', width: 80, height: 24 } as const
  const { accountId, recordingId, key } = await beginRecording(kernel, vault, entryId, shell)
  const clear = Buffer.from('{"version":2,"width":80,"height":24}\n[0.5,"o","$ "]\n')
  await addChunk(kernel, await sealChunk(key, { accountId, recordingId, fromByte: 0, clear }))
  const sha256 = createHash('sha256').update(clear).digest()
  await record(kernel, { accounts: [accountId], by: { rule: 'recorder' } }, r =>
    keepRecording(r, recordingId, { outcome: 'complete', bytes: clear.length, sha256, leftOut: 0 }),
  )
  return recordingId
}

const unsaid = { reason: null, caseNumber: null, message: null }
const nothingSaid = {
  ...unsaid,
  resourceId: null,
  door: 'matrix',
  endsAt: null,
  giver: { as: 'owner' },
} as const

/** A desk that nobody has set up yet. @returns the template and the code of its setup link */
export async function setTheEmptyStage(): Promise<{
  template: string
  link: string
  close(): Promise<void>
}> {
  const made = await makeDatabase(undefined)
  try {
    await migrate(made.ownerUrl)
    const database = openDatabase(made.runtimeUrl, () => undefined, 1)
    try {
      const { code: link } = await database.within('', tx =>
        makeLink(tx, { purpose: 'setup' }, linkLivesMs.setup, new Date(monday - 60_000)),
      )
      return { template: made.name, link, close: made.drop }
    } finally {
      await database.close()
    }
  } catch (error) {
    await made.drop()
    throw error
  }
}
