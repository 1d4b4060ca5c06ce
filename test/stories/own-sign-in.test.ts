// What a person does about the own sign-in: factors, password, address, sessions, keys; proving anew; links in mails.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type CastName, demoPassword, demoTotpSecret, people } from '#db/seeds/cast.ts'
import { totpCode, totpStepAt } from '#server/people/totp.ts'
import { newAuthenticator } from '../authenticator.ts'
import { fromBase32 } from '../base32.ts'
import { type Client, day, hour, newClient, startTestDesk, type TestDesk } from '../desk.ts'
import { newDoor } from '../door.ts'
import { askGate, enterShop } from '../gate.ts'

const minute = 60_000
const other = 'three lanterns over the harbour'
let desk: TestDesk & AsyncDisposable
before(async () => {
  desk = await startTestDesk({ url: 'http://localhost' })
})
after(() => desk.close())
// No test meets the codes or the limits of another.
beforeEach(() => desk?.time.pass(20 * minute))

const codeNow = () => totpCode(demoTotpSecret, totpStepAt(desk.time.now))
/** Signed in some time ago: nothing dangerous goes without proving anew. */
const stale = async (name: CastName) => {
  const client = await desk.as(name)
  desk.time.pass(11 * minute)
  return client
}
type Queued = {
  to_address: string
  kind: string
  plain: string
  html: string
  subject: string
  code: string | null
}
const mailsTo = (address: string) =>
  desk.sql<Queued>('select * from plumbing.mails where to_address = $1 order by queued_at desc', [address])
/** Of the link in a mail that waits to be sent. */
const codeIn = (mail: Queued | undefined) => mail?.code ?? ''

describe('proving anew', () => {
  test('what is dangerous asks for it some minutes after signing in, and ending never does', async () => {
    const sam = await stale('sam')
    const refused = await sam.post('/me/api-keys', { name: 'x', scopes: ['read'], days: 1 })
    assert.deepEqual([refused.status, refused.body.code], [403, 'fresh-proof-needed'])
    const olga = await stale('olga')
    assert.equal((await olga.post(`/accounts/${desk.cast.accounts.olga}/endings`)).status, 200)
    assert.equal((await olga.post('/me/sessions/ending')).status, 200)
  })

  test('an agent proves it by code, once, and not by password', async () => {
    const sam = await stale('sam')
    const { body } = await sam.post('/me/proof/ceremony')
    assert.deepEqual(body.by, ['totp'])
    assert.equal((await sam.post('/me/proof', { password: demoPassword })).status, 403)
    const code = codeNow()
    assert.equal((await sam.post('/me/proof', { code })).status, 200)
    assert.equal((await sam.post('/me/proof', { code })).status, 403)
    assert.equal((await sam.post('/me/api-keys', { name: 'x', scopes: ['read'], days: 1 })).status, 201)
  })

  test('it counts for this session only, and for ten minutes', async () => {
    const sam = await stale('sam')
    const elsewhere = await stale('sam')
    await sam.post('/me/proof', { code: codeNow() })
    assert.equal((await elsewhere.post('/me/recovery-codes')).status, 403)
    assert.equal((await sam.post('/me/recovery-codes')).status, 200)
    desk.time.pass(10 * minute)
    assert.equal((await sam.post('/me/recovery-codes')).status, 403)
  })

  test('who has nothing but a password proves it by password', async () => {
    const noor = await stale('noor')
    assert.deepEqual((await noor.post('/me/proof/ceremony')).body.by, ['password'])
    assert.equal((await noor.post('/me/proof', { password: 'wrong' })).status, 403)
    assert.equal((await noor.post('/me/proof', { password: demoPassword })).status, 200)
  })

  test('a passkey answers the question that this session was asked, once', async () => {
    const dora = await desk.as('dora')
    const authenticator = newAuthenticator('http://localhost')
    const made = await dora.post('/me/passkeys/ceremony')
    await dora.post('/me/passkeys', { name: 'Key', passkey: authenticator.create(made.body.options) })
    desk.time.pass(11 * minute)
    const [here, there] = [dora, await stale('dora')]
    const asked = await here.post('/me/proof/ceremony')
    await there.post('/me/proof/ceremony')
    const passkey = authenticator.get(asked.body.options)
    assert.equal((await there.post('/me/proof', { passkey })).status, 403)
    assert.equal((await here.post('/me/proof', { passkey })).status, 200)
    assert.equal((await here.post('/me/proof', { passkey })).status, 403)
  })

  test('guessing codes is slowed down', async () => {
    const sam = await stale('sam')
    const answers = []
    for (let i = 0; i < 12; i++) answers.push((await sam.post('/me/proof', { code: '000000' })).status)
    assert.equal(answers.at(-1), 429)
  })
})

