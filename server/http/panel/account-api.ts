import type { IncomingMessage, ServerResponse } from 'node:http'
import { standingOf } from '#server/access/3-grant/giver.ts'
import { everyAccount } from '#server/access/account.ts'
import { addResource } from '#server/access/add-resource.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { listParties, readParty } from '#server/people/parties/store-parties.ts'
import { isId } from '#server/plumbing/ids.ts'
import type { AppParts } from '../parts.ts'
import type { AccessApi } from './access-api.ts'
import { identifyPanels } from './identify-panels.ts'
import { BadQuestion, objectOf, textOf } from './read-question.ts'
import { failWithProblem, mustBeJson, parse, Refused, readBody, sendJson } from './speak.ts'

// What a panel needs of an account beside decisions, with the same key:
//
//   GET /panel/v1/accounts/{account}/contacts              who could hold a domain: id, shownAs, kind
//   PUT /panel/v1/accounts/{account}/domains/{reference}   {personId, contactId}: this person has ordered the domain, and
//                                                          this contact holds it
//
// {account} is the desk's id or the provider's number, {reference} the panel's word for the domain. What is
// refused says why as the API for people does: application/problem+json with a code (contract/problems.ts).

const prefix = '/panel/v1/'
const contactsPath = /^accounts\/([^/]+)\/contacts$/
const domainPath = /^accounts\/([^/]+)\/domains\/([^/]+)$/
const contactsAtMost = 1_000

/** Keeps who holds a domain. It runs in the transaction in which the domain is registered. */
export type KeepHolder = (
  r: Recording,
  accountId: string,
  /** The domain's id at the desk. */
  resourceId: string,
  contactId: string,
) => Promise<void>

export function openAccountApi({ kernel, panelDesk, keepHolder, log }: AppParts): AccessApi {
  const identify = identifyPanels(kernel, panelDesk)

  async function go(request: IncomingMessage, url: string): Promise<object> {
    if ((await identify(request.headers.authorization)) === null)
      throw new Refused(401, 'Show the key of a panel: Authorization: Bearer …')
    const path = url.slice(prefix.length).split('?', 1)[0]!
    const contacts = contactsPath.exec(path)
    if (contacts && request.method === 'GET')
      return listContacts(kernel, await findAccount(kernel, decode(contacts[1]!)))
    const domain = domainPath.exec(path)
    if (domain && request.method === 'PUT') {
      mustBeJson(request)
      const body = objectOf(parse(await textOfBody(request)), 'The body')
      const order = {
        personId: textOf(body['personId'], 'personId'),
        contactId: textOf(body['contactId'], 'contactId'),
      }
      const account = await findAccount(kernel, decode(domain[1]!))
      return keepDomain(kernel, keepHolder, account, decode(domain[2]!), order)
    }
    throw new Refused(404, 'There is no such address for panels.')
  }

  return {
    handles: url => url.startsWith(prefix),
    answer(request, response: ServerResponse) {
      go(request, request.url ?? '').then(
        found => sendJson(response, found),
        error => failWithProblem(response, error, log),
      )
    },
  }
}

async function listContacts(kernel: Kernel, accountId: string): Promise<object> {
  const { items } = await kernel.database.within(accountId, tx =>
    listParties(tx, accountId, null, { after: null, limit: contactsAtMost }),
  )
  return { items: items.map(({ id, shownAs, kind }) => ({ id, shownAs, kind })) }
}

/**
 * Registers a domain that somebody ordered, if it is not known here, and says who holds it: both or neither.
 * @throws Refusal 'not-allowed' for somebody who may order none there, 'not-found' for a contact of another account,
 * 'reference-is-taken' for a domain of another account, 'account-is-closed', and what `keepHolder` throws
 */
async function keepDomain(
  kernel: Kernel,
  keepHolder: KeepHolder,
  accountId: string,
  reference: string,
  { personId, contactId }: { personId: string; contactId: string },
): Promise<object> {
  if (!isId(personId)) throw new Refusal('not-allowed')
  if (!isId(contactId)) throw new Refusal('not-found')
  return record(kernel, { accounts: [accountId], by: { person: personId } }, async r => {
    const known = await r.tx
      .selectFrom('access.resources')
      .select('id')
      .where('account_id', '=', accountId)
      .where('kind', '=', 'domain')
      .where('reference', '=', reference)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (!(await standingOf(r.tx, personId, accountId, 'domains.order', known?.id ?? null, r.at)))
      throw new Refusal('not-allowed')
    await readParty(r.tx, accountId, contactId)
    const domain = { kind: 'domain', name: reference, origin: null, reference } as const
    const resourceId = known?.id ?? (await addResource(r, accountId, domain))
    await keepHolder(r, accountId, resourceId, contactId)
    return { id: resourceId, reference, isNew: known === undefined }
  })
}

/** @throws Refusal 'not-found' */
async function findAccount(kernel: Kernel, named: string): Promise<string> {
  const found = await kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.accounts')
      .select('id')
      .where('kind', '=', 'customer')
      .where(isId(named) ? 'id' : 'reference', '=', named)
      .executeTakeFirst(),
  )
  if (!found) throw new Refusal('not-found')
  return found.id
}

/** @throws BadQuestion */
function decode(part: string): string {
  try {
    return textOf(decodeURIComponent(part), 'A part of the address')
  } catch (error) {
    throw error instanceof BadQuestion ? error : new BadQuestion('A part of the address cannot be read.')
  }
}

function textOfBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) =>
    readBody(request, (error, text) => (error ? reject(error) : resolve(text))),
  )
}
