// The article of Sendcloud ("Sendcloud vorübergehend Zugriff auf deine Integration gewähren") told over HTTP, method by
// method, as a case: support asks with the owner's code, the owner answers, and it is taken back.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Connector, ConnectorNeeds, Trace } from '#server/access/outside.ts'
import { type Answered, type Client, day } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

/** A shop system that makes the accounts it is told to, and shows them. */
function openShop(name: string) {
  const shop = { accounts: new Map<string, Trace>(), isReachable: true }
  const connect = (_needs: ConnectorNeeds): Connector => ({
    name,
    verified: 'documentation',
    cannotSee: ['Files on the server.'],
    test: async () => ({ works: true, version: `${name} 1.0` }),
    async open(trace) {
      if (!shop.isReachable) return { done: false, error: 'The shop does not answer.' }
      shop.accounts.set(trace.artefactId, trace)
      return { done: true, reference: { ...trace.reference, login: 'einlass' } }
    },
    async close({ artefactId }) {
      shop.accounts.delete(artefactId)
      return { done: true }
    },
    confirmClosed: async ({ artefactId }) =>
      shop.accounts.has(artefactId)
        ? { gone: false, error: 'The account is still there.' }
        : { gone: true, how: 'asked for and not there' },
    inventory: async () => ({ seen: true, found: [] }),
    remove: async () => ({ done: true }),
  })
  return Object.assign(shop, { connect })
}

const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))
const done = (answer: Answered, status = 200) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}

const wordpress = openShop('wordpress')
let scene: Scene
let olga: Client
let sam: Client
let ines: Client
let account: string
let shop: string
let visits: string
let server: string
before(async () => {
  scene = await openScene({ connectors: needs => [wordpress.connect(needs)] })
  await signInAnew()
  account = scene.accountOf('kaffeerad')
  shop = scene.shopId('kaffeerad')
  visits = `/accounts/${account}/visits`
  const added = { name: 'web-1', origin: null, kind: 'server' }
  server = done(await scene.dora.post(`/provider/accounts/${account}/shops`, added), 201).id
})
after(() => scene.desk.close())

async function signInAnew(): Promise<void> {
  await scene.everybodySignsInAnew()
  ;({ olga, sam, ines } = scene)
}

const wish = {
  platform: 'wordpress',
  caseNumber: 'T-4711',
  purpose: 'Der Versand rechnet falsch. Wir sehen uns die Versandzonen an.',
  rights: [
    { right: 'shop.view', reason: 'um den Fehler zu sehen' },
    { right: 'shop.operate', reason: 'um die Versandzone zu ändern' },
  ],
  until: { preset: 'three-working-days' },
}
async function codeNow(): Promise<string> {
  const { code } = done(await olga.get(`/accounts/${account}/request-code`))
  return code ?? done(await olga.post(`/accounts/${account}/request-code`)).code
}
const ask = async (agent: Client, given: object = {}) =>
  agent.post('/provider/visits', { ...wish, resourceId: shop, code: await codeNow(), ...given })
const asked = async (agent: Client, given: object = {}) => done(await ask(agent, given), 201).visit
/** A server of the account, and what support wants there. */
const onServer = {
  platform: 'server',
  rights: [
    { right: 'server.shell', reason: 'um das Protokoll zu lesen' },
    { right: 'server.files', reason: 'um das Plugin zu ersetzen' },
  ],
}
const answer = (id: string, body: object) => olga.post(`${visits}/${id}/decision`, body)
const accepted = async (agent: Client, given: object = {}) =>
  done(await answer((await asked(agent, given)).id, { outcome: 'allow' })).visit
const read = async (id: string) => done(await olga.get(`${visits}/${id}`)).visit
const ending = (visit: { grant: { id: string } }) =>
  olga.post(`/accounts/${account}/grants/${visit.grant.id}/ending`)
const lettersOf = (id: string) =>
  scene.desk.sql<{ kind: string; to_address: string; plain: string; subject: string }>(
    'select kind, to_address, subject, plain from plumbing.mails where thread = $1 order by queued_at, id',
    [id],
  )
