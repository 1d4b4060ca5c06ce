// Two tenants with the same things in them. Whatever id of the one is put where an id of the other belongs: the answer
// is, to the letter, that for something that was never there.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#server/plumbing/ids.ts'
import { monday } from '../desk.ts'
import { everyOperation } from '../every-operation.ts'
import { type Input, inputOf, type Sent, send } from './inputs.ts'
import type { CallerName, Tenant } from './set-the-stage.ts'
import { openWatchedDesk, type WatchedDesk } from './watched-desk.ts'

let watched: WatchedDesk
before(async () => {
  watched = await openWatchedDesk()
})
after(() => watched.close())

/** Which thing of a tenant stands behind a parameter of a path. */
const behind: Record<string, keyof Tenant> = {
  accountId: 'account',
  resourceId: 'shop',
  grantId: 'grant',
  requestId: 'request',
  keyId: 'key',
  contactId: 'contact',
  assignmentId: 'assignment',
  personId: 'owner',
  invitationId: 'invitation',
  sessionId: 'session',
  passkeyId: 'passkey',
  transferId: 'transfer',
  artefactId: 'artefact',
  recordingId: 'recording',
  stepId: 'step',
  handOverId: 'handOver',
  visitId: 'visit',
  changeId: 'assetChange',
}

/** Sam was let in by both owners; what is foreign to him is a shop that nobody opened to him, and what is Noor's own. */
function foreignId(operation: string, who: string, name: string): string {
  if (operation === 'withdraw-api-key') return watched.stage.noor.apiKey
  if (operation === 'remove-ssh-key') return watched.stage.noor.sshKey
  if (operation === 'read-ssh-way' || operation === 'sign-ssh-certificate') return watched.stage.noor.sshVisit
  // Panels are the provider's: no tenant has one.
  if (name === 'panelId') return watched.stage.noor.shop
  if (name === 'invitationId' && operation !== 'resend-invitation' && operation !== 'withdraw-invitation')
    return watched.stage.noor.rightsInvitation
  if (who === 'person' && name === 'grantId') return watched.stage.noor.guidedVisit
  return who === 'person' && name === 'resourceId'
    ? watched.stage.quietShop
    : watched.stage.noor[behind[name]!]
}

/** Who may do it, and is no one to whom the other tenant belongs too. */
function rightCaller(name: string, who: string): CallerName {
  if (name === 'withdraw-service-access-request') return 'support'
  return who === 'account' ? 'owner' : who === 'desk' ? 'desk' : 'support'
}

const sameAnswer = (foreign: Sent, absent: Sent, what: string) => {
  const seen = (answer: Sent) => ({
    status: answer.status,
    text: answer.text,
    headers: [...answer.headers.keys()].filter(name => name !== 'date' && name !== 'keep-alive'),
    length: answer.headers.get('content-length'),
  })
  assert.deepEqual(seen(foreign), seen(absent), what)
}

test('of every id in every path: another tenant’s is answered like one that does not exist, with 404', async () => {
  let swaps = 0
  // The provider's desk serves every tenant; what it may not mix up is the next test.
  for (const endpoint of everyOperation.filter(
    one => one.params && one.who !== 'desk' && one.who !== 'support',
  )) {
    const { input } = inputOf(watched.stage, endpoint.name)
    const cookie = watched.stage.cookies[rightCaller(endpoint.name, endpoint.who)]!
    const call = (params: Record<string, string>) =>
      send(watched.desk.url, endpoint, { ...input, params: { ...input.params, ...params } }, { cookie })
    const names = Object.keys(input.params!)
    // One id at a time, and all of them together (somebody else's thing in its own right place).
    for (const swapped of [...names.map(name => [name]), ...(names.length > 1 ? [names] : [])]) {
      const foreign = await call(
        Object.fromEntries(swapped.map(name => [name, foreignId(endpoint.name, endpoint.who, name)])),
      )
      const absent = await call(Object.fromEntries(swapped.map(name => [name, newId(monday)])))
      assert.equal(foreign.status, 404, `${endpoint.name} with ${swapped}: ${foreign.text}`)
      sameAnswer(foreign, absent, `${endpoint.name} with ${swapped}`)
      swaps += 1
    }
  }
  assert.ok(swaps > 25, `only ${swaps} swaps`)
  await watched.nothingChanged('swapped ids')
})

