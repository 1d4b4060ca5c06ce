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
import { hexOfId, idOfHex, isMailbox, newPassword, plainName } from '#server/plumbing/foreign-account.ts'
import { asRow, callShop, type Row, type RunOverSsh, type Shop } from './ask-shop.ts'

/** For the people who rely on it. */
const cannotSee = [
  'Whether a browser still gets in: sessions are marked as ended in Magento’s own table, and Magento looks there at every request; no page was asked with the visitor’s cookie.',
  'Whether the mail with which Magento sets up a second factor (from 2.4 on) has arrived: it goes to the mailbox of the visit.',
  'What the visitor did on the server itself: files, scheduled tasks, SSH keys.',
  'Access tokens in the new format (from 2.4.4 on) are ended by Magento, but it keeps no list of those that live.',
  'Changes to products, orders, pages and settings.',
] as const

const no = (error: string): { done: false; error: string } => ({ done: false, error })
const isNumber = (value: unknown): value is string =>
  typeof value === 'string' && /^[1-9]\d{0,9}$/.test(value)
const doubtful =
  'An administrator has the number of this visit’s account, but neither its name nor its mailbox any more: either the visitor changed both, or the number is somebody else’s since a backup was put back. Somebody has to look at him.'
const refusals: Readonly<Record<string, string>> = {
  doubtful,
  stranger: 'Another administrator of the shop already uses the mailbox of this visit.',
  role: 'The shop has no role, or more than one, with the name chosen for visitors.',
}
const notUnderstood = 'Magento answered in a way that is not understood.'

export function connectMagento(needs: ConnectorNeeds, runOverSsh: RunOverSsh): Connector {
  async function enter(
    resourceId: string,
  ): Promise<{ shop: Shop; connection: Connection } | { error: string }> {
    const connection = await needs.connectionOf(resourceId)
    if (!connection) return { error: 'Nobody has connected this shop yet.' }
    const shop = callShop(connection, runOverSsh)
    return 'error' in shop ? shop : { shop, connection }
  }

  return {
    name: 'magento',
    verified: 'documentation',
    cannotSee,

    async open(trace): Promise<Opened> {
      const who = identify(trace)
      if (!who.login) return no('This visit has no identifier that an account could be named after.')
      if (!who.mailbox) return no('A mailbox of our own is missing, under which the account is made.')
      const entered = await enter(trace.resourceId)
      if ('error' in entered) return no(entered.error)
      const { shop, connection } = entered
      const role = connection.options['role']
      if (!role)
        return no(
          'No role is chosen for visitors: the name of a role of the shop, for instance Administrators.',
        )

      // Kept before the account is made: there is never one whose password is not known here.
      let password = await needs.readSecret(trace.artefactId, 'password')
      if (password === undefined) {
        password = newPassword()
        await needs.keepSecret(trace.artefactId, 'password', password)
      }
      for (let round = 0; round < 5; round++) {
        const answer = await shop.ask('open', {
          ...who,
          // Somebody may be opening the same: in the second round it is not taken for finished because it is there.
          ...(round > 0 ? { userId: null } : {}),
          password,
          role,
          name: plainName(trace.reference['person'], 'Support'),
          expiresAt: expiryOf(trace, needs.now()),
        })
        if (!answer.ok) return no(answer.error)
        const refused = answer.said['refused']
        if (typeof refused === 'string') return no(refusals[refused] ?? notUnderstood)
        const user = asRow(answer.said['user'])
        if (!isNumber(user['id']) || typeof user['login'] !== 'string') return no(notUnderstood)
        const kept = await needs.readSecret(trace.artefactId, 'password')
        if (kept === undefined || kept === password)
          return { done: true, reference: { ...trace.reference, userId: user['id'], login: user['login'] } }
        password = kept
      }
      return no('The account’s password was changed again and again while it was being set.')
    },

    async close(trace): Promise<Closed> {
      const entered = await enter(trace.resourceId)
      if ('error' in entered) return no(entered.error)
      const answer = await entered.shop.ask('close', { ...identify(trace), newPassword: newPassword() })
      if (!answer.ok) return no(answer.error)
      if (answer.said['refused'] === 'doubtful') return no(doubtful)
      if (answer.said['closed'] === true) return { done: true }
      return no(
        answer.said['closed'] === false
          ? 'Magento neither deleted the account nor switched it off; somebody has to do it by hand.'
          : notUnderstood,
      )
    },

    async confirmClosed(trace): Promise<Confirmed> {
      const notGone = (error: string): Confirmed => ({ gone: false, error })
      const entered = await enter(trace.resourceId)
      if ('error' in entered) return notGone(entered.error)
      const password = (await needs.readSecret(trace.artefactId, 'password')) ?? null
      const answer = await entered.shop.ask('confirm', { ...identify(trace), password })
      if (!answer.ok) return notGone(answer.error)
      const { left, sessions, tokens, password: tried, doubtful: doubt } = answer.said
      if (!Array.isArray(left) || typeof sessions !== 'number' || typeof tokens !== 'number')
        return notGone(notUnderstood)
      if (doubt !== false) return notGone(doubtful)
      if (left.some(one => asRow(one)['active'] !== false)) return notGone('The account is still there.')
      if (left.some(one => asRow(one)['email'] !== trace.reference['mailbox']))
        return notGone('The account is switched off, but its address is not ours any more.')
      if (sessions > 0) return notGone('Magento still counts a session of this account as open.')
      if (tokens > 0) return notGone('An access token of this account still lives.')
      if (tried === 'accepted') return notGone('Magento still lets the old password in.')
      if (tried !== 'refused' && tried !== 'untried')
        return notGone('The old password was tried, but Magento did not say whether it is wrong.')
      return {
        gone: true,
        how: [
          left.length === 0
            ? 'Magento was asked and has no such administrator.'
            : 'The administrator is still listed, but switched off and with a new password.',
          'It counts no session and no access token of his as open.',
          ...(tried === 'refused' ? ['The old password was tried and refused.'] : []),
        ].join(' '),
      }
    },

    async inventory(resourceId): Promise<Inventory> {
      const entered = await enter(resourceId)
      if ('error' in entered) return { seen: false, error: entered.error }
      const answer = await entered.shop.ask('inventory', {})
      if (!answer.ok) return { seen: false, error: answer.error }
      const modules = await entered.shop.magento('module:status', '--enabled')
      if (!modules.ok) return { seen: false, error: modules.error }
      const found = readInventory(answer.said, modules.stdout)
      return found ? { seen: true, found } : { seen: false, error: notUnderstood }
    },

    async remove(resourceId: string, found: Pick<Found, 'kind' | 'id'>): Promise<Closed> {
      const entered = await enter(resourceId)
      if ('error' in entered) return no(entered.error)
      if (!['admin', 'integration', 'admin-token'].includes(found.kind) || !isNumber(found.id))
        return no(`Einlass cannot take away “${found.kind}” by itself; do it on the shop’s server.`)
      const { kind, id } = found
      const answer = await entered.shop.ask('remove', { kind, id, newPassword: newPassword() })
      if (!answer.ok) return no(answer.error)
      return answer.said['removed'] === true ? { done: true } : no('Magento still has it.')
    },

    async test(resourceId): Promise<Tested> {
      const entered = await enter(resourceId)
      if ('error' in entered) return { works: false, error: entered.error }
      const { shop, connection } = entered
      const said = await shop.magento('--version')
      if (!said.ok) return { works: false, error: said.error }
      const version = /\b2\.\d+\.\d+(-p\d+)?\b/.exec(said.stdout)?.[0]
      if (!version) return { works: false, error: 'What runs there does not present itself as Magento 2.' }
      const role = connection.options['role']
      if (!role)
        return { works: false, error: 'No role is chosen for visitors: the name of a role of the shop.' }
      const answer = await shop.ask('test', { role })
      if (!answer.ok) return { works: false, error: answer.error }
      return answer.said['role'] === true
        ? { works: true, version }
        : { works: false, error: refusals['role']! }
    },
  }
}