async function tell(): Promise<void> {
  await scene.desk.round.tell()
  await scene.desk.round.tellTheRest()
}

describe('nobody can ask without the code of the owner', () => {
  test('there is none at first; the owner makes one and reads it whenever he looks', async () => {
    const path = `/accounts/${account}/request-code`
    assert.deepEqual(done(await olga.get(path)), { code: null, madeAt: null, madeBy: null })
    const made = done(await olga.post(path))
    assert.match(made.code, /^[3479CDFGHJKMNPQRTVWXY]{4}-[3479CDFGHJKMNPQRTVWXY]{4}$/)
    assert.equal(made.madeBy.name, 'Olga Ostermann')
    assert.equal(done(await olga.get(path)).code, made.code)
    refused(await sam.get(path), 404, 'not-found')
    assert.ok(!JSON.stringify(await scene.factsOf(account)).includes(made.code.replace('-', '')))
  })

  test('support types it as people do, sees what can be visited, and the owner reads that somebody looked', async () => {
    const code = await codeNow()
    for (const typed of [code, code.toLowerCase(), ` ${code.replace('-', ' ')} `, [...code].join(' ')]) {
      const found = done(await sam.post('/provider/visits/account', { code: typed }))
      assert.equal(found.account.id, account)
      assert.ok(found.targets.some((one: { resource: { id: string } }) => one.resource.id === shop))
      assert.equal(found.platforms.at(-1).id, 'not-listed')
    }
    const facts = await scene.factsOf(account, 'request-code.used')
    assert.equal(facts.length, 4)
    assert.equal(facts[0]!.by_person, scene.desk.cast.people.sam)
  })

  test('renewed, the one before is worth nothing', async () => {
    const before = await codeNow()
    const now = done(await olga.post(`/accounts/${account}/request-code`)).code
    assert.notEqual(now, before)
    refused(await sam.post('/provider/visits/account', { code: before }), 403, 'request-code-is-wrong')
    refused(await ask(sam, { code: before }), 403, 'request-code-is-wrong')
    assert.equal(done(await sam.post('/provider/visits/account', { code: now })).account.id, account)
  })

  test('a code of one account opens nothing of another', async () => {
    refused(await ask(sam, { resourceId: scene.shopId('tulpenkas') }), 404, 'not-found')
  })

  test('no visit begins before the provider has named a mailbox; a server needs none', async () => {
    refused(await ask(sam), 409, 'mailbox-is-missing')
    const ofServer = await asked(sam, { ...onServer, resourceId: server, way: 'certificate' })
    done(await sam.post(`/me/visits/${ofServer.id}/withdrawal`, {}))
    const policy = { mailbox: 'visits@shopwerk.example', longestDays: 14, requestLapsesDays: 7 }
    refused(await sam.put('/provider/visit-policy', policy), 403, 'not-allowed')
    const bad = { ...policy, mailbox: '"a b"@shopwerk.example' }
    refused(await scene.dora.put('/provider/visit-policy', bad), 400, 'invalid-input')
    assert.deepEqual(done(await scene.dora.put('/provider/visit-policy', policy)), policy)
    assert.deepEqual(done(await sam.get('/provider/visit-policy')), policy)
  })
})

