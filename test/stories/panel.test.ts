// The provider's customer panel asks what somebody may (OpenID AuthZEN Authorization API 1.0), by a key that the desk gave
// it and can take away.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { record } from '#server/access/record.ts'
import { type Answered, type Client, hour, startTestDesk, type TestDesk } from '../desk.ts'
import { addThing, askApi, connectPanel, giveRights, type TestPanel, takeBack } from '../panel.ts'

let desk: TestDesk
let dora: Client
let panel: TestPanel
let domain: string
let other: string
let neighbours: string
let account: string
let people: TestDesk['cast']['people']
const domainOf = (id: string) => ({ type: 'domain', id })

before(async () => {
  desk = await startTestDesk()
  dora = await desk.as('dora')
  panel = await connectPanel(desk, dora)
  people = desk.cast.people
  account = desk.cast.accounts['olga']!
  domain = await addThing(desk, 'domain', 'kaffeerad.example', 'kaffeerad.example')
  other = await addThing(desk, 'domain', 'espresso.example')
  neighbours = await addThing(desk, 'domain', 'tulpenkas.example', 'tulpenkas.example', 'noor')
  await giveRights(desk, people.ines, ['domains.dns', 'domains.view'], domain)
})
after(() => desk.close())

function question(person: string, permission: string, resource: object): object {
  return { subject: { type: 'person', id: person }, action: { name: permission }, resource }
}
const isSentence = (answer: Answered) => assert.match(String(answer.body), /^\S.+[.…]$/)

