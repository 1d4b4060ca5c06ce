// Signing in at the desk's door: password, code, passkey; what a stranger tries; what a browser without cookies meets.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CastName, demoPassword, demoTotpSecret, people } from '#db/seeds/cast.ts'
import { totpCode, totpStepAt } from '#server/people/totp.ts'
import { newAuthenticator } from '../authenticator.ts'
import { fromBase32 } from '../base32.ts'
import { type Client, hour, newClient, startTestDesk, type TestDesk } from '../desk.ts'
import { type Door, newDoor } from '../door.ts'

const minute = 60_000
let desk: TestDesk & AsyncDisposable
before(async () => {
  desk = await startTestDesk({ url: 'http://localhost' })
})
after(() => desk.close())

const codeNow = (offMs = 0) => totpCode(demoTotpSecret, totpStepAt(desk.time.now + offMs))
const credentials = (name: CastName) => ({ address: people[name].address, password: demoPassword })
const isSignedIn = async (door: Door) => {
  const cookie = door.cookies.get('einlass-session')
  return (
    cookie !== undefined && (await newClient(desk.url, `einlass-session=${cookie}`).get('/me')).status === 200
  )
}
/** A time at which no earlier test has used a code. */
const later = () => desk.time.pass(20 * minute)

describe('with password and code', () => {
  test('an owner without a second factor is in after the password', async () => {
    const olga = newDoor(desk.url)
    const seen = await olga.sends('/sign-in', { ...credentials('olga'), to: '/settings' })
    assert.equal(seen.path, '/settings')
    assert.ok(await isSignedIn(olga))
  })

  test('an agent is asked for the code, and is nobody until it was right', async () => {
    later()
    const sam = newDoor(desk.url)
    const asked = await sam.sends('/sign-in', credentials('sam'))
    assert.equal(asked.path, '/sign-in/code')
    assert.match(asked.text, /name="code"/)
    assert.equal(await isSignedIn(sam), false)
    // What he holds now is no session, wherever it is shown.
    const half = sam.cookies.get('einlass-sign-in')!
    assert.equal((await newClient(desk.url, `einlass-session=${half}`).get('/me')).status, 401)
    const wrong = await sam.sends('/sign-in/code', { code: '000000' })
    assert.equal(wrong.status, 403)
    assert.equal(await isSignedIn(sam), false)
    await sam.sends('/sign-in/code', { code: codeNow() })
    assert.ok(await isSignedIn(sam))
  })

  test('a code works once, for whoever is second', async () => {
    later()
    const [first, second] = [newDoor(desk.url), newDoor(desk.url)]
    await first.sends('/sign-in', credentials('sam'))
    await second.sends('/sign-in', credentials('sam'))
    await first.sends('/sign-in/code', { code: codeNow() })
    const again = await second.sends('/sign-in/code', { code: codeNow() })
    assert.equal(again.status, 403)
    assert.ok(await isSignedIn(first))
    assert.equal(await isSignedIn(second), false)
    // An older one that was never used is over too.
    assert.equal((await second.sends('/sign-in/code', { code: codeNow(-30_000) })).status, 403)
  })

  test('of eight who send the same code at once exactly one is let in', async () => {
    later()
    const doors = Array.from({ length: 8 }, () => newDoor(desk.url))
    for (const door of doors) await door.sends('/sign-in', credentials('ines'))
    await Promise.all(doors.map(door => door.sends('/sign-in/code', { code: codeNow() })))
    const inside = await Promise.all(doors.map(isSignedIn))
    assert.equal(inside.filter(Boolean).length, 1)
  })

  test('a phone whose clock is ten minutes wrong is told so, and its code is refused', async () => {
    later()
    const sam = newDoor(desk.url)
    await sam.sends('/sign-in', credentials('sam'))
    const seen = await sam.sends('/sign-in/code', { code: codeNow(10 * minute) })
    assert.equal(seen.status, 403)
    assert.match(seen.text, /about 10 minutes/)
    assert.equal(await isSignedIn(sam), false)
  })

  test('after five wrong codes it has to begin anew, even with a right one', async () => {
    later()
    const sam = newDoor(desk.url)
    await sam.sends('/sign-in', credentials('sam'))
    for (let i = 0; i < 5; i++) await sam.sends('/sign-in/code', { code: '123456' })
    const seen = await sam.sends('/sign-in/code', { code: codeNow() })
    assert.match(seen.path, /^\/sign-in\?why=late/)
    assert.equal(await isSignedIn(sam), false)
  })

  test('a half sign-in is over after ten minutes', async () => {
    later()
    const sam = newDoor(desk.url)
    await sam.sends('/sign-in', credentials('sam'))
    desk.time.pass(11 * minute)
    await sam.sends('/sign-in/code', { code: codeNow() })
    assert.equal(await isSignedIn(sam), false)
  })

  test('by the API the code goes along, and without one it says what is missing', async () => {
    later()
    const without = await desk.anybody.post('/session', credentials('dora'))
    assert.deepEqual([without.status, without.body.code], [401, 'second-factor-needed'])
    const withCode = await desk.anybody.post('/session', { ...credentials('dora'), code: codeNow() })
    assert.equal(withCode.status, 200)
  })

  test('the desk’s own time decides, whatever a browser says', async () => {
    later()
    const sam = newDoor(desk.url)
    await sam.sends('/sign-in', credentials('sam'), { date: new Date(desk.time.now - hour).toUTCString() })
    await sam.sends('/sign-in/code', { code: codeNow() })
    assert.ok(await isSignedIn(sam))
  })
})