/** By what an account of this visit is found again. A login in Magento has at most 40 characters: these are 40. */
function identify(trace: Trace): { login: string | null; mailbox: string | null; userId: string | null } {
  const hex = hexOfId(trace.artefactId)
  const { mailbox, userId } = trace.reference
  return {
    login: hex ? `einlass-${hex}` : null,
    mailbox: isMailbox(mailbox) ? mailbox : null,
    userId: isNumber(userId) ? userId : null,
  }
}

/**
 * Magento's own end of an account, in UTC, if the end of the visit is known. It is looked at when somebody signs in and
 * otherwise once an hour, so it is only for the day on which Einlass is dead; the ending never waits for it.
 */
function expiryOf(trace: Trace, now: number): string | null {
  const endsAt = trace.reference['endsAt']
  const at =
    typeof endsAt === 'number' ? endsAt : typeof endsAt === 'string' ? Date.parse(endsAt) : Number.NaN
  if (!(at > now + 60_000)) return null
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

function readInventory(said: Row, modules: string): Found[] | undefined {
  const { users, integrations, tokens } = said
  if (!Array.isArray(users) || !Array.isArray(integrations) || !Array.isArray(tokens)) return undefined
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : '')
  const off = (row: Row) => (row['active'] === false ? ', switched off' : '')
  return [
    ...users.map(asRow).map(row => {
      const hex = /^einlass-([0-9a-f]{32})$/.exec(text(row['login']))?.[1]
      const artefactId = hex && idOfHex(hex)
      return {
        kind: 'admin',
        id: text(row['id']),
        name: `${text(row['login'])}, ${text(row['name'])} (${text(row['email'])})${off(row)}`,
        ...(artefactId ? { artefactId } : {}),
      }
    }),
    ...integrations
      .map(asRow)
      .map(row => ({ kind: 'integration', id: text(row['id']), name: `${text(row['name'])}${off(row)}` })),
    ...tokens.map(asRow).map(row => ({
      kind: 'admin-token',
      id: text(row['id']),
      name: `access token of ${text(row['login'])}`,
    })),
    ...modules
      .split('\n')
      .map(line => line.trim())
      .filter(line => /^[A-Z]\w*_\w+$/.test(line))
      .map(name => ({ kind: 'module', id: name, name })),
  ]
}
