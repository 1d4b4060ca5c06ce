// A visit to a real WordPress: somebody is let in as an administrator, works there, leaves things behind, and is out.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Found } from '#server/access/outside.ts'
import { cannotSee } from '#server/outside/wordpress/cannot-see.ts'
import { connectWordpress } from '#server/outside/wordpress/connect-wordpress.ts'
import { missingForWordpress, type RealWordpress, startWordpress } from './start-wordpress.ts'
import { newNeeds, newTrace, newVisitor } from './wordpress-visit.ts'

const missing = missingForWordpress()
if (missing && !process.env['CI']) test('a visit to WordPress', { skip: missing }, () => undefined)
else describe('a visit to WordPress', () => proveVisit())

function proveVisit() {
  let shop: RealWordpress
  before(async () => {
    assert.equal(missing, undefined)
    shop = await startWordpress()
  })
  after(() => shop?.stop())

  async function statusFor(url: string, login: string, password: string): Promise<number> {
    const authorization = `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`
    return (await fetch(`${url}/index.php?rest_route=/wp/v2/users/me`, { headers: { authorization } })).status
  }
  const inventory = async (connector: ReturnType<typeof connectWordpress>): Promise<Found[]> => {
    const taken = await connector.inventory('shop')
    assert.ok(taken.seen, JSON.stringify(taken))
    return taken.found
  }
  const newIn = (now: readonly Found[], before: readonly Found[]) =>
    now.filter(one => !before.some(old => old.kind === one.kind && old.id === one.id))

  test('the visitor works in wp-admin, is thrown out of the open session, and what he left behind is found and taken away', async () => {
    const { needs, of } = newNeeds(shop)
    const connector = connectWordpress(needs)
    const trace = newTrace()
    const atFirst = await inventory(connector)

    const opened = await connector.open(trace)
    assert.ok(opened.done, JSON.stringify(opened))
    assert.doesNotMatch(JSON.stringify(opened), new RegExp(of(trace, 'password')))
    const during = newIn(await inventory(connector), atFirst)
    assert.deepEqual(
      during.map(one => [one.kind, one.artefactId]),
      [['admin', trace.artefactId]],
    )

    const visitor = newVisitor(shop.url)
    assert.ok(await visitor.signsIn(of(trace, 'login-url'), of(trace, 'login'), of(trace, 'password')))
    const post = await visitor.does('/wp/v2/posts', { title: 'Made on the visit', status: 'publish' })
    const second = await visitor.does('/wp/v2/users', {
      username: 'helper',
      password: 'kept for later 1!',
      email: 'helper@elsewhere.test',
      roles: 'administrator',
    })
    const mine = await visitor.does('/wp/v2/users/me/application-passwords', { name: 'mine' })
    const withMine = () => statusFor(shop.url, of(trace, 'login'), String(mine['password']))
    assert.equal(await withMine(), 200)
    const forOwner = await visitor.does('/wp/v2/users/1/application-passwords', { name: 'backup' })
    await visitor.does('/wp/v2/plugins/akismet/akismet', { status: 'active' })

    assert.deepEqual(await connector.confirmClosed(trace), {
      gone: false,
      error: 'The account is still there.',
    })
    const ended = { ...trace, reference: opened.reference }
    assert.deepEqual(await connector.close(ended), { done: true })
    const turnedAway = await visitor.goes('/wp-admin/users.php')
    assert.equal(turnedAway.status, 302)
    assert.match(turnedAway.to, /wp-login\.php/)
    assert.equal(await withMine(), 401)
    const confirmed = await connector.confirmClosed(ended)
    assert.deepEqual(confirmed, {
      gone: true,
      how: 'The shop was asked and has no such account any more. The session of the beginning is refused at wp-admin. Its login and password are refused.',
    })
    assert.equal(
      await newVisitor(shop.url).signsIn(of(trace, 'login-url'), of(trace, 'login'), of(trace, 'password')),
      false,
    )
    assert.equal(
      await shop.inside(`echo get_userdata(get_post(${post['id']})->post_author)->user_login;`),
      'einlass',
    )

    const left = newIn(await inventory(connector), atFirst)
    assert.deepEqual(left.map(one => `${one.kind} ${one.name.replace(/ [\d.]+$/, '')}`).sort(), [
      'admin helper (helper@elsewhere.test, administrator)',
      'application-password backup (owner)',
      'plugin Akismet Anti-Spam',
    ])
    assert.equal(left.find(one => one.kind === 'admin')?.id, String(second['id']))
    assert.equal(left.find(one => one.kind === 'application-password')?.id, `1/${forOwner['uuid']}`)
    for (const found of left) {
      assert.deepEqual(await connector.remove('shop', found), { done: true })
      assert.deepEqual(await connector.remove('shop', found), { done: true }, 'and once more')
    }
    assert.deepEqual(newIn(await inventory(connector), atFirst), [])
  })

  test('what Einlass itself works by is never removed, nor what it does not know', async () => {
    const connector = connectWordpress(newNeeds(shop).needs)
    const own = (await inventory(connector)).filter(one => /\beinlass\b/i.test(one.name))
    assert.deepEqual(own.map(one => one.kind).sort(), ['admin', 'application-password'])
    for (const found of own) {
      const refused = await connector.remove('shop', found)
      assert.ok(!refused.done && /Einlass itself/.test(refused.error), JSON.stringify(refused))
    }
    for (const found of [
      { kind: 'order', id: '1' },
      { kind: 'admin', id: '../posts/1' },
      { kind: 'admin', id: '0' },
      { kind: 'plugin', id: '../users/1' },
      { kind: 'application-password', id: '1/x' },
      { kind: 'inactive-plugin', id: 'akismet/akismet' },
    ])
      assert.equal((await connector.remove('shop', found)).done, false, JSON.stringify(found))
    assert.equal((await connector.test('shop')).works, true)
  })

  test('an editor is made where only an editor was asked for, and a role that does not exist is refused', async () => {
    const { needs, of } = newNeeds(shop)
    const connector = connectWordpress(needs)
    const editor = newTrace({ role: 'editor' })
    assert.equal((await connector.open(editor)).done, true)
    assert.equal(
      await shop.inside(`echo implode(',', get_user_by('login', '${of(editor, 'login')}')->roles);`),
      'editor',
    )
    assert.equal((await connector.close(editor)).done, true)
    assert.equal((await connector.confirmClosed(editor)).gone, true)

    const wrong = await connector.open(newTrace({ role: 'emperor' }))
    assert.deepEqual(wrong, {
      done: false,
      error: 'The shop has no such role, or our own account may not give it.',
    })
  })

  test('more than one page of administrators is seen to its end', async () => {
    await shop.inside(
      "for ($i = 0; $i < 120; $i++) wp_insert_user(['user_login' => \"many$i\", 'user_pass' => 'x', 'user_email' => \"many$i@shop.test\", 'role' => $i % 2 ? 'administrator' : 'subscriber']);",
    )
    const found = await inventory(connectWordpress(newNeeds(shop).needs))
    assert.equal(found.filter(one => one.kind === 'admin' && one.name.startsWith('many')).length, 60)
    await shop.inside("foreach (get_users(['search' => 'many*']) as $one) wp_delete_user($one->ID, null);")
  })

  test('pretty permalinks, or none: the REST API is found where the shop says that it is', async () => {
    for (const structure of ['/%postname%/', '']) {
      await shop.inside(`update_option('permalink_structure', '${structure}'); flush_rewrite_rules();`)
      const connector = connectWordpress(newNeeds(shop, { address: `${shop.url}/wp-admin/` }).needs)
      const version = await shop.inside('echo json_encode($GLOBALS["wp_version"]);')
      assert.deepEqual(await connector.test('shop'), { works: true, version: `WordPress ${version}` })
      const trace = newTrace()
      assert.equal((await connector.open(trace)).done, true)
      assert.equal((await connector.close(trace)).done, true)
      assert.equal((await connector.confirmClosed(trace)).gone, true)
    }
  })

  test('how long it takes from the ending to its witness', async t => {
    const connector = connectWordpress(newNeeds(shop).needs)
    const took: number[] = []
    for (let round = 0; round < 12; round++) {
      const trace = newTrace()
      assert.equal((await connector.open(trace)).done, true)
      const begun = performance.now()
      assert.equal((await connector.close(trace)).done, true)
      assert.equal((await connector.confirmClosed(trace)).gone, true)
      took.push(performance.now() - begun)
    }
    took.sort((a, b) => a - b)
    const at = (share: number) => Math.round(took[Math.ceil(share * took.length) - 1]!)
    t.diagnostic(
      `WordPress: from close to witness p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${took.length} rounds)`,
    )
  })

  test('it is said what cannot be seen', () => {
    assert.ok(cannotSee.length > 5)
    for (const sentence of cannotSee) assert.match(sentence, /^[A-Z].*\.$/)
  })
}
