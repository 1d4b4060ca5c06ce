// The door support-visit. So far: how the system behind a shop is connected, so that visits can be made and taken back there.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import type { Connection, Connector, ConnectorNeeds, Tested } from '#server/access/outside.ts'
import { destroySecretsOfGone } from '#server/doors/support-visit/connector-needs.ts'
import { type Answered, type Client, startTestDesk } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

/** A foreign system that answers as it is told, and shows what it was given. */
function openPresto() {
  const presto = {
    answer: { works: true, version: 'Presto 8.2' } as Tested | Error,
    seen: undefined as Connection | undefined,
    needs: undefined as ConnectorNeeds | undefined,
    accounts: new Map<string, string>(),
  }
  const connect = (needs: ConnectorNeeds): readonly Connector[] => {
    presto.needs = needs
    return [
      {
        name: 'presto',
        verified: 'documentation',
        cannotSee: ['Files on the server.'],
        async test(resourceId) {
          presto.seen = await needs.connectionOf(resourceId)
          if (presto.answer instanceof Error) throw presto.answer
          return presto.answer
        },
        async open({ artefactId }) {
          await needs.keepSecret(artefactId, 'password', `made for ${artefactId}`)
          presto.accounts.set(artefactId, (await needs.readSecret(artefactId, 'password')) ?? '')
          return { done: true, reference: { login: 'einlass' } }
        },
        async close({ artefactId }) {
          presto.accounts.delete(artefactId)
          return { done: true }
        },
        confirmClosed: async ({ artefactId }) =>
          presto.accounts.has(artefactId)
            ? { gone: false, error: 'The account is still there.' }
            : { gone: true, how: 'asked for and not there' },
        inventory: async () => ({ seen: true, found: [] }),
        remove: async () => ({ done: true }),
      },
    ]
  }
  return Object.assign(presto, { connect })
}

const credential = 'abcd EFGH 1234 ijkl'
const wish = { system: 'presto', address: 'https://kaffeerad.example', login: 'einlass', credential }
const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))