describe('WooCommerce: Einlass makes the temporary account and takes it away', () => {
  let visit: { id: string; grant: { id: string } }

  test('the shop is connected, and support asks with ticket, purpose and a reason for each right', async () => {
    done(
      await olga.put(`/accounts/${account}/shops/${shop}/connection`, {
        system: 'wordpress',
        address: 'https://kaffeerad.example',
        login: 'einlass',
        credential: 'abcd EFGH',
        options: { role: 'shop_manager' },
      }),
    )
    const { caseNumber: _, ...without } = wish
    const code = await codeNow()
    refused(await sam.post('/provider/visits', { ...without, resourceId: shop, code }), 400, 'invalid-input')
    refused(await ask(sam, { caseNumber: '  ' }), 400, 'invalid-input')
    refused(await ask(sam, { rights: [{ right: 'access.open', reason: 'x' }] }), 400, 'invalid-input')
    refused(await ask(sam, { rights: [] }), 400, 'reason-is-missing')
    refused(await ask(sam, { until: { local: '2027-06-01T12:00' } }), 400, 'end-beyond-maximum')
    refused(await ask(sam, { way: 'certificate' }), 400, 'invalid-input')
    visit = await asked(sam)
    assert.equal(done(await sam.get(`/me/visits/${visit.id}`)).visit.method, 'provision')
    const again = await ask(sam)
    refused(again, 409, 'already-asked')
    assert.equal(wordpress.accounts.size, 0, 'asking makes nothing')
  })

  test('the owner gets one link; following it does nothing', async () => {
    await tell()
    await tell()
    const letters = await lettersOf(visit.id)
    assert.deepEqual(
      letters.map(one => [one.kind, one.to_address]),
      [['visit-asked', 'olga@kaffeerad.example']],
    )
    const { plain } = letters[0]!
    for (const part of ['Sam Albers', 'Support', 'T-4711', 'Versandzonen', 'um die Versandzone zu ändern'])
      assert.ok(plain.includes(part), part)
    assert.deepEqual(plain.match(/https?:\/\/\S+/g), [
      `http://localhost/accounts/${account}/visits/${visit.id}`,
    ])
  })

  test('she sees who asks, for what, and how long; it waits among her requests', async () => {
    const seen = done(await olga.get(`${visits}/${visit.id}`))
    assert.equal(seen.visit.state, 'asked')
    assert.deepEqual(
      [seen.visit.agent.name, seen.visit.team, seen.visit.provider, seen.visit.caseNumber],
      ['Sam Albers', 'Support', 'Shopwerk', 'T-4711'],
    )
    assert.deepEqual(
      seen.visit.rights.map((one: { right: string; agreed: boolean | null }) => [one.right, one.agreed]),
      [
        ['shop.view', null],
        ['shop.operate', null],
      ],
    )
    assert.equal(seen.terms.presets[0].endsAt, '2026-11-26T17:00:00.000Z')
    assert.equal(seen.visit.can.decide, true)
    const waiting = done(await olga.get(`/accounts/${account}/requests`)).items
    assert.deepEqual(
      waiting.map((one: { id: string; door: string }) => [one.id, one.door]),
      [[visit.id, 'support-visit']],
    )
  })

  test('the other door does not answer it, nor take it back', async () => {
    const path = `/accounts/${account}/requests/${visit.id}/decision`
    refused(await olga.post(path, { outcome: 'allow' }), 404, 'not-found')
    refused(await sam.post(`/provider/requests/${visit.id}/withdrawal`, {}), 404, 'not-found')
    const [grants] = await scene.desk.sql<{ count: number }>(
      "select count(*)::int as count from access.grants where account_id = $1 and door <> 'members'",
      [account],
    )
    assert.equal(grants!.count, 0)
    const other = done(
      await ines.post('/provider/requests', {
        shopId: shop,
        wants: [{ permission: 'shop.view', reason: 'to look' }],
        until: { preset: 'one-week' },
        forWhom: 'me',
      }),
      201,
    )
    refused(await answer(other.id, { outcome: 'allow' }), 404, 'not-found')
    done(await ines.post(`/provider/requests/${other.id}/withdrawal`, {}))
  })

  test('she gives fewer rights and less time, never more than was asked for', async () => {
    refused(
      await answer(visit.id, { outcome: 'allow', platformRights: ['Administrator'] }),
      400,
      'more-than-was-asked',
    )
    refused(await scene.noor.post(`${visits}/${visit.id}/decision`, { outcome: 'allow' }), 404, 'not-found')
    visit = done(
      await answer(visit.id, {
        outcome: 'allow',
        rights: ['shop.view'],
        until: { preset: 'today-18' },
        note: 'Bitte nur ansehen',
      }),
    ).visit
    const { grant, artefacts, state } = await read(visit.id)
    assert.equal(state, 'preparing')
    assert.deepEqual(grant.permissions, ['shop.view'])
    assert.equal(grant.endsAt, '2026-11-23T17:00:00.000Z')
    assert.equal(grant.subject.id, scene.desk.cast.people.sam)
    assert.deepEqual(
      artefacts.map((one: { system: string; kind: string; state: string }) => [
        one.system,
        one.kind,
        one.state,
      ]),
      [['wordpress', 'admin', 'wanted']],
    )
    refused(await answer(visit.id, { outcome: 'allow' }), 409, 'request-is-answered')
  })

  test('what could not be made is said, and made as soon as the shop answers', async () => {
    wordpress.isReachable = false
    await scene.desk.round.tend()
    assert.equal((await read(visit.id)).artefacts[0].error, 'The shop does not answer.')
    wordpress.isReachable = true
    scene.desk.time.pass(130_000)
    await scene.desk.round.tend()
    const open = await read(visit.id)
    assert.equal(open.state, 'open')
    assert.deepEqual([open.artefacts[0].state, open.artefacts[0].error], ['present', null])
    const [trace] = wordpress.accounts.values()
    assert.match(String(trace!.reference['mailbox']), /^visits\+[0-9a-f]{10}@shopwerk\.example$/)
    assert.deepEqual([trace!.reference['name'], trace!.reference['role']], ['Sam Albers', 'shop_manager'])
    await tell()
    assert.deepEqual((await lettersOf(visit.id)).map(one => [one.kind, one.to_address]).at(-1), [
      'visit-agreed',
      'sam@shopwerk.example',
    ])
  })

  test('the owner ends it: the account is gone, and both read that it is proven', async () => {
    done(await ending(visit))
    assert.equal((await read(visit.id)).state, 'ending')
    await scene.desk.round.tend()
    assert.equal(wordpress.accounts.size, 0)
    const over = await read(visit.id)
    assert.equal(over.state, 'ended')
    assert.equal(over.artefacts[0].state, 'gone')
    await tell()
    await tell()
    assert.deepEqual(
      (await lettersOf(visit.id)).filter(one => one.kind === 'visit-ended').map(one => one.to_address),
      ['olga@kaffeerad.example', 'sam@shopwerk.example'],
    )
  })
})