describe('factors', () => {
  test('an app is set up, counts after its first code, and is asked for from then on', async () => {
    const olga = await desk.as('olga')
    const begun = await olga.post('/me/totp')
    assert.equal(begun.status, 200)
    assert.match(
      begun.body.uri,
      /^otpauth:\/\/totp\/Einlass%20Shopwerk:olga%40kaffeerad\.example\?secret=[A-Z2-7]{32}&issuer=/,
    )
    assert.equal(begun.body.qr.length, begun.body.qr[0].length)
    assert.equal(
      (await newDoor(desk.url).sends('/sign-in', { address: people.olga.address, password: demoPassword }))
        .path,
      '/',
    )
    assert.equal((await olga.post('/me/totp/confirmation', { code: '000000' })).status, 403)
    const secret = fromBase32(begun.body.secret)
    const confirmed = await olga.post('/me/totp/confirmation', {
      code: totpCode(secret, totpStepAt(desk.time.now)),
    })
    assert.equal(confirmed.body.recoveryCodes.length, 10)
    const asked = await newDoor(desk.url).sends('/sign-in', {
      address: people.olga.address,
      password: demoPassword,
    })
    assert.equal(asked.path, '/sign-in/code')
    assert.equal((await olga.post('/me/totp')).status, 409)
    // The secret lies sealed in the database, and only for her.
    const [row] = await desk.sql<{ sealed_secret: Buffer }>(
      'select sealed_secret from people.totps where person_id = $1',
      [desk.cast.people.olga],
    )
    assert.ok(!row!.sealed_secret.includes(secret))
    assert.equal((await olga.delete('/me/totp')).status, 200)
    assert.equal(
      (await newDoor(desk.url).sends('/sign-in', { address: people.olga.address, password: demoPassword }))
        .path,
      '/',
    )
  })

  test('an agent cannot take the last one away', async () => {
    const ines = await desk.as('ines')
    assert.equal((await ines.get('/me/sign-in-methods')).body.can.removeTotp, 'second-factor-missing')
    const refused = await ines.delete('/me/totp')
    assert.deepEqual([refused.status, refused.body.code], [403, 'second-factor-missing'])
    assert.ok((await ines.get('/me/sign-in-methods')).body.totp)
  })

  test('nobody takes the last way to sign in away, not even twice at once', async () => {
    const noor = await desk.as('noor')
    for (const name of ['One', 'Two']) {
      const { body } = await noor.post('/me/passkeys/ceremony')
      const made = await noor.post('/me/passkeys', {
        name,
        passkey: newAuthenticator('http://localhost').create(body.options),
      })
      assert.equal(made.status, 201)
    }
    await desk.sql('update people.persons set password_hash = null, password_set_at = null where id = $1', [
      desk.cast.people.noor,
    ])
    const { passkeys } = (await noor.get('/me/sign-in-methods')).body
    const answers = await Promise.all(
      passkeys.map((key: { id: string }) => noor.delete(`/me/passkeys/${key.id}`)),
    )
    assert.deepEqual(answers.map(answer => answer.status).sort(), [200, 409])
    assert.equal((await noor.get('/me/sign-in-methods')).body.passkeys.length, 1)
    // She has a passkey only, so a link to her mailbox leads to a password again; done further below.
  })

  test('the same passkey is not added twice, and not for a stranger’s question', async () => {
    const dora = await desk.as('dora')
    const authenticator = newAuthenticator('http://localhost')
    const { body } = await dora.post('/me/passkeys/ceremony')
    const passkey = authenticator.create(body.options)
    assert.equal((await dora.post('/me/passkeys', { name: 'A', passkey })).status, 201)
    assert.equal((await dora.post('/me/passkeys', { name: 'B', passkey })).status, 400)
    const again = await dora.post('/me/passkeys/ceremony')
    assert.equal(
      (await dora.post('/me/passkeys', { name: 'C', passkey: authenticator.create(again.body.options) }))
        .status,
      400,
    )
    const wrong = await dora.post('/me/passkeys/ceremony')
    const evil = newAuthenticator('http://localhost').create(wrong.body.options, {
      origin: 'https://evil.example',
    })
    assert.equal((await dora.post('/me/passkeys', { name: 'D', passkey: evil })).status, 400)
  })

  test('what is changed is noted and told to the mailbox', async () => {
    const dora = await desk.as('dora')
    await dora.post('/me/recovery-codes')
    const { events } = (await dora.get('/me/sign-in-methods')).body
    assert.equal(events[0].kind, 'recovery-codes-made')
    const [mail] = await mailsTo(people.dora.address)
    assert.ok(mail, 'a mail was queued')
  })
})

