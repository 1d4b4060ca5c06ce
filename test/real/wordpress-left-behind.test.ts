// A whole desk and a real WordPress: the visitor makes himself a second way in, the visit ends, and what he left behind
// is found, told, removed by one call, and seen to be gone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import type { ConnectorNeeds } from '#server/access/outside.ts'
import { connectWordpress } from '#server/outside/wordpress/connect-wordpress.ts'
import { day } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { missingForWordpress, type RealWordpress, startWordpress } from './start-wordpress.ts'
import { newVisitor } from './wordpress-visit.ts'

const missing = missingForWordpress()
if (missing && !process.env['CI'])
  test('what is left behind in WordPress', { skip: missing }, () => undefined)
else describe('what is left behind in WordPress', () => proveLeftBehind())

function proveLeftBehind() {
  let wordpress: RealWordpress
  let scene: Scene
  let needs: ConnectorNeeds
  let account: string
  before(async () => {
    assert.equal(missing, undefined)
    wordpress = await startWordpress()
    scene = await openScene({
      connectors: given => {
        needs = given
        return [connectWordpress(given)]
      },
    })
    account = scene.accountOf('kaffeerad')
    const allowed = await scene.dora.put(`/provider/shops/${scene.shopId('kaffeerad')}/private-address`, {
      allowed: true,
    })
    assert.equal(allowed.status, 200, JSON.stringify(allowed.body))
    const connected = await scene.olga.put(
      `/accounts/${account}/shops/${scene.shopId('kaffeerad')}/connection`,
      {
        system: 'wordpress',
        address: wordpress.url,
        login: wordpress.login,
        credential: wordpress.secret,
      },
    )
    assert.equal(connected.body.connection.test.trouble, null)
  })
  after(async () => {
    await scene?.desk.close()
    await wordpress?.stop()
  })

  async function begin(): Promise<{ grant: string; artefact: string }> {
    let artefact = ''
    const grant = await scene.give('kaffeerad', 'sam', ['shop.view'], {
      door: 'support-visit',
      endsAt: scene.desk.time.now + 2 * day,
      also: async (r, grantId) => {
        artefact = await wantArtefact(r, {
          accountId: account,
          resourceId: scene.shopId('kaffeerad'),
          grantId,
          system: 'wordpress',
          kind: 'admin',
          sharedAs: '',
          reference: { mailbox: 'visits@provider.test', name: 'Sam of support' },
        })
      },
    })
    await rounds()
    return { grant, artefact }
  }
  async function rounds(): Promise<void> {
    await scene.desk.round.tend()
    await scene.desk.round.look()
    await scene.desk.round.tell()
  }
  const path = (grant: string) => `/accounts/${account}/grants/${grant}/left-behind`
  const namesOf = (items: { kind: string; name: string; state: string }[]) =>
    items.map(({ kind, name, state }) => `${kind} ${name.replace(/ [\d.]+$/, '')}: ${state}`).sort()

  test('a second admin, an application password and a plugin are found, removed by one call, and the inventory confirms', async t => {
    const { grant, artefact } = await begin()
    const secret = async (name: string) => (await needs.readSecret(artefact, name)) ?? ''
    const visitor = newVisitor(wordpress.url)
    assert.ok(
      await visitor.signsIn(await secret('login-url'), await secret('login'), await secret('password')),
    )
    await visitor.does('/wp/v2/users', {
      username: 'helper2',
      password: 'kept for later 1!',
      email: 'helper2@elsewhere.test',
      roles: 'administrator',
    })
    await visitor.does('/wp/v2/users/1/application-passwords', { name: 'backup' })
    await visitor.does('/wp/v2/plugins/akismet/akismet', { status: 'active' })

    const { olga } = scene
    const began = performance.now()
    assert.equal((await olga.post(`/accounts/${account}/grants/${grant}/ending`)).status, 200)
    await rounds()
    const found = (await olga.get(path(grant))).body
    t.diagnostic(`from the ending to what was left behind: ${Math.round(performance.now() - began)} ms`)
    assert.equal(found.state, 'compared')
    assert.deepEqual(namesOf(found.items), [
      'admin helper2 (helper2@elsewhere.test, administrator): found',
      'application-password backup (owner): found',
      'plugin Akismet Anti-Spam: found',
    ])
    const [mail] = await scene.desk.sql<{ plain: string }>(
      "select plain from plumbing.mails where kind = 'left-behind'",
    )
    assert.match(mail!.plain, /helper2/)

    const removed = await olga.post(`${path(grant)}/removal`, {
      items: found.items.map(({ id }: { id: string }) => id),
    })
    assert.deepEqual(namesOf(removed.body.items), [
      'admin helper2 (helper2@elsewhere.test, administrator): removed',
      'application-password backup (owner): removed',
      'plugin Akismet Anti-Spam: removed',
    ])
    assert.equal(
      await wordpress.inside("echo json_encode(count(get_users(['role' => 'administrator'])));"),
      2,
      'the owner and the account of Einlass',
    )
    await scene.assertLedgersWhole()
  })

  test('a backup brings the visitor’s account back: the daily look finds it, and it is taken away and proven gone again', async () => {
    const { grant, artefact } = await begin()
    const login = (await needs.readSecret(artefact, 'login')) ?? ''
    assert.equal((await scene.olga.post(`/accounts/${account}/grants/${grant}/ending`)).status, 200)
    await rounds()
    const ended = await scene.grantOf(grant)
    assert.ok(ended.ended_at)
    await wordpress.inside(
      `wp_insert_user(['user_login' => '${login}', 'user_pass' => 'x', 'user_email' => 'back@shop.test', 'role' => 'administrator']);`,
    )
    scene.desk.time.pass(day + 60_000)
    await scene.desk.round.checkDaily()
    const olga = await scene.desk.as('olga')
    assert.equal((await olga.get(path(grant))).body.cameBack.length, 1)
    await rounds()
    assert.deepEqual((await olga.get(path(grant))).body.cameBack, [])
    assert.equal(await wordpress.inside(`echo json_encode(username_exists('${login}'));`), false)
    assert.deepEqual(await scene.grantOf(grant), ended)
  })

  test('the owner deletes the visitor’s account by hand: it is missed, and made again only when he says so', async () => {
    const { grant, artefact } = await begin()
    const login = (await needs.readSecret(artefact, 'login')) ?? ''
    await wordpress.inside(`wp_delete_user(username_exists('${login}'), 1);`)
    scene.desk.time.pass(60_000)
    const olga = await scene.desk.as('olga')
    const looked = await olga.post(`${path(grant)}/check`)
    assert.equal(looked.body.missing.length, 1, JSON.stringify(looked.body))
    await rounds()
    assert.equal(await wordpress.inside(`echo json_encode(username_exists('${login}'));`), false)
    const again = await olga.post(`/accounts/${account}/grants/${grant}/artefacts/${artefact}/again`)
    assert.equal(again.status, 200)
    await rounds()
    assert.notEqual(await wordpress.inside(`echo json_encode(username_exists('${login}'));`), false)
  })
}
