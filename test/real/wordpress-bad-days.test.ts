// Days on which a real WordPress is not as it should be, and Einlass is killed between any two steps.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Connector, Trace } from '#server/access/outside.ts'
import { connectWordpress } from '#server/outside/wordpress/connect-wordpress.ts'
import { missingForWordpress, type RealWordpress, startWordpress } from './start-wordpress.ts'
import { newNeeds, newTrace, newVisitor } from './wordpress-visit.ts'

const missing = missingForWordpress()
if (missing && !process.env['CI']) test('bad days of WordPress', { skip: missing }, () => undefined)
else describe('bad days of WordPress', () => proveBadDays())

function proveBadDays() {
  let shop: RealWordpress
  before(async () => {
    assert.equal(missing, undefined)
    shop = await startWordpress()
  })
  after(() => shop?.stop())

  /** Our accounts that are there. */
  const ours = () => shop.sql("select user_login from wp_users where user_login like 'einlass-%'")
  async function ends(connector: Connector, trace: Trace): Promise<string> {
    assert.deepEqual(await connector.close(trace), { done: true })
    const confirmed = await connector.confirmClosed(trace)
    assert.ok(confirmed.gone, JSON.stringify(confirmed))
    assert.deepEqual(await ours(), [])
    return confirmed.how
  }
  async function opens(connector: Connector, trace: Trace): Promise<Trace> {
    const opened = await connector.open(trace)
    assert.ok(opened.done, JSON.stringify(opened))
    return { ...trace, reference: opened.reference }
  }
  const errorOf = (result: object) => ('error' in result ? String(result.error) : JSON.stringify(result))

  test('two that open at once, in one process or in two, make one account, and its password and session are those that are kept', async () => {
    for (const processes of [1, 2]) {
      const desk = newNeeds(shop)
      const one = connectWordpress(desk.needs)
      const other = processes === 1 ? one : connectWordpress(desk.needs)
      const trace = newTrace()
      const outcomes = await Promise.all([one.open(trace), other.open(trace)])
      assert.ok(
        outcomes.some(outcome => outcome.done),
        JSON.stringify(outcomes),
      )
      assert.equal((await ours()).length, 1)
      const opened = await opens(one, trace)
      const visitor = newVisitor(shop.url)
      assert.ok(
        await visitor.signsIn(
          desk.of(trace, 'login-url'),
          desk.of(trace, 'login'),
          desk.of(trace, 'password'),
        ),
      )
      assert.match(await ends(one, opened), /session of the beginning is refused/)
    }
  })

  test('a second account of the same login, as two requests at once can make it, goes when it is opened again', async () => {
    const connector = connectWordpress(newNeeds(shop).needs)
    const opened = await opens(connector, newTrace())
    await shop.sql(`insert into wp_users (user_login, user_pass, user_nicename, user_email, user_registered, display_name)
      select user_login, user_pass, concat(user_nicename, '-2'), concat('second.', user_email), user_registered, display_name
      from wp_users where user_login like 'einlass-%'`)
    await shop.sql(`insert into wp_usermeta (user_id, meta_key, meta_value)
      select s.ID, m.meta_key, m.meta_value from wp_users f join wp_usermeta m on m.user_id = f.ID
      join wp_users s on s.user_login = f.user_login and s.ID > f.ID
      where f.user_login like 'einlass-%' and m.meta_key in ('wp_capabilities', 'wp_user_level')`)
    assert.equal((await ours()).length, 2)
    const again = await opens(connector, opened)
    assert.equal((await ours()).length, 1)
    assert.equal(again.reference['userId'], opened.reference['userId'])
    await ends(connector, again)
  })

  test('whoever works in the account is not thrown out when it is opened again', async () => {
    const desk = newNeeds(shop)
    const connector = connectWordpress(desk.needs)
    const trace = newTrace()
    await opens(connector, trace)
    const visitor = newVisitor(shop.url)
    await visitor.signsIn(desk.of(trace, 'login-url'), desk.of(trace, 'login'), desk.of(trace, 'password'))
    const opened = await opens(connector, trace)
    assert.equal((await visitor.goes('/wp-admin/users.php')).status, 200)
    await ends(connector, opened)
  })

  test('an account that somebody deleted by hand is over, and seen to be', async () => {
    const connector = connectWordpress(newNeeds(shop).needs)
    const trace = await opens(connector, newTrace())
    await shop.inside(`wp_delete_user(${trace.reference['userId']});`)
    assert.match(await ends(connector, trace), /no such account.*session.*refused.*password are refused/)
  })

  test('a backup brings account and session back; the next ending takes them again', async () => {
    const desk = newNeeds(shop)
    const connector = connectWordpress(desk.needs)
    const trace = await opens(connector, newTrace())
    const id = trace.reference['userId']
    await shop.inside(`global $wpdb; update_option('backup', [$wpdb->get_row('select * from wp_users where ID = ${id}', ARRAY_A),
      $wpdb->get_results('select * from wp_usermeta where user_id = ${id}', ARRAY_A)], false);`)
    await ends(connector, trace)
    await shop.inside(`global $wpdb; [$user, $meta] = get_option('backup'); $wpdb->insert('wp_users', $user);
      foreach ($meta as $one) $wpdb->insert('wp_usermeta', $one); delete_option('backup');`)
    assert.deepEqual(await connector.confirmClosed(trace), {
      gone: false,
      error: 'The account is still there.',
    })
    await ends(connector, trace)
  })

  test('an account that was renamed in the database is still ours', async () => {
    const connector = connectWordpress(newNeeds(shop).needs)
    const trace = await opens(connector, newTrace())
    const id = trace.reference['userId']
    await shop.inside(`global $wpdb; $wpdb->update('wp_users', ['user_login' => 'hidden'], ['ID' => ${id}]);`)
    assert.equal((await connector.confirmClosed(trace)).gone, false)
    await ends(connector, trace)
    assert.equal(await shop.inside(`echo json_encode(get_user_by('login', 'hidden'));`), false)
    // The same number in other hands is left alone.
    await shop.inside(
      `global $wpdb; $wpdb->insert('wp_users', ['ID' => ${id}, 'user_login' => 'later', 'user_registered' => '2020-01-01 00:00:00']);`,
    )
    await ends(connector, trace)
    assert.equal(await shop.inside(`echo get_userdata(${id})->user_login; wp_delete_user(${id});`), 'later')
  })

  test('where the shop refuses to delete and to change, closing says that it is not done', async t => {
    const connector = connectWordpress(newNeeds(shop).needs)
    const trace = await opens(connector, newTrace())
    shop.behave(
      "add_filter('rest_pre_dispatch', fn($given, $server, $asked) => $asked->get_method() !== 'GET' && preg_match('#^/wp/v2/users/[0-9]+$#', $asked->get_route()) ? new WP_Error('no', 'No.', ['status' => 403]) : $given, 10, 3);",
    )
    t.after(() => shop.behave(null))
    const closed = await connector.close(trace)
    assert.equal(closed.done, false, JSON.stringify(closed))
    assert.equal((await connector.confirmClosed(trace)).gone, false)
    shop.behave(null)
    await ends(connector, trace)
  })

  test('where the shop refuses to delete, the account is made powerless, and it is said', async t => {
    const desk = newNeeds(shop)
    const connector = connectWordpress(desk.needs)
    const trace = await opens(connector, newTrace())
    const visitor = newVisitor(shop.url)
    await visitor.signsIn(desk.of(trace, 'login-url'), desk.of(trace, 'login'), desk.of(trace, 'password'))
    await visitor.does('/wp/v2/users/me/application-passwords', { name: 'mine' })
    shop.behave(
      "add_filter('map_meta_cap', fn($caps, $cap) => $cap === 'delete_user' ? ['do_not_allow'] : $caps, 10, 2);",
    )
    t.after(() => shop.behave(null))
    assert.deepEqual(await connector.close(trace), { done: true })
    const confirmed = await connector.confirmClosed(trace)
    assert.ok(confirmed.gone, JSON.stringify(confirmed))
    assert.match(
      confirmed.how,
      /did not delete the account; it has no role.*session.*refused.*password are refused/,
    )
    assert.equal((await visitor.goes('/wp-admin/profile.php')).status, 302)
    shop.behave(null)
    await ends(connector, trace)
  })

  test('gone by the list is not enough while the session still opens the admin', async t => {
    const connector = connectWordpress(newNeeds(shop).needs)
    const trace = await opens(connector, newTrace())
    shop.behave("add_filter('rest_user_query', fn($query) => ['include' => [0]] + $query);")
    t.after(() => shop.behave(null))
    const confirmed = await connector.confirmClosed({ ...trace, reference: {} })
    assert.match(errorOf(confirmed), /session that was open still opens/)
    shop.behave(null)
    await ends(connector, trace)
  })

  test('without what was kept to try, it is said that nothing was tried', async () => {
    const desk = newNeeds(shop)
    const connector = connectWordpress(desk.needs)
    const trace = await opens(connector, newTrace())
    desk.kept.clear()
    const how = await ends(connector, trace)
    assert.match(how, /no such account/)
    assert.match(how, /No session .* kept.*password is not kept/)
    assert.doesNotMatch(how, /refused/)
  })

  test('where no program can sign in, the account is there and the missing witness is told, then and at the end', async t => {
    const connector = connectWordpress(newNeeds(shop).needs)
    shop.behave(
      "add_action('login_form_login', function() { if ($_POST) { status_header(200); exit('Enter the code.'); } });",
    )
    t.after(() => shop.behave(null))
    const trace = await opens(connector, newTrace())
    assert.match(String(trace.reference['noSession']), /something else than login and password/)
    const how = await ends(connector, trace)
    assert.match(how, /No session .* kept.*could not be tried|could not be tried.*No session .* kept/)
  })

  test('names of every kind are tamed, and a mailbox of somebody else is refused in a sentence', async () => {
    const desk = newNeeds(shop)
    const connector = connectWordpress(desk.needs)
    for (const [name, shown] of [
      ['<script>alert(1)</script> O’Brien & Söhne', 'script alert(1) /script O’Brien &amp; Söhne'],
      ['\u202Enimda\u202C \u0000x', 'nimda x'],
      ['ü'.repeat(300), 'ü'.repeat(100)],
      ['🦊', '🦊'],
    ] as const) {
      const trace = await opens(connector, newTrace({ name }))
      const displayed = await shop.inside(
        `echo json_encode(get_userdata(${trace.reference['userId']})->display_name);`,
      )
      assert.equal(displayed, shown)
      await ends(connector, trace)
    }
    const taken = await connector.open(newTrace({ mailbox: 'owner+1@shop.test' }))
    assert.equal(taken.done, true)
    const second = await connector.open(newTrace({ mailbox: 'owner+1@shop.test' }))
    assert.match(errorOf(second), /mailbox belongs to another account/)
    await shop.inside("foreach (get_users(['search' => 'einlass-*']) as $one) wp_delete_user($one->ID);")
    for (const mailbox of [undefined, '', 'nobody', 'a@b\r\nc', `${'x'.repeat(60)}@${'y'.repeat(60)}.test`])
      assert.match(errorOf(await connector.open(newTrace({ mailbox }))), /mailbox/)
    assert.deepEqual(await ours(), [])
  })

  test('what is wrong with the connection is said in a sentence, by every call, and without the secret', async t => {
    t.after(() => shop.behave(null))
    const weak = (await shop.inside(`
      $id = wp_insert_user(['user_login' => 'weak', 'user_pass' => 'x', 'user_email' => 'weak@shop.test', 'role' => 'editor']);
      echo json_encode(WP_Application_Passwords::create_new_application_password($id, ['name' => 'x'])[0]);`)) as string
    const off = "add_filter('wp_is_application_passwords_available', '__return_false');"
    const offForUs = "add_filter('wp_is_application_passwords_available_for_user', '__return_false');"
    const blocked =
      "add_filter('rest_authentication_errors', fn() => new WP_Error('no_api', 'no', ['status' => 403]));"
    const firewall =
      "if (isset($_GET['rest_route'])) { http_response_code(403); exit('<h1>Forbidden</h1>'); }"
    for (const [what, more, behaviour, expected] of [
      [
        'changed application password',
        { secret: 'abcd efgh ijkl mnop' },
        null,
        /application password is wrong or revoked/,
      ],
      ['unknown login', { login: 'nobody' }, null, /does not let our own account in/],
      ['nothing entered', { secret: null }, null, /No login and application password/],
      ['too few rights', { login: 'weak', secret: weak }, null, /no right to/],
      ['switched off', {}, off, /switched off|https only/],
      ['switched off for us', {}, offForUs, /switched off for it/],
      ['blocked', {}, blocked, /blocked for us/],
      ['a firewall', {}, firewall, /blocked for us/],
      ['not allowed into the own network', { allowPrivate: false }, null, /https:\/\//],
    ] as const) {
      shop.behave(behaviour)
      const connector = connectWordpress(newNeeds(shop, more).needs)
      const trace = newTrace()
      for (const result of [
        await connector.test('shop'),
        await connector.inventory('shop'),
        await connector.open(trace),
        await connector.close(trace),
        await connector.confirmClosed(trace),
        await connector.remove('shop', { kind: 'admin', id: '1' }),
      ]) {
        assert.match(errorOf(result), expected, what)
        assert.doesNotMatch(errorOf(result), /abcd efgh|http:\/\/127|Forbidden/)
      }
    }
    shop.behave(null)
    assert.deepEqual(await ours(), [])
    assert.equal(await shop.inside('echo get_userdata(1)->user_login;'), 'owner')
  })
}
