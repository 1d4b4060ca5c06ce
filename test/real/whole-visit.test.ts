// A visit from beginning to end as people live it: support asks with the owner's code, the owner accepts on a phone, the
// agent works in the admin of a real WordPress and in a shell of a real server, and the owner ends both while both are
// open. Real Chromium, real OpenSSH, the real clock, and the desk's own rounds.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Browser, expect as expectSoon, type Page } from '@playwright/test'
import { consolePaths } from '#contract/paths.ts'
import { loginOf } from '#server/access/4-enter/find-visit.ts'
import { checkDocument } from '#server/access/6-prove/check-document.ts'
import { consoleTexts } from '#texts/de/console.ts'
import { visitTexts } from '#texts/de/visits.ts'
import { devices, noBrowser, startBrowser } from '../browser/chromium.ts'
import { type Answered, type Client, startTestDesk, type TestDesk } from '../desk.ts'
import { type Going, sshOptions, start, until } from './stand-at-door.ts'
import { listProcesses, type Sshd, startSshd, whyNoSshd } from './start-sshd.ts'
import { missingForWordpress, type RealWordpress, startWordpress } from './start-wordpress.ts'

const whyNot = missingForWordpress() ?? whyNoSshd() ?? (noBrowser || undefined)
if (whyNot && !process.env['CI']) test('a whole visit', { skip: whyNot }, () => undefined)
else describe('a whole visit', { timeout: 300_000 }, () => proveVisit())

const here = '127.0.0.1'
const origin = 'http://einlass.localhost'
const expect = expectSoon.configure({ timeout: 30_000 })
const done = (answer: Answered, status = 200) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}