describe('password', () => {
  test('another password ends every other session, and a cookie from before opens nothing', async () => {
    const [here, there] = [await desk.as('ines'), await desk.as('ines')]
    assert.equal((await here.put('/me/password', { password: 'too short' })).status, 400)
    const changed = await here.put('/me/password', { password: other })
    assert.equal(changed.status, 200)
    assert.ok(changed.body.endedSessions >= 1)
    assert.equal((await there.get('/me')).status, 401)
    assert.equal((await here.get('/me')).status, 200)
    assert.equal(
      (await desk.anybody.post('/session', { address: people.ines.address, password: demoPassword })).status,
      401,
    )
    const back = await desk.anybody.post('/session', {
      address: people.ines.address,
      password: other,
      code: codeNow(),
    })
    assert.equal(back.status, 200)
  })

  test('what was entered from an ended session is closed with it', async () => {
    const olga = await desk.as('olga')
    const path = `/accounts/${desk.cast.accounts.olga}/shops/${desk.cast.shops.kaffeerad!.id}/service-access`
    const opened = await olga.put(
      path,
      { until: { preset: 'one-week' }, mode: 'full', who: { kind: 'team' } },
      { 'if-match': '"0"' },
    )
    assert.equal(opened.status, 200, JSON.stringify(opened.body))
    const [there, here] = [await desk.as('sam'), await desk.as('sam')]
    const inside = await enterShop(desk, 'kaffeerad', there)
    assert.equal((await askGate(desk, 'kaffeerad', inside)).status, 200)
    const changed = await here.put('/me/password', { password: other })
    assert.equal(changed.status, 200)
    assert.notEqual((await askGate(desk, 'kaffeerad', inside)).status, 200)
    assert.equal((await there.get('/me')).status, 401)
  })

  test('forgotten: known and unknown addresses get the same page, and only the known one a mail', async () => {
    const door = newDoor(desk.url)
    const known = await door.sends('/forgot-password', { address: people.noor.address })
    const unknown = await door.sends('/forgot-password', { address: 'nobody@example.org' })
    assert.equal(
      known.text.replaceAll(people.noor.address, ''),
      unknown.text.replaceAll('nobody@example.org', ''),
    )
    assert.deepEqual([known.status, unknown.status], [200, 200])
    assert.equal((await mailsTo('nobody@example.org')).length, 0)
    assert.match(codeIn((await mailsTo(people.noor.address))[0]), /^.{43}$/)
  })

  test('a link opens a page and does nothing by that; a scanner cannot burn it', async () => {
    await newDoor(desk.url).sends('/forgot-password', { address: people.noor.address })
    const [mail] = await mailsTo(people.noor.address)
    const code = codeIn(mail)
    assert.match(mail!.plain, /\/new-password#/)
    const scanner = newDoor(desk.url)
    for (let i = 0; i < 3; i++) await scanner.goes('/new-password')
    // A scanner that even presses the first button sees what it is for, and has used nothing up.
    assert.match((await scanner.sends('/new-password', { code })).text, /noor@tulpenkas\.example/)
    const noor = newDoor(desk.url)
    assert.match((await noor.sends('/new-password', { code })).text, /new-password/)
    assert.equal((await noor.sends('/new-password/set', { code, password: 'short' })).status, 400)
    const before = await desk.as('noor')
    await noor.sends('/new-password/set', { code, password: other })
    assert.equal((await before.get('/me')).status, 401)
    // She has a passkey, so the new password alone does not let her in.
    assert.equal(noor.cookies.get('einlass-session'), undefined)
    assert.equal((await noor.sends('/new-password/set', { code, password: `${other} again` })).status, 410)
  })

  test('of fifty who use a link at once exactly one succeeds', async () => {
    await newDoor(desk.url).sends('/forgot-password', { address: people.olga.address })
    const code = codeIn((await mailsTo(people.olga.address))[0])
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        newDoor(desk.url).sends('/new-password/set', { code, password: `${other} number ${i}` }),
      ),
    )
    assert.equal(answers.filter(seen => seen.status === 410).length, 49)
    assert.equal(answers.filter(seen => seen.status < 300).length, 1)
    const set = await desk.sql('select 1 from people.events where person_id = $1 and kind = $2', [
      desk.cast.people.olga,
      'password-set',
    ])
    assert.equal(set.length, 1)
  })

  test('a later link ends an earlier one; after an hour it is over; a setup link sets no password', async () => {
    const door = newDoor(desk.url)
    await door.sends('/forgot-password', { address: people.olga.address })
    const first = codeIn((await mailsTo(people.olga.address))[0])
    await door.sends('/forgot-password', { address: people.olga.address })
    const second = codeIn((await mailsTo(people.olga.address))[0])
    assert.notEqual(first, second)
    assert.equal((await door.sends('/new-password', { code: first })).status, 410)
    assert.equal((await door.sends('/new-password', { code: second })).status, 200)
    assert.equal((await door.sends('/confirm-address', { code: second })).status, 410)
    assert.equal((await door.sends('/invitation', { code: second })).status, 410)
    desk.time.pass(hour)
    assert.equal((await door.sends('/new-password', { code: second })).status, 410)
  })

  test('it works no more after the address has changed: it was sent to another mailbox', async () => {
    const door = newDoor(desk.url)
    await door.sends('/forgot-password', { address: people.olga.address })
    const code = codeIn((await mailsTo(people.olga.address))[0])
    await desk.sql('update people.persons set address = $1 where id = $2', [
      'olga@new.example',
      desk.cast.people.olga,
    ])
    assert.equal((await door.sends('/new-password/set', { code, password: other })).status, 410)
    await desk.sql('update people.persons set address = $1 where id = $2', [
      people.olga.address,
      desk.cast.people.olga,
    ])
  })

  test('asking again and again is slowed down', async () => {
    const door = newDoor(desk.url)
    const answers = []
    for (let i = 0; i < 6; i++)
      answers.push((await door.sends('/forgot-password', { address: 'pest@example.org' })).status)
    assert.deepEqual(answers, [200, 200, 200, 200, 200, 429])
  })
})

