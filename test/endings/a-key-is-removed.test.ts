// No grant ends here: somebody removes the SSH key by which he came in. Entry closed with 'key-removed'.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { enterBySsh } from '#server/access/4-enter/enter.ts'
import { hashSecret, newId, newSecret } from '#server/plumbing/ids.ts'
import { formatAuthority } from '#server/plumbing/ssh/public-key.ts'
import { openScene, type Scene } from './scene.ts'

describe('an SSH key is removed', () => {
  let scene: Scene
  let grant: string
  const inside: { token: string; key: string }[] = []
  const register = async () => {
    const publicKey = formatAuthority(generateKeyPairSync('ed25519').privateKey, 'laptop')
    const added = await scene.sam.post('/me/ssh-keys', { name: 'Laptop', publicKey })
    assert.equal(added.status, 201, JSON.stringify(added.body))
    return { id: added.body.id as string, publicKey }
  }
  const enter = async (key: string) => {
    const token = newSecret()
    await enterBySsh(
      scene.desk.kernel,
      {
        account: scene.accountOf('kaffeerad'),
        resource: scene.shopId('kaffeerad'),
        person: scene.desk.cast.people.sam,
        sshKey: key,
        node: newId(scene.desk.time.now),
      },
      token,
      { network: '203.0.113.7', device: null },
    )
    inside.push({ token, key })
    return token
  }
  const answerOf = (token: string) =>
    scene.desk.doorkeeper.checkSlowly(hashSecret(token), scene.shopId('kaffeerad'))

  before(async () => {
    scene = await openScene()
    grant = await scene.give('kaffeerad', 'sam', ['server.shell'])
  })
  after(() => scene.desk.close())

  test('what came in by it closes at once; what came in by another key goes on, and so does the grant', async () => {
    const [one, other] = [await register(), await register()]
    const [first, second] = [await enter(one.id), await enter(other.id)]
    assert.equal((await answerOf(first)).let, 'in')
    const { status, body } = await scene.sam.delete(`/me/ssh-keys/${one.id}`)
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(body.closedEntries, 1)
    assert.equal((await answerOf(first)).let, 'out')
    assert.equal((await answerOf(second)).let, 'in')
    await scene.assertClosed(first, 'key-removed', scene.desk.time.now, 'sam')
    assert.equal((await scene.grantOf(grant)).ending_at, null)
  })

  test('nobody comes in by it again, and whoever holds it may register it anew', async () => {
    const key = await register()
    const taken = await scene.ines.post('/me/ssh-keys', { name: 'Mine', publicKey: key.publicKey })
    assert.equal(taken.body.code, 'ssh-key-is-taken')
    await scene.sam.delete(`/me/ssh-keys/${key.id}`)
    await assert.rejects(enter(key.id), { code: 'no-open-grant' })
    const again = await scene.sam.delete(`/me/ssh-keys/${key.id}`)
    assert.equal(again.status, 200)
    assert.equal(again.body.closedEntries, 0)
    const added = await scene.ines.post('/me/ssh-keys', { name: 'Mine', publicKey: key.publicKey })
    assert.equal(added.status, 201)
    assert.equal((await scene.ines.delete(`/me/ssh-keys/${inside[0]!.key}`)).status, 404)
  })

  test('a right at the one entrance holds nothing open at the other', async () => {
    const own = await register()
    const token = await enter(own.id)
    await scene.give('kaffeerad', 'sam', ['shop.view', 'shop.operate'])
    const ended = await scene.olga.post(
      `/accounts/${scene.accountOf('kaffeerad')}/grants/${grant}/ending`,
      {},
    )
    assert.equal(ended.status, 200, JSON.stringify(ended.body))
    assert.equal((await answerOf(token)).let, 'out')
    await scene.assertClosed(token, 'revoked', scene.desk.time.now, 'olga')
    // The node that held it never was: nobody has seen that its connection is gone.
    assert.equal(ended.body.grants[0].state, 'ending')
    await scene.desk.round.settleSsh()
    await scene.desk.round.tend()
    const { ended_at, witness } = await scene.grantOf(grant)
    assert.ok(ended_at)
    assert.ok(witness!.every(one => /silent/.test(one.how)))
  })

  test('a key that is too weak, half of one, and what is none are refused with a word why', async () => {
    for (const publicKey of ['ssh-rsa AAAA', 'hello', '-----BEGIN OPENSSH PRIVATE KEY-----']) {
      const { status, body } = await scene.sam.post('/me/ssh-keys', { name: 'x', publicKey })
      assert.equal(status, 400)
      assert.equal(body.code, 'ssh-key-refused')
    }
  })
})
