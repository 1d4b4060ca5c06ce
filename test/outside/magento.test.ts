// The connector for Magento 2. Its script runs in a real PHP, but against a mock of Magento's classes (magento-mock/): no
// Magento was tried.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { afterEach, test as anyTest, beforeEach, type TestContext } from 'node:test'
import type { Connector, Trace } from '#server/access/outside.ts'
import { connectMagento } from '#server/outside/magento/connect-magento.ts'
import { Keeper, newTrace, survives, watched } from './keeper.ts'
import { MagentoServer, type State } from './magento-server.ts'

const hasPhp = spawnSync('php', ['-v'], { stdio: 'ignore' }).status === 0
const test = (name: string, body: (t: TestContext) => void | Promise<void>) =>
  anyTest(name, { skip: !hasPhp && 'php is not installed' }, body)

let server: MagentoServer
let keeper: Keeper
let magento: Connector
const visitors = () => Object.values(server.state.users).filter(one => one.username.startsWith('einlass-'))
const set = (more: Partial<State>) => server.change(state => ({ ...state, ...more }))

beforeEach(() => {
  server = new MagentoServer()
  keeper = new Keeper()
  keeper.connection = {
    address: 'ssh://shop.example:22',
    login: 'magento',
    secret: 'the private key of the desk',
    allowPrivate: true,
    options: { path: server.root, role: 'Administrators' },
  }
  magento = watched(connectMagento(keeper, server.run), keeper)
})
afterEach(() => {
  keeper.sees(server.commands)
  server.end()
})

async function open(trace: Trace): Promise<Trace> {
  const opened = await magento.open(trace)
  assert.ok(opened.done, JSON.stringify(opened))
  return { ...trace, reference: opened.reference }
}
const signsIn = (trace: Trace) =>
  server.signsIn(`einlass-${trace.artefactId.replaceAll('-', '')}`, keeper.passwordOf(trace))
const howGone = async (trace: Trace) => {
  const confirmed = await magento.confirmClosed(trace)
  assert.ok(confirmed.gone, JSON.stringify(confirmed))
  return confirmed.how
}
const whyNotGone = async (trace: Trace) => {
  const confirmed = await magento.confirmClosed(trace)
  assert.ok(!confirmed.gone)
  return confirmed.error
}

test('it says of itself that it was written to the documentation, and what it cannot see', () => {
  assert.equal(magento.verified, 'documentation')
  assert.ok(magento.cannotSee.length >= 4)
})

test('a visitor gets an administrator’s account that works, and loses it with session and token', async () => {
  const trace = await open(newTrace())
  const session = signsIn(trace)!
  server.change(state => void state.tokens.push({ admin_id: session, revoked: 0 }))
  assert.ok(server.goesOn(session))
  assert.equal(visitors()[0]!.lastname, 'Ann Agent')
  assert.match(await whyNotGone(trace), /still there/)
  assert.deepEqual(await magento.close(trace), { done: true })
  assert.ok(!server.goesOn(session))
  assert.deepEqual(visitors(), [])
  assert.equal(
    await howGone(trace),
    'Magento was asked and has no such administrator. It counts no session and no access token of his as open. The old password was tried and refused.',
  )
  assert.deepEqual(await magento.close(trace), { done: true }, 'and once more there is nothing to do')
})

test('no password stands in an argument, not even of a program that only looks', async () => {
  const trace = await open(newTrace())
  await magento.test(trace.resourceId)
  await magento.inventory(trace.resourceId)
  await magento.close(trace)
  await magento.confirmClosed(trace)
  const password = keeper.passwordOf(trace)
  assert.ok(password.length > 20)
  assert.ok(server.commands.length >= 6)
  for (const command of server.commands) {
    keeper.sees(command)
    assert.ok(
      command.every(word => /^[\w./:=-]+$/.test(word)),
      'no word needs quoting',
    )
    assert.ok(!command.some(word => word.includes(trace.artefactId.slice(0, 8)) || word.includes('@')))
  }
})

