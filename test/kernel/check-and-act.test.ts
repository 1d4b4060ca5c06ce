// What may happen once happens once, however many ask at the same moment (CVE-2026-1035): the check and the act are one.
// On a busy machine some of fifty may be told "try again" (503); never may two of them win.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openDesk } from '#server/desk.ts'
import { linkLivesMs, makeLink } from '#server/people/links.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { openLog } from '#server/plumbing/log.ts'
import { migrate } from '#server/plumbing/migrate.ts'
import { makeDatabase } from '../database.ts'
import { type Answered, type Client, newClient } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { arrive } from '../gate.ts'

const times = (count: number) => Array.from({ length: count }, (_, i) => i)

describe('fifty at once', () => {
  let scene: Scene
  before(async () => {
    scene = await openScene()
  })
  after(() => scene.desk.close())

  const won = (answers: { status: number }[], status: number) =>
    answers.filter(answer => answer.status === status)

  test('hand in one ticket: one entry', async () => {
    await scene.turnOn('kaffeerad', ['sam'])
    const { body } = await scene.sam.post(`/me/open/${scene.shopId('kaffeerad')}/ticket`, {})
    const answers = await Promise.all(times(50).map(() => arrive(scene.desk, 'kaffeerad', body.ticket)))
    assert.equal(won(answers, 303).length, 1)
    assert.ok(answers.every(answer => [303, 410, 503].includes(answer.status)))
    assert.ok(
      answers.every(answer => (answer.headers['set-cookie'] === undefined) === (answer.status !== 303)),
    )
    const entries = await scene.desk.sql('select id from access.entries where account_id = $1', [
      scene.accountOf('kaffeerad'),
    ])
    assert.equal(entries.length, 1)
    assert.equal((await scene.factsOf(scene.accountOf('kaffeerad'), 'entry.opened')).length, 1)
  })

  test('end one grant: one ending, closed once, proven once, and each is told that it is over', async () => {
    const [grant] = await scene.turnOn('roesterei', ['sam'])
    await scene.enter('roesterei', 'sam')
    const account = scene.accountOf('roesterei')
    const answers = await Promise.all(
      times(50).map(() => scene.olga.post(`/accounts/${account}/grants/${grant}/ending`)),
    )
    assert.ok(won(answers, 200).length > 0)
    assert.ok(answers.every(answer => [200, 503].includes(answer.status)))
    const cut = won(answers, 200) as Answered[]
    assert.equal(cut.filter(answer => answer.body.closedEntries.length > 0).length, 1)
    for (const kind of ['grant.ending', 'grant.ended']) {
      const facts = (await scene.factsOf(account, kind)).filter(fact => fact.grant_id === grant)
      assert.equal(facts.length, 1, kind)
    }
    await scene.assertLedgersWhole()
  })

  test('switch on with the same version: one wins, the others are told what happened meanwhile', async () => {
    const { body: before } = await scene.noor.get(scene.switchOf('tulpenkas'))
    const answers = await Promise.all(
      times(50).map(i =>
        scene.noor.put(
          scene.switchOf('tulpenkas'),
          {
            until: { preset: 'one-week' },
            mode: 'full',
            who: { kind: 'team' },
            reason: `phone ${i}`,
          },
          { 'if-match': `"${before.version}"` },
        ),
      ),
    )
    assert.equal(won(answers, 200).length, 1)
    assert.ok(answers.every(answer => [200, 409, 503].includes(answer.status)))
    for (const { body } of won(answers, 409) as Answered[])
      assert.equal(body.details.version, before.version + 1)
    const grants = await scene.desk.sql('select id from access.grants where account_id = $1', [
      scene.accountOf('tulpenkas'),
    ])
    assert.equal(grants.length, 1)
  })

  const askAs = async (agent: Client): Promise<string> => {
    const asked = await agent.post('/provider/requests', {
      shopId: scene.shopId('kaffeerad'),
      wants: [{ permission: 'shop.view', reason: 'to look' }],
      until: { preset: 'one-week' },
      forWhom: 'me',
    })
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    return asked.body.id
  }

  test('accept and refuse one request: one decision, and a grant only if that was the yes', async () => {
    for (let round = 0; round < 4; round++) {
      const id = await askAs(scene.ines)
      const answers = await Promise.all(
        times(12).map(i =>
          scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/requests/${id}/decision`, {
            outcome: i % 2 === round % 2 ? 'allow' : 'refuse',
          }),
        ),
      )
      assert.equal(won(answers, 200).length, 1)
      assert.ok(answers.every(answer => [200, 409, 503].includes(answer.status)))
      const decisions = await scene.desk.sql<{ outcome: string; grants: number }>(
        `select d.outcome, (select count(*)::int from access.grants g where g.decision_id = d.id) as grants
         from access.decisions d where d.request_id = $1`,
        [id],
      )
      assert.equal(decisions.length, 1)
      assert.equal(decisions[0]!.grants, decisions[0]!.outcome === 'allow' ? 1 : 0)
    }
  })

  test('accept a request and withdraw it: one of the two', async () => {
    for (let round = 0; round < 4; round++) {
      const id = await askAs(scene.ines)
      const [accepted, withdrawn] = await Promise.all([
        scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/requests/${id}/decision`, {
          outcome: 'allow',
        }),
        scene.ines.post(`/provider/requests/${id}/withdrawal`, {}),
      ])
      assert.equal([accepted, withdrawn].filter(answer => answer.status === 200).length, 1)
      const grants = await scene.desk.sql(
        'select g.id from access.grants g join access.decisions d on d.id = g.decision_id where d.request_id = $1',
        [id],
      )
      assert.equal(grants.length, accepted.status === 200 ? 1 : 0)
    }
  })

  test('ask with one Idempotency-Key: one request, and every answer is that one', async () => {
    const body = {
      shopId: scene.shopId('roesterei'),
      wants: [{ permission: 'shop.view', reason: 'to look' }],
      until: { preset: 'one-week' },
      forWhom: 'me',
    }
    const answers = await Promise.all(
      times(20).map(() => scene.sam.post('/provider/requests', body, { 'idempotency-key': 'ask once' })),
    )
    const done = won(answers, 201) as Answered[]
    assert.equal(done.filter(answer => answer.headers.get('idempotent-replayed') !== 'true').length, 1)
    assert.equal(new Set(done.map(answer => answer.body.id)).size, 1)
    for (const answer of answers)
      if (answer.status !== 201)
        assert.ok(['idempotency-key-in-progress', 'database-is-away'].includes(answer.body.code))
    const requests = await scene.desk.sql('select id from access.requests where resource_id = $1', [
      scene.shopId('roesterei'),
    ])
    assert.equal(requests.length, 1)
  })
})

