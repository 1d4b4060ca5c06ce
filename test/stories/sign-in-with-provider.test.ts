// Signing in through the provider's own OpenID provider: whom it means, what it does not replace, and what a stranger
// who sits between can try. The provider of this file is a small one that can lie; a real one is in
// test/real/glewlwyd.test.ts.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import pino from 'pino'
import { type CastName, demoPassword, demoTotpSecret, people } from '#db/seeds/cast.ts'
import { reachProvider } from '#server/people/openid-provider.ts'
import { totpCode, totpStepAt } from '#server/people/totp.ts'
import { readConfig } from '#server/plumbing/config.ts'
import { noBrowser, startBrowser } from '../browser/chromium.ts'
import { newClient, startTestDesk, type TestDesk } from '../desk.ts'
import { type Door, newDoor, type Seen } from '../door.ts'
import { client, startSmallProvider } from './small-openid-provider.ts'

const deskUrl = 'http://localhost'
const minute = 60_000
let desk: TestDesk & AsyncDisposable
let provider: Awaited<ReturnType<typeof startSmallProvider>>
let log = ''

before(async () => {
  provider = await startSmallProvider(`${deskUrl}/sign-in/provider/back`)
  desk = await startTestDesk({
    url: deskUrl,
    oidc: { issuer: provider.issuer, clientId: client.id, clientSecret: client.secret },
    log: pino(
      {},
      {
        write(line: string) {
          log += line
        },
      },
    ),
  })
})
after(async () => {
  await desk.close()
  provider.stop()
})
beforeEach(() => {
  provider.lies = {}
  desk.time.pass(20 * minute)
})

/** Somebody at the provider with the address of somebody here. */
const sub = (name: CastName) => `${name}-at-the-provider`
const is = (name: CastName, more: { email_verified?: unknown; amr?: unknown; sub?: string } = {}) => {
  provider.person = { sub: sub(name), email: people[name].address, email_verified: true, ...more }
}
const forget = () => desk.sql('delete from people.provider_identities')

/** Presses the button. @returns where the page between leads */
async function begin(door: Door, to = '/settings'): Promise<string> {
  const seen = await door.sends('/sign-in/provider', { to })
  assert.equal(seen.status, 200, seen.text)
  const refresh = seen.headers.get('refresh') ?? ''
  assert.match(refresh, /^0;url=http/)
  return refresh.slice('0;url='.length)
}
/** What the provider sends the browser back with. */
async function askProvider(url: string): Promise<string> {
  const answered = await fetch(url, { redirect: 'manual' })
  assert.equal(answered.status, 302, await answered.text())
  const { pathname, search } = new URL(answered.headers.get('location')!)
  return pathname + search
}
async function signIn(door: Door, to?: string): Promise<Seen> {
  return door.goes(await askProvider(await begin(door, to)))
}
async function whoIs(door: Door): Promise<string | undefined> {
  const cookie = door.cookies.get('einlass-session')
  if (!cookie) return undefined
  const { body } = await newClient(desk.url, `einlass-session=${cookie}`).get('/me')
  return body.person?.address
}
async function isRefused(why: 'provider' | 'unknown', lies: typeof provider.lies = {}): Promise<void> {
  provider.lies = lies
  const door = newDoor(desk.url)
  const seen = await signIn(door)
  assert.match(seen.path, new RegExp(`^/sign-in\\?why=${why}`))
  assert.equal(await whoIs(door), undefined)
}

