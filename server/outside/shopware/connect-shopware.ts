import type {
  Closed,
  Confirmed,
  Connection,
  Connector,
  ConnectorNeeds,
  Found,
  Inventory,
  Opened,
  Tested,
  Trace,
} from '#server/access/outside.ts'
import { hexOfId, isMailbox, newPassword, plainName } from '#server/plumbing/foreign-account.ts'
import { asRow, type Failed, isKey, type Shop, signIn } from './ask-shop.ts'
import { listWhatIsThere, removeOne } from './inventory.ts'
import { probeRights } from './probe-rights.ts'

/** For the people who rely on it. */
const cannotSee = [
  'Files: what an app or a plugin has written to the shop’s server.',
  'Changes to products, orders, rules, flows and settings.',
  'Who signed in when: Shopware tells no list of sessions.',
  'Scheduled tasks and message queues that a plugin has started.',
  'Accounts of a single sign-on provider, if the administration uses one.',
] as const

type User = { id: string; username: string; email: string; active: boolean; admin: boolean }
const userFields = ['id', 'username', 'email', 'active', 'admin']
const no = (error: string): { done: false; error: string } => ({ done: false, error })

export function connectShopware(needs: ConnectorNeeds, timeoutMs = 10_000): Connector {
  async function enter(
    resourceId: string,
  ): Promise<{ ok: true; shop: Shop; connection: Connection } | Failed> {
    const connection = await needs.connectionOf(resourceId)
    if (!connection) return { ok: false, error: 'Nobody has connected this shop yet.' }
    const signed = await signIn(connection, timeoutMs)
    return signed.ok ? { ok: true, shop: signed.shop, connection } : signed
  }

  return {
    name: 'shopware',
    verified: 'documentation',
    cannotSee,

    async open(trace): Promise<Opened> {
      const key = hexOfId(trace.artefactId)
      const mailbox = trace.reference['mailbox']
      if (!key) return no('This visit has no identifier that an account could be named after.')
      if (!isMailbox(mailbox)) return no('A mailbox of our own is missing, under which the account is made.')
      const entered = await enter(trace.resourceId)
      if (!entered.ok) return no(entered.error)
      const { shop, connection } = entered

      const found = await findAccount(shop, trace, mailbox)
      if (!found.ok) return no(found.error)
      if (found.stranger) return no('Another account of the shop already uses the mailbox of this visit.')
      const done: Opened = {
        done: true,
        reference: {
          ...trace.reference,
          userId: found.users[0]?.id ?? key,
          login: found.users[0]?.username ?? loginOf(key),
          signInAt: `${connection.address.replace(/\/+$/, '')}/admin`,
        },
      }
      if (found.users.some(user => user.id === trace.reference['userId'])) return done

      // Kept before the account is made: an account whose password nobody knows could not be probed afterwards.
      let password = await needs.readSecret(trace.artefactId, 'password')
      if (password === undefined) {
        password = newPassword()
        await needs.keepSecret(trace.artefactId, 'password', password)
      }
      const there = found.users[0]
      if (there) {
        // A crash may have left it with any password; the one that is kept is to be the one that works.
        const failed = await setPassword(shop, there.id, password)
        if (failed) return no(failed)
      } else {
        const rights = await readRights(shop, connection)
        if (!rights.ok) return no(rights.error)
        const made = await shop.ask('POST', '/api/user', {
          id: key,
          username: loginOf(key),
          email: mailbox,
          password,
          firstName: 'Einlass',
          lastName: plainName(trace.reference['person'], 'Support'),
          active: true,
          ...rights.fields,
        })
        if (!made.ok) return no(made.error)
      }
      // Somebody who opens the same at the same time may have kept another one; the kept one wins.
      for (let round = 0; round < 5; round++) {
        const kept = await needs.readSecret(trace.artefactId, 'password')
        if (kept === undefined || kept === password) return done
        password = kept
        const failed = await setPassword(shop, String(done.reference['userId']), password)
        if (failed) return no(failed)
      }
      return no('The account’s password was changed again and again while it was being set.')
    },

    async close(trace): Promise<Closed> {
      const entered = await enter(trace.resourceId)
      if (!entered.ok) return no(entered.error)
      const { shop } = entered
      const found = await findAccount(shop, trace)
      if (!found.ok) return no(found.error)
      for (const user of found.users) {
        await takeWitness(needs, shop, trace, user)
        const deleted = await shop.ask('DELETE', `/api/user/${user.id}`)
        if (deleted.ok || deleted.status === 404) continue
        const disarmed = await disarm(shop, user, trace.reference['mailbox'])
        if (disarmed)
          return no(`${deleted.error} The account could not be made powerless either. ${disarmed}`)
      }
      return { done: true }
    },

    async confirmClosed(trace): Promise<Confirmed> {
      const entered = await enter(trace.resourceId)
      if (!entered.ok) return { gone: false, error: entered.error }
      const { shop } = entered
      const found = await findAccount(shop, trace)
      if (!found.ok) return { gone: false, error: found.error }
      for (const user of found.users) {
        const alive = await whyAlive(shop, user, trace.reference['mailbox'])
        if (alive) return { gone: false, error: alive }
      }
      const said = [
        found.users.length === 0
          ? 'The shop was asked and has no such account.'
          : 'The account is still listed, but switched off, without administration rights and access keys; its password was replaced, which ends its sessions.',
      ]
      const key = hexOfId(trace.artefactId)
      const password = await needs.readSecret(trace.artefactId, 'password')
      if (key && password !== undefined) {
        const tried = await shop.tryPassword(loginOf(key), password)
        if (!('in' in tried)) return { gone: false, error: tried.error }
        if (tried.in) return { gone: false, error: 'The shop still lets the old password in.' }
        said.push('The old password was tried and refused.')
      }
      const witness = readWitness(await needs.readSecret(trace.artefactId, 'witness'))
      if (witness) {
        const tried = await shop.tryToken(witness.token)
        if (!('in' in tried)) return { gone: false, error: tried.error }
        if (tried.in) return { gone: false, error: 'A session from before the end still works in the shop.' }
        if (witness.endsAt > needs.now())
          said.push('A session opened just before the end was tried and refused.')
      }
      return { gone: true, how: said.join(' ') }
    },

    async inventory(resourceId): Promise<Inventory> {
      const entered = await enter(resourceId)
      return entered.ok ? listWhatIsThere(entered.shop) : { seen: false, error: entered.error }
    },

    async remove(resourceId: string, found: Pick<Found, 'kind' | 'id'>): Promise<Closed> {
      const entered = await enter(resourceId)
      return entered.ok ? removeOne(entered.shop, found) : no(entered.error)
    },

    async test(resourceId): Promise<Tested> {
      const entered = await enter(resourceId)
      if (!entered.ok) return { works: false, error: entered.error }
      const { shop, connection } = entered
      const answer = await shop.ask('GET', '/api/_info/version')
      if (!answer.ok) return { works: false, error: answer.error }
      const version = asRow(answer.body)['version']
      if (typeof version !== 'string' || !/^6\.\d+(\.\d+)*(-[\w.]+)?$/.test(version))
        return { works: false, error: 'What answers there does not present itself as Shopware 6.' }
      const lacking = await probeRights(shop, connection)
      if (lacking) return { works: false, error: lacking }
      const rights = await readRights(shop, connection)
      return rights.ok ? { works: true, version } : { works: false, error: rights.error }
    },
  }
}