describe('one question', () => {
  test('is answered with a decision, the epoch of the account and until when a yes is good', async () => {
    const { status, body, headers } = await panel.post(
      '/evaluation',
      question(people.ines, 'domains.dns', domainOf(domain)),
    )
    assert.equal(status, 200)
    assert.match(headers.get('content-type')!, /^application\/json/)
    assert.equal(headers.get('cache-control'), 'no-store')
    const [{ epoch }] = (await desk.sql<{ epoch: string }>(
      'select epoch from access.accounts where id = $1',
      [account],
    )) as [{ epoch: string }]
    const [roster] = (await desk.sql<{ epoch: string }>('select epoch from access.accounts where id = $1', [
      desk.cast.provider,
    ])) as [{ epoch: string }]
    assert.deepEqual(body, {
      decision: true,
      context: {
        at: new Date(desk.time.now).toISOString(),
        rosterEpoch: Number(roster.epoch),
        account,
        epoch: Number(epoch),
        until: new Date(desk.time.now + 60_000).toISOString(),
      },
    })
  })

  test('about what is not in the box is no, and so is everything that is not known', async () => {
    assert.equal(await panel.may(people.ines, 'invoices.view', domainOf(domain)), false)
    assert.equal(await panel.may(people.ines, 'domains.dns', domainOf(other)), false)
    assert.equal(await panel.may(people.ines, 'domains.dns', { type: 'account', id: account }), false)
    assert.equal(await panel.may(people.ines, 'domains.dns', { type: 'service', id: domain }), false)
    assert.equal(await panel.may(people.ines, 'domains.eat', domainOf(domain)), false)
    assert.equal(await panel.may('nobody', 'domains.dns', domainOf(domain)), false)
    assert.equal(await panel.may(people.ines, 'domains.dns', { type: 'castle', id: domain }), false)
    assert.equal(await panel.may(people.ines, 'domains.dns', domainOf('unknown.example')), false)
    const robot = {
      ...question(people.ines, 'domains.dns', domainOf(domain)),
      subject: { type: 'robot', id: people.ines },
    }
    const { body } = await panel.post('/evaluation', robot)
    assert.equal(body.decision, false)
    assert.equal(body.context.reason, 'unknown-subject')
  })

  test('names things by the provider’s own word too, and an account by its number', async () => {
    assert.equal(await panel.may(people.ines, 'domains.dns', domainOf('kaffeerad.example')), true)
    await desk.sql('update access.accounts set reference = $2 where id = $1', [account, 'K-17'])
    await giveRights(desk, people.sam, ['invoices.view'], null)
    assert.equal(await panel.may(people.sam, 'invoices.view', { type: 'account', id: 'K-17' }), true)
    const inAccount = (named: string) => ({
      ...domainOf('kaffeerad.example'),
      properties: { account: named },
    })
    assert.equal(await panel.may(people.ines, 'domains.dns', inAccount('K-17')), true)
    assert.equal(await panel.may(people.ines, 'domains.dns', inAccount(account)), true)
    assert.equal(await panel.may(people.ines, 'domains.dns', inAccount(desk.cast.accounts['noor']!)), false)
    await takeBack(desk, people.sam)
  })

  test('about a neighbour’s thing is no and not an error, even for who may everything in his own account', async () => {
    assert.equal(await panel.may(people.olga, 'domains.dns', domainOf(neighbours)), false)
    assert.equal(await panel.may(people.noor, 'domains.dns', domainOf(neighbours)), true)
    // A grant on the whole account covers nothing outside of it.
    await giveRights(desk, people.sam, ['domains.dns'], null)
    assert.equal(await panel.may(people.sam, 'domains.dns', domainOf(other)), true)
    assert.equal(await panel.may(people.sam, 'domains.dns', domainOf(neighbours)), false)
    const foreign = { ...domainOf(neighbours), properties: { account } }
    assert.equal(await panel.may(people.sam, 'domains.dns', foreign), false)
    await takeBack(desk, people.sam)
  })

  test('about the owner is yes without a grant, but for what lets in through an entrance', async () => {
    for (const permission of ['invoices.pay', 'domains.transfer', 'team.manage', 'mail-history.view'])
      assert.equal(
        await panel.may(people.olga, permission, { type: 'account', id: account }),
        true,
        permission,
      )
    assert.equal(await panel.may(people.olga, 'domains.dns', domainOf(domain)), true)
    const shop = { type: 'shop', id: desk.cast.shops['kaffeerad']!.id }
    assert.equal(await panel.may(people.olga, 'shop.operate', shop), false)
  })

  test('is answered anew at the instant at which a right begins and at which it ends', async () => {
    const now = desk.time.now
    await giveRights(desk, people.sam, ['tickets.view'], null, {
      beginsAt: now + hour,
      endsAt: now + hour + 10_000,
    })
    const tickets = { type: 'account', id: account }
    assert.equal(await panel.may(people.sam, 'tickets.view', tickets), false)
    desk.time.pass(hour)
    const { body } = await panel.post('/evaluation', question(people.sam, 'tickets.view', tickets))
    assert.equal(body.decision, true)
    assert.equal(body.context.until, new Date(now + hour + 10_000).toISOString())
    desk.time.pass(9_999)
    assert.equal(await panel.may(people.sam, 'tickets.view', tickets), true)
    desk.time.pass(1)
    assert.equal(await panel.may(people.sam, 'tickets.view', tickets), false)
  })

  test('is no from the moment on at which the right was taken back, the thing removed or the person deactivated', async () => {
    const gone = await addThing(desk, 'service', 'Webhosting L', 'S-1')
    await giveRights(desk, people.sam, ['services.view'], gone)
    assert.equal(await panel.may(people.sam, 'services.view', { type: 'service', id: 'S-1' }), true)
    await takeBack(desk, people.sam)
    assert.equal(await panel.may(people.sam, 'services.view', { type: 'service', id: 'S-1' }), false)
    assert.equal(await panel.may(people.olga, 'services.view', { type: 'service', id: 'S-1' }), true)
    dora = await desk.as('dora')
    const removed = await dora.post(`/provider/shops/${gone}/removal`, {})
    assert.equal(removed.status, 200, JSON.stringify(removed.body))
    assert.equal(await panel.may(people.olga, 'services.view', { type: 'service', id: 'S-1' }), false)
    // The word is free again, and means what it was given to.
    const next = await addThing(desk, 'service', 'Webhosting XL', 'S-1', 'noor')
    assert.equal(await panel.may(people.olga, 'services.view', { type: 'service', id: 'S-1' }), false)
    assert.equal(await panel.may(people.noor, 'services.view', { type: 'service', id: 'S-1' }), true)
    assert.equal(await panel.may(people.noor, 'services.view', { type: 'service', id: next }), true)
    const out = await dora.post(`/provider/people/${people.noor}/deactivation`, {})
    assert.equal(out.status, 200, JSON.stringify(out.body))
    assert.equal(await panel.may(people.noor, 'services.view', { type: 'service', id: next }), false)
    const found = await panel.post('/search/subject', {
      subject: { type: 'person' },
      action: { name: 'services.view' },
      resource: { type: 'service', id: next },
    })
    assert.deepEqual(found.body.results, [])
  })

  test('gets its name back', async () => {
    const named = await panel.post('/evaluation', question(people.ines, 'domains.dns', domainOf(domain)), {
      'x-request-id': 'bfe9eb29-ab87',
    })
    assert.equal(named.headers.get('x-request-id'), 'bfe9eb29-ab87')
    const wrong = await askApi(desk.url, '/evaluation', '{', {
      'x-request-id': 'a-7',
      authorization: `Bearer ${panel.key}`,
    })
    assert.equal(wrong.status, 400)
    assert.equal(wrong.headers.get('x-request-id'), 'a-7')
    const stranger = await askApi(desk.url, '/evaluation', {}, { 'x-request-id': 'a-8' })
    assert.equal(stranger.headers.get('x-request-id'), 'a-8')
  })
})

