import type { Closed, Confirmed, ConnectorNeeds, Trace } from '#server/access/outside.ts'
import { type Account, findAccounts, isPowerless, loginOf, removeAccount, whoAmI } from './accounts.ts'
import { askRest } from './ask-rest.ts'
import { findAdmin, knock, runsOutAt, signIn } from './sign-in.ts'
import { type Failed, fail, type Site } from './site.ts'

/** Takes the account of a trace away; what is gone already is done. */
export async function closeAdmin(site: Site, trace: Trace): Promise<Closed> {
  const [who, found] = await Promise.all([whoAmI(site), findAccounts(site, trace)])
  if (!who.ok) return { done: false, error: who.error }
  if (!found.ok) return { done: false, error: found.error }
  for (const account of found.accounts) {
    const removed = await removeAccount(site, account, who.me)
    if (!removed.ok) return { done: false, error: removed.error }
  }
  return { done: true }
}

/**
 * Looks whether the account of a trace is over, in the order of what costs the shop least: is it there, does the session
 * of the beginning still open its admin, do login and password. What is said is what was seen, and nothing else.
 */
export async function confirmAdminClosed(
  site: Site,
  needs: ConnectorNeeds,
  trace: Trace,
): Promise<Confirmed> {
  const account = await seeAccount(site, trace)
  if (!account.ok) return { gone: false, error: account.error }
  const [session, password] = await Promise.all([
    needs.readSecret(trace.artefactId, 'probe-session'),
    needs.readSecret(trace.artefactId, 'password'),
  ])
  const tried = await tryToEnter(site, needs, trace, session, password)
  return tried.ok
    ? { gone: true, how: [account.how, ...tried.how].join(' ') }
    : { gone: false, error: tried.error }
}

type Seen = { ok: true; how: string } | Failed

async function seeAccount(site: Site, trace: Trace): Promise<Seen> {
  const found = await findAccounts(site, trace)
  if (!found.ok) return found
  for (const account of found.accounts) {
    const powerless = await seePowerless(site, account)
    if (!powerless.ok) return powerless
  }
  return {
    ok: true,
    how:
      found.accounts.length === 0
        ? 'The shop was asked and has no such account any more.'
        : 'The shop did not delete the account; it has no role, no capability and no application password any more.',
  }
}

async function seePowerless(site: Site, account: Account): Promise<{ ok: true } | Failed> {
  if (!isPowerless(account)) return fail('The account is still there.')
  const told = await askRest(site, `/wp/v2/users/${account.id}/application-passwords`)
  // Where the shop knows no application passwords for it, none can be used.
  if (!told.ok) return told.code.startsWith('application_passwords_disabled') ? { ok: true } : told
  return Array.isArray(told.value) && told.value.length === 0
    ? { ok: true }
    : fail('The account may do nothing any more, but still has application passwords.')
}

async function tryToEnter(
  site: Site,
  needs: ConnectorNeeds,
  trace: Trace,
  session: string | undefined,
  password: string | undefined,
): Promise<{ ok: true; how: string[] } | Failed> {
  const how: string[] = []
  const nothing = [
    session === undefined ? 'No session of the account had been kept that could be tried.' : '',
    password === undefined ? 'Its password is not kept any more and was not tried.' : '',
  ].filter(Boolean)
  if (session === undefined && password === undefined) return { ok: true, how: nothing }
  const found = await findAdmin(site)
  if (!found.ok) return found
  const { admin } = found
  if (session !== undefined) {
    const knocked = await knock(site, admin, session)
    if (!knocked.ok) return knocked
    if (!knocked.isStranger)
      return fail(
        knocked.isLetIn
          ? 'The session that was open still opens the shop’s admin.'
          : 'The shop’s admin did not answer clearly whether it refuses the session that was open.',
      )
    const end = runsOutAt(session)
    how.push(
      end !== undefined && end <= needs.now()
        ? 'The session of the beginning is refused, but had run out by itself before.'
        : 'The session of the beginning is refused at wp-admin.',
    )
  }
  if (password !== undefined) {
    // Last, and not again once it has been refused: shops count wrong passwords.
    const signed = await signIn(site, admin, loginOf(trace.artefactId)!, password)
    if (!signed.ok) return signed
    if (signed.as === 'let in') return fail('The old login and password still open the shop’s admin.')
    how.push(
      signed.as === 'refused'
        ? 'Its login and password are refused.'
        : `Whether its login and password are refused could not be tried: ${signed.why}.`,
    )
  }
  return { ok: true, how: [...how, ...nothing] }
}