describe('two visits to one shop at the same time', () => {
  test('share the account, and it stays until the last of them ends', async () => {
    const one = await accepted(sam)
    const two = await accepted(ines, { until: { preset: 'one-week' } })
    await scene.desk.round.tend()
    assert.equal(wordpress.accounts.size, 1)
    assert.equal((await read(one.id)).artefacts[0].id, (await read(two.id)).artefacts[0].id)
    assert.equal((await read(one.id)).artefacts[0].shared, true)

    done(await sam.post(`/me/visits/${one.id}/return`, { note: 'Erledigt' }))
    await scene.desk.round.tend()
    assert.equal((await read(one.id)).state, 'ended')
    assert.equal((await read(one.id)).grant.ending.cause, 'returned')
    assert.equal((await read(two.id)).state, 'open')
    assert.equal(wordpress.accounts.size, 1, 'the other visit still holds it')

    done(await ending(two))
    await scene.desk.round.tend()
    assert.equal(wordpress.accounts.size, 0)
  })

  test('one right after the other gets an account of its own: what is being taken away comes back to nobody', async () => {
    const one = await accepted(sam)
    await scene.desk.round.tend()
    const [first] = wordpress.accounts.keys()
    done(await ending(one))
    const two = await accepted(ines)
    await scene.desk.round.tend()
    await scene.desk.round.tend()
    const [second] = wordpress.accounts.keys()
    assert.ok(first && second && first !== second)
    assert.equal((await read(two.id)).state, 'open')
    done(await ending(two))
    await scene.desk.round.tend()
  })
})