describe('somebody whom the provider vouches for', () => {
  test('is signed in, comes to where he wanted to go, and is linked once', async () => {
    is('olga')
    const door = newDoor(desk.url)
    const seen = await signIn(door, '/settings/sessions')
    assert.equal(seen.path, '/settings/sessions')
    assert.equal(await whoIs(door), people.olga.address)
    const [session] = await desk.sql<{ methods: string[] }>(
      'select methods from people.sessions where person_id = $1 order by begun_at desc limit 1',
      [desk.cast.people.olga],
    )
    assert.deepEqual(session!.methods, ['provider'])
    await signIn(newDoor(desk.url))
    const links = await desk.sql("select 1 from people.events where kind = 'provider-linked'")
    assert.equal(links.length, 1)
  })

  test('stays himself when his address there changes, even into somebody else’s', async () => {
    provider.person = { sub: sub('olga'), email: people.noor.address, email_verified: true }
    const door = newDoor(desk.url)
    await signIn(door)
    assert.equal(await whoIs(door), people.olga.address)
  })

  test('is found by an address that the provider tells only when it is asked', async () => {
    provider.person = { sub: sub('noor') }
    provider.lies = { userinfo: { email: people.noor.address.toUpperCase(), email_verified: true } }
    const door = newDoor(desk.url)
    await signIn(door)
    assert.equal(await whoIs(door), people.noor.address)
    provider.asked.length = 0
    await signIn(newDoor(desk.url))
    assert.ok(!provider.asked.includes('/userinfo'), 'who is linked needs no address')
  })

  test('leaves no session of somebody else behind in the same browser', async () => {
    const door = newDoor(desk.url)
    await door.sends('/sign-in', { address: people.noor.address, password: demoPassword })
    const before = door.cookies.get('einlass-session')
    assert.equal(await whoIs(door), people.noor.address)
    is('olga')
    await signIn(door)
    assert.equal(await whoIs(door), people.olga.address)
    assert.equal((await newClient(desk.url, `einlass-session=${before}`).get('/me')).status, 401)
  })
})

describe('the second factor', () => {
  test('is asked of an agent for whom the provider saw only a password', async () => {
    for (const amr of [undefined, ['pwd'], 'mfa', { mfa: true }, [['mfa']]]) {
      is('sam', { amr })
      const door = newDoor(desk.url)
      const asked = await signIn(door)
      assert.equal(asked.path, '/sign-in/code', JSON.stringify(amr))
      assert.equal(await whoIs(door), undefined)
    }
  })

  test('completes the sign-in that the provider began', async () => {
    is('sam', { amr: ['pwd'] })
    const door = newDoor(desk.url)
    await signIn(door, '/desk')
    const code = totpCode(demoTotpSecret, totpStepAt(desk.time.now))
    await door.sends('/sign-in/code', { code })
    assert.equal(await whoIs(door), people.sam.address)
  })

  test('is not asked again of an agent for whom the provider saw one', async () => {
    is('sam', { amr: ['pwd', 'otp'] })
    const door = newDoor(desk.url)
    await signIn(door)
    assert.equal(await whoIs(door), people.sam.address)
  })

  test('must be set up by an agent who has none anywhere', async () => {
    is('ines')
    await desk.sql('delete from people.totps where person_id = $1', [desk.cast.people.ines])
    const door = newDoor(desk.url)
    assert.equal((await signIn(door)).path, '/sign-in/second-factor')
    assert.equal(await whoIs(door), undefined)
  })
})