test('the hourly expiry is set for the day on which the desk is dead, and never waited for', async () => {
  const endsAt = keeper.time + 3_600_000
  const trace = await open(newTrace({ endsAt }))
  assert.equal(visitors()[0]!.expires_at, '2026-06-01 09:00:00')
  const session = signsIn(trace)!
  keeper.time = endsAt + 60_000
  assert.ok(server.goesOn(session), 'cron has not run yet')
  assert.match(await whyNotGone(trace), /still there/)
  server.runHourlyCron(keeper.time)
  assert.ok(!server.goesOn(session))
  await whyNotGone({ ...trace, reference: { ...trace.reference, mailbox: 'other@desk.example' } })
  assert.deepEqual(await magento.close(trace), { done: true })
  await howGone(trace)
  // An end that has passed is no end that Magento would take.
  await open(newTrace({ endsAt: '2026-01-01T00:00:00Z' }))
  await open(newTrace({ endsAt: 'tomorrow' }))
  assert.ok(visitors().every(one => one.expires_at === undefined))
})

test('opening again leaves the account alone; two openings at once make one, with the kept password', async () => {
  const trace = newTrace()
  const both = await Promise.all([magento.open(trace), magento.open(trace)])
  assert.ok(both.some(one => one.done))
  const opened = await open(trace)
  assert.equal(visitors().length, 1)
  const session = signsIn(trace)!
  const before = server.state.users[session]
  await open(opened)
  assert.deepEqual(server.state.users[session], before)
  assert.ok(server.goesOn(session))
})

test('a password that another node keeps in the meantime is the one that works in the end', async () => {
  const trace = newTrace()
  const meddled = connectMagento(keeper, async (...asked) => {
    const ran = await server.run(...asked)
    if (server.commands.length === 1)
      await keeper.keepSecret(trace.artefactId, 'password', 'another password 42')
    return ran
  })
  assert.equal((await meddled.open(trace)).done, true)
  assert.equal(keeper.passwordOf(trace), 'another password 42')
  assert.ok(signsIn(trace))
})

test('two visits have two accounts, and the end of one leaves the other', async () => {
  const [one, two] = [await open(newTrace()), await open(newTrace())]
  const session = signsIn(two)!
  await magento.close(one)
  assert.equal(visitors().length, 1)
  assert.ok(server.goesOn(session))
})

test('somebody else’s account with the same address, or with a number used again, is never touched', async () => {
  const owner = server.state.users[1]
  assert.match(
    ((await magento.open(newTrace({ mailbox: 'owner@shop.example' }))) as { error: string }).error,
    /Another administrator/,
  )
  const strange = newTrace({ mailbox: 'other@desk.example', userId: '1' })
  for (const answer of [await magento.close(strange), await magento.open(strange)])
    assert.match((answer as { error: string }).error, /Somebody has to look/)
  assert.match(await whyNotGone(strange), /Somebody has to look/)
  assert.deepEqual(server.state.users[1], owner)
})

test('an account whose name or address the visitor has changed is found', async () => {
  for (const change of [{ username: 'hidden' }, { email: 'mine@elsewhere.example' }]) {
    const trace = await open(newTrace())
    const session = signsIn(trace)!
    server.change(state => void Object.assign(state.users[session]!, change))
    assert.match(await whyNotGone(trace), /still there/)
    assert.deepEqual(await magento.close(trace), { done: true })
    assert.equal(Object.keys(server.state.users).length, 1)
    await howGone(trace)
  }
})

test('an account that cannot be deleted is switched off, and its session and token end', async () => {
  set({ refusesToDelete: true })
  const trace = await open(newTrace())
  const session = signsIn(trace)!
  server.change(state => void state.tokens.push({ admin_id: session, revoked: 0 }))
  assert.deepEqual(await magento.close(trace), { done: true })
  assert.ok(!server.goesOn(session))
  assert.equal(server.state.users[session]!.is_active, 0)
  assert.match(await howGone(trace), /still listed, but switched off.*refused/)
  for (const [table, row, why] of [
    ['sessions', { user_id: session, status: 1 }, /a session of this account/],
    ['tokens', { admin_id: session, revoked: 0 }, /access token of this account/],
  ] as const) {
    const before = server.state
    set({ [table]: [row] })
    assert.match(await whyNotGone(trace), why)
    set(before)
  }
  set({ refusesToSave: true })
  server.change(state => void Object.assign(state.users[session]!, { is_active: 1 }))
  assert.match(((await magento.close(trace)) as { error: string }).error, /neither deleted/)
})

