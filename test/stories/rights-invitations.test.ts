// Somebody is invited to rights: what was promised is what he gets, when he accepts, from whoever may still give it.
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { linkLivesMs } from '#server/people/links.ts'
import { newAuthenticator } from '../authenticator.ts'
import { type Answered, type Client, day, hour, monday, newClient } from '../desk.ts'
import { type Door, newDoor, type Seen } from '../door.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { codeMailedTo, mailsTo } from '../person.ts'

const minute = 60_000
const password = 'three lanterns over the harbour'
const anna = 'anna@agentur.example'
let scene: Scene
let account: string
let olga: Client
let path: string

const done = (answer: Answered, status = 200) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}
const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))

before(async () => {
  scene = await openScene({ url: 'http://localhost' })
  account = scene.accountOf('kaffeerad')
  path = `/accounts/${account}/rights-invitations`
})
after(async () => {
  await scene.assertLedgersWhole()
  await scene.desk.close()
})
// Each test has its own addresses, its own hour and its own limits.
beforeEach(async () => {
  scene.desk.time.pass(2 * hour)
  await scene.everybodySignsInAnew()
  olga = scene.olga
})
afterEach(() => clearAway())

/** Nothing is open or waits in the account, so that the next test begins with nothing. */
async function clearAway() {
  await scene.everybodySignsInAnew()
  for (const one of done(await olga.get(path)).items) await olga.delete(`${path}/${one.id}`)
  done(await olga.post(`/accounts/${account}/endings`, {}))
  await scene.desk.sql('delete from plumbing.mails')
}

const wish = {
  language: 'en',
  scopeId: null,
  audience: 'agency',
  permissions: ['domains.view', 'domains.dns'],
  until: { preset: 'one-week' },
}
const invite = (more: object = {}, by: Client = olga) =>
  by.post(path, { invited: [{ address: anna, name: 'Anna' }], ...wish, ...more })
/** One person. @returns the invitation */
async function invited(more: object = {}, by: Client = olga) {
  const [item] = done(await invite(more, by), 201).items
  assert.equal(item.refused, null, JSON.stringify(item))
  return item.invitation
}
const codeOf = (address = anna) => codeMailedTo(scene.desk, address, 'invited-to-rights')
const listed = async (by = olga) => done(await by.get(path)).items
const assignments = async () => done(await olga.get(`/accounts/${account}/assignments`)).items
const openedNow = () =>
  scene.desk.sql<{ id: string; permissions: string[]; ends_at: Date | null; given_by: string }>(
    "select * from access.grants where account_id = $1 and door = 'sub-account' and ending_at is null",
    [account],
  )
const door = () => newDoor(scene.desk.url)
const look = async (code: string, at: Door = door()) => bare(await at.sends('/invitation', { code }))
const acceptAsNew = async (code: string, at: Door = door()) =>
  bare(await at.sends('/invitation/accept', { code, name: 'Anna Neu', password }))
let people = 0
/** An address that nobody has had before. */
const newAddress = () => `p${people++}@neu.example`
/** Without the style, which nobody wants to read when something is wrong. */
const bare = (seen: Seen) => ({
  ...seen,
  text: seen.text.replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, ''),
})
/** Somebody who is signed in at the door, as a browser has it. */
function doorOf(client: Client): Door {
  const mine = door()
  const [name, value] = client.cookie!.split('=')
  mine.cookies.set(name!, value!)
  return mine
}
const over = /works no longer/
/** Noor holds these rights in Olga's account, and may pass them on. */
const makeNoorGiver = (endsAt: number | null = scene.desk.time.now + 30 * day) =>
  scene.give('kaffeerad', 'noor', ['team.manage', 'access.view', 'domains.view', 'domains.dns'], {
    wholeAccount: true,
    endsAt,
  })

