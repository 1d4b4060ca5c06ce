// From the desk into a panel of the provider's: who gets in, with what, how often, and that it is over when it is over.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openDemoPanel, type TestDemoPanel } from '../demo-panel.ts'
import { type Client, hour, startTestDesk, type TestDesk } from '../desk.ts'
import { giveRights, takeBack } from '../panel.ts'

const panelOrigin = 'https://panel.example'
const deskOrigin = 'https://desk.example'

let desk: TestDesk
let panel: TestDemoPanel
let olga: Client
let ines: Client
let account: string
before(async () => {
  desk = await startTestDesk({ url: deskOrigin })
  panel = await openDemoPanel(desk, { panel: panelOrigin, desk: deskOrigin })
  olga = await desk.as('olga')
  ines = await desk.as('ines')
  account = desk.cast.accounts['olga']!
})
after(async () => {
  await panel?.close()
  await desk?.close()
})

const enter = (client: Client, accountId = account, panelId = panel.id) =>
  client.post(`/me/panels/${panelId}/entries`, { accountId })

type Came = { status: number; cookie: string | undefined; text: string }
async function arrive(assertion: string, origin: string | null = deskOrigin): Promise<Came> {
  const response = await fetch(`${panel.url}/sign-on`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(origin === null ? {} : { origin }),
    },
    body: new URLSearchParams({ assertion }),
  })
  const [set] = response.headers.getSetCookie()
  return { status: response.status, cookie: set?.split(';')[0], text: await response.text() }
}

