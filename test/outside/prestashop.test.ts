// The connector for PrestaShop, against a mock of its documented webservice (prestashop-mock.ts): no PrestaShop was tried.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { Connector, Trace } from '#server/access/outside.ts'
import { connectPrestashop } from '#server/outside/prestashop/connect-prestashop.ts'
import { Keeper, newTrace, survives, watched } from './keeper.ts'
import { MockPrestashop } from './prestashop-mock.ts'

let shop: MockPrestashop
let keeper: Keeper
let prestashop: Connector
const visitors = () => shop.employees.filter(one => one['lastname']!.startsWith('Einlass '))

beforeEach(async () => {
  shop = new MockPrestashop()
  await shop.start()
  keeper = new Keeper()
  keeper.connection = {
    address: `${shop.address}/`,
    login: null,
    secret: shop.key,
    allowPrivate: true,
    options: { profile: '1' },
  }
  prestashop = watched(connectPrestashop(keeper), keeper)
})
afterEach(async () => {
  keeper.sees(shop.asked)
  await shop.stop()
})

async function open(trace: Trace): Promise<Trace> {
  const opened = await prestashop.open(trace)
  assert.ok(opened.done, JSON.stringify(opened))
  return { ...trace, reference: opened.reference }
}
const signsIn = (trace: Trace) => shop.signsIn(String(trace.reference['mailbox']), keeper.passwordOf(trace))
const howGone = async (trace: Trace) => {
  const confirmed = await prestashop.confirmClosed(trace)
  assert.ok(confirmed.gone, JSON.stringify(confirmed))
  return confirmed.how
}
const whyNotGone = async (trace: Trace) => {
  const confirmed = await prestashop.confirmClosed(trace)
  assert.ok(!confirmed.gone)
  return confirmed.error
}

test('it says of itself that it was written to the documentation, and that it cannot try the sign-in', () => {
  assert.equal(prestashop.verified, 'documentation')
  assert.match(prestashop.cannotSee.join(' '), /cannot sign in/)
})

test('a visitor gets an employee’s account that works, and loses it with his open session', async () => {
  const trace = await open(newTrace())
  assert.equal(visitors()[0]!['firstname'], 'Ann Agent')
  const session = signsIn(trace)!
  assert.ok(shop.goesOn(session))
  assert.match(await whyNotGone(trace), /still there/)
  assert.deepEqual(await prestashop.close(trace), { done: true })
  assert.ok(!shop.goesOn(session))
  assert.equal(shop.employees.length, 1)
  assert.match(await howGone(trace), /no such employee.*could not be tried/)
  assert.deepEqual(await prestashop.close(trace), { done: true }, 'and once more there is nothing to do')
})

test('opening again leaves an open session alone', async () => {
  const trace = await open(newTrace())
  const session = signsIn(trace)!
  await open(trace)
  assert.ok(shop.goesOn(session))
  assert.equal(visitors().length, 1)
})

test('two openings at the same time leave one account, with the password that is kept', async () => {
  // PrestaShop takes the same address twice; both may have been made before either is seen.
  const trace = newTrace()
  await Promise.all([prestashop.open(trace), prestashop.open(trace)])
  await open(trace)
  assert.equal(visitors().length, 1)
  assert.ok(signsIn(trace))
})

test('a password that another node keeps in the meantime is the one that works in the end', async () => {
  const trace = newTrace()
  shop.meanwhile = (method, path) => {
    if (method === 'POST' && path === '/api/employees')
      void keeper.keepSecret(trace.artefactId, 'password', 'another password 42')
  }
  await open(trace)
  assert.equal(keeper.passwordOf(trace), 'another password 42')
  assert.ok(signsIn(trace))
})

test('two visits have two accounts, and the end of one leaves the other', async () => {
  const [one, two] = [await open(newTrace()), await open(newTrace())]
  await prestashop.close(one)
  assert.equal(visitors().length, 1)
  assert.ok(signsIn(two))
})

test('somebody else’s account with the same address, or with a number used again, is never touched', async () => {
  const trace = newTrace()
  const stranger = shop.put(
    { email: String(trace.reference['mailbox']), firstname: 'S', lastname: 'Tranger', id_profile: '1' },
    'x',
  )
  assert.match(((await prestashop.open(trace)) as { error: string }).error, /Another employee/)
  assert.deepEqual(await prestashop.close(trace), { done: true })
  assert.ok(shop.employees.includes(stranger))

  const visit = await open(newTrace())
  const backup = visitors()[0]!
  shop.employees.splice(shop.employees.indexOf(backup), 1)
  const clerk = shop.put(
    { email: 'clerk@shop.example', firstname: 'C', lastname: 'Lerk', id_profile: '4' },
    'x',
  )
  clerk.id = String(visit.reference['employeeId'])
  for (const answer of [await prestashop.close(visit), await prestashop.open(visit)])
    assert.match((answer as { error: string }).error, /Somebody has to look/)
  assert.match(await whyNotGone(visit), /Somebody has to look/)
  assert.ok(shop.employees.includes(clerk))
})