describe('several questions', () => {
  const view = { name: 'domains.view' }
  const evaluations = () => [
    { resource: domainOf(domain) },
    { resource: domainOf(other) },
    { resource: domainOf('kaffeerad.example'), action: { name: 'domains.dns' } },
  ]
  const asked = (semantic?: string) => ({
    subject: { type: 'person', id: people.ines },
    action: view,
    evaluations: evaluations(),
    ...(semantic ? { options: { evaluations_semantic: semantic } } : {}),
  })
  const decisions = (answer: Answered) =>
    answer.body.evaluations.map((one: { decision: boolean }) => one.decision)

  test('are answered in their order, with what the request says for all of them', async () => {
    const answer = await panel.post('/evaluations', asked())
    assert.equal(answer.status, 200)
    assert.deepEqual(decisions(answer), [true, false, true])
    assert.equal('decision' in answer.body, false)
    assert.deepEqual(decisions(await panel.post('/evaluations', asked('execute_all'))), [true, false, true])
  })

  test('stop at the first no, or at the first yes, when they are asked so', async () => {
    assert.deepEqual(decisions(await panel.post('/evaluations', asked('deny_on_first_deny'))), [true, false])
    assert.deepEqual(decisions(await panel.post('/evaluations', asked('permit_on_first_permit'))), [true])
    const { status } = await panel.post('/evaluations', asked('best_of_three'))
    assert.equal(status, 400)
  })

  test('do not fail for one that is none: it is a no of its own', async () => {
    const answer = await panel.post('/evaluations', {
      subject: { type: 'person', id: people.ines },
      action: view,
      evaluations: [{ resource: domainOf(domain) }, {}, 'what', { resource: domainOf(domain) }],
    })
    assert.equal(answer.status, 200)
    assert.deepEqual(decisions(answer), [true, false, false, true])
    assert.equal(answer.body.evaluations[1].context.error.status, 400)
  })

  test('are one question when there is no list of them, or an empty one', async () => {
    const one = question(people.ines, 'domains.dns', domainOf(domain))
    assert.equal((await panel.post('/evaluations', one)).body.decision, true)
    assert.equal((await panel.post('/evaluations', { ...one, evaluations: [] })).body.decision, true)
    assert.equal((await panel.post('/evaluations', {})).status, 400)
    const many = await panel.post('/evaluations', { ...one, evaluations: Array(1_001).fill({}) })
    assert.equal(many.status, 400)
  })
})

describe('what is no question', () => {
  test('is a bad request with a sentence, and never a decision', async () => {
    const good = question(people.ines, 'domains.dns', domainOf(domain)) as Record<string, unknown>
    const bad: unknown[] = [
      '',
      '{',
      '[]',
      'null',
      '"yes"',
      {},
      { ...good, subject: undefined },
      { ...good, action: undefined },
      { ...good, resource: undefined },
      { ...good, subject: { id: people.ines } },
      { ...good, subject: { type: 'person' } },
      { ...good, subject: people.ines },
      { ...good, subject: [people.ines] },
      { ...good, action: {} },
      { ...good, action: { name: 123 } },
      { ...good, action: { name: null } },
      { ...good, resource: { id: domain } },
      { ...good, resource: { type: 'domain' } },
      { ...good, resource: { type: 'domain', id: [domain] } },
      { ...good, resource: { ...domainOf(domain), properties: 'no' } },
      { ...good, resource: { ...domainOf(domain), properties: { account: 7 } } },
      { ...good, resource: domainOf(`${domain}\u0000`) },
      { ...good, resource: domainOf('x'.repeat(301)) },
      { ...good, context: 'noon' },
    ]
    for (const body of bad) {
      const answer = await panel.post('/evaluation', body)
      assert.equal(answer.status, 400, JSON.stringify(body))
      assert.equal(typeof answer.body, 'string')
      isSentence(answer)
    }
    const long = await panel.post('/evaluation', { ...good, context: { note: 'x'.repeat(600_000) } })
    assert.equal(long.status, 413)
    assert.equal((await panel.post('/evaluate', good)).status, 404)
    const text = await panel.post('/evaluation', JSON.stringify(good), { 'content-type': 'text/plain' })
    assert.equal(text.status, 400)
    const unknown = await panel.post('/evaluation', { ...good, foo: 'bar', context: { time: 'now' } })
    assert.equal(unknown.body.decision, true)
  })
})