const loginOf = (key: string) => `einlass-${key}`

/**
 * Ours is what has the identifier that we gave it, or the login that follows from it: a visitor can change his address
 * and even his login. An account that only has the same address is somebody else’s, and is never touched.
 */
async function findAccount(
  shop: Shop,
  trace: Trace,
  mailbox?: string,
): Promise<{ ok: true; users: User[]; stranger: boolean } | Failed> {
  const key = hexOfId(trace.artefactId)
  const known = trace.reference['userId']
  const ids = [key, known].filter(isKey)
  const listed = await shop.list('user', userFields, [
    {
      type: 'multi',
      operator: 'or',
      queries: [
        ...ids.map(value => ({ type: 'equals', field: 'id', value })),
        ...(key ? [{ type: 'equals', field: 'username', value: loginOf(key) }] : []),
        ...(mailbox ? [{ type: 'equals', field: 'email', value: mailbox }] : []),
      ],
    },
  ])
  if (!listed.ok) return listed
  const users = listed.rows.map(row => ({
    id: String(row['id']),
    username: String(row['username']),
    email: String(row['email']),
    active: row['active'] !== false,
    admin: row['admin'] !== false,
  }))
  if (users.some(user => !isKey(user.id)))
    return { ok: false, error: 'The shop named an account in a way that is not Shopware’s.' }
  const isOurs = (user: User) => ids.includes(user.id) || (key && user.username === loginOf(key))
  return { ok: true, users: users.filter(isOurs), stranger: users.some(user => !isOurs(user)) }
}