test('what is thrown when a password is tried counts for nothing', async () => {
  const trace = await open(newTrace())
  await magento.close(trace)
  set({ captcha: true })
  assert.match(await whyNotGone(trace), /did not say/)
  set({ captcha: false })
  await howGone(trace)
})

test('an account deleted by hand is gone; one that a backup brought back is seen and taken away', async () => {
  const trace = await open(newTrace())
  const backup = server.state
  server.change(state => void delete state.users[String(trace.reference['userId'])])
  assert.deepEqual(await magento.close(trace), { done: true })
  await howGone(trace)
  set(backup)
  assert.match(await whyNotGone(trace), /still there/)
  assert.deepEqual(await magento.close(trace), { done: true })
  await howGone(trace)
})

test('whatever step PHP or the desk dies at, nothing is left unaccounted for', async t => {
  let points = 0
  for (const when of ['before', 'after'] as const)
    for (let at = 0; at < 5; at++)
      for (const what of ['php', 'desk'] as const)
        for (const step of ['open', 'close'] as const) {
          if ((what === 'desk' && at > 0) || (step === 'open' && at > 1)) continue
          const trace = newTrace()
          const opened = step === 'close' ? await open(trace) : trace
          const session = step === 'close' ? signsIn(trace) : undefined
          if (session) server.change(state => void state.tokens.push({ admin_id: session, revoked: 0 }))
          if (what === 'php') set({ dieAt: at, dieWhen: when })
          else keeper.crash = { at, when }
          await survives(() => (step === 'open' ? magento.open(trace) : magento.close(opened)))
          keeper.crash = undefined
          set({ dieAt: null })
          points++
          if (step === 'open') {
            await open(trace)
            assert.equal(visitors().length, 1, `${what} ${when} ${at}`)
            assert.ok(signsIn(trace))
          }
          // Ended without the reference, as if the desk had died before it could write it down.
          assert.deepEqual(await magento.close(trace), { done: true })
          assert.deepEqual([visitors(), server.state.sessions, server.state.tokens], [[], [], []])
          await howGone(opened)
        }
  t.diagnostic(`${points} crash points`)
})

test('bad days are told in a sentence, and none of them counts as gone', async () => {
  const trace = await open(newTrace())
  await magento.close(trace)
  const says = async (pattern: RegExp) => {
    assert.match(await whyNotGone(trace), pattern)
    for (const answer of [
      await magento.open(newTrace()),
      await magento.close(trace),
      await magento.test(trace.resourceId),
      await magento.inventory(trace.resourceId),
      await magento.remove(trace.resourceId, { kind: 'admin', id: '99' }),
    ])
      assert.match((answer as { error: string }).error, pattern)
  }
  server.badDay = { error: 'It did not answer in time.' }
  await says(/cannot be used.*in time/)
  server.badDay = { error: 'Permission denied (publickey)' }
  await says(/cannot be used.*denied/)
  server.badDay = { code: 255, stdout: '<?php echo $asked; einlass-x:{"closed":true,"left":[]}' }
  await says(/did not get to its end|did not run/)
  server.badDay = { code: 0, stdout: 'x'.repeat(5_000_000) }
  await says(/far more/)
  server.badDay = undefined
  set({ broken: true })
  keeper.neverSaid.add('secret-of-the-database')
  assert.match(await whyNotGone(trace), /did not do it \(RuntimeException\)/)
  set({ broken: false })
  keeper.connection = {
    ...keeper.connection!,
    options: { path: `${server.root}/nowhere`, role: 'Administrators' },
  }
  await says(/did not do it|did not run/)
  for (const path of ['', 'relative', '/var/www; rm -rf x', '/var/../etc', '/a b', "/a'b", '/$(id)']) {
    keeper.connection = { ...keeper.connection, options: { path, role: 'Administrators' } }
    await says(/folder of Magento/)
  }
  keeper.connection = {
    ...keeper.connection,
    options: { path: server.root, php: '-r', role: 'Administrators' },
  }
  await says(/not a path/)
  keeper.connection = undefined
  await says(/Nobody has connected/)
})

