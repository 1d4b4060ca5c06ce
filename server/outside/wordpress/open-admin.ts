import type { ConnectorNeeds, Opened, Trace } from '#server/access/outside.ts'
import {
  type Account,
  findAccounts,
  loginOf,
  newPassword,
  readAccount,
  removeAccount,
  whoAmI,
} from './accounts.ts'
import { askRest } from './ask-rest.ts'
import { type Admin, findAdmin, knock, signIn } from './sign-in.ts'
import { type Failed, fail, type Site } from './site.ts'

type Wish = { login: string; role: string; mailbox: string; name: string }

/**
 * Makes the temporary administrator of a trace, or finds the one that was made before a crash. Whatever is needed to
 * get in and to prove the ending is kept before the account exists: it may be broken off after every step, and called
 * again it goes on.
 */
export async function openAdmin(site: Site, needs: ConnectorNeeds, trace: Trace): Promise<Opened> {
  const wish = readWish(trace)
  if (!wish.ok) return { done: false, error: wish.error }
  const found = await findAdmin(site)
  if (!found.ok) return { done: false, error: found.error }
  const { admin } = found
  const { login } = wish

  await needs.keepSecret(trace.artefactId, 'login', login)
  await needs.keepSecret(trace.artefactId, 'login-url', admin.loginPage.href)
  const kept = await needs.readSecret(trace.artefactId, 'password')
  if (kept === undefined) await needs.keepSecret(trace.artefactId, 'password', newPassword())
  // What is kept counts, not what was just thought of: somebody else may have opened at the same time.
  const password = await needs.readSecret(trace.artefactId, 'password')
  if (password === undefined) return { done: false, error: 'The password of the account could not be kept.' }

  const made = await makeOrFind(site, admin, needs, trace, wish, password)
  if (!made.ok) return { done: false, error: made.error }
  const { account } = made
  const reference = { ...trace.reference, login, userId: account.id, registered: account.registered }
  if (made.session === 'alive') return { done: true, reference }
  return keepWitness(site, admin, needs, trace, reference, password)
}

async function makeOrFind(
  site: Site,
  admin: Admin,
  needs: ConnectorNeeds,
  trace: Trace,
  wish: Wish,
  password: string,
): Promise<{ ok: true; account: Account; session: 'alive' | 'none' } | Failed> {
  const { login, role, mailbox, name } = wish
  const wanted = { password, email: mailbox, name, roles: [role] }
  let there = await findOurs(site, trace, login)
  if (!there.ok) return there
  let made: number | undefined
  if (there.accounts.length === 0) {
    const created = await askRest(site, '/wp/v2/users', {
      method: 'POST',
      body: { username: login, ...wanted },
    })
    // Made by somebody else between the look and the making, or by a request whose answer was lost.
    if (!created.ok && created.code !== 'existing_user_login' && created.code !== 'unreached') return created
    there = await findOurs(site, trace, login)
    if (!there.ok) return there
    if (there.accounts.length === 0) return created.ok ? told(created.value, role) : created
    if (created.ok) made = readAccount(created.value)?.id
  }
  // WordPress looks for the login and then makes the account, so two requests at once make two. Both keep the first.
  const [account, ...doubles] = there.accounts as [Account, ...Account[]]
  const removed = await removeDoubles(site, doubles)
  if (!removed.ok) return removed
  if (made === account.id) return withRole(account, role)
  // An account in which somebody works already is left alone: a new password would throw him out.
  const session = await needs.readSecret(trace.artefactId, 'probe-session')
  if (session !== undefined && account.roles.includes(role)) {
    const knocked = await knock(site, admin, session)
    if (!knocked.ok) return knocked
    if (knocked.isLetIn) return { ok: true, account, session: 'alive' }
  }
  const set = await askRest(site, `/wp/v2/users/${account.id}`, { method: 'POST', body: wanted })
  return set.ok ? told(set.value, role) : set
}