describe('another address', () => {
  const next = 'olga@roesterei.example'
  const ask = async (olga: Client, address = next) => {
    const asked = await olga.post('/me/address-change', { address })
    assert.equal(asked.status, 200)
    return {
      old: codeIn((await mailsTo(people.olga.address))[0]),
      new: codeIn((await mailsTo(address))[0]),
    }
  }

  test('counts when both mailboxes have confirmed, in whatever order, and ends every session', async () => {
    const olga = await desk.as('olga')
    const codes = await ask(olga)
    const door = newDoor(desk.url)
    assert.match(
      (await door.sends('/confirm-address', { code: codes.new })).text,
      /This mailbox is the new address/,
    )
    await door.sends('/confirm-address/yes', { code: codes.new })
    const half = (await olga.get('/me/sign-in-methods')).body
    assert.deepEqual(
      [half.address, half.addressChange.newConfirmed, half.addressChange.oldConfirmed],
      [people.olga.address, true, false],
    )
    assert.equal((await door.sends('/confirm-address/yes', { code: codes.new })).status, 410)
    await door.sends('/confirm-address/yes', { code: codes.old })
    assert.equal((await olga.get('/me')).status, 401)
    const [row] = await desk.sql<{ address: string }>('select address from people.persons where id = $1', [
      desk.cast.people.olga,
    ])
    assert.equal(row!.address, next)
    await desk.sql('update people.persons set address = $1 where id = $2', [
      people.olga.address,
      desk.cast.people.olga,
    ])
  })

  test('“that was not me” from either mailbox stops it', async () => {
    const olga = await desk.as('olga')
    const codes = await ask(olga)
    await newDoor(desk.url).sends('/confirm-address/no', { code: codes.old })
    assert.equal((await olga.get('/me/sign-in-methods')).body.addressChange, null)
    assert.equal((await newDoor(desk.url).sends('/confirm-address/yes', { code: codes.new })).status, 410)
  })

  test('an address that somebody else has is answered alike, and that mailbox is not asked', async () => {
    const olga = await desk.as('olga')
    const before = (await mailsTo(people.sam.address)).length
    const asked = await olga.post('/me/address-change', { address: people.sam.address.toUpperCase() })
    assert.equal(asked.status, 200)
    assert.equal((await mailsTo(people.sam.address)).length, before)
    assert.equal((await olga.delete('/me/address-change')).body.stopped, true)
  })

  test('it is over after two days', async () => {
    const olga = await desk.as('olga')
    const codes = await ask(olga)
    desk.time.pass(2 * day)
    assert.equal((await newDoor(desk.url).sends('/confirm-address', { code: codes.old })).status, 410)
  })
})