describe('nobody is let in or made', () => {
  const count = async () =>
    (await desk.sql<{ n: number }>('select count(*)::int as n from people.persons'))[0]!.n

  test('whom nobody knows here', async () => {
    const there = await count()
    provider.person = { sub: 'stranger', email: 'stranger@elsewhere.example', email_verified: true }
    await isRefused('unknown')
    assert.equal(await count(), there)
  })

  test('with an address that the provider does not vouch for', async () => {
    await forget()
    for (const email_verified of [false, undefined, null, 'true', 1, [true]]) {
      is('olga', { email_verified })
      await isRefused('unknown')
    }
  })

  test('with an address and the word for it from two different answers', async () => {
    await forget()
    is('olga', { email_verified: undefined })
    await isRefused('unknown', { userinfo: { email: 'other@elsewhere.example', email_verified: true } })
    provider.person = { sub: sub('olga'), email_verified: true }
    await isRefused('unknown', { userinfo: { email: people.olga.address } })
  })

  test('by what the provider says about somebody else', async () => {
    await forget()
    provider.person = { sub: sub('olga') }
    await isRefused('provider', {
      userinfo: { sub: 'another', email: people.olga.address, email_verified: true },
    })
  })

  test('with the address of somebody who is another at the provider already', async () => {
    await forget()
    is('olga')
    await signIn(newDoor(desk.url))
    is('olga', { sub: 'the-next-one-with-this-mailbox' })
    await isRefused('unknown')
  })

  test('as one person by two of the provider’s at once', async () => {
    await forget()
    const doors = Array.from({ length: 6 }, () => newDoor(desk.url))
    const answers: string[] = []
    for (const [i, door] of doors.entries()) {
      is('olga', { sub: `one-of-many-${i}` })
      answers.push(await askProvider(await begin(door)))
    }
    await Promise.all(doors.map((door, i) => door.goes(answers[i]!)))
    const inside = await Promise.all(doors.map(whoIs))
    assert.deepEqual(inside.filter(Boolean), [people.olga.address])
    assert.equal((await desk.sql('select 1 from people.provider_identities')).length, 1)
  })

  test('by an address that only looks the same', async () => {
    await forget()
    // U+212A, the sign for kelvin, becomes a k in lower case.
    const email = people.olga.address.replace('k', '\u212a')
    assert.equal(email.toLowerCase(), people.olga.address)
    provider.person = { sub: 'lookalike', email, email_verified: true }
    await isRefused('unknown')
    for (const odd of [`${people.olga.address}\u0000`, ` ${people.olga.address}`, [people.olga.address]]) {
      provider.person = { sub: 'lookalike', email: odd as string, email_verified: true }
      await isRefused('unknown')
    }
  })

  // Also an agent, of whom otherwise a code would be asked first.
  for (const name of ['noor', 'dora'] as const)
    test(`who is deactivated, linked or not, and nothing tells him from a stranger (${name})`, async () => {
      is(name)
      await signIn(newDoor(desk.url))
      const sees = async () => {
        const door = newDoor(desk.url)
        const { path, text, status } = await signIn(door)
        assert.equal(await whoIs(door), undefined)
        return { path, text, status }
      }
      const deactivate = (at: string) =>
        desk.sql(`update people.persons set deactivated_at = ${at} where id = $1`, [desk.cast.people[name]])
      await deactivate('now()')
      try {
        const linked = await sees()
        is(name, { sub: 'not-linked' })
        const unlinked = await sees()
        provider.person = { sub: 'stranger', email: 'stranger@elsewhere.example', email_verified: true }
        const stranger = await sees()
        assert.deepEqual(linked, stranger)
        assert.deepEqual(unlinked, stranger)
        assert.match(stranger.path, /why=unknown/)
      } finally {
        await deactivate('null')
      }
    })
})