test('an account whose name or address the visitor has changed is found', async () => {
  for (const change of [{ lastname: 'Hidden' }, { email: 'mine@elsewhere.example' }]) {
    const trace = await open(newTrace())
    Object.assign(visitors()[0]!, change)
    assert.match(await whyNotGone(trace), /still there/)
    assert.deepEqual(await prestashop.close(trace), { done: true })
    assert.equal(shop.employees.length, 1)
    await howGone(trace)
  }
})

test('an account that cannot be deleted is switched off with a new password, and its session ends', async () => {
  for (const refusal of ['failure', 'permission'] as const) {
    shop.failsToDelete = refusal === 'failure'
    if (refusal === 'permission') shop.permissions = { employees: ['GET', 'POST', 'PUT'] }
    const trace = await open(newTrace())
    const session = signsIn(trace)!
    visitors().at(-1)!['email'] = 'mine@elsewhere.example'
    assert.deepEqual(await prestashop.close(trace), { done: true })
    assert.ok(!shop.goesOn(session))
    const left = visitors().at(-1)!
    assert.deepEqual([left['active'], left['email']], ['0', trace.reference['mailbox']])
    assert.match(await howGone(trace), /still listed, but switched off/)
    left['active'] = '1'
    assert.match(await whyNotGone(trace), /still there/)
  }
  shop.permissions = { employees: ['GET', 'POST'] }
  const trace = await open(newTrace())
  assert.match(((await prestashop.close(trace)) as { error: string }).error, /DELETE.*PUT/)
})

test('an account deleted by hand is gone; one that a backup brought back is seen and taken away', async () => {
  const trace = await open(newTrace())
  const backup = visitors()[0]!
  shop.employees.splice(shop.employees.indexOf(backup), 1)
  assert.deepEqual(await prestashop.close(trace), { done: true })
  await howGone(trace)
  shop.employees.push(backup)
  assert.match(await whyNotGone(trace), /still there/)
  assert.deepEqual(await prestashop.close(trace), { done: true })
  await howGone(trace)
})

test('whatever step the connection or the desk dies at, nothing is left unaccounted for', async t => {
  let points = 0
  for (const when of ['before', 'after'] as const)
    for (let at = 0; at < 5; at++)
      for (const what of ['shop', 'desk'] as const)
        for (const step of ['open', 'close'] as const) {
          const trace = newTrace()
          const opened = step === 'close' ? await open(trace) : trace
          if (what === 'shop') shop.break = { at, when }
          else keeper.crash = { at, when }
          await survives(() => (step === 'open' ? prestashop.open(trace) : prestashop.close(opened)))
          shop.break = keeper.crash = undefined
          points++
          if (step === 'open') {
            await open(trace)
            assert.equal(visitors().length, 1, `${what} ${when} ${at}`)
            assert.ok(signsIn(trace))
          }
          // Ended without the reference, as if the desk had died before it could write it down.
          assert.deepEqual(await prestashop.close(trace), { done: true })
          assert.equal(visitors().length, 0)
          await howGone(trace)
        }
  t.diagnostic(`${points} crash points`)
})

test('bad days are told in a sentence, and none of them counts as gone', async () => {
  const trace = await open(newTrace())
  await prestashop.close(trace)
  const says = async (pattern: RegExp) => {
    assert.match(await whyNotGone(trace), pattern)
    for (const answer of [
      await prestashop.open(newTrace()),
      await prestashop.close(trace),
      await prestashop.test(trace.resourceId),
      await prestashop.inventory(trace.resourceId),
      await prestashop.remove(trace.resourceId, { kind: 'employee', id: '99' }),
    ])
      assert.match((answer as { error: string }).error, pattern)
  }
  const patient = prestashop
  prestashop = watched(connectPrestashop(keeper, 300), keeper)
  shop.badDay = 'hangs'
  await says(/in time/)
  prestashop = patient
  shop.badDay = { status: 200, body: `<prestashop>${'y'.repeat(5_000_000)}</prestashop>` }
  await says(/far more/)
  shop.badDay = { status: 301, headers: { location: 'http://127.0.0.1/' } }
  await says(/leads on/)
  shop.badDay = { status: 500, body: `oops ${shop.key}` }
  await says(/failed/)
  shop.badDay = undefined
  shop.isOn = false
  await says(/switched off/)
  shop.isOn = true
  shop.permissions = { products: ['GET'] }
  assert.match(await whyNotGone(trace), /may not touch employees/)
  shop.permissions = {}
  await says(/does not accept/)
  shop.permissions = { employees: ['GET', 'POST', 'PUT', 'DELETE'] }
  shop.key = 'SOMEBODYHASMADEANEWONEINTHESHOP0'
  await says(/does not accept/)
  keeper.connection = { ...keeper.connection!, secret: 'short' }
  await says(/key of the webservice is needed/)
  keeper.connection = { ...keeper.connection, secret: shop.key, address: 'http://127.0.0.1:1' }
  await says(/refuses/)
  keeper.connection = undefined
  await says(/Nobody has connected/)
})

