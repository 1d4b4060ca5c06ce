// The connector for Shopware 6, against a mock of its documented API (shopware-mock.ts): no Shopware was tried.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { Connector, Opened, Trace } from '#server/access/outside.ts'
import { connectShopware } from '#server/outside/shopware/connect-shopware.ts'
import { rights } from '#server/outside/shopware/probe-rights.ts'
import { Keeper, newTrace, survives, watched } from './keeper.ts'
import { MockShopware } from './shopware-mock.ts'

let shop: MockShopware
let keeper: Keeper
let shopware: Connector
const users = () => shop.tables['user']!
const visitors = () => users().filter(row => String(row['username']).startsWith('einlass-'))

beforeEach(async () => {
  shop = new MockShopware()
  await shop.start()
  keeper = new Keeper()
  keeper.connection = {
    address: shop.address,
    login: shop.accessKey,
    secret: shop.secretAccessKey,
    allowPrivate: true,
    options: { role: 'administrator' },
  }
  shopware = watched(connectShopware(keeper), keeper)
})
afterEach(async () => {
  keeper.sees(shop.asked)
  await shop.stop()
})

/** Time passes: a password that is set a second later is set after a token was given out. */
const tick = () => {
  shop.time += 5_000
  keeper.time += 5_000
}
async function open(trace: Trace): Promise<Trace> {
  const opened = await shopware.open(trace)
  assert.ok(opened.done, JSON.stringify(opened))
  tick()
  return { ...trace, reference: opened.reference }
}
const isGone = async (trace: Trace) => {
  const confirmed = await shopware.confirmClosed(trace)
  assert.ok(confirmed.gone, JSON.stringify(confirmed))
  return confirmed.how
}

test('it says of itself that it was written to the documentation, and what it cannot see', () => {
  assert.equal(shopware.verified, 'documentation')
  assert.ok(shopware.cannotSee.length >= 4)
})

test('a visitor gets an administrator’s account that works, and loses it with his open session', async () => {
  const trace = await open(newTrace())
  assert.equal(visitors().length, 1)
  assert.equal(visitors()[0]!['email'], trace.reference['mailbox'])
  assert.equal(visitors()[0]!['admin'], true)
  assert.match(String(trace.reference['signInAt']), /\/admin$/)
  const session = shop.signsIn(String(trace.reference['login']), keeper.passwordOf(trace))!
  tick()
  assert.ok(shop.takes(session))
  assert.deepEqual(await shopware.close(trace), { done: true })
  assert.equal(visitors().length, 0)
  assert.ok(!shop.takes(session), 'the session that was open is dead')
  assert.equal(
    await isGone(trace),
    'The shop was asked and has no such account. The old password was tried and refused. A session opened just before the end was tried and refused.',
  )
  assert.deepEqual(await shopware.close(trace), { done: true }, 'and once more there is nothing to do')
})

test('a role of the shop is used by its name, and administrators stay administrators', async () => {
  const role = { id: 'a'.repeat(32), name: 'Support', privileges: [] }
  shop.tables['acl-role']!.push(role)
  keeper.connection = { ...keeper.connection!, options: { role: 'Support', locale: 'de-DE' } }
  await open(newTrace())
  assert.deepEqual([visitors()[0]!['admin'], visitors()[0]!['aclRoles']], [false, [{ id: role.id }]])
  for (const options of [{}, { role: 'Nobody' }, { role: 'Support', locale: 'xx-XX' }]) {
    keeper.connection = { ...keeper.connection!, options: options as Record<string, string> }
    assert.equal((await shopware.open(newTrace())).done, false, JSON.stringify(options))
  }
  assert.equal(visitors().length, 1)
})

test('opening again leaves an open session alone', async () => {
  const trace = await open(newTrace())
  const session = shop.signsIn(String(trace.reference['login']), keeper.passwordOf(trace))!
  tick()
  await open(trace)
  assert.ok(shop.takes(session))
  assert.equal(visitors().length, 1)
})

test('two openings at the same time make one account, with the password that is kept', async () => {
  const trace = newTrace()
  const both = await Promise.all([shopware.open(trace), shopware.open(trace), shopware.open(trace)])
  const done = both.find((one): one is Extract<Opened, { done: true }> => one.done)
  assert.ok(done, JSON.stringify(both))
  assert.equal(visitors().length, 1)
  assert.ok(shop.signsIn(String(done.reference['login']), keeper.passwordOf(trace)))
})