describe('an answer counts once, in the browser that was sent', () => {
  test('not in another browser, whatever that one has begun', async () => {
    is('olga')
    const mallory = newDoor(desk.url)
    const answer = await askProvider(await begin(mallory))
    const [without, other] = [newDoor(desk.url), newDoor(desk.url)]
    const otherAnswer = await askProvider(await begin(other))
    for (const victim of [without, other]) {
      const seen = await victim.goes(answer)
      assert.match(seen.path, /^\/sign-in\?why=provider/)
      assert.equal(await whoIs(victim), undefined)
    }
    // What a stranger's page sent there did not break off what the person had begun.
    await other.goes(otherAnswer)
    assert.equal(await whoIs(other), people.olga.address)
  })

  test('not a second time', async () => {
    is('olga')
    const door = newDoor(desk.url)
    const url = await begin(door)
    const answer = await askProvider(url)
    const cookie = door.cookies.get('einlass-sign-in')!
    await door.goes(answer)
    assert.equal(await whoIs(door), people.olga.address)
    // The same answer, and a new code for the same state, with the cookie that somebody kept.
    for (const again of [answer, await askProvider(url)]) {
      const replay = newDoor(desk.url)
      replay.cookies.set('einlass-sign-in', cookie)
      assert.match((await replay.goes(again)).path, /why=provider/)
      assert.equal(await whoIs(replay), undefined)
    }
  })

  test('of eight at once exactly one', async () => {
    is('olga')
    const first = newDoor(desk.url)
    const answer = await askProvider(await begin(first))
    const doors = Array.from({ length: 8 }, () => newDoor(desk.url))
    for (const door of doors) door.cookies.set('einlass-sign-in', first.cookies.get('einlass-sign-in')!)
    await Promise.all(doors.map(door => door.goes(answer)))
    const inside = await Promise.all(doors.map(whoIs))
    assert.equal(inside.filter(Boolean).length, 1)
  })

  test('not in an earlier tab, and still in the later one', async () => {
    is('olga')
    const door = newDoor(desk.url)
    const earlier = await askProvider(await begin(door))
    const later = await askProvider(await begin(door))
    assert.match((await door.goes(earlier)).path, /why=provider/)
    assert.equal(await whoIs(door), undefined)
    await door.goes(later)
    assert.equal(await whoIs(door), people.olga.address)
  })

  test('not after ten minutes', async () => {
    is('olga')
    const door = newDoor(desk.url)
    const answer = await askProvider(await begin(door))
    desk.time.pass(10 * minute)
    assert.match((await door.goes(answer)).path, /why=provider/)
    assert.equal(await whoIs(door), undefined)
  })

  test('not with a state that is missing, wrong, doubled or long', async () => {
    is('olga')
    const door = newDoor(desk.url)
    const answer = await askProvider(await begin(door))
    const state = /state=([\w-]+)/.exec(answer)![0]
    const wrong = [
      '',
      'state=',
      `${state}x`,
      `${state}&${state}`,
      `${state}&state=x`,
      `state=${'x'.repeat(9_000)}`,
    ]
    for (const bad of wrong) {
      const seen = await door.goes(answer.replace(state, bad))
      assert.match(seen.path, /why=provider/, bad)
      assert.equal(await whoIs(door), undefined, bad)
    }
    // Somebody else's cookie of the other kind opens nothing here.
    const passkey = newDoor(desk.url)
    await passkey.asks('/sign-in/passkey/begin', { to: '/' })
    assert.match((await passkey.goes(answer)).path, /why=provider/)
    await door.goes(answer)
    assert.equal(await whoIs(door), people.olga.address)
  })

  test('not when the person pressed cancel there, or two codes came', async () => {
    is('olga')
    const answers: ((answer: string) => string)[] = [
      answer => answer.replace(/code=[\w-]+/, 'error=access_denied'),
      answer => answer.replace(/(code=[\w-]+)/, '$1&$1'),
      answer => answer.replace(/code=[\w-]+/, 'code=made-up'),
    ]
    for (const change of answers) {
      const door = newDoor(desk.url)
      assert.match((await door.goes(change(await askProvider(await begin(door))))).path, /why=provider/)
      assert.equal(await whoIs(door), undefined)
    }
  })
})

describe('a token is refused', () => {
  const seconds = () => Math.floor(Date.now() / 1000)
  const lies: Record<string, [because: RegExp, lie: () => typeof provider.lies]> = {
    'made for another sign-in': [/"nonce\\" claim value/, () => ({ claims: { nonce: 'x'.repeat(43) } })],
    'without a nonce': [/\(nonce\) claim missing/, () => ({ claims: { nonce: undefined } })],
    'of another issuer': [/\(issuer\) claim value/, () => ({ claims: { iss: 'http://127.0.0.1:1' } })],
    'made for another client': [/\(audience\) claim value/, () => ({ claims: { aud: 'another' } })],
    'made for another party among several': [
      /\(authorized party\) claim value/,
      () => ({ claims: { aud: [client.id, 'another'], azp: 'another' } }),
    ],
    'that is over': [/expiration is past/, () => ({ claims: { iat: seconds() - 400, exp: seconds() - 75 } })],
    'without an end': [/\(expiration time\) claim missing/, () => ({ claims: { exp: undefined } })],
    'without a subject': [/\(subject\) claim missing/, () => ({ claims: { sub: undefined } })],
    'with a subject that is none': [/names nobody/, () => ({ claims: { sub: 'olga\u0000' } })],
    'that is not signed': [/unsupported JWS/, () => ({ signature: 'none' })],
    'that says it is not signed, with a signature': [
      /unsupported JWS/,
      () => ({ signature: 'none, with a signature' }),
    ],
    'signed with the client’s own password': [/unsupported JWS/, () => ({ signature: 'secret' })],
    'signed with the public key as if it were a secret': [
      /unsupported JWS/,
      () => ({ signature: 'public key' }),
    ],
    'signed by somebody else': [/signature verification failed/, () => ({ signature: 'other key' })],
  }
  for (const [name, [because, lie]] of Object.entries(lies))
    test(name, async () => {
      is('olga')
      const before = log.length
      await isRefused('provider', lie())
      assert.match(log.slice(before), because)
    })

  test('but not for a clock that is half a minute off', async () => {
    is('olga')
    for (const claims of [{ exp: seconds() - 30 }, { iat: seconds() + 30, nbf: seconds() + 30 }]) {
      provider.lies = { claims }
      const door = newDoor(desk.url)
      await signIn(door)
      assert.equal(await whoIs(door), people.olga.address)
    }
  })
})