describe('before it is sent', () => {
  test('it is shown what it would mean, and nothing is kept', async () => {
    const { invited: _, language, ...rights } = { invited: 0, ...wish }
    assert.equal(language, 'en')
    const { offer } = done(await olga.post(`/accounts/${account}/rights-previews`, rights))
    assert.deepEqual(
      [offer.audience, offer.scope, offer.permissions],
      ['agency', null, ['domains.view', 'domains.dns']],
    )
    assert.equal(Date.parse(offer.until), scene.desk.time.now + 7 * day)
    assert.deepEqual(await listed(), [])
    for (const [more, status, code] of [
      [{ until: null }, 400, 'end-is-missing'],
      [{ audience: 'employee', until: null }, 400, 'end-is-missing'],
      [{ until: { local: '2020-01-01T10:00' } }, 400, 'end-is-past'],
      [{ until: { local: '2029-01-01T10:00' } }, 400, 'end-beyond-maximum'],
      [{ permissions: ['payment.manage'] }, 403, 'not-delegable'],
      [{ permissions: ['nothing.known'] }, 400, 'invalid-input'],
      [{ scopeId: scene.shopId('tulpenkas') }, 404, 'not-found'],
    ] as const) {
      refused(await olga.post(`/accounts/${account}/rights-previews`, { ...rights, ...more }), status, code)
      refused(await invite(more), status, code)
    }
    assert.deepEqual(await mailsTo(scene.desk, anna), [])
  })

  test('nobody without the right to pass rights on can invite, or see who is invited', async () => {
    await invited()
    refused(await invite({}, scene.noor), 404, 'not-found')
    refused(await scene.noor.get(path), 404, 'not-found')
    await scene.give('kaffeerad', 'noor', ['access.view'], { wholeAccount: true })
    refused(await invite({}, scene.noor), 403, 'not-allowed')
    refused(await scene.noor.get(path), 403, 'not-allowed')
  })

  test('nobody gives more, or longer, than he has, and his own he gives on', async () => {
    await makeNoorGiver()
    refused(await invite({ permissions: ['invoices.view'] }, scene.noor), 403, 'more-than-you-have')
    refused(await invite({ until: { local: '2027-10-01T10:00' } }, scene.noor), 403, 'longer-than-you-have')
    const hers = await invited({}, scene.noor)
    assert.equal(hers.invitedBy.name, 'Noor Vermeer')
    const olgas = await invited({ invited: [{ address: newAddress() }] })
    const seen = new Map(
      (await listed(scene.noor)).map((one: { id: string; can: object }) => [one.id, one.can]),
    )
    assert.deepEqual(seen.get(hers.id), { resend: true, withdraw: true })
    assert.deepEqual(seen.get(olgas.id), { resend: 'not-allowed', withdraw: 'not-allowed' })
    refused(await scene.noor.post(`${path}/${olgas.id}/sending`, {}), 403, 'not-allowed')
    refused(await scene.noor.post(`${path}/${olgas.id}/link`, {}), 403, 'not-allowed')
    refused(await scene.noor.delete(`${path}/${olgas.id}`), 403, 'not-allowed')
    done(await olga.delete(`${path}/${hers.id}`))
  })
})