describe('Shopify: the owner invites on the platform', () => {
  test('the rights have the platform’s own names, and the owner takes some away', async () => {
    const visit = await asked(sam, {
      platform: 'shopify',
      rights: [wish.rights[0]],
      platformRights: [
        { right: 'Orders', reason: 'um die Bestellung zu sehen' },
        { right: 'Finance', reason: 'um die Auszahlung zu sehen' },
      ],
    })
    const agreed = done(await answer(visit.id, { outcome: 'allow', platformRights: ['orders'] })).visit
    assert.equal(agreed.method, 'invite')
    const { rights, artefacts } = await read(visit.id)
    assert.deepEqual(
      rights.map((one: { right: string; of: string; agreed: boolean }) => [one.right, one.of, one.agreed]),
      [
        ['shop.view', 'desk', true],
        ['Orders', 'platform', true],
        ['Finance', 'platform', false],
      ],
    )
    assert.deepEqual(
      artefacts.map((one: { system: string; kind: string }) => [one.system, one.kind]),
      [['by-hand', 'invitation']],
    )
    const steps = done(await olga.get(`/accounts/${account}/grants/${agreed.grant.id}/steps`))
    assert.ok(
      JSON.stringify(steps).includes('shopify.giveCode'),
      'the guide of the platform is there to be followed',
    )
    done(await ending(agreed))
  })

  test('where only known addresses get in, the owner is told which', async () => {
    done(
      await scene.dora.put('/provider/networks', { items: [{ network: '203.0.113.0/24', label: 'Office' }] }),
    )
    const visit = await asked(sam, { platform: 'wix', rights: [wish.rights[0]] })
    const agreed = done(await answer(visit.id, { outcome: 'allow', allowList: true })).visit
    assert.deepEqual(agreed.artefacts.map((one: { kind: string }) => one.kind).sort(), [
      'allow-list',
      'invitation',
    ])
    const steps = done(await olga.get(`/accounts/${account}/grants/${agreed.grant.id}/steps`))
    assert.ok(JSON.stringify(steps).includes('203.0.113.0/24'))
    done(await ending(agreed))
  })
})

describe('a server', () => {
  test('is entered by a certificate unless something else is said, and nothing is left there', async () => {
    const visit = await accepted(sam, { ...onServer, resourceId: server })
    assert.deepEqual(
      [visit.method, visit.way, visit.artefacts, visit.state],
      ['server', 'certificate', [], 'open'],
    )
    done(await ending(visit))
  })

  test('is no shop, and is visited by rights of its own', async () => {
    const given = { resourceId: server, caseNumber: 'T-4712' }
    refused(await ask(sam, { ...given, platform: 'wordpress' }), 400, 'invalid-input')
    refused(await ask(sam, { ...given, ...onServer, rights: wish.rights }), 400, 'invalid-input')
    refused(await ask(sam, { ...onServer, resourceId: shop }), 400, 'invalid-input')
  })

  test('by a key line: the key that the agent added last, until the agreed end and not a moment longer', async () => {
    const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPFGQ0mhBZiNVZ5Z9Xk7y1iG6qYvJ2mE1yQm0xvE8Wd'
    done(await sam.post('/me/ssh-keys', { name: 'Laptop', publicKey }), 201)
    const visit = await accepted(sam, { ...onServer, resourceId: server, way: 'key-line' })
    assert.deepEqual(
      visit.artefacts.map((one: { system: string; kind: string }) => [one.system, one.kind]),
      [['ssh-host', 'key-line']],
    )
    const [line] = await scene.desk.sql<{ reference: Record<string, string> }>(
      "select reference from access.artefacts where kind = 'key-line'",
    )
    assert.ok(line!.reference['publicKey']!.startsWith(publicKey))
    assert.equal(line!.reference['until'], visit.grant.endsAt)
    done(await ending(visit))
  })
})

describe('a platform that is not listed', () => {
  test('support says first whether somebody has to get in; if not, the owner reads why', async () => {
    const given = { platform: 'not-listed', platformName: 'Gambio' }
    refused(await ask(sam, given), 400, 'need-is-not-said')
    refused(await ask(sam, { ...given, accessNeeded: false }), 400, 'reason-is-missing')
    const because = 'Der Fehler lag in unserem Protokoll.'
    const visit = await asked(sam, { ...given, accessNeeded: false, because, rights: [] })
    assert.deepEqual([visit.state, visit.notNeeded.because, visit.grant], ['not-needed', because, null])
    await tell()
    const [letter] = await lettersOf(visit.id)
    assert.deepEqual([letter!.kind, letter!.to_address], ['visit-not-needed', 'olga@kaffeerad.example'])
    assert.ok(letter!.plain.includes(because))
  })

  test('if so, it goes by hand; and what turns out not to be needed is closed with a reason', async () => {
    const visit = await asked(sam, { platform: 'not-listed', platformName: 'Gambio', accessNeeded: true })
    assert.equal(visit.method, 'by-hand')
    const closed = done(await sam.post(`/me/visits/${visit.id}/not-needed`, { because: 'Hat sich erledigt' }))
    assert.equal(closed.visit.state, 'not-needed')
    refused(await answer(visit.id, { outcome: 'allow' }), 410, 'request-was-withdrawn')
    refused(await ines.post(`/me/visits/${visit.id}/not-needed`, { because: 'x' }), 404, 'not-found')
  })
})