async function setPassword(shop: Shop, userId: string, password: string): Promise<string | undefined> {
  const answer = await shop.ask('PATCH', `/api/user/${userId}`, { password, active: true })
  return answer.ok ? undefined : answer.error
}

async function readRights(
  shop: Shop,
  connection: Connection,
): Promise<{ ok: true; fields: Record<string, unknown> } | Failed> {
  const role = connection.options['role']
  if (!role)
    return {
      ok: false,
      error: 'No role is chosen for visitors: “administrator” or the name of a role of the shop.',
    }
  const code = connection.options['locale'] ?? 'en-GB'
  const locales = await shop.list('locale', ['id'], [{ type: 'equals', field: 'code', value: code }])
  if (!locales.ok) return locales
  const localeId = locales.rows[0]?.['id']
  if (!isKey(localeId))
    return { ok: false, error: 'The shop does not know the language chosen for visitors.' }
  if (role === 'administrator') return { ok: true, fields: { localeId, admin: true } }
  const roles = await shop.list('acl-role', ['id'], [{ type: 'equals', field: 'name', value: role }])
  if (!roles.ok) return roles
  const id = roles.rows[0]?.['id']
  if (roles.rows.length !== 1 || !isKey(id))
    return { ok: false, error: 'The shop has no role, or more than one, with the name chosen for visitors.' }
  return { ok: true, fields: { localeId, aclRoles: [{ id }] } }
}

/** Opens a session as the visitor himself would, so that afterwards it can be seen that such a one is dead. */
async function takeWitness(needs: ConnectorNeeds, shop: Shop, trace: Trace, user: User): Promise<void> {
  const password = await needs.readSecret(trace.artefactId, 'password')
  if (password === undefined) return
  const tried = await shop.tryPassword(user.username, password)
  if (!('in' in tried) || !tried.in) return
  const witness = { token: tried.token, endsAt: needs.now() + tried.endsAfterSeconds * 1000 }
  await needs.keepSecret(trace.artefactId, 'witness', JSON.stringify(witness))
}

function readWitness(text: string | undefined): { token: string; endsAt: number } | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as { token: string; endsAt: number })
}

/**
 * Where an account cannot be deleted. A new password ends every session, because a token from before it is refused; the
 * address becomes ours again, so that “forgot password” leads nowhere. `active` alone is not relied upon: up to 6.6, and
 * in some 6.7, whoever is switched off signs in all the same.
 */
async function disarm(shop: Shop, user: User, mailbox: unknown): Promise<string | undefined> {
  const keys = await shop.list(
    'user-access-key',
    ['id'],
    [{ type: 'equals', field: 'userId', value: user.id }],
  )
  if (!keys.ok) return keys.error
  const changed = await shop.ask('PATCH', `/api/user/${user.id}`, {
    password: newPassword(),
    active: false,
    ...(isMailbox(mailbox) ? { email: mailbox } : {}),
    ...(user.admin ? { admin: false } : {}),
  })
  if (!changed.ok) return changed.error
  for (const { id } of keys.rows.filter(row => isKey(row['id']))) {
    const deleted = await shop.ask('DELETE', `/api/user/${user.id}/access-keys/${id}`)
    if (!deleted.ok && deleted.status !== 404) return deleted.error
  }
  return undefined
}

/** @returns a sentence if an account that is still listed could be used in any way */
async function whyAlive(shop: Shop, user: User, mailbox: unknown): Promise<string | undefined> {
  const keys = await shop.list(
    'user-access-key',
    ['id'],
    [{ type: 'equals', field: 'userId', value: user.id }],
  )
  if (!keys.ok) return keys.error
  if (user.active || user.admin) return 'The account is still there.'
  if (isMailbox(mailbox) && user.email !== mailbox)
    return 'The account is switched off, but a strange address could set a new password.'
  return keys.rows.length > 0 ? 'The account is switched off, but has access keys.' : undefined
}