describe('who is invited', () => {
  test('not oneself, the owner, who has rights there already, or who is invited to something else', async () => {
    await makeNoorGiver()
    await scene.give('kaffeerad', 'sam', ['shop.view'])
    done(
      await olga.post(`/accounts/${account}/assignments`, {
        personId: scene.desk.cast.people.sam,
        ...{ scopeId: null, audience: 'agency', permissions: ['domains.view'], until: wish.until },
      }),
      201,
    )
    await invited()
    const other = { permissions: ['domains.view'], until: { preset: 'three-working-days' } }
    const { items } = done(
      await invite(
        {
          ...other,
          invited: [
            { address: 'NOOR@tulpenkas.example' },
            { address: 'olga@kaffeerad.example' },
            { address: 'sam@shopwerk.example' },
            { address: anna.toUpperCase() },
          ],
        },
        scene.noor,
      ),
      201,
    )
    assert.deepEqual(
      items.map((one: { refused: string }) => one.refused),
      ['not-to-yourself', 'owner-has-all-rights', 'has-rights-here', 'already-invited'],
    )
    // On another scope he has none.
    await invited({ invited: [{ address: 'sam@shopwerk.example' }], scopeId: scene.shopId('roesterei') })
  })

  test('an address that is known elsewhere is answered and mailed to the letter like one that is not', async () => {
    const known = 'ines@shopwerk.example'
    const unknown = 'nils@shopwerk.example'
    const seen = async (address: string) => {
      const answer = await invite({ invited: [{ address, name: 'Jemand' }] })
      const [{ invitation }] = answer.body.items
      const [mail] = await mailsTo(scene.desk, address, 'invited-to-rights')
      const blank = (text: string) => text.replaceAll(address, '').replaceAll(invitation.id, '')
      return [answer.status, blank(JSON.stringify(answer.body)), mail!.subject, mail!.plain, mail!.html].map(
        one => (typeof one === 'string' ? blank(one) : one),
      )
    }
    assert.deepEqual(await seen(known), await seen(unknown))
    const inList = (await listed()).map((one: { name: string }) => one.name)
    assert.deepEqual(inList, ['Jemand', 'Jemand'])
  })

  test('the same again is sent again: another link, and the old one is dead', async () => {
    const first = await invited()
    const old = await codeOf()
    scene.desk.time.pass(minute)
    const second = await invited({ permissions: ['domains.dns', 'domains.view'] })
    assert.equal(second.id, first.id)
    assert.equal((await mailsTo(scene.desk, anna)).length, 2)
    assert.match((await look(old)).text, over)
    assert.match((await look(await codeOf())).text, /change DNS/)
  })

  test('many at once: twenty by the contract, fifty an hour, and then it is said how long to wait', async () => {
    const some = (count: number) => ({
      invited: Array.from({ length: count }, () => ({ address: newAddress() })),
    })
    refused(await invite(some(500)), 400, 'invalid-input')
    for (let i = 0; i < 2; i++) done(await invite(some(20)), 201)
    const before = (await listed()).length
    const answer = await invite(some(11))
    refused(answer, 429, 'too-many-tries')
    assert.ok(answer.body.details.waitSeconds > 3_000 && answer.body.details.waitSeconds <= 3_600)
    assert.equal((await listed()).length, before, 'all of them, or nobody')
    done(await invite(some(10)), 201)
    for (const one of await listed()) done(await olga.delete(`${path}/${one.id}`))
  })

  test('one that can still be accepted is in the list, however many came after it and were declined', async () => {
    const waiting = await invited()
    await scene.desk.sql(
      `insert into people.invitations (id, account_id, name, address, language, role, invited_by, invited_at, sent_at, expires_at, declined_at)
       select gen_random_uuid(), account_id, 'Somebody', 'declined' || n || '@neu.example', 'en', 'viewer', invited_by,
         invited_at + n * interval '1 second', sent_at, expires_at, sent_at
       from people.invitations, generate_series(1, 300) n where id = $1`,
      [waiting.id],
    )
    assert.deepEqual(
      (await listed()).map((one: { id: string }) => one.id),
      [waiting.id],
    )
    await scene.desk.sql(`delete from people.invitations where address like 'declined%@neu.example'`)
  })

  test('an address that is none is refused, and one that only looks like another stays itself', async () => {
    for (const address of [
      `${'x'.repeat(300)}@x.example`,
      `${'x'.repeat(65)}@x.example`,
      'anna',
      'anna@x.example\r\nBcc: all@x.example',
      'аnna@agentur.example',
    ])
      refused(await invite({ invited: [{ address }] }), 400, 'invalid-input')
    assert.deepEqual(await listed(), [])
  })

  test('who was declined can be invited again', async () => {
    await invited()
    await door().sends('/invitation/decline', { code: await codeOf() })
    const [{ state, can }] = await listed()
    assert.deepEqual([state, can.resend], ['declined', 'not-found'])
    const [mail] = await mailsTo(scene.desk, 'olga@kaffeerad.example', 'rights-answered')
    assert.match(mail!.subject, /abgelehnt/)
    await invited()
    assert.equal((await listed()).length, 2)
  })
})