describe('an answer of another provider', () => {
  test('is refused by the issuer that it names, or does not name', async () => {
    is('olga')
    await isRefused('provider', { iss: 'https://evil.example' })
    await isRefused('provider', { iss: null })
  })

  test('and one that says it is somebody else is not used at all', async () => {
    // Every hour it is asked anew who it is.
    desk.time.pass(61 * minute)
    provider.lies = { metadata: { issuer: 'https://evil.example' } }
    const seen = await newDoor(desk.url).sends('/sign-in/provider', { to: '/' })
    assert.equal(seen.status, 503)
  })

  test('nor one that speaks for whoever rents a tenant of it', async t => {
    t.mock.method(globalThis, 'fetch', async () =>
      Response.json({
        issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
        authorization_endpoint: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
      }),
    )
    const issuer = 'https://login.microsoftonline.com/common/v2.0'
    const everybody = reachProvider({ issuer, clientId: 'desk', clientSecret: 'secret' }, `${deskUrl}/back`)
    const asked = await everybody.ask(new Date(desk.time.now))
    assert.match('failed' in asked ? asked.failed : asked.url.href, /names itself otherwise/)
  })
})

describe('when the provider does not answer', () => {
  before(() => desk.time.pass(61 * minute))

  test('the page says so, and people sign in here', async () => {
    provider.stop()
    try {
      const door = newDoor(desk.url)
      const seen = await door.sends('/sign-in/provider', { to: '/settings' })
      assert.equal(seen.status, 503)
      assert.match(seen.text, /Signing in at the provider did not work/)
      assert.match(seen.text, /name="to" value="\/settings"/)
      assert.match(seen.text, /name="password"/)
      assert.equal((await door.goes('/sign-in')).status, 200)
      await door.sends('/sign-in', { address: people.olga.address, password: demoPassword })
      assert.equal(await whoIs(door), people.olga.address)
      assert.match(log, /The OpenID provider cannot be used: [^"]*ECONNREFUSED/)
    } finally {
      await provider.again()
    }
  })

  test('after five seconds it is not waited for any longer, by however many', async () => {
    provider.lies = { silentForMs: 7_000 }
    provider.asked.length = 0
    const begun = performance.now()
    const seen = await Promise.all(
      Array.from({ length: 5 }, () => newDoor(desk.url).sends('/sign-in/provider', {})),
    )
    assert.deepEqual([...new Set(seen.map(one => one.status))], [503])
    assert.ok(performance.now() - begun < 6_900)
    assert.equal(provider.asked.length, 1)
  })

  test('who comes back meanwhile can begin again', async () => {
    is('olga')
    const door = newDoor(desk.url)
    const answer = await askProvider(await begin(door, '/open'))
    provider.stop()
    try {
      assert.equal((await door.goes(answer)).path, '/sign-in?why=provider&to=%2Fopen')
    } finally {
      await provider.again()
    }
    await signIn(door)
    assert.equal(await whoIs(door), people.olga.address)
  })
})

describe('the way there', () => {
  test('is begun by a button: looking at the address changes nothing', async () => {
    const there = await desk.sql('select id from people.sign_ins')
    assert.equal((await newDoor(desk.url).goes('/sign-in/provider')).path, '/sign-in')
    assert.deepEqual(await desk.sql('select id from people.sign_ins'), there)
    const page = await newDoor(desk.url).goes('/sign-in?to=/open')
    assert.match(page.text, /<form method="post" action="\/sign-in\/provider"><input[^>]+value="\/open">/)
    assert.match(page.text, /Sign in with your account at Shopwerk/)
  })

  test('is not begun by another site', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    assert.equal((await newDoor(desk.url).sends('/sign-in/provider', {}, headers)).status, 403)
  })

  test('leads to a path of this desk and nowhere else', async () => {
    is('olga')
    for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
      const door = newDoor(desk.url)
      assert.equal((await signIn(door, to)).path, '/')
    }
  })

  test('is slowed down, per network', async () => {
    const fill = (key: string, count: number) =>
      desk.sql(
        'insert into people.failed_sign_ins (key, failed_at) select $1, $2 from generate_series(1, $3)',
        [key, new Date(desk.time.now), count],
      )
    is('olga')
    const door = newDoor(desk.url)
    const answer = await askProvider(await begin(door))
    await fill('provider from 127.0.0.1', 100)
    assert.equal((await door.goes(answer)).status, 429)
    assert.equal(await whoIs(door), undefined)
    await fill('beginning from 127.0.0.1', 300)
    const seen = await newDoor(desk.url).sends('/sign-in/provider', {})
    assert.equal(seen.status, 429)
    assert.match(seen.text, /name="password"/)
  })

  test('is not there where no provider is set up', async () => {
    const plain = await startTestDesk()
    try {
      assert.doesNotMatch((await newDoor(plain.url).goes('/sign-in')).text, /sign-in\/provider/)
      assert.equal((await newDoor(plain.url).sends('/sign-in/provider', {})).status, 404)
      assert.equal((await newDoor(plain.url).goes('/sign-in/provider/back?state=x')).status, 404)
    } finally {
      await plain.close()
    }
  })

  test('is gone by a real browser, over as many hosts as the provider leads it', {
    skip: noBrowser,
  }, async () => {
    const port = new URL(desk.url).port
    const browser = await startBrowser({
      localhost: Number(port),
      'sso.localhost': Number(new URL(provider.issuer).port),
    })
    try {
      is('olga')
      provider.detour = 'http://sso.localhost/detour'
      const page = await (await browser.newContext({ locale: 'en' })).newPage()
      await page.goto(`${deskUrl}/sign-in?to=/sign-in`)
      await page.getByRole('button', { name: 'Sign in with your account at Shopwerk' }).click()
      await page.waitForURL(`${deskUrl}/sign-in`)
      const cookies = await page.context().cookies()
      const session = cookies.find(cookie => cookie.name === 'einlass-session')
      const me = await newClient(desk.url, `einlass-session=${session?.value}`).get('/me')
      assert.equal(me.status, 200)
    } finally {
      provider.detour = ''
      await browser.close()
    }
  })
})