describe('who must have a second factor and has none', () => {
  test('sets one up before he is let in, keeps recovery codes, and each works once', async () => {
    later()
    await desk.sql('delete from people.totps where person_id = $1', [desk.cast.people.sam])
    const sam = newDoor(desk.url)
    const asked = await sam.sends('/sign-in', credentials('sam'))
    assert.equal(asked.path, '/sign-in/second-factor')
    assert.equal(await isSignedIn(sam), false)
    const secret = fromBase32(/<code>([A-Z2-7 ]+)<\/code>/.exec(asked.text)![1]!)
    // Looking again shows the same, and nothing was written.
    assert.ok((await sam.goes('/sign-in/second-factor')).text.includes('role="img"'))
    assert.equal((await sam.sends('/sign-in/second-factor', { code: '111111' })).status, 403)
    const done = await sam.sends('/sign-in/second-factor', {
      code: totpCode(secret, totpStepAt(desk.time.now)),
    })
    assert.equal(done.status, 200)
    assert.ok(await isSignedIn(sam))
    const codes = /<pre[^>]*>([^<]+)<\/pre>/.exec(done.text)![1]!.trim().split('\n')
    assert.equal(codes.length, 10)

    const lost = newDoor(desk.url)
    await lost.sends('/sign-in', credentials('sam'))
    await lost.sends('/sign-in/code', { code: codes[3]!.toUpperCase().replaceAll('-', ' ') })
    assert.ok(await isSignedIn(lost))
    const again = newDoor(desk.url)
    await again.sends('/sign-in', credentials('sam'))
    assert.equal((await again.sends('/sign-in/code', { code: codes[3]! })).status, 403)
    assert.equal(await isSignedIn(again), false)
  })

  test('by the API he is sent to the sign-in page', async () => {
    await desk.sql('delete from people.totps where person_id = $1', [desk.cast.people.ines])
    const answered = await desk.anybody.post('/session', credentials('ines'))
    assert.deepEqual([answered.status, answered.body.code], [403, 'second-factor-missing'])
  })
})

describe('with a passkey', () => {
  let dora: Client
  const authenticator = newAuthenticator('http://localhost')
  before(async () => {
    dora = await desk.as('dora')
    const { body } = await dora.post('/me/passkeys/ceremony')
    const made = await dora.post('/me/passkeys', {
      name: 'Laptop',
      passkey: authenticator.create(body.options),
    })
    assert.equal(made.status, 201, JSON.stringify(made.body))
  })
  const begin = async (door: Door) =>
    ((await door.asks('/sign-in/passkey/begin', { to: '/desk' })).body as { options: never }).options

  test('nothing is typed: the passkey says who it is, and is enough', async () => {
    const door = newDoor(desk.url)
    const options = await begin(door)
    const answered = await door.asks('/sign-in/passkey', { passkey: authenticator.get(options) })
    assert.equal(answered.status, 200, answered.text)
    assert.ok(await isSignedIn(door))
  })

  for (const [title, lies] of Object.entries({
    'of another origin': { origin: 'https://desk.example.evil' },
    'of another relying party': { rpId: 'evil.example' },
    'without user verification': { verified: false },
    'for another challenge': { challenge: Buffer.alloc(32, 7).toString('base64url') },
    'with a counter that goes backwards': { counter: 0 },
  }))
    test(`a passkey ${title} is refused`, async () => {
      const door = newDoor(desk.url)
      const options = await begin(door)
      const answered = await door.asks('/sign-in/passkey', { passkey: authenticator.get(options, lies) })
      assert.equal(answered.status, 401)
      assert.equal(await isSignedIn(door), false)
    })

  test('an answer works once, and only in the browser that was asked', async () => {
    const door = newDoor(desk.url)
    const passkey = authenticator.get(await begin(door))
    const other = newDoor(desk.url)
    assert.equal((await other.asks('/sign-in/passkey', { passkey })).status, 401)
    const both = await Promise.all([1, 2, 3, 4].map(() => door.asks('/sign-in/passkey', { passkey })))
    assert.equal(both.filter(answer => answer.status === 200).length, 1)
  })

  test('an unknown passkey, and nonsense, are refused', async () => {
    const door = newDoor(desk.url)
    const options = await begin(door)
    const unknown = newAuthenticator('http://localhost').get(options)
    assert.equal((await door.asks('/sign-in/passkey', { passkey: unknown })).status, 401)
    for (const passkey of [null, 'x', { id: 7 }, { id: authenticator.id }, []])
      assert.equal((await door.asks('/sign-in/passkey', { passkey })).status, 401)
  })

  test('it is the second factor after a password too, and only the person’s own', async () => {
    later()
    const door = newDoor(desk.url)
    const asked = await door.sends('/sign-in', credentials('dora'))
    assert.equal(asked.path, '/sign-in/code')
    const options = await begin(door)
    assert.equal((options as { allowCredentials: unknown[] }).allowCredentials.length, 1)
    assert.equal((await door.asks('/sign-in/passkey', { passkey: authenticator.get(options) })).status, 200)
    assert.ok(await isSignedIn(door))

    // Olga has given her password; somebody else's passkey does not make her in.
    const olga = await desk.as('olga')
    const own = newAuthenticator('http://localhost')
    const { body } = await olga.post('/me/passkeys/ceremony')
    await olga.post('/me/passkeys', { name: 'Phone', passkey: own.create(body.options) })
    const half = newDoor(desk.url)
    await half.sends('/sign-in', credentials('olga'))
    const wanted = await begin(half)
    assert.equal((await half.asks('/sign-in/passkey', { passkey: authenticator.get(wanted) })).status, 401)
    assert.equal(await isSignedIn(half), false)
    const passkeys = (await olga.get('/me/sign-in-methods')).body.passkeys
    assert.equal((await olga.delete(`/me/passkeys/${passkeys[0].id}`)).status, 200)
    // What was taken away opens nothing.
    const gone = newDoor(desk.url)
    const answer = own.get(await begin(gone))
    assert.equal((await gone.asks('/sign-in/passkey', { passkey: answer })).status, 401)
  })
})