test('a password that another node keeps in the meantime is the one that works in the end', async () => {
  const trace = newTrace()
  shop.meanwhile = (method, path) => {
    if (method === 'POST' && path === '/api/user')
      void keeper.keepSecret(trace.artefactId, 'password', 'another password 42')
  }
  await open(trace)
  assert.equal(keeper.passwordOf(trace), 'another password 42')
  assert.ok(shop.signsIn(`einlass-${trace.artefactId.replaceAll('-', '')}`, keeper.passwordOf(trace)))
})

test('two visits have two accounts, and the end of one leaves the other', async () => {
  const [one, two] = [await open(newTrace()), await open(newTrace())]
  await shopware.close(one)
  assert.equal(visitors().length, 1)
  assert.ok(shop.signsIn(String(two.reference['login']), keeper.passwordOf(two)))
})

test('somebody else’s account with the same address is neither taken nor touched', async () => {
  const trace = newTrace()
  const stranger = shop.put({ username: 'somebody', email: trace.reference['mailbox'], admin: true }, 'x')
  assert.match(((await shopware.open(trace)) as { error: string }).error, /Another account/)
  assert.deepEqual(await shopware.close(trace), { done: true })
  assert.ok(users().includes(stranger))
})

test('an account whose login, address and password the visitor has changed is found and taken away', async () => {
  const trace = await open(newTrace())
  Object.assign(visitors()[0]!, { username: 'hidden', email: 'mine@elsewhere.example' })
  shop.passwords.get(String(trace.reference['userId']))!.password = 'his own'
  assert.equal((await shopware.confirmClosed(trace)).gone, false)
  assert.deepEqual(await shopware.close(trace), { done: true })
  assert.equal(users().length, 1)
  await isGone(trace)
})

for (const [version, honoursActive] of [
  ['6.6.10.6', false],
  ['6.7.9.0', true],
] as const)
  test(`${version}: an account that cannot be deleted is made powerless, and no more is said than that`, async () => {
    Object.assign(shop, { version, honoursActive })
    const trace = await open(newTrace())
    const user = visitors()[0]!
    user['email'] = 'mine@elsewhere.example'
    shop.tables['user-access-key']!.push({ id: 'b'.repeat(32), userId: user.id })
    const session = shop.signsIn(String(user['username']), keeper.passwordOf(trace))!
    tick()
    shop.refusesToDelete = true
    assert.deepEqual(await shopware.close(trace), { done: true })
    assert.ok(!shop.takes(session), 'the session is dead although the account is not')
    assert.equal(shop.signsIn(String(user['username']), keeper.passwordOf(trace)), undefined)
    assert.equal(user['email'], trace.reference['mailbox'], '“forgot password” leads to us')
    assert.deepEqual(shop.tables['user-access-key'], [])
    assert.match(await isGone(trace), /still listed, but switched off/)
    shop.refusesToDelete = false
    assert.deepEqual(await shopware.close(trace), { done: true })
    assert.match(await isGone(trace), /has no such account/)
  })

test('switching off alone counts for nothing: up to 6.6 such an account signs in', async () => {
  const trace = await open(newTrace())
  visitors()[0]!['active'] = false
  assert.ok(shop.signsIn(String(trace.reference['login']), keeper.passwordOf(trace)), 'the mock is a 6.6')
  assert.equal((await shopware.confirmClosed(trace)).gone, false)
  Object.assign(visitors()[0]!, { admin: false })
  assert.match(
    ((await shopware.confirmClosed(trace)) as { error: string }).error,
    /still lets the old password in/,
  )
})

test('an upgrade from 6.6 to 6.7 between opening and closing changes nothing', async () => {
  const trace = await open(newTrace())
  assert.deepEqual(await shopware.test(trace.resourceId), { works: true, version: '6.6.10.6' })
  Object.assign(shop, { version: '6.7.9.0', honoursActive: true })
  assert.deepEqual(await shopware.test(trace.resourceId), { works: true, version: '6.7.9.0' })
  assert.deepEqual(await shopware.close(trace), { done: true })
  await isGone(trace)
})

test('an account deleted by hand is gone; one that a backup brought back is seen and taken away', async () => {
  const trace = await open(newTrace())
  const [backup, password] = [{ ...visitors()[0]! }, keeper.passwordOf(trace)]
  users().splice(users().length - 1)
  assert.deepEqual(await shopware.close(trace), { done: true })
  await isGone(trace)
  users().push(backup)
  shop.passwords.set(backup.id, { password, changedAt: shop.time })
  assert.equal((await shopware.confirmClosed(trace)).gone, false)
  assert.deepEqual(await shopware.close(trace), { done: true })
  await isGone(trace)
})

