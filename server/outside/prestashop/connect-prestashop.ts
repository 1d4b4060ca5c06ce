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
import { callWebservice, type Employee, type Webservice, writeEmployee } from './ask-webservice.ts'
import type { Element } from './read-xml.ts'

/** For the people who rely on it. */
const cannotSee = [
  'Whether the back office still lets the old password in: the webservice cannot sign in, and the address of the back office is secret. That the employee is gone or switched off is what PrestaShop says.',
  'Sessions of employees: they are only in the back office (Advanced Parameters, Security).',
  'Keys of the webservice and clients of the Admin API that a visitor has made.',
  'Modules, hooks, overrides, files and scheduled tasks.',
  'Changes to products, orders and settings.',
] as const

const no = (error: string): { done: false; error: string } => ({ done: false, error })
const isNumber = (value: unknown): value is string =>
  typeof value === 'string' && /^[1-9]\d{0,9}$/.test(value)

export function connectPrestashop(needs: ConnectorNeeds, timeoutMs = 10_000): Connector {
  async function enter(
    resourceId: string,
  ): Promise<{ webservice: Webservice; connection: Connection } | { error: string }> {
    const connection = await needs.connectionOf(resourceId)
    if (!connection) return { error: 'Nobody has connected this shop yet.' }
    const webservice = callWebservice(connection, timeoutMs)
    return 'error' in webservice ? webservice : { webservice, connection }
  }

  async function keptPassword(trace: Trace): Promise<string> {
    const kept = await needs.readSecret(trace.artefactId, 'password')
    if (kept !== undefined) return kept
    await needs.keepSecret(trace.artefactId, 'password', newPassword())
    return (await needs.readSecret(trace.artefactId, 'password'))!
  }

  return {
    name: 'prestashop',
    verified: 'documentation',
    cannotSee,

    async open(trace): Promise<Opened> {
      const tag = tagOf(trace.artefactId)
      const mailbox = trace.reference['mailbox']
      if (!tag) return no('This visit has no identifier that an account could be named after.')
      if (!isMailbox(mailbox)) return no('A mailbox of our own is missing, under which the account is made.')
      const entered = await enter(trace.resourceId)
      if ('error' in entered) return no(entered.error)
      const { webservice, connection } = entered
      const choice = readChoice(connection)
      if ('error' in choice) return no(choice.error)

      const before = await webservice.listEmployees()
      if (!before.ok) return no(before.error)
      const done = (employee: Employee): Opened => ({
        done: true,
        reference: { ...trace.reference, employeeId: employee.id, login: employee.email },
      })
      const { ours, strangers, doubt } = sortOut(before.employees, trace)
      if (doubt) return no(doubt)
      const known = ours.find(one => one.id === trace.reference['employeeId'])
      if (known) return done(known)
      if (strangers.length > 0)
        return no('Another employee of the shop already uses the mailbox of this visit.')

      const fields = {
        id_lang: choice.language,
        lastname: tag,
        firstname: plainName(trace.reference['person'], 'Support'),
        email: mailbox,
        active: '1',
        id_profile: choice.profile,
      }
      // Kept before the account is made: there is never one whose password is not known here.
      let password = await keptPassword(trace)
      let mine = ours
      let madeId: string | undefined
      if (mine.length === 0) {
        const made = await webservice.ask('POST', 'employees', writeEmployee({ ...fields, passwd: password }))
        if (!made.ok) return no(made.error)
        madeId = readId(made.root)
        const after = await webservice.listEmployees()
        if (!after.ok) return no(after.error)
        mine = sortOut(after.employees, trace).ours
      }
      const [first, ...more] = mine
      if (!first) return no('The shop said that it made the account, but does not list it.')
      // PrestaShop takes an address as often as it is given one; of two that were made at once, the older stays.
      for (const employee of more) {
        const deleted = await webservice.ask('DELETE', `employees/${employee.id}`)
        if (!deleted.ok && deleted.status !== 404) return no(deleted.error)
      }
      // The one that stays may be of somebody else’s making, or of a crashed attempt: then its password is set anew.
      for (let round = 0; round < 5; round++) {
        const kept = await keptPassword(trace)
        if (kept === password && (first.id === madeId || round > 0)) return done(first)
        password = kept
        const changed = await webservice.ask(
          'PUT',
          `employees/${first.id}`,
          writeEmployee({ id: first.id, ...fields, passwd: password }),
        )
        if (!changed.ok) return no(changed.error)
      }
      return no('The account’s password was changed again and again while it was being set.')
    },

    async close(trace): Promise<Closed> {
      const entered = await enter(trace.resourceId)
      if ('error' in entered) return no(entered.error)
      const { webservice, connection } = entered
      const listed = await webservice.listEmployees()
      if (!listed.ok) return no(listed.error)
      const { ours, doubt } = sortOut(listed.employees, trace)
      if (doubt) return no(doubt)
      for (const employee of ours) {
        const deleted = await webservice.ask('DELETE', `employees/${employee.id}`)
        if (deleted.ok || deleted.status === 404) continue
        // A session of the back office lives as long as its employee is active and has the password that it began with.
        const mailbox = trace.reference['mailbox']
        const disarmed = await webservice.ask(
          'PUT',
          `employees/${employee.id}`,
          writeEmployee({
            id: employee.id,
            id_lang: connection.options['language'] ?? '1',
            lastname: tagOf(trace.artefactId) ?? employee.lastname,
            firstname: plainName(employee.firstname, 'Support'),
            email: isMailbox(mailbox) ? mailbox : employee.email,
            passwd: newPassword(),
            active: '0',
            id_profile: employee.profile,
          }),
        )
        if (!disarmed.ok) return no(`${deleted.error} It could not be switched off either. ${disarmed.error}`)
      }
      return { done: true }
    },

    async confirmClosed(trace): Promise<Confirmed> {
      const entered = await enter(trace.resourceId)
      if ('error' in entered) return { gone: false, error: entered.error }
      const listed = await entered.webservice.listEmployees()
      if (!listed.ok) return { gone: false, error: listed.error }
      const { ours: left, doubt } = sortOut(listed.employees, trace)
      if (doubt) return { gone: false, error: doubt }
      if (left.some(one => one.active)) return { gone: false, error: 'The account is still there.' }
      if (left.some(one => !isSame(one.email, trace.reference['mailbox'])))
        return { gone: false, error: 'The account is switched off, but its address is not ours any more.' }
      // The webservice cannot sign in, so this is what PrestaShop says of itself, and no more is claimed.
      return {
        gone: true,
        how:
          left.length === 0
            ? 'The shop was asked and has no such employee; without him PrestaShop goes on with no session. Its sign-in could not be tried.'
            : 'The employee is still listed, but switched off and with a new password; PrestaShop goes on with no session of such a one. Its sign-in could not be tried.',
      }
    },

    async inventory(resourceId): Promise<Inventory> {
      const entered = await enter(resourceId)
      if ('error' in entered) return { seen: false, error: entered.error }
      const listed = await entered.webservice.listEmployees()
      if (!listed.ok) return { seen: false, error: listed.error }
      return {
        seen: true,
        found: listed.employees.map(one => {
          const artefactId = artefactOf(one.lastname)
          return {
            kind: one.profile === '1' ? 'super-admin' : 'employee',
            id: one.id,
            name: `${one.firstname} ${one.lastname} (${one.email})${one.active ? '' : ', switched off'}`.slice(
              0,
              300,
            ),
            ...(artefactId ? { artefactId } : {}),
          }
        }),
      }
    },

    async remove(resourceId: string, found: Pick<Found, 'kind' | 'id'>): Promise<Closed> {
      const entered = await enter(resourceId)
      if ('error' in entered) return no(entered.error)
      if ((found.kind !== 'super-admin' && found.kind !== 'employee') || !isNumber(found.id))
        return no(`Einlass cannot take away “${found.kind}” by itself; do it in the shop’s back office.`)
      const answer = await entered.webservice.ask('DELETE', `employees/${found.id}`)
      return answer.ok || answer.status === 404 ? { done: true } : no(answer.error)
    },

    async test(resourceId): Promise<Tested> {
      const entered = await enter(resourceId)
      if ('error' in entered) return { works: false, error: entered.error }
      const answer = await entered.webservice.ask('GET', '')
      if (!answer.ok) return { works: false, error: answer.error }
      if (!answer.version || !/^(1\.[67]|[89])(\.\d+)+$/.test(answer.version))
        return { works: false, error: 'What answers there does not present itself as PrestaShop 1.6 to 9.' }
      const resources = answer.root?.children.find(one => one.name === 'api')?.children
      const allowed = resources?.find(one => one.name === 'employees')?.attributes
      const lacking = ['get', 'post', 'put', 'delete'].filter(method => allowed?.[method] !== 'true')
      if (lacking.length > 0)
        return {
          works: false,
          error: `The key of the webservice lacks permissions for employees: ${lacking.join(', ').toUpperCase()}.`,
        }
      const choice = readChoice(entered.connection)
      return 'error' in choice
        ? { works: false, error: choice.error }
        : { works: true, version: answer.version }
    },
  }
}