test('what else Magento prints is not taken for its answer', async () => {
  set({ noise: '/srv/old-module.php' })
  const trace = await open(newTrace())
  assert.match(await whyNotGone(trace), /still there/)
  assert.deepEqual(await magento.close(trace), { done: true })
  await howGone(trace)
})

test('the connection is tested: version and role; an upgrade in the middle changes nothing', async () => {
  const trace = await open(newTrace())
  assert.deepEqual(await magento.test(trace.resourceId), { works: true, version: '2.4.7-p3' })
  set({ version: '2.4.8' })
  assert.deepEqual(await magento.test(trace.resourceId), { works: true, version: '2.4.8' })
  assert.deepEqual(await magento.close(trace), { done: true })
  set({ version: '1.9.4.5' })
  assert.match(((await magento.test(trace.resourceId)) as { error: string }).error, /present itself/)
  set({ version: '2.4.8' })
  for (const role of [undefined, 'owner', 'Nobody', "x' or 1=1"]) {
    keeper.connection = { ...keeper.connection!, options: { path: server.root, ...(role ? { role } : {}) } }
    assert.equal((await magento.test(trace.resourceId)).works, false, role)
    assert.equal((await magento.open(newTrace())).done, false, role)
  }
  assert.deepEqual(visitors(), [])
})

test('what a visitor leaves behind is seen, and taken away where it can be', async () => {
  const trace = await open(newTrace())
  const before = await magento.inventory(trace.resourceId)
  assert.ok(before.seen)
  assert.equal(before.found.find(one => one.artefactId)?.artefactId, trace.artefactId)
  server.change(state => {
    state.users[77] = {
      ...state.users[1]!,
      user_id: '77',
      username: 'back<b>door\u202e',
      email: 'x@y.example',
    }
    state.sessions.push({ user_id: '77', status: 1 })
    state.tokens.push({ admin_id: '1', revoked: 0 }, { admin_id: '77', revoked: 1 })
    state.integrations.push({ integration_id: '5', name: 'my "api"', status: '1' })
    state.modules.push('Evil_Module')
    return undefined
  })
  const after = await magento.inventory(trace.resourceId)
  assert.ok(after.seen)
  const news = after.found.filter(
    one => !before.found.some(old => old.kind === one.kind && old.id === one.id),
  )
  assert.deepEqual(news.map(one => `${one.kind} ${one.id}`).sort(), [
    'admin 77',
    'admin-token 1',
    'integration 5',
    'module Evil_Module',
  ])
  for (const one of news) {
    assert.equal((await magento.remove(trace.resourceId, one)).done, one.kind !== 'module', one.kind)
    if (one.kind !== 'module') assert.deepEqual(await magento.remove(trace.resourceId, one), { done: true })
  }
  assert.ok(!server.goesOn('77'))
  const last = await magento.inventory(trace.resourceId)
  assert.ok(last.seen)
  assert.equal(last.found.length, before.found.length + 1)
  for (const id of ['', '0', '1 or 1', '../1', "1'"])
    assert.equal((await magento.remove(trace.resourceId, { kind: 'admin', id })).done, false)
})

test('names and mailboxes that mean harm come to nothing', async () => {
  for (const mailbox of [undefined, '', 'x', '`id`@c.example', '$(id)@c.example', "a'@c.example", 7])
    assert.equal((await magento.open(newTrace({ mailbox }))).done, false, String(mailbox))
  await open(newTrace({ person: `');system("id");('<?php ?> \u0000 O’Neill` }))
  assert.match(visitors()[0]!.lastname, /^[\p{L} .'-]+$/u)
})