test('a token that dies in the middle is renewed; a shop whose tokens never live is given up', async () => {
  const trace = await open(newTrace())
  for (const at of [0, 1]) {
    shop.tokensDieAt = at
    assert.deepEqual(await shopware.close(trace), { done: true })
    await open({ ...trace, reference: newTrace().reference })
  }
  shop.tokenSeconds = 0
  assert.match(((await shopware.close(trace)) as { error: string }).error, /does not accept/)
})

test('whatever step the connection or the desk dies at, nothing is left unaccounted for', async t => {
  let points = 0
  for (const when of ['before', 'after'] as const)
    for (let at = 0; at < 12; at++)
      for (const what of ['shop', 'desk'] as const) {
        if (what === 'desk' && at > 1) continue
        for (const step of ['open', 'close'] as const) {
          const trace = newTrace()
          const opened = step === 'close' ? await open(trace) : trace
          if (what === 'shop') shop.break = { at, when }
          else keeper.crash = { at, when }
          await survives(() => (step === 'open' ? shopware.open(trace) : shopware.close(opened)))
          shop.break = keeper.crash = undefined
          tick()
          points++
          if (step === 'open') {
            assert.ok(visitors().length <= 1)
            const again = await open(trace)
            assert.equal(visitors().length, 1, `${what} ${when} ${at}`)
            assert.ok(shop.signsIn(String(again.reference['login']), keeper.passwordOf(trace)))
          }
          // Ended without the reference, as if the desk had died before it could write it down.
          assert.deepEqual(await shopware.close(trace), { done: true })
          assert.equal(visitors().length, 0)
          await isGone(trace)
        }
      }
  t.diagnostic(`${points} crash points`)
})

test('bad days are told in a sentence, and none of them counts as gone', async () => {
  const trace = await open(newTrace())
  await shopware.close(trace)
  const says = async (pattern: RegExp) => {
    const confirmed = await shopware.confirmClosed(trace)
    assert.ok(!confirmed.gone)
    assert.match(confirmed.error, pattern)
    for (const answer of [
      await shopware.open(newTrace()),
      await shopware.close(trace),
      await shopware.test(trace.resourceId),
      await shopware.inventory(trace.resourceId),
      await shopware.remove(trace.resourceId, { kind: 'admin', id: 'c'.repeat(32) }),
    ])
      assert.match((answer as { error: string }).error, pattern)
  }
  const patient = shopware
  shopware = watched(connectShopware(keeper, 300), keeper)
  shop.badDay = 'hangs'
  await says(/in time/)
  shopware = patient
  shop.badDay = { status: 200, body: '<html>a shop window</html>' }
  await says(/Admin API/)
  shop.badDay = { status: 200, body: '[]' }
  await says(/Admin API/)
  shop.badDay = { status: 200, body: `{"x":"${'y'.repeat(5_000_000)}"}` }
  await says(/far more/)
  shop.badDay = { status: 302, headers: { location: 'http://127.0.0.1/' } }
  await says(/leads on/)
  shop.badDay = { status: 503, body: `oops ${shop.secretAccessKey}` }
  await says(/failed/)
  shop.badDay = undefined
  keeper.neverSaid.add(shop.secretAccessKey)
  shop.secretAccessKey = 'changed by somebody in the shop'
  await says(/does not accept/)
  keeper.connection = { ...keeper.connection!, address: 'http://127.0.0.1:1' }
  await says(/refuses/)
  keeper.connection = { ...keeper.connection, address: 'nonsense' }
  await says(/not an address/)
  keeper.connection = undefined
  await says(/Nobody has connected/)
})

test('a shop that limits sign-ins proves nothing, and is asked again', async () => {
  const trace = await open(newTrace())
  await shopware.close(trace)
  shop.limitsSignIns = true
  assert.match(((await shopware.confirmClosed(trace)) as { error: string }).error, /less often/)
  shop.limitsSignIns = false
  shop.hasNoAdministration = true
  assert.equal((await shopware.confirmClosed(trace)).gone, false, 'nobody gets in, whatever the password is')
  shop.hasNoAdministration = false
  await isGone(trace)
})