describe('the system behind a shop is connected', () => {
  const presto = openPresto()
  let scene: Scene
  let olga: Client
  let account: string
  let path: string
  before(async () => {
    scene = await openScene({ connectors: presto.connect })
    olga = await scene.desk.as('olga')
    account = scene.accountOf('kaffeerad')
    path = `/accounts/${account}/shops/${scene.shopId('kaffeerad')}/connection`
  })
  beforeEach(() => {
    presto.answer = { works: true, version: 'Presto 8.2' }
  })
  after(() => scene.desk.close())

  const secrets = () =>
    scene.desk.sql<{ keeper: string; name: string; sealed: Buffer | null; destroyed_at: Date | null }>(
      'select * from plumbing.secrets order by made_at, id',
    )
  const live = async () => (await secrets()).filter(secret => !secret.destroyed_at)

  test('nothing is connected at first, and what can be connected is said, honestly', async () => {
    const { status, body } = await olga.get(path)
    assert.equal(status, 200)
    assert.equal(body.connection, null)
    assert.deepEqual(body.systems, [
      { name: 'presto', verified: 'documentation', cannotSee: ['Files on the server.'] },
    ])
    assert.deepEqual(body.can, { connect: true, disconnect: 'not-connected' })
    refused(await olga.post(`${path}/test`), 409, 'not-connected')
  })

  test('the owner connects it, and it is tried at once; the credential is in the vault and never told', async () => {
    const { status, body } = await olga.put(path, wish)
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(body.connection.test.version, 'Presto 8.2')
    assert.equal(body.connection.test.trouble, null)
    assert.equal(presto.seen?.secret, credential)
    assert.equal(presto.seen?.allowPrivate, false)
    assert.ok(!JSON.stringify((await olga.get(path)).body).includes('EFGH'))
    const [kept] = await live()
    assert.ok(kept!.keeper.startsWith('connection:') && !kept!.sealed!.includes('EFGH'))
    const facts = await scene.factsOf(account, 'connection.made')
    assert.equal(facts.length, 1)
    assert.ok(!JSON.stringify(facts).includes('EFGH'))
  })

  test('what does not work is said, whatever way it fails, and nothing of an error gets out', async () => {
    presto.answer = { works: false, error: 'The application password is not accepted.' }
    const told = (await olga.post(`${path}/test`)).body.connection.test
    assert.deepEqual([told.version, told.trouble], [null, 'The application password is not accepted.'])
    presto.answer = new TypeError('https://einlass:EFGH@kaffeerad.example')
    const broken = (await olga.post(`${path}/test`)).body.connection.test
    assert.equal(broken.trouble, 'the connection to presto broke (TypeError)')
  })

  test('changed without a new credential, the old one stays; sent elsewhere, it does not go along', async () => {
    const { credential: _, ...without } = wish
    await olga.put(path, { ...without, login: 'desk' })
    assert.deepEqual([presto.seen?.login, presto.seen?.secret], ['desk', credential])
    assert.equal((await live()).length, 1)
    await olga.put(path, { ...without, address: 'https://elsewhere.example' })
    assert.deepEqual([presto.seen?.address, presto.seen?.secret], ['https://elsewhere.example', null])
    assert.equal((await live()).length, 0)
    await olga.put(path, wish)
  })

  test('it is the owner’s, and of whoever may open: proven anew, and nobody else’s', async () => {
    refused(await (await scene.desk.as('noor')).put(path, wish), 404, 'not-found')
    refused(await (await scene.desk.as('sam')).get(path), 404, 'not-found')
    refused(await olga.put(path, { ...wish, system: 'unknown' }), 400, 'no-such-system')
    refused(await olga.put(path, { ...wish, options: { role: ['x'] } }), 400, 'invalid-input')
    const early = await scene.desk.as('olga')
    scene.desk.time.pass(11 * 60_000)
    refused(await early.put(path, wish), 403, 'fresh-proof-needed')
    olga = await scene.desk.as('olga')
  })

  test('only the provider opens his own network to it', async () => {
    const door = `/provider/shops/${scene.shopId('kaffeerad')}/private-address`
    refused(await olga.put(door, { allowed: true }), 404, 'not-found')
    const dora = await scene.desk.as('dora')
    for (const allowed of [true, true, false, true]) {
      assert.equal((await dora.put(door, { allowed })).status, 200)
      await olga.post(`${path}/test`)
      assert.equal(presto.seen?.allowPrivate, allowed)
    }
    assert.equal((await olga.get(path)).body.isPrivateAllowed, true)
    assert.equal((await scene.factsOf(account, 'private-address.allowed')).length, 2)
    assert.equal((await scene.factsOf(account, 'private-address.closed')).length, 1)
  })

  test('while something is left there, the connection stays; afterwards what belonged to it is destroyed', async () => {
    const grant = await scene.give('kaffeerad', 'sam', ['shop.view'], {
      also: (r, grantId) =>
        wantArtefact(r, {
          accountId: account,
          resourceId: scene.shopId('kaffeerad'),
          grantId,
          system: 'presto',
          kind: 'admin',
          sharedAs: 'visits@provider.test',
          reference: {},
        }),
    })
    await scene.desk.round.tend()
    const [artefactId] = presto.accounts.keys()
    assert.equal(presto.accounts.get(artefactId!), `made for ${artefactId}`)
    assert.equal((await live()).length, 2)

    assert.equal((await olga.get(path)).body.can.disconnect, 'connection-is-in-use')
    refused(await olga.delete(path), 409, 'connection-is-in-use')
    refused(
      await olga.put(path, { ...wish, address: 'https://elsewhere.example' }),
      409,
      'connection-is-in-use',
    )
    assert.equal(
      (await olga.put(path, wish)).status,
      200,
      'a new credential for the same place is no obstacle',
    )
    assert.equal(await destroySecretsOfGone(scene.desk.kernel), 0, 'it is the witness until it is gone')

    await olga.post(`/accounts/${account}/grants/${grant}/ending`)
    await scene.desk.round.tend()
    assert.equal(presto.accounts.size, 0)
    await scene.desk.round.daily()
    assert.equal(await presto.needs!.readSecret(artefactId!, 'password'), undefined)
    assert.equal((await live()).length, 1)

    assert.equal((await olga.delete(path)).status, 200)
    assert.equal((await olga.delete(path)).status, 200, 'taken away already is no error')
    assert.equal((await live()).length, 0)
    assert.ok((await secrets()).every(secret => secret.sealed === null))
    assert.equal((await scene.factsOf(account, 'connection.removed')).length, 1)
    await scene.assertLedgersWhole()
  })
})

test('what this desk can connect, it says of each whether it was tried for real, and what it cannot see', async () => {
  await using desk = await startTestDesk()
  const { id, accountId } = desk.cast.shops['kaffeerad']!
  const { body } = await (await desk.as('olga')).get(`/accounts/${accountId}/shops/${id}/connection`)
  const systems: { name: string; verified: string; cannotSee: string[] }[] = body.systems
  assert.deepEqual(Object.fromEntries(systems.map(({ name, verified }) => [name, verified])), {
    wordpress: 'installation',
    shopware: 'documentation',
    prestashop: 'documentation',
    magento: 'documentation',
    'ssh-host': 'installation',
  })
  for (const { name, cannotSee } of systems) {
    assert.ok(cannotSee.length > 3, name)
    for (const sentence of cannotSee) assert.match(sentence, /^[A-Z].{25,}\.$/, name)
  }
})