/** Those that are there under our login, in the order in which they were made. */
async function findOurs(
  site: Site,
  trace: Trace,
  login: string,
): Promise<{ ok: true; accounts: Account[] } | Failed> {
  const found = await findAccounts(site, trace)
  if (!found.ok) return found
  const accounts = found.accounts.filter(one => one.login === login)
  return { ok: true, accounts: accounts.toSorted((one, other) => one.id - other.id) }
}

async function removeDoubles(site: Site, doubles: readonly Account[]): Promise<{ ok: true } | Failed> {
  if (doubles.length === 0) return { ok: true }
  const who = await whoAmI(site)
  if (!who.ok) return who
  for (const double of doubles) {
    const removed = await removeAccount(site, double, who.me)
    if (!removed.ok) return removed
  }
  return { ok: true }
}

type Made = { ok: true; account: Account; session: 'none' } | Failed

function told(value: unknown, role: string): Made {
  const account = readAccount(value)
  return account ? withRole(account, role) : fail('The shop did not tell what it has made.')
}

function withRole(account: Account, role: string): Made {
  return account.roles.includes(role)
    ? { ok: true, account, session: 'none' }
    : fail('The shop made the account without the role that was asked for.')
}

/**
 * Signs in once and keeps the session: that it is refused later shows that the ending reaches what was open. A session
 * that never worked would prove nothing, so what is kept is tried. Where a shop lets no program sign in, the account is
 * there all the same, and it is noted that this witness is missing.
 */
async function keepWitness(
  site: Site,
  admin: Admin,
  needs: ConnectorNeeds,
  trace: Trace,
  reference: Record<string, unknown>,
  password: string,
): Promise<Opened> {
  const signed = await signIn(site, admin, String(reference['login']), password)
  if (!signed.ok) return { done: false, error: signed.error }
  if (signed.as !== 'let in') {
    const why = signed.as === 'unclear' ? signed.why : 'it refused login and password'
    return { done: true, reference: { ...reference, noSession: `Signing in was not possible: ${why}.` } }
  }
  await needs.keepSecret(trace.artefactId, 'probe-session', signed.session)
  const session = await needs.readSecret(trace.artefactId, 'probe-session')
  const knocked = session === undefined ? undefined : await knock(site, admin, session)
  if (knocked && !knocked.ok) return { done: false, error: knocked.error }
  return knocked?.isLetIn
    ? { done: true, reference }
    : { done: false, error: 'The session that was kept as a witness does not work; it is tried again.' }
}

/** What the reference asks for, in the limits of WordPress; a role, a mailbox and a name come from people. */
function readWish(trace: Trace): ({ ok: true } & Wish) | Failed {
  const login = loginOf(trace.artefactId)
  const { role = 'administrator', mailbox, name } = trace.reference
  if (trace.kind !== 'admin' || !login)
    return fail('Einlass can make an administrator in a shop, and nothing else.')
  if (typeof role !== 'string' || !/^[a-z0-9_-]{1,60}$/.test(role))
    return fail('The role is not one of WordPress.')
  if (typeof mailbox !== 'string' || !/^[\w.!#$%&'*/=?^`{|}~+-]{1,60}@[a-z0-9.-]{1,200}$/i.test(mailbox))
    return fail('The account needs a mailbox of the provider, and there is none.')
  const address = addressFor(mailbox, login)
  if (address.length > 100) return fail('The mailbox of the account is too long for WordPress.')
  return { ok: true, login, role, mailbox: address, name: tame(name) ?? login }
}

/** Every account has a mailbox of its own in WordPress: a plus address of the provider's, unless one was given. */
function addressFor(mailbox: string, login: string): string {
  const at = mailbox.lastIndexOf('@')
  const local = mailbox.slice(0, at)
  return local.includes('+')
    ? mailbox
    : `${local}+${login.slice(0, 8)}${login.slice(-12)}${mailbox.slice(at)}`
}

/** A name as WordPress can show it: no markup, no characters that turn the line around, no more than its column holds. */
function tame(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined
  const plain = name
    .normalize('NFC')
    .replaceAll(/[<>]|\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return [...plain].slice(0, 100).join('').trim() || undefined
}