test('the least rights are enough, and what is lacking is named', async () => {
  const own = shop.tables['integration']![0]!
  shop.tables['acl-role']!.push({ id: 'a'.repeat(32), name: 'Support' })
  keeper.connection = { ...keeper.connection!, options: { role: 'Support' } }
  own['admin'] = false
  own['aclRoles'] = [{ privileges: [...rights] }]
  const trace = newTrace()
  assert.deepEqual(await shopware.test(trace.resourceId), { works: true, version: '6.6.10.6' })
  const opened = await open(trace)
  assert.equal((await shopware.inventory(trace.resourceId)).seen, true)
  assert.deepEqual(await shopware.close(opened), { done: true })
  await isGone(opened)

  own['aclRoles'] = [{ privileges: rights.filter(right => right !== 'user:delete') }]
  assert.match(((await shopware.test(trace.resourceId)) as { error: string }).error, /rights: user:delete\./)
  own['aclRoles'] = [{ privileges: ['integration:read'] }]
  assert.match(
    ((await shopware.inventory(trace.resourceId)) as { error: string }).error,
    /may not read “user”/,
  )
  keeper.connection = { ...keeper.connection, options: { role: 'administrator' } }
  assert.match(((await shopware.test(trace.resourceId)) as { error: string }).error, /administrator rights/)
})

test('what is not Shopware 6 is not taken for it', async () => {
  for (const version of ['5.7.1', '', '7', '6.6 <b>']) {
    shop.version = version
    assert.equal((await shopware.test(newTrace().resourceId)).works, false, version)
  }
})

test('what a visitor leaves behind is seen, and taken away where the shop allows it', async () => {
  const trace = await open(newTrace())
  const before = await shopware.inventory(trace.resourceId)
  assert.ok(before.seen)
  assert.equal(before.found.find(one => one.artefactId)?.artefactId, trace.artefactId)
  const second = shop.put({ username: 'back<script>door\u202e', email: 'x@y.example', admin: true }, 'x')
  const key = { id: 'b'.repeat(32), userId: second.id }
  shop.tables['user-access-key']!.push(key)
  shop.tables['integration']!.push({ id: 'c'.repeat(32), label: 'my api', accessKey: 'SWIA', admin: true })
  shop.tables['webhook']!.push({
    id: 'd'.repeat(32),
    name: 'orders',
    eventName: 'checkout.order.placed',
    url: 'https://evil.example/hook?key=the-webhook-secret',
  })
  shop.tables['app']!.push({ id: 'e'.repeat(32), name: 'Spy', active: true })
  keeper.neverSaid.add('the-webhook-secret')
  const after = await shopware.inventory(trace.resourceId)
  assert.ok(after.seen)
  const news = after.found.filter(
    one => !before.found.some(old => old.kind === one.kind && old.id === one.id),
  )
  assert.deepEqual(news.map(one => one.kind).sort(), ['access-key', 'admin', 'app', 'integration', 'webhook'])
  assert.match(news.find(one => one.kind === 'webhook')!.name, /to evil\.example$/)
  for (const one of news)
    assert.equal((await shopware.remove(trace.resourceId, one)).done, one.kind !== 'app', one.kind)
  const last = await shopware.inventory(trace.resourceId)
  assert.ok(last.seen)
  assert.equal(last.found.length, before.found.length + 1)
})

test('more than one page of accounts is looked through, and identifiers that are none reach no address', async () => {
  for (let n = 0; n < 230; n++) shop.put({ username: `u${n}`, email: `u${n}@shop.example` }, 'x')
  const seen = await shopware.inventory(newTrace().resourceId)
  assert.ok(seen.seen)
  assert.equal(seen.found.filter(one => one.kind === 'user').length, 230)
  const asked = shop.asked.length
  for (const id of ['', '../user', 'x'.repeat(32), `${'a'.repeat(32)}/../..`, `${'a'.repeat(32)}?x`])
    assert.equal((await shopware.remove('', { kind: 'admin', id })).done, false, id)
  assert.ok(shop.asked.slice(asked).every(one => one.url === '/api/oauth/token'))
})

test('names and mailboxes that mean harm come to nothing', async () => {
  for (const mailbox of [
    undefined,
    '',
    'x',
    'a@b',
    'a b@c.example',
    'a"@c.example',
    'a@c.example\r\nBcc: x@y.example',
    7,
  ])
    assert.equal((await shopware.open(newTrace({ mailbox }))).done, false, String(mailbox))
  await open(newTrace({ person: '<img src=x onerror=1>\u202e\u0000 O’Neill; DROP TABLE “user”' }))
  assert.match(String(visitors()[0]!['lastName']), /^[\p{L} .'-]+$/u)
  await open(newTrace({ person: '12345' }))
  assert.equal(visitors()[1]!['lastName'], 'Support')
})