function proveVisit() {
  let wordpress: RealWordpress
  let sshd: Sshd
  let desk: TestDesk
  let browser: Browser
  let olga: Client
  let sam: Client
  let dora: Client
  let account: string
  let shop: string
  let server: string
  let phone: Page
  let shell: Going
  let admin: Page
  const visits: Record<'shop' | 'server', { id: string; grant: string }> = {
    shop: { id: '', grant: '' },
    server: { id: '', grant: '' },
  }

  before(async () => {
    assert.equal(whyNot, undefined)
    ;[wordpress, sshd] = await Promise.all([startWordpress(), startSshd()])
    desk = await startTestDesk({ sshPort: 0, readTime: Date.now, withoutRounds: false, url: origin })
    browser = await startBrowser({ 'einlass.localhost': Number(new URL(desk.url).port) })
    ;[olga, sam, dora] = (await Promise.all([desk.as('olga'), desk.as('sam'), desk.as('dora')])) as [
      Client,
      Client,
      Client,
    ]
    account = desk.cast.accounts.olga!
    shop = desk.cast.shops['kaffeerad']!.id
    const policy = { mailbox: 'visits@shopwerk.example', longestDays: 14, requestLapsesDays: 7 }
    done(await dora.put('/provider/visit-policy', policy))
    const added = { name: 'web-1', origin: null, kind: 'server' }
    server = done(await dora.post(`/provider/accounts/${account}/shops`, added), 201).id
    // Both stand in the network of this machine.
    for (const one of [shop, server])
      done(await dora.put(`/provider/shops/${one}/private-address`, { allowed: true }))
    const connected = [
      await olga.put(`/accounts/${account}/shops/${shop}/connection`, {
        system: 'wordpress',
        address: wordpress.url,
        login: wordpress.login,
        credential: wordpress.secret,
      }),
      await olga.put(`/accounts/${account}/shops/${server}/connection`, {
        system: 'ssh-host',
        address: `ssh://${here}:${sshd.port}`,
        login: sshd.logins[0],
        credential: sshd.key.privateKey,
        options: { hostKey: sshd.hostKey.fingerprint },
      }),
    ]
    for (const one of connected) assert.equal(done(one).connection.test.trouble, null)
    phone = await signedIn(olga, 'phone')
  })
  after(async () => {
    shell?.child.kill('SIGKILL')
    await browser?.close()
    await desk?.close()
    await Promise.all([sshd?.stop(), wordpress?.stop()])
  })

  async function signedIn(client: Client, device: 'phone' | 'desktop'): Promise<Page> {
    const context = await browser.newContext({ ...devices[device], locale: 'de-DE' })
    const [name = '', value = ''] = client.cookie!.split('=')
    await context.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Lax' }])
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    return page
  }
  const ask = async (given: object): Promise<string> => {
    const { code } = done(await olga.post(`/accounts/${account}/request-code`))
    const asked = await sam.post('/provider/visits', {
      code,
      caseNumber: 'T-4711',
      purpose: 'Der Versand rechnet falsch.',
      until: { preset: 'three-working-days' },
      ...given,
    })
    return done(asked, 201).visit.id
  }
  const stateOf = async (id: string) => done(await olga.get(`/accounts/${account}/visits/${id}`)).visit
  /** Waits for what the desk's rounds do by themselves. */
  async function becomes<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
    for (let tries = 0; tries < 300; tries++) {
      const found = await look()
      if (found) return found
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    return assert.fail(`${what} did not become so within 30 s`)
  }

  test('support asks for the shop and for the server, with the code of the owner', async () => {
    const reason = 'um den Fehler zu sehen'
    visits.shop.id = await ask({
      resourceId: shop,
      platform: 'wordpress',
      rights: [{ right: 'shop.view', reason }],
    })
    visits.server.id = await ask({
      resourceId: server,
      platform: 'server',
      way: 'ssh-door',
      rights: [{ right: 'server.shell', reason }],
    })
  })

  test('the owner accepts both on a phone, in two taps each', async () => {
    for (const one of [visits.shop, visits.server]) {
      await phone.goto(origin + consolePaths.visit(account, one.id))
      await phone.getByRole('button', { name: visitTexts.accept, exact: true }).tap()
      await phone.getByRole('button', { name: visitTexts.acceptNow }).tap()
      const visit = await becomes('accepted', async () => {
        const now = await stateOf(one.id)
        return now.grant && now
      })
      one.grant = visit.grant.id
    }
  })

  test('the agent works in the admin of the shop, with a password that nobody has typed or sent', async () => {
    await becomes('the account in the shop', async () => {
      const { artefacts } = await stateOf(visits.shop.id)
      return artefacts[0]?.state === 'present'
    })
    const handedOver = `/visits/${visits.shop.grant}/hand-overs`
    const [made] = done(await sam.get(handedOver)).items
    assert.equal(made.kind, 'account')
    const shown: { name: string; value: string }[] = done(
      await sam.post(`${handedOver}/${made.id}/reveal`, {}),
    ).values
    const shownAs = (name: string) => shown.find(one => one.name === name)!.value
    admin = await (await browser.newContext(devices.desktop)).newPage()
    admin.setDefaultTimeout(30_000)
    await admin.goto(shownAs('login-url'))
    await admin.fill('#user_login', shownAs('login'))
    await admin.fill('#user_pass', shownAs('password'))
    await admin.click('#wp-submit')
    await admin.waitForURL(/wp-admin/)

    // He makes himself a second way in.
    await admin.goto(`${wordpress.url}/wp-admin/user-new.php`)
    await admin.fill('#user_login', 'helper2')
    await admin.fill('#email', 'helper2@elsewhere.test')
    await admin.selectOption('#role', 'administrator')
    await admin.uncheck('#send_user_notification')
    await admin.click('#createusersub')
    await expect(admin.getByText('helper2', { exact: true }).first()).toBeVisible()
  })

  test('and in a shell of the server, through the desk', async () => {
    const key = sshd.makeKey('sam')
    done(await sam.post('/me/ssh-keys', { name: 'Laptop', publicKey: key.publicKey }), 201)
    const known = join(sshd.folder, 'known-desk')
    const way = done(await sam.get(`/visits/${visits.server.grant}/ssh`))
    writeFileSync(known, `[${here}]:${way.door.port} ${desk.sshKeys.hostLine}\n`)
    const options = ['-o', `Port=${way.door.port}`, '-o', `User=${loginOf(visits.server.grant)}`]
    shell = start('ssh', [...sshOptions(key, known), ...options, '-tt', here])
    await until('a prompt', () => /[$#] /.test(shell.out()))
    shell.child.stdin.write('sleep 86411\n')
    await until('it runs', () => listProcesses().some(({ command }) => command === 'sleep 86411'))
  })

  test('the owner ends both while both are open: both are dead, and it says so with witnesses', async () => {
    for (const one of [visits.shop, visits.server]) {
      await phone.goto(origin + consolePaths.visit(account, one.id))
      await phone.locator('main').getByRole('button', { name: consoleTexts.grant.end }).first().tap()
      const sheet = phone.getByRole('dialog')
      await sheet.getByRole('button', { name: consoleTexts.ending.now }).tap()
      await expect(sheet.getByRole('heading', { name: consoleTexts.ending.resultTitle })).toBeVisible()
    }
    await until('the client is cut', () => shell.child.exitCode !== null)
    assert.ok(!listProcesses().some(({ command }) => command === 'sleep 86411'), 'his program is gone too')
    const begun = performance.now()
    for (const one of [visits.shop, visits.server])
      await becomes('proven', async () => (await stateOf(one.id)).state === 'ended')
    assert.ok(performance.now() - begun < 60_000)
    await admin.goto(`${wordpress.url}/wp-admin/users.php`)
    assert.match(admin.url(), /wp-login\.php/, 'the open session of the admin is refused')

    for (const one of [visits.shop, visits.server]) {
      const receipt = done(await olga.get(`/accounts/${account}/grants/${one.grant}/receipt`))
      assert.equal(receipt.state, 'ended')
      assert.ok(receipt.witnesses.length > 0)
      assert.deepEqual(receipt.notConfirmed, [])
      assert.equal(checkDocument(receipt).intact, true)
    }
    const ofShop = done(await olga.get(`/accounts/${account}/grants/${visits.shop.grant}/receipt`))
    assert.match(JSON.stringify(ofShop.witnesses), /session/)
  })

  test('what was typed and shown in the shell can be replayed by the owner', async () => {
    const path = `/accounts/${account}/grants/${visits.server.grant}/recordings`
    const { items } = await becomes('kept', async () => {
      const list = done(await olga.get(path))
      return list.items[0]?.endedAt && list
    })
    const { text } = done(await olga.post(`${path}/${items[0].id}/watching`, { after: 0 }))
    assert.match(text, /sleep 86411/)
  })

  test('the second admin that the visitor made is found, and removed by one call', async () => {
    const path = `/accounts/${account}/grants/${visits.shop.grant}/left-behind`
    const found = await becomes('found', async () => {
      const now = done(await olga.get(path))
      return now.items.length > 0 && now
    })
    assert.match(found.items[0].name, /helper2/)
    done(await olga.post(`${path}/removal`, { items: [found.items[0].id] }))
    await becomes('removed', async () => done(await olga.get(path)).items[0].state === 'removed')
    assert.deepEqual(await wordpress.sql("select user_login from wp_users where user_login = 'helper2'"), [])
  })
}