describe('sessions', () => {
  test('are listed with device and network, and ended singly or all but this one', async () => {
    const here = await desk.as('noor')
    const there = await desk.as('noor')
    const phone = newDoor(desk.url)
    await phone.sends('/sign-in', { address: people.noor.address, password: other })
    const { items } = (await here.get('/me/sessions')).body
    assert.equal(items.filter((one: { current: boolean }) => one.current).length, 1)
    const another = items.find((one: { current: boolean }) => !one.current)
    assert.equal((await here.delete(`/me/sessions/${another.id}`)).status, 200)
    assert.equal((await here.delete(`/me/sessions/${another.id}`)).status, 200)
    await here.post('/me/sessions/ending')
    assert.equal((await there.get('/me')).status, 401)
    assert.equal((await here.get('/me/sessions')).body.items.length, 1)
  })

  test('nobody ends somebody else’s', async () => {
    const olga = await desk.as('olga')
    const [session] = (await olga.get('/me/sessions')).body.items
    const noor = await desk.as('noor')
    assert.equal((await noor.delete(`/me/sessions/${session.id}`)).status, 404)
    assert.equal((await olga.get('/me')).status, 200)
  })

  test('a session ends after four hours without a request, and after twelve in any case', async () => {
    const idle = await desk.as('olga')
    desk.time.pass(4 * hour - minute)
    assert.equal((await idle.get('/me')).status, 200)
    desk.time.pass(4 * hour)
    assert.equal((await idle.get('/me')).status, 401)
    const busy = await desk.as('olga')
    for (let passed = 0; passed < 11; passed++) {
      desk.time.pass(hour)
      assert.equal((await busy.get('/me')).status, 200)
    }
    desk.time.pass(hour)
    assert.equal((await busy.get('/me')).status, 401)
  })

  test('the provider’s desk ends somebody’s sessions, and he keeps what he was given', async () => {
    const [sam, dora] = [await desk.as('sam'), await desk.as('dora')]
    const person = desk.cast.people.sam
    const ended = await dora.post(`/provider/people/${person}/sessions/ending`)
    assert.ok(ended.body.endedSessions >= 1)
    assert.equal((await sam.get('/me')).status, 401)
    const back = await desk.as('sam')
    assert.equal((await back.get('/me')).body.provider.support, true)
    assert.equal((await back.post(`/provider/people/${person}/sessions/ending`)).status, 403)
  })

  test('a session of somebody who is deactivated is nobody’s, even if nothing ended it', async () => {
    const noor = await desk.as('noor')
    assert.equal((await noor.get('/me')).status, 200)
    await desk.sql('update people.persons set deactivated_at = now() where id = $1', [desk.cast.people.noor])
    assert.equal((await noor.get('/me')).status, 401)
    await desk.sql('update people.persons set deactivated_at = null where id = $1', [desk.cast.people.noor])
  })

  test('a proof gives the session another cookie, and the old one is dead', async () => {
    const sam = await stale('sam')
    const before = sam.cookie!
    await sam.post('/me/proof', { code: codeNow() })
    assert.notEqual(sam.cookie, before)
    assert.equal((await newClient(desk.url, before).get('/me')).status, 401)
    assert.equal((await sam.get('/me')).status, 200)
  })

  test('after a restart an ended one stays ended', async () => {
    const noor = await desk.as('noor')
    const cookie = noor.cookie!
    await noor.delete('/session')
    const node = await desk.secondNode()
    assert.equal((await newClient(node.url, cookie).get('/me')).status, 401)
  })
})