test('what is not the webservice’s XML is refused, and no entity in it is followed', async () => {
  const trace = await open(newTrace())
  for (const body of [
    '<html>a shop window</html>',
    '{"employees":[]}',
    '<?xml version="1.0"?><!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><prestashop><employees>&x;</employees></prestashop>',
    '<prestashop/>',
    '<prestashop><employees><employee><id>x</id><email>a@b.c</email></employee></employees></prestashop>',
    '<prestashop><employees><customer><id>1</id></customer></employees></prestashop>',
    '<prestashop><employees>',
    '',
  ]) {
    shop.badDay = { status: 200, headers: { 'psws-version': '8.1.7' }, body }
    assert.match(await whyNotGone(trace), /does not answer as the webservice/, body)
    assert.equal((await prestashop.test(trace.resourceId)).works, false, body)
  }
})

test('the connection is tested: version, permissions, choice of a profile', async () => {
  const { resourceId } = newTrace()
  const says = async (pattern: RegExp) =>
    assert.match(((await prestashop.test(resourceId)) as { error: string }).error, pattern)
  for (const version of ['1.7.8.11', '8.1.7', '9.0.0']) {
    shop.version = version
    assert.deepEqual(await prestashop.test(resourceId), { works: true, version })
  }
  shop.version = '<b>1'
  await says(/present itself/)
  shop.version = '9.0.0'
  shop.permissions = { employees: ['GET', 'PUT'] }
  await says(/lacks permissions for employees: POST, DELETE\./)
  shop.permissions = { products: ['GET'] }
  await says(/GET, POST, PUT, DELETE/)
  shop.permissions = { employees: ['GET', 'POST', 'PUT', 'DELETE'] }
  for (const options of [{}, { profile: 'SuperAdmin' }, { profile: '0' }, { profile: '1', language: 'de' }]) {
    keeper.connection = { ...keeper.connection!, options: options as Record<string, string> }
    assert.equal((await prestashop.test(resourceId)).works, false)
    assert.equal((await prestashop.open(newTrace())).done, false)
  }
})

test('an upgrade from 8 to 9 between opening and closing changes nothing', async () => {
  const trace = await open(newTrace())
  shop.version = '9.0.0'
  assert.deepEqual(await prestashop.close(trace), { done: true })
  await howGone(trace)
})

test('what a visitor leaves behind is seen and taken away, and no password’s hash is ever asked for', async () => {
  const trace = await open(newTrace())
  const before = await prestashop.inventory(trace.resourceId)
  assert.ok(before.seen)
  assert.equal(before.found.find(one => one.artefactId)?.artefactId, trace.artefactId)
  shop.put({ email: 'x@y.example', firstname: 'Back<b>', lastname: 'Door\u202e]]', id_profile: '1' }, 'x')
  const after = await prestashop.inventory(trace.resourceId)
  assert.ok(after.seen)
  const news = after.found.filter(one => !before.found.some(old => old.id === one.id))
  assert.deepEqual(
    news.map(one => one.kind),
    ['super-admin'],
  )
  assert.deepEqual(await prestashop.remove(trace.resourceId, news[0]!), { done: true })
  assert.deepEqual(await prestashop.remove(trace.resourceId, news[0]!), { done: true })
  assert.equal(shop.employees.length, 2)
  for (const found of [
    { kind: 'module', id: '1' },
    { kind: 'employee', id: '1/../../customers/1' },
    { kind: 'employee', id: '' },
  ])
    assert.equal((await prestashop.remove(trace.resourceId, found)).done, false)
  assert.ok(shop.asked.every(one => !/passwd|full|ws_key/.test(one.url)))
})

test('more than one page of employees is looked through', async () => {
  for (let n = 0; n < 1_100; n++)
    shop.put({ email: `u${n}@shop.example`, firstname: 'U', lastname: 'V', id_profile: '4' }, 'x')
  const seen = await prestashop.inventory(newTrace().resourceId)
  assert.ok(seen.seen)
  assert.equal(seen.found.length, 1_101)
})

test('names and mailboxes that mean harm come to nothing', async () => {
  for (const mailbox of [undefined, '', 'x', 'a"@c.example', 'a@c.example]]>', 'a&b@c.example', 7])
    assert.equal((await prestashop.open(newTrace({ mailbox }))).done, false, String(mailbox))
  await open(newTrace({ person: '<img src=x onerror=1>\u202e\u0000 O’Neill; ]]> 42' }))
  assert.match(visitors()[0]!['firstname']!, /^[\p{L} .'-]+$/u)
})