describe('without a yes nothing opens', () => {
  test('refused with a reason, which the agent reads', async () => {
    const visit = await asked(sam)
    const no = done(await answer(visit.id, { outcome: 'refuse', note: 'Erst nach dem Wochenende' })).visit
    assert.deepEqual([no.state, no.grant, no.artefacts], ['refused', null, []])
    await tell()
    const letter = (await lettersOf(visit.id)).at(-1)!
    assert.deepEqual([letter.kind, letter.to_address], ['visit-refused', 'sam@shopwerk.example'])
    assert.ok(letter.plain.includes('Erst nach dem Wochenende'))
  })

  test('taken back by who asked, and by nobody else', async () => {
    const visit = await asked(sam)
    refused(await ines.post(`/me/visits/${visit.id}/withdrawal`, {}), 404, 'not-found')
    assert.equal(done(await sam.post(`/me/visits/${visit.id}/withdrawal`, {})).visit.state, 'withdrawn')
  })

  test('without an answer the owner is reminded once, then it lapses, and both are told', async () => {
    const visit = await asked(sam)
    await tell()
    scene.desk.time.pass(6 * day + 1)
    await tell()
    await tell()
    scene.desk.time.pass(day)
    await scene.desk.round.tend()
    await tell()
    await tell()
    assert.deepEqual(
      (await lettersOf(visit.id)).map(one => [one.kind, one.to_address.split('@')[0]]),
      [
        ['visit-asked', 'olga'],
        ['visit-reminded', 'olga'],
        ['visit-lapsed', 'olga'],
        ['visit-lapsed', 'sam'],
      ],
    )
    await signInAnew()
    assert.equal((await read(visit.id)).state, 'lapsed')
    refused(await answer(visit.id, { outcome: 'allow' }), 410, 'request-has-lapsed')
  })
})

describe('the owner begins by herself', () => {
  test('she chooses platform, shop, agent, rights and end, and it is open at once', async () => {
    const choices = done(await olga.get(`/accounts/${account}/visit-choices`))
    assert.deepEqual(choices.can, { begin: true, code: true })
    const agent = choices.supportTeam.people.find((one: { name: string }) => one.name === 'Ines Brandt')
    const { caseNumber: _, ...given } = wish
    const body = { ...given, resourceId: shop, agentId: agent?.id ?? scene.desk.cast.people.ines }
    refused(
      await olga.post(visits, { ...body, agentId: scene.desk.cast.people.noor }),
      400,
      'not-in-the-support-team',
    )
    const { visit } = done(await olga.post(visits, body), 201)
    assert.equal(visit.side, 'owner')
    assert.equal(visit.state, 'preparing')
    await scene.desk.round.tend()
    await tell()
    const mine = done(await ines.get(`/me/visits/${visit.id}`)).visit
    assert.equal(mine.state, 'open')
    assert.deepEqual([mine.can.giveBack, mine.can.end], [true, 'not-allowed'])
    refused(await sam.get(`/me/visits/${visit.id}`), 404, 'not-found')
    assert.deepEqual(
      (await lettersOf(visit.id)).map(one => [one.kind, one.to_address]),
      [['visit-agreed', 'ines@shopwerk.example']],
    )
    done(await ines.post(`/me/visits/${visit.id}/return`, {}))
    refused(await sam.post(`/me/visits/${visit.id}/return`, {}), 404, 'not-found')
    await scene.desk.round.tend()
    assert.equal((await read(visit.id)).state, 'ended')
  })
})