test('at the provider’s desk, an id of another kind is answered like one that does not exist', async () => {
  const { olga, quietShop } = watched.stage
  const kinds = [olga.account, olga.shop, olga.grant, olga.request, olga.key, olga.owner, quietShop]
  for (const endpoint of everyOperation.filter(
    one => one.params && (one.who === 'desk' || one.who === 'support'),
  )) {
    const { input } = inputOf(watched.stage, endpoint.name)
    const cookie = watched.stage.cookies[rightCaller(endpoint.name, endpoint.who)]!
    const call = (params: Record<string, string>) =>
      send(watched.desk.url, endpoint, { ...input, params: { ...input.params, ...params } }, { cookie })
    for (const name of Object.keys(input.params!)) {
      const absent = await call({ [name]: newId(monday) })
      assert.equal(absent.status, 404, `${endpoint.name}: ${absent.text}`)
      const isOfKind = (id: string) =>
        id === input.params![name] ||
        id === olga[behind[name]!] ||
        (name === 'resourceId' && id === quietShop && !('keyId' in input.params!))
      for (const id of kinds.filter(one => !isOfKind(one)))
        sameAnswer(await call({ [name]: id }), absent, `${endpoint.name} with ${name}`)
    }
  }
  await watched.nothingChanged('ids of another kind')
})

test('a key of one shop cannot be withdrawn in the path of another', async () => {
  const { endpoint, input } = inputOf(watched.stage, 'withdraw-entrance-key')
  const answer = await send(
    watched.desk.url,
    endpoint,
    { ...input, params: { ...input.params, keyId: watched.stage.noor.key } },
    { cookie: watched.stage.cookies.desk! },
  )
  assert.equal(answer.status, 404)
  await watched.nothingChanged('the key of another shop')
})

test('a request of one support agent is told to no other than one that does not exist, when he wants to withdraw it', async () => {
  // Dora may see all requests and withdraw her own; Sam's is seen and not hers: that is told apart on purpose.
  const { endpoint, input } = inputOf(watched.stage, 'withdraw-service-access-request')
  const answer = await send(watched.desk.url, endpoint, input, { cookie: watched.stage.cookies.desk! })
  assert.equal(answer.code, 'not-allowed')
})

test('an id of another tenant in a body or in a query says no more than one that does not exist', async () => {
  const { olga, noor, people } = watched.stage
  const asOlga = (name: string, change: (id: string) => Input) => async (id: string) => {
    const { endpoint, input } = inputOf(watched.stage, name)
    return send(
      watched.desk.url,
      endpoint,
      { ...input, ...change(id) },
      { cookie: watched.stage.cookies.owner! },
    )
  }
  const cases: Record<string, { call: (id: string) => Promise<Sent>; foreign: string[] }> = {
    'who may enter': {
      call: asOlga('turn-on-service-access', id => ({
        body: { until: { preset: 'one-week' }, mode: 'full', who: { kind: 'named', people: [id] } },
      })),
      foreign: [people.noor, noor.account, noor.grant],
    },
    'whose access is explained': {
      call: asOlga('explain', id => ({
        query: { person: id, permission: 'shop.view', resource: olga.shop },
      })),
      foreign: [people.noor, noor.account],
    },
    'where access is explained': {
      call: asOlga('explain', id => ({
        query: { person: people.sam, permission: 'shop.view', resource: id },
      })),
      foreign: [noor.shop, noor.account],
    },
    'of which shop grants are listed': {
      call: asOlga('list-grants', id => ({ query: { resource: id } })),
      foreign: [noor.shop],
    },
    'of which grant facts are listed': {
      call: asOlga('read-timeline', id => ({ query: { grant: id } })),
      foreign: [noor.grant],
    },
  }
  for (const [name, { call, foreign }] of Object.entries(cases)) {
    const absent = await call(newId(monday))
    for (const id of foreign) sameAnswer(await call(id), absent, name)
  }
  await watched.nothingChanged('ids in bodies and queries')
})