describe('the invited', () => {
  test('reads the sentence in his language, accepts with a password, and has what was promised', async () => {
    const address = newAddress()
    const contact = done(
      await olga.post(`/accounts/${account}/contacts`, {
        kind: 'person',
        name: 'Anna Neu',
        email: address,
        language: 'de',
        zone: 'Europe/Berlin',
      }),
      201,
    ).contact
    const { offer } = await invited({
      invited: [{ address, name: 'Anna' }],
      scopeId: scene.shopId('roesterei'),
      reason: 'Umzug der Domain',
    })
    const [mail] = await mailsTo(scene.desk, address)
    assert.match(mail!.plain, /Anna.* may until .* in “.*Rösterei.*”: look at domains and change DNS\./)
    assert.match(mail!.plain, /sees no packages, invoices/)
    const code = await codeOf(address)
    const german = await newDoor(scene.desk.url, { language: 'de' }).sends('/invitation', { code })
    assert.match(german.text, /Anna darf bis .* in „Rösterei am Kanal“: Domains/)
    assert.match(german.text, /Umzug der Domain/)
    const anna = door()
    const weak = await anna.sends('/invitation/accept', { code, name: 'Anna Neu', password: 'short' })
    assert.equal(weak.status, 400)
    const inside = await acceptAsNew(code, anna)
    assert.equal(inside.path, '/', 'she does not see the account itself')
    const [grant] = await openedNow()
    assert.deepEqual(grant!.permissions, ['domains.dns', 'domains.view'])
    assert.equal(grant!.ends_at!.toISOString(), offer.until)
    assert.equal(grant!.given_by, scene.desk.cast.people.olga)
    const [assignment] = await assignments()
    assert.deepEqual(
      [assignment.person.name, assignment.scope.id, assignment.audience, assignment.changedBy.name],
      ['Anna Neu', scene.shopId('roesterei'), 'agency', 'Olga Ostermann'],
    )
    const known = done(await olga.get(`/accounts/${account}/contacts/${contact.id}`))
    assert.equal(known.personId, assignment.person.id)
    const me = done(
      await newClient(scene.desk.url, [...anna.cookies].map(one => one.join('=')).join('; ')).get('/me'),
    )
    assert.equal(me.person.address, address)
    assert.equal((await mailsTo(scene.desk, 'olga@kaffeerad.example', 'rights-answered')).length, 1)
    assert.match((await look(code)).text, over)
  })

  test('accepts with a passkey; a ceremony that fails leaves the invitation open and nobody half made', async () => {
    const address = newAddress()
    await invited({ invited: [{ address, name: 'Pia' }] })
    const code = await codeOf(address)
    const pia = door()
    const key = newAuthenticator('http://localhost')
    const begin = async () =>
      ((await pia.asks('/invitation/passkey/begin', { code, name: 'Pia Pass' })).body as { options: never })
        .options
    const finish = (passkey: unknown) => pia.asks('/invitation/passkey', { code, name: 'Pia Pass', passkey })
    const there = () => scene.desk.sql('select id from people.persons where address = $1', [address])

    const lies = await begin()
    for (const passkey of [
      key.create(lies, { origin: 'http://elsewhere.example' }),
      key.create(lies),
      undefined,
    ]) {
      assert.equal((await finish(passkey)).status, 400, 'not right, or its question was used up')
      assert.deepEqual(await there(), [])
    }
    for (const lie of [{ verified: false }, { challenge: 'AAAA' }])
      assert.equal((await finish(key.create(await begin(), lie))).status, 400)
    assert.deepEqual([await there(), await openedNow()], [[], []])
    assert.equal((await listed())[0].state, 'pending')

    const accepted = await finish(key.create(await begin()))
    assert.equal(accepted.status, 200, accepted.text)
    await pia.goes((accepted.body as { to: string }).to)
    const me = done(
      await newClient(scene.desk.url, [...pia.cookies].map(one => one.join('=')).join('; ')).get('/me'),
    )
    assert.deepEqual([me.person.name, me.session.methods], ['Pia Pass', ['passkey']])
    assert.equal((await openedNow()).length, 1)
    // The question of one invitation is no answer to another.
    const [one, two] = [newAddress(), newAddress()]
    await invited({ invited: [{ address: one }] })
    await invited({ invited: [{ address: two }] })
    const asked = await pia.asks('/invitation/passkey/begin', { code: await codeOf(one), name: 'X' })
    const swapped = await pia.asks('/invitation/passkey', {
      code: await codeOf(two),
      passkey: newAuthenticator('http://localhost').create((asked.body as { options: never }).options),
    })
    assert.equal(swapped.status, 400)
  })

  test('who is known signs in, and nobody else accepts for him', async () => {
    const ines = 'ines@shopwerk.example'
    await invited({ invited: [{ address: ines, name: 'Ines' }] })
    const code = await codeOf(ines)
    assert.match((await look(code)).text, /Sign in and accept/)
    assert.match((await acceptAsNew(code)).text, /Sign in and accept/, 'and no second person is made')
    assert.equal((await door().asks('/invitation/passkey/begin', { code })).status, 401)
    const stranger = doorOf(scene.noor)
    assert.match((await look(code, stranger)).text, /You are signed in as|U bent aangemeld als/)
    assert.equal((await stranger.sends('/invitation/accept', { code })).status, 403)
    assert.deepEqual(await openedNow(), [])
    const accepted = await doorOf(scene.ines).sends('/invitation/accept', { code })
    assert.equal(accepted.status, 200)
    assert.equal((await openedNow()).length, 1)
  })

  test('two at once, or fifty: one', async () => {
    const address = newAddress()
    await invited({ invited: [{ address }] })
    const code = await codeOf(address)
    await Promise.all(Array.from({ length: 12 }, () => acceptAsNew(code)))
    assert.equal((await openedNow()).length, 1)
    assert.equal((await assignments()).length, 1)
    const { length } = await scene.desk.sql('select 1 from people.persons where address = $1', [address])
    assert.equal(length, 1)
  })

  test('a scanner that opens every link, and presses once, burns nothing', async () => {
    await invited()
    const code = await codeOf()
    for (let i = 0; i < 3; i++) {
      assert.equal((await door().goes('/invitation')).status, 200)
      assert.equal((await door().goes(`/invitation?code=${code}`)).status, 200)
      await look(code)
    }
    const facts = await scene.factsOf(account, 'member.accepted')
    assert.equal((await listed())[0].state, 'pending')
    assert.match((await look(code)).text, /Accept/)
    assert.equal((await scene.factsOf(account, 'member.accepted')).length, facts.length)
  })

  test('says that it is not he: declined, and whoever invited learns why', async () => {
    await invited()
    const code = await codeOf()
    const said = await door().sends('/invitation/not-me', { code })
    assert.match(said.text, /belongs to somebody else/)
    const [{ state, saysNotMe }] = await listed()
    assert.deepEqual([state, saysNotMe], ['declined', true])
    assert.equal((await mailsTo(scene.desk, 'olga@kaffeerad.example', 'says-not-me')).length, 1)
    assert.equal((await scene.factsOf(account, 'member.not-me')).length, 1)
    assert.match((await acceptAsNew(code)).text, over)
  })

  test('who forgot, or lost the mail, gets the invitation again by the classic way, and his first password', async () => {
    const address = newAddress()
    await invited({ invited: [{ address, name: 'Lo' }] })
    const old = await codeOf(address)
    scene.desk.time.pass(15 * minute)
    await door().sends('/forgot-password', { address })
    assert.equal((await mailsTo(scene.desk, address, 'invited-to-rights')).length, 2)
    assert.match((await look(old)).text, over)
    assert.equal((await acceptAsNew(await codeOf(address))).path, '/')
    scene.desk.time.pass(15 * minute)
    await door().sends('/forgot-password', { address })
    assert.equal((await mailsTo(scene.desk, address, 'invited-to-rights')).length, 2)
  })
})