describe('the end comes by itself', () => {
  test('at its instant, whatever has run; the account is taken away afterwards', async () => {
    const visit = await accepted(sam, { until: { preset: 'today-18' } })
    await scene.desk.round.tend()
    assert.equal(wordpress.accounts.size, 1)
    scene.desk.time.now = Date.parse(visit.grant.endsAt)
    await signInAnew()
    assert.equal((await read(visit.id)).state, 'ending')
    await scene.desk.round.tend()
    assert.equal(wordpress.accounts.size, 0)
    const over = await read(visit.id)
    assert.deepEqual([over.state, over.grant.ending.cause], ['ended', 'expired'])
  })

  test('the provider can end one too, and only at the desk', async () => {
    scene.desk.time.pass(14 * 3_600_000)
    await signInAnew()
    const visit = await accepted(sam)
    refused(await sam.post(`/provider/visits/${visit.id}/ending`, {}), 403, 'not-allowed')
    done(await scene.dora.post(`/provider/visits/${visit.id}/ending`, { note: 'Ein Vorfall' }))
    await scene.desk.round.tend()
    assert.equal((await read(visit.id)).state, 'ended')
  })
})

describe('lists', () => {
  test('of the owner, of a shop, of the agent and of the provider, with filters', async () => {
    const open = await accepted(sam, { caseNumber: 'T-4712' })
    const ids = (answered: Answered) => done(answered).items.map((one: { id: string }) => one.id)
    const live = done(await olga.get(`${visits}?state=live`)).items
    assert.equal(live[0].id, open.id)
    // What was made by hand is over only when somebody has confirmed it; and nobody has connected the server here.
    for (const one of live.slice(1)) {
      assert.equal(one.state, 'ending')
      assert.ok(['by-hand', 'ssh-host'].includes(one.artefacts[0].system), one.artefacts[0].system)
    }
    assert.ok(!ids(await olga.get(`${visits}?state=over`)).includes(open.id))
    assert.ok(ids(await olga.get(`${visits}?resource=${shop}`)).length > 5)
    assert.deepEqual(ids(await olga.get(`${visits}?resource=${scene.shopId('roesterei')}`)), [])
    assert.deepEqual(ids(await olga.get(`${visits}?grant=${live[0].grant.id}`)), [open.id])
    assert.equal(ids(await sam.get('/me/visits?state=live'))[0], open.id)
    assert.deepEqual(ids(await ines.get('/me/visits?state=live')), [])
    assert.deepEqual(ids(await ines.get('/provider/visits?caseNumber=t-4712')), [open.id])
    assert.deepEqual(
      ids(await ines.get(`/provider/visits?state=live&agent=${scene.desk.cast.people.ines}`)),
      [],
    )
    assert.ok(!ids(await scene.dora.get('/provider/visits?platform=shopify')).includes(open.id))
    refused(await olga.get('/provider/visits'), 404, 'not-found')
    refused(await scene.noor.get(`${visits}/${open.id}`), 404, 'not-found')
    const first = done(await olga.get(`${visits}?limit=2`))
    const next = done(await olga.get(`${visits}?limit=2&cursor=${encodeURIComponent(first.next)}`))
    assert.equal(new Set([...first.items, ...next.items].map((one: { id: string }) => one.id)).size, 4)
    done(await ending(open))
  })

  test('guessing codes is stopped after ten, and what was right is no guess', async () => {
    const code = await codeNow()
    for (let count = 0; count < 12; count++) done(await ines.post('/provider/visits/account', { code }))
    for (let count = 0; count < 10; count++)
      refused(
        await ines.post('/provider/visits/account', { code: 'CCCC-CCCC' }),
        403,
        'request-code-is-wrong',
      )
    refused(await ines.post('/provider/visits/account', { code }), 429, 'too-many-tries')
    done(await sam.post('/provider/visits/account', { code }))
  })

  test('the ledger is whole, and nothing was told twice', async () => {
    await scene.assertLedgersWhole()
    const twice = await scene.desk.sql(
      `select thread, kind, to_address from plumbing.mails where kind like 'visit-%' group by 1, 2, 3 having count(*) > 1`,
    )
    assert.deepEqual(twice, [])
  })
})