test('no secret of any of these sign-ins stands in the log', () => {
  assert.match(log, /An answer of the OpenID provider was refused/)
  for (const secret of provider.given) assert.ok(secret === '' || !log.includes(secret), secret)
})

describe('the settings', () => {
  const all = {
    EINLASS_OIDC_ISSUER: 'https://login.example/realms/shop',
    EINLASS_OIDC_CLIENT_ID: 'desk',
    EINLASS_OIDC_CLIENT_SECRET: 'hush hush',
  }
  test('belong together', () => {
    assert.deepEqual(readConfig({ ...all, EINLASS_OIDC_NAME: 'Shopwerk' }).oidc, {
      issuer: 'https://login.example/realms/shop',
      clientId: 'desk',
      clientSecret: 'hush hush',
      name: 'Shopwerk',
    })
    assert.equal(readConfig({}).oidc, undefined)
    for (const name of Object.keys(all)) {
      const { [name as keyof typeof all]: _, ...rest } = all
      assert.throws(() => readConfig(rest), new RegExp(`belong together; missing: ${name}\\.$`))
    }
    assert.throws(() => readConfig({ EINLASS_OIDC_NAME: 'Shopwerk' }), /missing: EINLASS_OIDC_ISSUER/)
  })

  test('take HTTP only on this machine, and no secret is told', () => {
    const read = (issuer: string) => () => readConfig({ ...all, EINLASS_OIDC_ISSUER: issuer })
    for (const good of ['http://localhost:4593/api/oidc', 'http://127.0.0.1:1', 'http://[::1]:1'])
      assert.doesNotThrow(read(good), good)
    const bad = [
      'http://login.example',
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example',
      'ftp://localhost',
      'login.example',
      'https://login.example?tenant=1',
      'https://login.example#x',
      'https://user:password@login.example',
      'https://login.example/.well-known/openid-configuration',
    ]
    for (const one of bad)
      assert.throws(read(one), (error: Error) => {
        assert.match(error.message, /EINLASS_OIDC_ISSUER must be/, one)
        assert.ok(!error.message.includes('hush hush'))
        return true
      })
  })
})