async function at(path: string, cookie: string, form?: Record<string, string>, origin = panelOrigin) {
  const response = await fetch(`${panel.url}${path}`, {
    method: form ? 'POST' : 'GET',
    redirect: 'manual',
    headers: { cookie, ...(form ? { origin, 'content-type': 'application/x-www-form-urlencoded' } : {}) },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

const claimsOf = (assertion: string) =>
  JSON.parse(Buffer.from(assertion.split('.')[1]!, 'base64url').toString())

async function untilTrue(holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (await holds()) return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  assert.fail('it did not come to that')
}

describe('the way into a panel', () => {
  test('is open to the owner and to whoever holds something, and to nobody else', async () => {
    const noor = await desk.as('noor')
    const stranger = await enter(noor)
    assert.equal(stranger.status, 404)
    assert.equal((await enter(ines)).status, 404)
    assert.equal((await enter(olga)).status, 201)
    assert.equal((await enter(olga, account, crypto.randomUUID())).status, 404)
    assert.equal((await enter(olga, desk.cast.accounts['noor'])).status, 404)
    assert.equal((await enter(desk.anybody)).status, 401)

    await giveRights(desk, desk.cast.people.ines, ['invoices.view'], null)
    assert.equal((await enter(ines)).status, 201)
    const ways = await ines.get('/me/panels')
    assert.deepEqual(ways.body.items, [
      {
        panel: { id: panel.id, name: 'Hostwerk', origin: panelOrigin },
        account: { id: account, name: 'Kaffeerad' },
      },
    ])
    assert.deepEqual((await ines.get(`/me/panels?accountId=${desk.cast.accounts['noor']}`)).body.items, [])

    await takeBack(desk, desk.cast.people.ines)
    const over = await enter(ines)
    assert.deepEqual([over.status, over.body.code], [403, 'no-open-grant'])
    assert.deepEqual((await ines.get('/me/panels')).body.items, [])
  })

  test('is a signed assertion for this panel, for a minute, and a fact of the account', async () => {
    const { body } = await enter(olga)
    assert.equal(body.url, `${panelOrigin}/sign-on`)
    const head = JSON.parse(Buffer.from(body.assertion.split('.')[0], 'base64url').toString())
    assert.equal(head.typ, 'panel-entry+jwt')
    const { jti, ...claims } = claimsOf(body.assertion)
    assert.deepEqual(claims, {
      iss: deskOrigin,
      aud: panelOrigin,
      sub: desk.cast.people.olga,
      name: 'Olga Ostermann',
      language: 'de',
      account,
      iat: Math.floor(desk.time.now / 1_000),
      exp: Math.floor(desk.time.now / 1_000) + 60,
    })
    const [fact] = await desk.sql<{ by_person: string; data: { assertion: string; panel: string } }>(
      `select by_person, data from access.facts where account_id = $1 and kind = 'panel.entered' order by seq desc limit 1`,
      [account],
    )
    assert.equal(fact?.by_person, desk.cast.people.olga)
    assert.deepEqual([fact?.data.assertion, fact?.data.panel], [jti, panel.id])
  })

  test('lets in once, from the desk only, and not after a minute', async () => {
    const first = (await enter(olga)).body.assertion
    assert.equal((await arrive(first, 'https://elsewhere.example')).status, 403)
    assert.equal((await arrive(first, null)).status, 403)
    const came = await arrive(first)
    assert.equal(came.status, 303)
    assert.equal((await at('/invoices', came.cookie!)).status, 200)
    assert.equal((await arrive(first)).status, 403, 'a second time')

    const late = (await enter(olga)).body.assertion
    desk.time.pass(60_000)
    assert.equal((await arrive(late)).status, 403)

    const [head, , signature] = (await enter(olga)).body.assertion.split('.')
    const body = Buffer.from(JSON.stringify({ ...claimsOf(late), exp: 4_000_000_000, jti: 'x' }))
    assert.equal((await arrive(`${head}.${body.toString('base64url')}.${signature}`)).status, 403)
    assert.equal((await arrive('')).status, 403)
  })

  test('is not for another panel, and no key of another kind fits', async () => {
    const dora = await desk.as('dora')
    const other = await dora.post('/provider/panels', { name: 'Other', signOn: 'https://other.example/in' })
    assert.equal(other.status, 201, JSON.stringify(other.body))
    const { assertion } = (await enter(olga, account, other.body.id)).body
    assert.equal(claimsOf(assertion).aud, 'https://other.example')
    assert.equal((await arrive(assertion)).status, 403)
  })

  test('is set by the desk people: over https, and in a demonstration on this machine', async () => {
    const dora = await desk.as('dora')
    const path = `/provider/panels/${panel.id}`
    for (const signOn of [
      'http://panel.example/sign-on',
      'http://localhost:8080/sign-on',
      'https://dora@panel.example/',
      'https://panel.example/#x',
      'https://',
    ]) {
      const refused = await dora.put(path, { name: 'Hostwerk', signOn })
      assert.deepEqual([refused.status, refused.body.code], [400, 'invalid-input'], signOn)
    }
    assert.equal((await dora.put(path, { name: 'Hostwerk', signOn: null })).status, 200)
    assert.equal((await enter(olga)).status, 404, 'nobody can be sent there')
    const back = await dora.put(path, { name: 'Hostwerk', signOn: `${panelOrigin}/sign-on` })
    assert.equal(back.body.signOn, `${panelOrigin}/sign-on`)
    assert.equal((await olga.put(path, { name: 'Mine', signOn: null })).status, 404)
    const demo = await desk.secondNode({ demo: true })
    const there = await fetch(`${demo.url}/api/v1${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', cookie: dora.cookie! },
      body: JSON.stringify({ name: 'Hostwerk', signOn: 'http://127.0.0.1:8082/sign-on' }),
    })
    assert.equal(there.status, 200)
    await dora.put(path, { name: 'Hostwerk', signOn: `${panelOrigin}/sign-on` })
  })
})

describe('somebody who holds one right only', () => {
  test('finds the account that he is in, what he may there, and what is over', async () => {
    const { ines: person } = desk.cast.people
    const grant = await giveRights(desk, person, ['invoices.view'], null, {
      endsAt: desk.time.now + 5 * hour,
    })
    const { body } = await ines.get('/me/rights')
    assert.deepEqual(body.items, [
      {
        account: { id: account, name: 'Kaffeerad' },
        zone: 'Europe/Berlin',
        owner: false,
        rights: [
          {
            grantId: grant,
            scope: null,
            permissions: ['invoices.view'],
            until: new Date(desk.time.now + 5 * hour).toISOString(),
            givenBy: { id: desk.cast.people.olga, name: 'Olga Ostermann' },
          },
        ],
        can: { leave: true },
      },
    ])
    assert.deepEqual((await ines.get('/me')).body.accounts, [], 'he sees nothing of who can get in')
    desk.time.pass(1_000)
    const left = await ines.post(`/me/accounts/${account}/leaving`, {})
    assert.equal(left.status, 200, JSON.stringify(left.body))
    const after = (await ines.get('/me/rights')).body
    assert.deepEqual(after.items, [])
    assert.deepEqual(
      after.ended.map((one: { account: { id: string }; cause: string }) => [one.account.id, one.cause]),
      [[account, 'returned']],
    )
  })

  test('an owner reads that the account is his', async () => {
    const [mine] = (await olga.get('/me/rights')).body.items
    assert.deepEqual([mine.owner, mine.rights, mine.can.leave], [true, [], 'owner-must-hand-over'])
  })
})

describe('in the demo panel', () => {
  async function ofInes(permissions: Parameters<typeof giveRights>[2]): Promise<string> {
    await giveRights(desk, desk.cast.people.ines, permissions, null)
    const came = await arrive((await enter(ines)).body.assertion)
    assert.equal(came.status, 303, came.text)
    return came.cookie!
  }

  test('each button is decided where it is pressed, also one that no page shows', async () => {
    const cookie = await ofInes(['invoices.view', 'domains.view'])
    const page = await at('/invoices', cookie)
    assert.doesNotMatch(page.text, /payment/)
    assert.equal((await at('/tickets', cookie)).status, 403)
    const forged = await at('/invoices/R-2026-1187/payment', cookie, {})
    assert.equal(forged.status, 403)
    const dns = await at('/domains/kaffeerad.example/records/0', cookie, { value: '203.0.113.9' })
    assert.equal(dns.status, 403)
    assert.equal(panel.things.domains[0]!.records[0]!.value, '192.0.2.42')
    assert.equal(panel.things.invoices[0]!.state, 'open')
    // Somebody else's site cannot press one for him either.
    await giveRights(desk, desk.cast.people.ines, ['invoices.pay'], null)
    await untilTrue(async () => /payment/.test((await at('/invoices', cookie)).text))
    assert.equal((await at('/invoices/R-2026-1187/payment', cookie, {}, 'https://evil.example')).status, 403)
    assert.equal(panel.things.invoices[0]!.state, 'open')
    await takeBack(desk, desk.cast.people.ines)
  })

  test('a payment during which the right is taken away is refused, says so, and nothing is half done', async () => {
    const cookie = await ofInes(['invoices.view', 'invoices.pay'])
    let atBank = () => {}
    const isThere = new Promise<void>(resolve => {
      atBank = resolve
    })
    let release = () => {}
    panel.bank.pay = () => {
      atBank()
      return new Promise(resolve => {
        release = resolve
      })
    }
    const paying = at('/invoices/R-2026-1187/payment', cookie, {})
    await isThere
    assert.equal(panel.things.invoices[0]!.state, 'paying')
    await takeBack(desk, desk.cast.people.ines)
    await giveRights(desk, desk.cast.people.ines, ['invoices.view'], null)
    release()
    const refused = await paying
    assert.equal(refused.status, 403)
    assert.match(refused.text, /R-2026-1187 (ist nicht bezahlt|is not paid)/)
    assert.equal(panel.things.invoices[0]!.state, 'open')
    panel.bank.pay = async () => {}
    await takeBack(desk, desk.cast.people.ines)
  })

  test('whose rights have ended is out, and stays out of this session', async () => {
    const cookie = await ofInes(['invoices.view'])
    assert.equal((await at('/invoices', cookie)).status, 200)
    await takeBack(desk, desk.cast.people.ines)
    await untilTrue(async () => (await at('/invoices', cookie)).status === 403)
    await giveRights(desk, desk.cast.people.ines, ['invoices.view'], null)
    assert.equal((await at('/invoices', cookie)).status, 403)
    await takeBack(desk, desk.cast.people.ines)
  })

  test('a domain is ordered for a holder among the contacts, and the desk knows it from then on', async () => {
    const details = {
      kind: 'organisation',
      name: 'Olga Ostermann',
      organisation: 'Kaffeerad GmbH',
      email: 'post@kaffeerad.example',
      language: 'de',
      zone: 'Europe/Berlin',
    }
    const contact = await olga.post(`/accounts/${account}/contacts`, details)
    assert.equal(contact.status, 201, JSON.stringify(contact.body))
    const came = await arrive((await enter(olga)).body.assertion)
    const holder = contact.body.contact.id
    assert.match((await at('/domains', came.cookie!)).text, /Kaffeerad GmbH/)
    const order = (domain: string, chosen = holder) =>
      at('/domains/order', came.cookie!, { domain, holder: chosen })
    await order('nur-holland.example', crypto.randomUUID())
    assert.equal(panel.things.domains.length, 2, 'nobody is holder who is no contact of the account')
    await order('lastenrad.example')
    assert.match((await at('/domains', came.cookie!)).text, /Zu Kaffeerad GmbH fehlen Angaben/)
    assert.equal(panel.things.domains.length, 2, 'nor a contact without an address')
    const completed = await olga.put(
      `/accounts/${account}/contacts/${holder}`,
      {
        ...details,
        country: 'DE',
        street: ['Unter den Linden 1'],
        postcode: '10117',
        city: 'Berlin',
        phone: '030 901820',
      },
      { 'if-match': '"1"' },
    )
    assert.equal(completed.status, 200, JSON.stringify(completed.body))
    assert.equal((await order('lastenrad.example')).status, 303)
    assert.equal(panel.things.domains.at(-1)!.holder, 'Kaffeerad GmbH')
    const known = await desk.sql<{ name: string }>(
      `select name from access.resources where account_id = $1 and kind = 'domain' and reference = 'lastenrad.example'`,
      [account],
    )
    assert.equal(known.length, 1)
    const shown = await at('/domains', came.cookie!)
    assert.match(shown.text, /lastenrad\.example ist bestellt/)

    const cookie = await ofInes(['domains.view'])
    assert.equal((await at('/domains/order', cookie, { domain: 'x.example', holder })).status, 403)
    await takeBack(desk, desk.cast.people.ines)
  })
})
