import { domainToASCII } from 'node:url'
import { say } from '#server/plumbing/text.ts'
import type { Client, Question } from '../../clients/node/src/index.ts'
import type { Holders } from './holders.ts'
import { ofAccount, ofDepartment, ofDomain, ofPackage, type Who } from './rights.ts'
import { newDomain, phpVersions, type Things } from './things.ts'
import type { Words } from './words.ts'

export type Doing = {
  client: Client
  who: Who
  name: string
  things: Things
  t: Words
  form: URLSearchParams
  bank(): Promise<void>
  holders: Holders
}

/** done; wrong: what was typed cannot be kept; refused: he may not; unknown: there is no such thing to do */
export type Done = { is: 'done' | 'wrong' | 'refused' | 'unknown'; says: string }

/** A button hides what somebody may not do; this is where it is decided. Each asks again, right before it does anything. */
export async function actions(path: string, doing: Doing): Promise<Done> {
  const [, area = '', id = '', what = '', which = ''] = path.split('/').map(decodePart)
  const { t } = doing
  switch (`${area}/${what}`) {
    case 'invoices/payment':
      return payInvoice(doing, id)
    case 'domains/records':
      return changeRecord(doing, id, Number(which))
    case 'domains/name-servers':
      return changeNameServers(doing, id)
    case 'domains/':
      return id === 'order' ? orderDomain(doing) : { is: 'unknown', says: t.nothingHere }
    case 'departments/tickets':
      return openTicket(doing, id)
    case 'tickets/answers':
      return answerTicket(doing, id)
    case 'tickets/closing':
      return closeTicket(doing, id)
    case 'packages/php':
      return changePhp(doing, id)
    default:
      return { is: 'unknown', says: t.nothingHere }
  }
}

const mayNow = ({ client, who }: Doing, permission: string, resource: Question['resource']) =>
  client.may({ person: who.person, permission, resource })
const refused = ({ t }: Doing): Done => ({ is: 'refused', says: t.refused })

/** Money moves slowly: whether he may is asked when it begins and again when it is about to count. */
async function payInvoice(doing: Doing, number: string): Promise<Done> {
  const { things, t, who, bank } = doing
  const mayPay = () => mayNow(doing, 'invoices.pay', ofAccount(who))
  if (!(await mayPay())) return refused(doing)
  const invoice = things.invoices.find(one => one.number === number)
  if (!invoice) return { is: 'unknown', says: t.nothingHere }
  if (invoice.state !== 'open') return { is: 'wrong', says: say(t.paidAlready, { number }) }
  invoice.state = 'paying'
  let isPaid = false
  try {
    await bank()
    isPaid = await mayPay()
  } finally {
    invoice.state = isPaid ? 'paid' : 'open'
  }
  return isPaid
    ? { is: 'done', says: say(t.paidNow, { number }) }
    : { is: 'refused', says: say(t.notPaid, { number }) }
}

async function changeRecord(doing: Doing, reference: string, index: number): Promise<Done> {
  const { things, t, who, form } = doing
  if (!(await mayNow(doing, 'domains.dns', ofDomain(who, reference)))) return refused(doing)
  const record = things.domains.find(one => one.reference === reference)?.records[index]
  if (!record) return { is: 'unknown', says: t.nothingHere }
  const value = (form.get('value') ?? '').trim()
  if (value === '' || value.length > 200 || /[\r\n]/.test(value)) return { is: 'wrong', says: t.valueWrong }
  record.value = value
  return { is: 'done', says: t.saved }
}

async function changeNameServers(doing: Doing, reference: string): Promise<Done> {
  const { things, t, who, form } = doing
  if (!(await mayNow(doing, 'domains.name-servers', ofDomain(who, reference)))) return refused(doing)
  const domain = things.domains.find(one => one.reference === reference)
  if (!domain) return { is: 'unknown', says: t.nothingHere }
  const servers = (form.get('servers') ?? '').split(/\s+/).filter(Boolean)
  const areNames = servers.every(one => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(one) && one.length <= 253)
  if (servers.length < 2 || servers.length > 6 || !areNames) return { is: 'wrong', says: t.nameServersWrong }
  domain.nameServers = servers
  return { is: 'done', says: t.saved }
}