describe('between inviting and accepting', () => {
  test('what was promised stays, whatever the presets have become', async () => {
    const address = newAddress()
    const { offer } = await invited({
      invited: [{ address }],
      audience: 'accountant',
      permissions: ['invoices.view'],
    })
    assert.deepEqual(offer.permissions, ['invoices.view'], 'and not what the preset has today')
    await acceptAsNew(await codeOf(address))
    assert.deepEqual((await openedNow())[0]!.permissions, ['invoices.view'])
  })

  test('an inviter who may not any more gives nothing: the link is over, and nothing opens', async () => {
    const [grant, address] = [await makeNoorGiver(), newAddress()]
    await invited({ invited: [{ address }] }, scene.noor)
    const code = await codeOf(address)
    done(await olga.post(`/accounts/${account}/grants/${grant}/ending`, {}))
    assert.equal((await listed())[0].state, 'lapsed')
    assert.match((await acceptAsNew(code)).text, over)
    assert.deepEqual(await openedNow(), [])
    // The owner takes it over by sending it.
    const [{ id }] = await listed()
    const again = done(await olga.post(`${path}/${id}/sending`, {}))
    assert.deepEqual([again.state, again.invitedBy.name], ['pending', 'Olga Ostermann'])
    await acceptAsNew(await codeOf(address))
    assert.equal((await openedNow())[0]!.given_by, scene.desk.cast.people.olga)
  })

  test('an inviter who has it shorter than he promised, or less, gives nothing either', async () => {
    const long = await makeNoorGiver()
    const address = newAddress()
    await invited({ invited: [{ address }] }, scene.noor)
    await makeNoorGiver(scene.desk.time.now + 2 * day)
    done(await olga.post(`/accounts/${account}/grants/${long}/ending`, {}))
    assert.match((await acceptAsNew(await codeOf(address))).text, over)
    assert.deepEqual(await openedNow(), [])
    refused(
      await scene.noor.post(`${path}/${(await listed())[0].id}/sending`, {}),
      403,
      'longer-than-you-have',
    )
  })

  test('what he passed on dies with what he has', async () => {
    const grant = await makeNoorGiver()
    const address = newAddress()
    await invited({ invited: [{ address }] }, scene.noor)
    await acceptAsNew(await codeOf(address))
    assert.equal((await openedNow()).length, 1)
    done(await olga.post(`/accounts/${account}/grants/${grant}/ending`, {}))
    assert.deepEqual(await openedNow(), [])
  })

  test('who was given the rights otherwise meanwhile is told so', async () => {
    await scene.give('kaffeerad', 'ines', ['shop.view'])
    await invited({ invited: [{ address: 'ines@shopwerk.example' }] })
    done(
      await olga.post(`/accounts/${account}/assignments`, {
        personId: scene.desk.cast.people.ines,
        ...{ scopeId: null, audience: 'agency', permissions: ['domains.view'], until: wish.until },
      }),
      201,
    )
    const answer = await doorOf(scene.ines).sends('/invitation/accept', {
      code: await codeOf('ines@shopwerk.example'),
    })
    assert.equal(answer.status, 409)
    assert.equal((await openedNow()).length, 1)
  })

  test('it lapses, and is over with its end, with the account’s thing, or taken back', async () => {
    const taken = await invited()
    const code = await codeOf()
    const withdrawn = done(await olga.delete(`${path}/${taken.id}`))
    assert.deepEqual(done(await olga.delete(`${path}/${taken.id}`)), withdrawn)
    assert.match((await acceptAsNew(code)).text, over)
    refused(await olga.post(`${path}/${taken.id}/sending`, {}), 404, 'not-found')

    await invited({ until: { preset: 'three-working-days' } })
    const short = await codeOf()
    scene.desk.time.pass(8 * day)
    await scene.everybodySignsInAnew()
    assert.match((await look(short)).text, over)
    const [{ id, state, can }] = await listed()
    assert.deepEqual([state, can.resend], ['lapsed', 'end-is-past'])
    refused(await olga.post(`${path}/${id}/sending`, {}), 400, 'end-is-past')
  })
})