describe('a search', () => {
  const subjects = (resource: object, more: object = {}) =>
    panel.post('/search/subject', {
      subject: { type: 'person' },
      action: { name: 'domains.view' },
      resource,
      ...more,
    })
  const resources = (person: string, type: string, more: object = {}) =>
    panel.post('/search/resource', {
      subject: { type: 'person', id: person },
      action: { name: 'domains.view' },
      resource: { type },
      ...more,
    })
  const ids = (answer: Answered) => answer.body.results.map((one: { id: string }) => one.id).sort()

  test('for people finds those whom a question would find, the owner among them', async () => {
    const found = await subjects(domainOf('kaffeerad.example'))
    assert.equal(found.status, 200)
    assert.deepEqual(ids(found), [people.ines, people.olga].sort())
    assert.ok(found.body.results.every((one: { type: string }) => one.type === 'person'))
    assert.deepEqual(ids(await subjects(domainOf(other))), [people.olga])
    assert.deepEqual(ids(await subjects(domainOf('unknown.example'))), [])
  })

  test('for things finds those of all accounts or of one, each with its account', async () => {
    const olgas = await resources(people.olga, 'domain')
    assert.deepEqual(ids(olgas), [domain, other].sort())
    const named = olgas.body.results.find((one: { id: string }) => one.id === domain)
    assert.deepEqual(named, {
      type: 'domain',
      id: domain,
      properties: { account, reference: 'kaffeerad.example' },
    })
    assert.deepEqual(ids(await resources(people.ines, 'domain')), [domain])
    assert.deepEqual(ids(await resources(people.ines, 'account')), [])
    assert.deepEqual(ids(await resources(people.olga, 'account')), [account])
    const elsewhere = { resource: { type: 'domain', properties: { account: desk.cast.accounts['noor'] } } }
    assert.deepEqual(ids(await resources(people.olga, 'domain', elsewhere)), [])
  })

  test('comes in pages, whose tokens belong to the question that they continue', async () => {
    const first = await resources(people.olga, 'domain', { page: { limit: 1 } })
    assert.equal(first.body.results.length, 1)
    assert.equal(first.body.page.count, 1)
    const token = first.body.page.next_token
    assert.notEqual(token, '')
    const second = await resources(people.olga, 'domain', { page: { limit: 1, token } })
    assert.equal(second.body.page.next_token, '')
    assert.deepEqual([...ids(first), ...ids(second)].sort(), [domain, other].sort())
    assert.equal((await resources(people.ines, 'domain', { page: { token } })).status, 400)
    assert.equal((await resources(people.olga, 'domain', { page: { token: 'x' } })).status, 400)
    assert.equal((await resources(people.olga, 'domain', { page: { limit: -1 } })).status, 400)
  })
})

