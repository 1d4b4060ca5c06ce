import { generateKeyPairSync } from 'node:crypto'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { enter } from '#server/access/4-enter/enter.ts'
import { deactivatePerson } from '#server/access/5-end/deactivate-person.ts'
import { addResource, makeEntranceKey } from '#server/access/add-resource.ts'
import { joinTeam } from '#server/access/join-team.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { askForAccess } from '#server/doors/service-switch/ask-for-access.ts'
import { readOpenings } from '#server/doors/service-switch/opening.ts'
import { turnOn } from '#server/doors/service-switch/turn-on.ts'
import { connect } from '#server/doors/support-visit/connections.ts'
import { makeApiKey } from '#server/people/api-keys.ts'
import { inviteMember } from '#server/people/invitations.ts'
import { linkLivesMs, makeLink } from '#server/people/links.ts'
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
import { openVault } from '#server/plumbing/vault/open-vault.ts'
import { asOwner, makeDatabase, readPrepared, testKey } from '../database.ts'
import { hour, monday } from '../desk.ts'

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
  /** A member whose account it may become. */
  member: string
  /** Of the person who is asked about in the operations about oneself: Sam here, the owner there. */
  session: string
  apiKey: string
  sshKey: string
  passkey: string
  /** A grant of his for a server of the account, over SSH. */
  visit: string
  /** Ownership that is about to change hands. */
  transfer: string
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
  people: {
    sam: string
    ines: string
    olga: string
    noor: string /** has no sign-in yet */
    newcomer: string
  }
  supportTeam: string
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
    const house = { origin: 'http://localhost', provider: 'Shopwerk', zone: 'Europe/Berlin' }
    const furnish = async (
      owner: string,
      shopKey: string,
      asksFor: string,
      person: string,
      member: string,
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
      const visit = await record(kernel, { accounts: [shop.accountId], by: { person: owner } }, async r => {
        const resourceId = await addResource(r, shop.accountId, {
          kind: 'server',
          name: 'web-1',
          origin: null,
        })
        await connect(
          r,
          openVault(database, deriveKeys(testKey)),
          { accountId: shop.accountId, resourceId },
          { system: 'ssh-host', address: 'ssh://127.0.0.1:1', login: 'deploy', credential: 'x', options: {} },
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
      })
      const invited = await inviteMember(kernel, house, { person: owner }, shop.accountId, {
        name: 'Ida',
        address: `ida@${shopKey}.example`,
        language: 'de',
        role: 'viewer',
        untilOn: null,
      })
      return {
        account: shop.accountId,
        shop: shop.resourceId,
        grant: opening!.grants[0]!.id,
        request,
        key,
        owner,
        member,
        visit,
        invitation: invited.id,
        transfer: newId(at.getTime()),
        ...(await ownThings(person)),
      }
    }
    const olgas = await furnish(olga, 'kaffeerad', 'roesterei', sam, viewer)
    const noors = await furnish(noor, 'tulpenkas', 'tulpenkas', noor, viewer)
    await addMember(olgas.account, olga, viewer)
    await addMember(noors.account, noor, viewer)
    noors.transfer = (await askTransfer(kernel, house, { person: noor }, noors.account, viewer)).id
    const mail = await database.within('', tx =>
      queueMail(
        tx,
        { kind: 'test', to: 'a@b.example', language: 'de', subject: 'x', plain: 'x', html: 'x', thread: 'x' },
        at,
      ),
    )
    const ticket = {
      id: newId(at.getTime()),
      account,
      resource: olgas.shop,
      person: sam,
      session: samsSession,
      expiresAt: at.getTime() + 60_000,
    }
    await enter(kernel, ticket, 'gate', newSecret(), { network: '127.0.0.1', device: null })
    return {
      template: made.name,
      cookies,
      olga: olgas,
      noor: noors,
      quietShop: cast.shops.roesterei!.id,
      mail,
      people: { sam, ines, olga, noor, newcomer },
      supportTeam: cast.supportTeam,
      close: made.drop,
    }
  } catch (error) {
    await made.drop()
    throw error
  } finally {
    await database.close()
  }
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