describe('what strangers try', () => {
  test('an unknown address and a wrong password look the same', async () => {
    const door = newDoor(desk.url)
    const wrong = await door.sends('/sign-in', { address: people.noor.address, password: 'not this one' })
    const unknown = await door.sends('/sign-in', { address: 'nobody@example.org', password: 'not this one' })
    const bare = (seen: { text: string }) => seen.text.replaceAll(/value="[^"]*"/g, '')
    assert.equal(bare(wrong), bare(unknown))
    assert.equal(wrong.status, unknown.status)
  })

  test('a stranger who guesses locks himself out, and not the owner of the address', async () => {
    // Olga has signed in from here before.
    const home = newDoor(desk.url, { address: '127.0.0.1' })
    later()
    await home.sends('/sign-in', credentials('noor'))
    assert.ok(await isSignedIn(home))
    const guess = (address: string) =>
      newDoor(desk.url, { address }).sends('/sign-in', { address: people.noor.address, password: 'guess' })
    let refused = 0
    // From many networks, beyond the limit for the address over all of them.
    for (let network = 0; network < 13; network++)
      refused += (await Promise.all(Array.from({ length: 9 }, () => guess(`127.0.${network + 2}.1`)))).filter(
        seen => seen.status === 429,
      ).length
    assert.ok(refused >= 10, `${refused} were slowed down`)
    assert.equal((await guess('127.0.99.1')).status, 429)
    const again = newDoor(desk.url, { address: '127.0.0.1' })
    await again.sends('/sign-in', credentials('noor'))
    assert.ok(await isSignedIn(again))
  })

  test('many guesses at once do not slip through together', async () => {
    later()
    const answers = await Promise.all(
      Array.from({ length: 40 }, () =>
        newDoor(desk.url, { address: '127.0.77.1' }).sends('/sign-in', {
          address: 'victim@example.org',
          password: 'guess',
        }),
      ),
    )
    assert.equal(answers.filter(seen => seen.status === 401).length, 10)
    assert.equal(answers.filter(seen => seen.status === 429).length, 30)
  })

  test('a session that somebody put into the browser beforehand is not the one that is used afterwards', async () => {
    later()
    const planted = (await desk.as('noor')).cookie!.split('=')[1]!
    const door = newDoor(desk.url)
    door.cookies.set('einlass-session', planted)
    await door.sends('/sign-in', credentials('olga'))
    assert.notEqual(door.cookies.get('einlass-session'), planted)
    assert.equal((await newClient(desk.url, `einlass-session=${planted}`).get('/me')).status, 401)
  })

  test('nobody is sent elsewhere after signing in', async () => {
    later()
    for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const door = newDoor(desk.url)
      const seen = await door.sends('/sign-in', { ...credentials('olga'), to })
      assert.ok(seen.path.startsWith('/') && !seen.path.includes('evil'), seen.path)
    }
  })

  test('another site cannot sign a browser in', async () => {
    const door = newDoor(desk.url)
    const seen = await door.sends('/sign-in', credentials('olga'), { 'sec-fetch-site': 'cross-site' })
    assert.equal(seen.status, 403)
    assert.equal(await isSignedIn(door), false)
  })
})

test('a browser that keeps no cookies is told so, instead of being sent round in circles', async () => {
  later()
  const door = newDoor(desk.url, { blocksCookies: true })
  const seen = await door.sends('/sign-in', credentials('olga'))
  assert.equal(seen.status, 400)
  assert.match(seen.text, /takes no cookies/)
})