describe('a panel', () => {
  test('finds out where to ask', async () => {
    const answer = await fetch(`${desk.url}/.well-known/authzen-configuration`)
    assert.equal(answer.status, 200)
    assert.deepEqual(await answer.json(), {
      policy_decision_point: 'http://localhost',
      access_evaluation_endpoint: 'http://localhost/access/v1/evaluation',
      access_evaluations_endpoint: 'http://localhost/access/v1/evaluations',
      search_subject_endpoint: 'http://localhost/access/v1/search/subject',
      search_resource_endpoint: 'http://localhost/access/v1/search/resource',
    })
  })

  test('without a valid key in the header is nobody, whatever else it shows', async () => {
    const good = question(people.ines, 'domains.dns', domainOf(domain))
    const olga = await desk.as('olga')
    const shows: Record<string, string>[] = [
      {},
      { authorization: panel.key },
      { authorization: `Basic ${Buffer.from(`panel:${panel.key}`).toString('base64')}` },
      { authorization: `Bearer ${panel.key.slice(0, -1)}${panel.key.endsWith('A') ? 'B' : 'A'}` },
      { authorization: `Bearer ${panel.key}, Bearer ${panel.key}` },
      { cookie: olga.cookie! },
      { cookie: `key=${panel.key}` },
    ]
    for (const headers of shows)
      for (const path of [
        '/evaluation',
        '/evaluations',
        '/search/subject',
        '/search/resource',
        `/evaluation?access_token=${panel.key}`,
      ]) {
        const answer = await askApi(desk.url, path, good, headers)
        assert.equal(answer.status, 401, JSON.stringify(headers))
        assert.match(answer.headers.get('www-authenticate')!, /^Bearer/)
        isSentence(answer)
      }
    const changes = await fetch(`${desk.url}/access/v1/changes?key=${panel.key}`)
    assert.equal(changes.status, 401)
    await changes.body?.cancel()
  })

  test('has no more rights at the desk than anybody has', async () => {
    const answer = await fetch(`${desk.url}/api/v1/provider/panels`, {
      headers: { authorization: `Bearer ${panel.key}` },
    })
    assert.equal(answer.status, 401)
  })

  test('gets another key, and the one that is withdrawn is refused at once, on every node', async () => {
    dora = await desk.as('dora')
    const second = await desk.secondNode()
    const made = await dora.post(`/provider/panels/${panel.id}/keys`, {})
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const ask = (url: string, key: string) =>
      askApi(url, '/evaluation', question(people.ines, 'domains.dns', domainOf(domain)), {
        authorization: `Bearer ${key}`,
      })
    assert.equal((await ask(second.url, made.body.key)).body.decision, true)
    const listed = await dora.get('/provider/panels')
    const [mine] = listed.body.items
    assert.deepEqual(
      mine.keys.map((key: { id: string }) => key.id),
      [panel.keyId, made.body.id],
    )
    assert.equal(mine.keys[1].tail, made.body.key.slice(-4))
    assert.equal(JSON.stringify(listed.body).includes(made.body.key), false)

    const gone = await dora.delete(`/provider/panels/${panel.id}/keys/${made.body.id}`)
    assert.equal(gone.status, 200, JSON.stringify(gone.body))
    assert.equal((await ask(desk.url, made.body.key)).status, 401)
    await untilTrue(async () => (await ask(second.url, made.body.key)).status === 401)
    assert.equal((await ask(desk.url, panel.key)).body.decision, true)
    const again = await dora.delete(`/provider/panels/${panel.id}/keys/${made.body.id}`)
    assert.deepEqual(again.body, gone.body)
    const facts = await desk.sql<{ kind: string }>(
      `select kind from access.facts where account_id = $1 and kind like 'panel%' order by seq`,
      [desk.cast.provider],
    )
    assert.deepEqual(
      facts.map(fact => fact.kind),
      ['panel.added', 'panel-key.made', 'panel-key.made', 'panel-key.withdrawn'],
    )
  })

  test('is connected only by somebody who has just proven who he is; withdrawing needs no proof', async () => {
    desk.time.pass(hour)
    const tired = await desk.as('dora')
    desk.time.pass(hour)
    const refused = await tired.post('/provider/panels', { name: 'Another' })
    assert.equal(refused.body.code, 'fresh-proof-needed')
    const withdrawn = await tired.delete(`/provider/panels/${panel.id}/keys/${panel.keyId}`)
    assert.equal(withdrawn.status, 200)
    assert.equal((await panel.post('/evaluation', {})).status, 401)
  })
})

test('what memory cannot say and the database does not answer is no decision at all', async () => {
  await using alone = await startTestDesk()
  const asking = await connectPanel(alone)
  const thing = await addThing(alone, 'domain', 'one.example')
  const ask = () =>
    asking.post('/evaluation', question(alone.cast.people.olga, 'domains.dns', domainOf(thing)))
  assert.equal((await ask()).body.decision, true)
  // The runtime role may not connect any more, and whoever is connected is thrown out.
  const [{ name }] = (await alone.sql<{ name: string }>('select current_database() as name')) as [
    { name: string },
  ]
  await alone.sql(`alter database ${name} connection limit 0`)
  await alone.sql(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
    [name],
  )
  await untilTrue(async () => (await ask()).status === 503)
  await alone.sql(`alter database ${name} connection limit -1`)
  await untilTrue(async () => (await ask()).body.decision === true)
})

test('two nodes answer from memory, and a question costs the database nothing', async () => {
  await using alone = await startTestDesk()
  const asking = await connectPanel(alone)
  const thing = await addThing(alone, 'domain', 'one.example', 'one.example')
  const ask = () => asking.may(alone.cast.people.olga, 'domains.dns', domainOf('one.example'))
  assert.equal(await ask(), true)
  let queries = 0
  const { database } = alone.kernel
  const within = database.within
  database.within = (scope, work) => {
    queries += 1
    return within(scope, work)
  }
  for (let i = 0; i < 20; i++) assert.equal(await ask(), true)
  assert.equal(queries, 0)
  database.within = within
  // An account that changes is read again, once.
  await record(alone.kernel, { accounts: [alone.cast.accounts['olga']!], by: { rule: 'clock' } }, async r =>
    r.fact('owner.reminded', {}, {}),
  )
  assert.equal(await ask(), true)
  assert.ok(thing)
})

async function untilTrue(holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (await holds()) return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  assert.fail('it did not come to that')
}
