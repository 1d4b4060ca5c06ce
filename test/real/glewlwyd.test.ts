// Signing in through a real OpenID provider: Glewlwyd, with its own database and its own rules (PKCE, one-time codes,
// RFC 9207). What no honest provider would do is in test/stories/sign-in-with-provider.test.ts.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { people } from '#db/seeds/cast.ts'
import { totpCode, totpStepAt } from '#server/people/totp.ts'
import { newClient, startTestDesk, type TestDesk } from '../desk.ts'
import { type Door, newDoor, type Seen } from '../door.ts'
import { startGlewlwyd } from './start-glewlwyd.ts'

const deskUrl = 'http://localhost'
const client = {
  id: 'einlass',
  // Letters and digits: Glewlwyd does not decode what RFC 6749 §2.3.1 has the desk encode.
  secret: 'onlyDeskAndProviderKnow1',
  redirectUri: `${deskUrl}/sign-in/provider/back`,
}
const password = 'another password than at the desk'
/** Of the app that Sam uses at the provider, and the same in base32 (RFC 4648 §6). */
const appSecret = Buffer.from('sam at shopwerk!')
const appSecretBase32 = 'ONQW2IDBOQQHG2DPOB3WK4TLEE======'

const isThere = spawnSync('sh', ['-c', 'command -v glewlwyd']).status === 0
if (!isThere && !process.env['CI'])
  test('a sign-in through Glewlwyd', { skip: 'glewlwyd is not installed' }, () => undefined)
else
  describe('signing in through Glewlwyd', () => {
    let desk: TestDesk
    let provider: Awaited<ReturnType<typeof startGlewlwyd>>
    const wayOut: (() => unknown)[] = []
    before(async () => {
      assert.ok(isThere, 'glewlwyd must be installed in CI')
      provider = await startGlewlwyd(client)
      wayOut.push(() => provider.stop())
      desk = await startTestDesk({
        url: deskUrl,
        oidc: { issuer: provider.issuer, clientId: client.id, clientSecret: client.secret },
      })
      wayOut.push(() => desk.close())
      for (const username of ['olga', 'sam', 'noor'] as const)
        await provider.addPerson({
          username,
          password,
          email: people[username].address,
          isVerified: username !== 'noor',
        })
      await provider.addPerson({
        username: 'eve',
        password,
        email: 'eve@elsewhere.example',
        isVerified: true,
      })
    })
    after(async () => {
      for (const leave of wayOut.reverse()) await leave()
    })

    /** From the button of the sign-in page to the provider. @returns where on the desk it leads back */
    async function comeBack(door: Door, username: string, code?: string): Promise<string> {
      const seen = await door.sends('/sign-in/provider', { to: '/settings' })
      assert.equal(seen.status, 200, seen.text)
      const authorization = (seen.headers.get('refresh') ?? '').replace('0;url=', '')
      const shown = { username, password, ...(code === undefined ? {} : { code }) }
      const back = await provider.newVisitor().signsIn(authorization, client.id, shown)
      assert.ok(back.startsWith(`${client.redirectUri}?`), back)
      return back.slice(deskUrl.length)
    }
    const signIn = async (door: Door, username: string, code?: string): Promise<Seen> =>
      door.goes(await comeBack(door, username, code))
    async function whoIs(door: Door): Promise<string | undefined> {
      const cookie = door.cookies.get('einlass-session')
      if (!cookie) return undefined
      return (await newClient(desk.url, `einlass-session=${cookie}`).get('/me')).body.person?.address
    }

    test('an owner is in, and known by the provider’s name for her the next time', async () => {
      for (const time of ['first', 'second']) {
        const door = newDoor(desk.url)
        const seen = await signIn(door, 'olga')
        assert.equal(seen.path, '/settings', time)
        assert.equal(await whoIs(door), people.olga.address, time)
      }
      const links = await desk.sql<{ issuer: string; person_id: string }>(
        'select issuer, person_id from people.provider_identities',
      )
      assert.deepEqual(links, [{ issuer: provider.issuer, person_id: desk.cast.people.olga }])
    })

    test('who has an address there that was not verified is nobody here', async () => {
      const door = newDoor(desk.url)
      assert.match((await signIn(door, 'noor')).path, /^\/sign-in\?why=unknown/)
      assert.equal(await whoIs(door), undefined)
    })

    test('whom the desk does not know is not made', async () => {
      const door = newDoor(desk.url)
      assert.match((await signIn(door, 'eve')).path, /^\/sign-in\?why=unknown/)
      assert.deepEqual(await desk.sql('select id from people.persons where address like $1', ['eve@%']), [])
    })

    test('an answer is taken once, and only in the browser that was sent', async () => {
      const door = newDoor(desk.url)
      const answer = await comeBack(door, 'olga')
      const cookie = door.cookies.get('einlass-sign-in')!
      const stranger = newDoor(desk.url)
      await stranger.goes(answer)
      await door.goes(answer)
      assert.equal(await whoIs(door), people.olga.address)
      const replay = newDoor(desk.url)
      replay.cookies.set('einlass-sign-in', cookie)
      for (const other of [stranger, replay]) {
        assert.match((await other.goes(answer)).path, /why=provider/)
        assert.equal(await whoIs(other), undefined)
      }
    })

    test('an agent who gave only a password there is asked for a code here', async () => {
      const door = newDoor(desk.url)
      assert.equal((await signIn(door, 'sam')).path, '/sign-in/code')
      assert.equal(await whoIs(door), undefined)
    })

    test('an agent who gave a code there is in', async () => {
      await provider.demandCode('sam', appSecretBase32)
      const door = newDoor(desk.url)
      const seen = await signIn(door, 'sam', totpCode(appSecret, totpStepAt(Date.now())))
      assert.equal(seen.path, '/settings')
      assert.equal(await whoIs(door), people.sam.address)
    })
  })