function readId(root: Element | undefined): string | undefined {
  const employee = root?.children.find(one => one.name === 'employee')
  return employee?.children.find(one => one.name === 'id')?.text.trim()
}

function readChoice(connection: Connection): { profile: string; language: string } | { error: string } {
  const { profile, language = '1' } = connection.options
  if (!isNumber(profile))
    return {
      error: 'No profile is chosen for visitors: the number of a profile of the shop (1 is SuperAdmin).',
    }
  return isNumber(language) ? { profile, language } : { error: 'The language for visitors is not a number.' }
}

// A last name in PrestaShop has no digits (isName), so the sixteen digits of an identifier become letters from a to p.
function tagOf(artefactId: string): string | undefined {
  const hex = hexOfId(artefactId)
  return hex && `Einlass ${hex.replaceAll(/./g, digit => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]!)}`
}

function artefactOf(lastname: string): string | undefined {
  const letters = /^Einlass ([a-p]{32})$/.exec(lastname)?.[1]
  return letters && idOfHex(letters.replaceAll(/./g, letter => (letter.charCodeAt(0) - 97).toString(16)))
}

const isSame = (email: string, mailbox: unknown) =>
  typeof mailbox === 'string' && email.toLowerCase() === mailbox.toLowerCase()

/**
 * Ours is who has our tag, or the number that we were told together with our mailbox. A number alone does not suffice:
 * after a backup was put back, the shop gives it to somebody else. Who has it and nothing else of ours is doubtful, and
 * a person has to look at him; deleting the wrong one would be worse than asking.
 */
function sortOut(
  employees: readonly Employee[],
  trace: Trace,
): { ours: Employee[]; strangers: Employee[]; doubt: string | undefined } {
  const tag = tagOf(trace.artefactId)
  const { employeeId, mailbox } = trace.reference
  const isOurs = (one: Employee) =>
    one.lastname === tag || (one.id === employeeId && isSame(one.email, mailbox))
  const ours = employees.filter(isOurs)
  return {
    ours,
    strangers: employees.filter(one => !isOurs(one) && isSame(one.email, mailbox)),
    doubt:
      ours.length === 0 && employees.some(one => one.id === employeeId)
        ? `Employee ${employeeId} has neither our name nor our mailbox any more: either the visitor changed both, or the number is somebody else’s since a backup was put back. Somebody has to look at him.`
        : undefined,
  }
}