test('of many who use one setup link at once, one becomes the provider', async () => {
  const { ownerUrl, runtimeUrl, drop } = await makeDatabase(undefined)
  await migrate(ownerUrl)
  const desk = await openDesk({
    databaseUrl: runtimeUrl,
    keys: deriveKeys(Buffer.alloc(32, 1)),
    url: 'http://localhost',
    log: openLog('silent'),
    withoutRounds: true,
  })
  try {
    const url = `http://127.0.0.1:${await desk.listen(0, '127.0.0.1')}`
    const { kernel } = desk
    const { code: link } = await kernel.database.within('', tx =>
      makeLink(tx, { purpose: 'setup' }, linkLivesMs.setup, new Date(kernel.clock.now())),
    )
    const setUp = (i: number) =>
      newClient(url).post('/setup', {
        link,
        provider: `Shopwerk ${i}`,
        zone: 'Europe/Berlin',
        region: 'DE-BE',
        name: 'Dora Pult',
        address: `dora${i}@shopwerk.example`,
        language: 'de',
        password: 'correct horse battery',
      })
    const answers = await Promise.all(times(12).map(setUp))
    assert.equal(answers.filter(answer => answer.status === 201).length, 1)
    assert.ok(answers.every(answer => [201, 410, 503].includes(answer.status)))
    const accounts = await kernel.database.within('*', tx =>
      tx.selectFrom('access.accounts').select('id').execute(),
    )
    const persons = await kernel.database.within('', tx =>
      tx.selectFrom('people.persons').select('id').execute(),
    )
    assert.equal(accounts.length, 1)
    assert.equal(persons.length, 1, 'whoever lost left nobody behind')
    assert.equal((await setUp(99)).status, 410)
  } finally {
    await desk.close()
    await drop()
  }
})