describe('another address, another link', () => {
  test('somebody else who is signed in asks for his address, and the inviter says whether', async () => {
    const { id } = await invited()
    const old = await codeOf()
    const ines = doorOf(scene.ines)
    const page = await look(old, ines)
    assert.match(page.text, /ines@shopwerk\.example/)
    for (let i = 0; i < 3; i++) await ines.sends('/invitation/other-address', { code: old })
    assert.equal((await mailsTo(scene.desk, 'olga@kaffeerad.example', 'other-address-asked')).length, 1)
    const [{ asks, address }] = await listed()
    assert.deepEqual([asks.for, asks.address, address], ['another-address', 'ines@shopwerk.example', anna])
    assert.match(asks.name, /^Ines/)
    const answer = (body: object) => olga.post(`${path}/${id}/other-address`, body)
    refused(await answer({ address: 'else@x.example', use: true }), 404, 'not-found')
    done(await answer({ address: asks.address, use: false }))
    assert.equal((await listed())[0].asks, null)
    refused(await answer({ address: asks.address, use: true }), 404, 'not-found')
    assert.match((await look(old)).text, /Accept/, 'it is as it was')

    await ines.sends('/invitation/other-address', { code: old })
    const moved = done(await answer({ address: asks.address, use: true }))
    assert.deepEqual([moved.address, moved.asks], [asks.address, null])
    assert.match((await look(old)).text, over)
    const there = await ines.sends('/invitation/accept', { code: await codeOf(asks.address) })
    assert.equal(there.status, 200)
    const [assignment] = await assignments()
    assert.equal(assignment.person.id, scene.desk.cast.people.ines)
  })

  test('not to an address that is invited, or has rights there, already', async () => {
    const { id } = await invited()
    await doorOf(scene.ines).sends('/invitation/other-address', { code: await codeOf() })
    await invited({ invited: [{ address: 'ines@shopwerk.example' }], permissions: ['domains.view'] })
    const answer = () =>
      olga.post(`${path}/${id}/other-address`, { address: 'ines@shopwerk.example', use: true })
    refused(await answer(), 409, 'already-invited')
    await doorOf(scene.ines).sends('/invitation/accept', { code: await codeOf('ines@shopwerk.example') })
    refused(await answer(), 409, 'has-rights-here')
    assert.equal((await door().sends('/invitation/other-address', { code: await codeOf() })).status, 200)
  })

  test('a link that is over offers to ask for another one, whatever it was, and asks once in ten minutes', async () => {
    const { id } = await invited({ until: { local: '2027-06-01T10:00' } })
    const code = await codeOf()
    scene.desk.time.pass(linkLivesMs.invitation)
    const ask = (one: string) => door().sends('/invitation/another-link', { code: one })
    const blank = (text: string, one: string) => text.replaceAll(one, '')
    const nonsense = 'A'.repeat(43)
    assert.equal(blank((await look(code)).text, code), blank((await look(nonsense)).text, nonsense))
    const answers = [(await ask(nonsense)).text, (await ask('')).text]
    for (let i = 0; i < 3; i++) answers.push((await ask(code)).text)
    assert.equal(new Set(answers).size, 1)
    const asked = () => mailsTo(scene.desk, 'olga@kaffeerad.example', 'new-link-asked')
    assert.equal((await asked()).length, 1)
    scene.desk.time.pass(10 * minute)
    await ask(code)
    assert.equal((await asked()).length, 2)
    await scene.everybodySignsInAnew()
    const [{ asks, state, can }] = await listed()
    assert.deepEqual([asks.for, state, can.resend], ['another-link', 'lapsed', true])
    done(await olga.delete(`${path}/${id}`))
    scene.desk.time.pass(10 * minute)
    await ask(code)
    assert.equal((await asked()).length, 2, 'what is taken back needs no link')
  })

  test('sending it again answers the wish for another link', async () => {
    const { id } = await invited({ until: { local: '2027-06-01T10:00' } })
    const code = await codeOf()
    scene.desk.time.pass(linkLivesMs.invitation)
    await scene.everybodySignsInAnew()
    await door().sends('/invitation/another-link', { code })
    assert.equal((await listed())[0].asks.for, 'another-link')
    const sent = done(await olga.post(`${path}/${id}/sending`, {}))
    assert.deepEqual([sent.asks, sent.state], [null, 'pending'])
  })

  test('a link that is shown proves no mailbox: it is read, and mailed on before anybody new accepts', async () => {
    const [known, unknown] = ['ines@shopwerk.example', newAddress()]
    const show = async (address: string) => {
      const { id } = await invited({ invited: [{ address, name: 'X' }] })
      const mailed = await codeOf(address)
      const { link } = done(await olga.post(`${path}/${id}/link`, {}))
      assert.match((await look(mailed)).text, over)
      return link.split('#')[1] as string
    }
    const [codeOfKnown, code] = [await show(known), await show(unknown)]
    const seen = async (one: string, address: string) =>
      (await look(one)).text.replaceAll(one, '').replaceAll(address, '')
    assert.equal(await seen(codeOfKnown, known), await seen(code, unknown), 'nor who is known here')
    assert.equal((await door().asks('/invitation/passkey/begin', { code })).status, 401)
    await acceptAsNew(code)
    assert.deepEqual(await openedNow(), [])
    await door().sends('/invitation/mail', { code })
    assert.match((await look(code)).text, over)
    assert.equal((await acceptAsNew(await codeOf(unknown))).path, '/')
    assert.equal((await doorOf(scene.ines).sends('/invitation/accept', { code: codeOfKnown })).status, 200)
    assert.equal((await openedNow()).length, 2)
  })
})

test('what happened stands in the timeline, under the name that was typed', async () => {
  await invited({ invited: [{ address: newAddress(), name: 'Gast' }] })
  const { items } = done(await olga.get(`/accounts/${account}/timeline`))
  const [fact] = items
  assert.deepEqual([fact.kind, fact.about.personName], ['member.invited', 'Gast'])
  assert.ok(Date.parse(fact.at) > monday)
})