test('a name may be long, written from right to left or look like HTML, and stays what was typed', async () => {
  const olga = await desk.as('olga')
  for (const name of ['\u202Eagent\u202C Ostermann', '<b>Olga</b> & <script>', 'أولغا', 'O'.repeat(200)]) {
    assert.equal((await olga.put('/me/profile', { name })).status, 200)
    assert.equal((await olga.get('/me')).body.person.name, name)
  }
  for (const name of ['O'.repeat(300), '   ', ''])
    assert.equal((await olga.put('/me/profile', { name })).status, 400)
  await olga.put('/me/profile', { name: people.olga.name })
})

describe('API keys', () => {
  const withKey = (key: string) => ({
    get: (path: string) =>
      fetch(`${desk.url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } }),
    send: (method: string, path: string, body: unknown = {}) =>
      fetch(`${desk.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  })
  const make = async (name: CastName, scopes: string[], days = 30) => {
    const client = await desk.as(name)
    const made = await client.post('/me/api-keys', { name: 'CI', scopes, days })
    assert.equal(made.status, 201)
    return { client, key: made.body.key as string, id: made.body.apiKey.id as string }
  }

  test('may what their scopes say, and what their person may, and nothing else', async () => {
    const { key } = await make('olga', ['read'])
    const program = withKey(key)
    const account = desk.cast.accounts.olga
    assert.equal((await program.get('/me')).status, 200)
    assert.equal((await program.get(`/accounts/${account}/grants`)).status, 200)
    assert.equal((await program.get(`/accounts/${desk.cast.accounts.noor}/grants`)).status, 404)
    const refused = await program.send('POST', `/accounts/${account}/endings`)
    assert.deepEqual(
      [refused.status, ((await refused.json()) as { code: string }).code],
      [403, 'key-may-not'],
    )
    for (const path of ['/me/sessions', '/me/sign-in-methods', '/me/api-keys'])
      assert.equal((await program.get(path)).status, 403, path)
    assert.equal(
      (await program.send('POST', '/me/api-keys', { name: 'more', scopes: ['manage'], days: 1 })).status,
      403,
    )
  })

  test('with the scope to end, a program ends', async () => {
    const { key } = await make('olga', ['end'])
    assert.equal(
      (await withKey(key).send('POST', `/accounts/${desk.cast.accounts.olga}/endings`)).status,
      200,
    )
    assert.equal((await withKey(key).get('/me')).status, 403)
  })

  test('are listed without themselves, with their last use, and are over at their end or when withdrawn', async () => {
    const { client, key, id } = await make('olga', ['read'], 1)
    await withKey(key).get('/me')
    const listed = (await client.get('/me/api-keys')).body.items.find((one: { id: string }) => one.id === id)
    assert.ok(listed.lastUsedAt && !JSON.stringify(listed).includes(key))
    assert.ok(key.endsWith(listed.tail))
    const stored = JSON.stringify(await desk.sql('select * from people.api_keys'))
    assert.ok(!stored.includes(key.slice(8)))
    desk.time.pass(day)
    assert.equal((await withKey(key).get('/me')).status, 401)
    const fresh = await make('olga', ['read'])
    assert.equal((await fresh.client.delete(`/me/api-keys/${fresh.id}`)).status, 200)
    assert.equal((await withKey(fresh.key).get('/me')).status, 401)
    const stranger = await desk.as('noor')
    assert.equal((await stranger.delete(`/me/api-keys/${fresh.id}`)).status, 404)
  })

  test('a shortened, lengthened or foreign one is nobody', async () => {
    const { key } = await make('olga', ['read'])
    for (const wrong of [
      key.slice(0, -1),
      `${key}A`,
      key.slice(8),
      `einlass_${'A'.repeat(43)}`,
      key.toUpperCase(),
    ])
      assert.equal((await withKey(wrong).get('/me')).status, 401, wrong)
  })
})