/** The desk registers the domain and who holds it, and asks itself once more whether he may: only then it is ordered. */
async function orderDomain(doing: Doing): Promise<Done> {
  const { things, t, who, form, holders } = doing
  if (!(await mayNow(doing, 'domains.order', ofAccount(who)))) return refused(doing)
  const domain = domainToASCII((form.get('domain') ?? '').trim())
  const contactId = form.get('holder') ?? ''
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.example$/.test(domain))
    return { is: 'wrong', says: t.orderWrong }
  if (things.domains.some(one => one.reference === domain))
    return { is: 'wrong', says: say(t.orderTaken, { domain }) }
  const known = await holders.holdersOf(who.account).catch(() => [])
  const holder = known.find(({ id }) => id === contactId)
  if (!holder) return { is: 'wrong', says: t.orderHolderMissing }
  const kept = await holders.keepHolder(who.account, domain, { personId: who.person, contactId })
  if (kept === 'refused') return refused(doing)
  if (kept === 'taken') return { is: 'wrong', says: say(t.orderTaken, { domain }) }
  if (kept === 'unfit') return { is: 'wrong', says: say(t.orderUnfit, { name: holder.shownAs }) }
  if (kept === 'away') return { is: 'wrong', says: t.deskAway }
  things.domains.push(newDomain(domain, holder.shownAs))
  return { is: 'done', says: say(t.ordered, { domain }) }
}

async function openTicket(doing: Doing, department: string): Promise<Done> {
  const { things, t, who, name, form } = doing
  if (!(await mayNow(doing, 'tickets.open', ofDepartment(who, department)))) return refused(doing)
  const subject = (form.get('subject') ?? '').trim()
  const text = (form.get('text') ?? '').trim()
  if (!subject || subject.length > 200 || !text || text.length > 2_000)
    return { is: 'wrong', says: t.textMissing }
  const number = `T-${4_800 + things.tickets.length}`
  things.tickets.unshift({ number, department, subject, state: 'open', messages: [{ by: name, text }] })
  return { is: 'done', says: say(t.opened, { number }) }
}

async function answerTicket(doing: Doing, number: string): Promise<Done> {
  const { things, t, who, name, form } = doing
  const ticket = things.tickets.find(one => one.number === number)
  // What he may not see and what there is not are the same to him.
  if (!ticket || !(await mayNow(doing, 'tickets.answer', ofDepartment(who, ticket.department))))
    return refused(doing)
  const text = (form.get('text') ?? '').trim()
  if (!text || text.length > 2_000 || ticket.state !== 'open') return { is: 'wrong', says: t.textMissing }
  ticket.messages.push({ by: name, text })
  return { is: 'done', says: t.answered }
}

async function closeTicket(doing: Doing, number: string): Promise<Done> {
  const { things, t, who } = doing
  const ticket = things.tickets.find(one => one.number === number)
  if (!ticket || !(await mayNow(doing, 'tickets.close', ofDepartment(who, ticket.department))))
    return refused(doing)
  ticket.state = 'closed'
  return { is: 'done', says: say(t.closedNow, { number }) }
}

async function changePhp(doing: Doing, reference: string): Promise<Done> {
  const { things, t, who, form } = doing
  if (!(await mayNow(doing, 'services.manage', ofPackage(who, reference)))) return refused(doing)
  const one = things.packages.find(known => known.reference === reference)
  const version = phpVersions.find(known => known === form.get('php'))
  if (!one || one.php === null || !version) return { is: 'unknown', says: t.nothingHere }
  one.php = version
  return { is: 'done', says: t.saved }
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
