// The owner is not alone: he invites people into his account, they come and go, and one of them takes it over.

import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { record } from '#server/access/record.ts'
import { rightsOffers as offers } from '#server/doors/sub-account/invitations/offers.ts'
import { acceptInvitation, declineInvitation, readInvitation } from '#server/people/answer-invitation.ts'
import { sendInvitationsTo } from '#server/people/invitations.ts'
import { linkLivesMs } from '#server/people/links.ts'
import { permissionsOfRole } from '#server/people/members.ts'
import { type Answered, type Client, day, hour } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { codeMailedTo, mailsTo, signInAs } from '../person.ts'

const nobody = '0197a000-0000-7000-8000-000000000000'
const house = { origin: 'http://localhost', provider: 'Shopwerk', zone: 'Europe/Berlin' }
let scene: Scene
let olga: Client
let account: string
beforeEach(async () => {
  scene = await openScene()
  olga = scene.olga
  account = scene.accountOf('kaffeerad')
})
afterEach(async () => {
  await scene.assertLedgersWhole()
  await scene.desk.close()
})

const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))
const refuses = (work: Promise<unknown>, code: string) => assert.rejects(work, { name: 'Refusal', code })
const mia = { name: 'Mia Mit', address: 'mia@kaffeerad.example', language: 'de', role: 'deputy' }
const invite = (more: object = {}, by: Client = olga) =>
  by.post(`/accounts/${account}/invitations`, { ...mia, ...more })
const codeOf = (address = mia.address) => codeMailedTo(scene.desk, address, 'invited')
const accept = (code: string, who: Parameters<typeof acceptInvitation>[4]) =>
  acceptInvitation(scene.desk.kernel, house, offers, code, who)
const newcomer = { name: 'Mia Meister', passwordHash: 'x' }
const listed = async (by: Client = olga) => (await by.get(`/accounts/${account}/members`)).body
const facts = (kind: string) => scene.factsOf(account, kind)

/** Somebody new is a member now. @returns who, signed in */
async function join(more: object = {}): Promise<{ id: string; client: Client }> {
  const wish = { ...mia, ...more }
  const invited = await invite(more)
  assert.equal(invited.status, 201, JSON.stringify(invited.body))
  const { personId } = await accept(await codeOf(wish.address), { name: wish.name, passwordHash: 'x' })
  return { id: personId, client: await signInAs(scene.desk, personId) }
}

describe('an invitation', () => {
  test('is mailed, listed for the owner alone, and promises what is given then', async () => {
    const answer = await invite({ untilOn: '2026-12-31' })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    assert.equal(answer.body.state, 'pending')
    // The whole of New Year's Eve, in Berlin.
    assert.equal(answer.body.until, '2026-12-31T23:00:00.000Z')
    assert.equal(Date.parse(answer.body.expiresAt), scene.desk.time.now + linkLivesMs.invitation)
    const code = await codeOf()
    assert.equal(JSON.stringify(answer.body).includes(code), false, 'the owner never sees the link')
    const opened = await readInvitation(scene.desk.kernel, offers, code)
    assert.deepEqual(
      [opened.account.name, opened.isKnown, opened.invitation.role],
      ['Kaffeerad', false, 'deputy'],
    )

    const { personId } = await accept(code, newcomer)
    const [grant] = await scene.desk.sql<Record<string, unknown>>(
      "select g.*, d.decided_by from access.grants g join access.decisions d on d.id = g.decision_id where g.door = 'members'",
    )
    assert.deepEqual(grant!['permissions'], permissionsOfRole.deputy.toSorted())
    assert.equal((grant!['ends_at'] as Date).toISOString(), '2026-12-31T23:00:00.000Z')
    assert.deepEqual(
      [grant!['subject_id'], grant!['resource_id'], grant!['given_by'], grant!['decided_by']],
      [personId, null, scene.desk.cast.people.olga, scene.desk.cast.people.olga],
    )
    const [opening] = await facts('grant.opened')
    assert.equal(opening!.by_person, personId, 'the act is his who accepts')
    const { members, invitations } = await listed()
    assert.deepEqual(invitations, [])
    assert.deepEqual(
      [members[0].person.name, members[0].address, members[0].role, members[0].can.becomeOwner],
      ['Mia Meister', mia.address, 'deputy', true],
    )
    assert.equal((await mailsTo(scene.desk, 'olga@kaffeerad.example', 'invitation-answered')).length, 1)
  })

  test('is answered the same whether the address is known here or not, and tells no true name', async () => {
    const shape = ({ status, body }: Answered) => [
      status,
      { ...body, id: '', address: '', sentAt: '', expiresAt: '' },
    ]
    const known = await invite({ address: 'sam@shopwerk.example' })
    const unknown = await invite({ address: 'nobody@shopwerk.example' })
    assert.deepEqual(shape(known), shape(unknown))
    assert.equal(JSON.stringify([known.body, await listed()]).includes('Sam Albers'), false)
    const timeline = await olga.get(`/accounts/${account}/timeline`)
    assert.equal(JSON.stringify(timeline.body).includes('Sam Albers'), false)
    const names = timeline.body.items
      .filter((fact: { kind: string }) => fact.kind === 'member.invited')
      .map((fact: { about: { personName: string } }) => fact.about.personName)
    assert.deepEqual(names, ['Mia Mit', 'Mia Mit'], 'the name that the owner typed')
    const [one, two] = [
      await mailsTo(scene.desk, 'sam@shopwerk.example'),
      await mailsTo(scene.desk, 'nobody@shopwerk.example'),
    ]
    assert.equal(one[0]!.plain, two[0]!.plain)
  })

  test('is refused for who is in already, and twice for one address', async () => {
    await join()
    refused(await invite({ address: 'MIA@kaffeerad.example' }), 409, 'already-a-member')
    refused(await invite({ address: 'olga@kaffeerad.example' }), 409, 'already-a-member')
    assert.equal((await invite({ address: 'x@x.example' })).status, 201)
    refused(await invite({ address: 'X@x.example' }), 409, 'already-invited')
  })

  test('takes whatever name people have, and no date that is none', async () => {
    for (const [i, name] of ['<b>Mia</b>', 'מיה \u202Egnp.exe', 'Ж'.repeat(200)].entries()) {
      const answer = await invite({ name, address: `m${i}@x.example` })
      assert.equal(answer.body.name, name)
      const [mail] = await mailsTo(scene.desk, `m${i}@x.example`)
      assert.equal(mail!.html.includes('<b>Mia'), false)
      assert.equal(mail!.subject.includes('\u202E'), false)
    }
    for (const name of ['', ' ', 'x'.repeat(300), 'a\u0000b'])
      refused(await invite({ name, address: 'm9@x.example' }), 400, 'invalid-input')
    for (const address of [
      'mia',
      'mia@',
      'a b@x.example',
      'mia@x.example\r\nBcc: all@x.example',
      `${'x'.repeat(250)}@x.example`,
    ])
      refused(await invite({ address }), 400, 'invalid-input')
    refused(await invite({ untilOn: '2026-02-30' }), 400, 'no-such-date')
    refused(await invite({ untilOn: '2026-11-22' }), 400, 'end-is-past')
    refused(await invite({ untilOn: 'tomorrow' }), 400, 'invalid-input')
    refused(await invite({ role: 'owner' }), 400, 'invalid-input')
    assert.equal((await invite({ untilOn: '2026-11-23' })).status, 201, 'today is not over')
  })

  test('is accepted by exactly one of fifty', async () => {
    await invite()
    const code = await codeOf()
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => accept(code, newcomer)))
    assert.equal(answers.filter(answer => answer.status === 'fulfilled').length, 1)
    for (const answer of answers)
      if (answer.status === 'rejected')
        assert.equal(answer.reason.code, 'link-is-over', String(answer.reason))
    assert.equal((await facts('member.accepted')).length, 1)
    assert.equal((await facts('grant.opened')).length, 1)
    assert.equal(
      (await scene.desk.sql('select from people.persons where address = $1', [mia.address])).length,
      1,
    )
  })

  test('that is accepted and declined at once ends as one of both', async () => {
    await invite()
    const code = await codeOf()
    const done = await Promise.allSettled([
      accept(code, newcomer),
      declineInvitation(scene.desk.kernel, house, offers, code),
    ])
    assert.equal(done.filter(one => one.status === 'fulfilled').length, 1)
    const count = (await facts('member.accepted')).length + (await facts('member.declined')).length
    assert.equal(count, 1)
  })

  test('is accepted by whose address it is, signed in, and by nobody else who has the link', async () => {
    await invite({ address: 'SAM@shopwerk.example', role: 'viewer' })
    const code = await codeOf('sam@shopwerk.example')
    assert.equal((await readInvitation(scene.desk.kernel, offers, code)).isKnown, true)
    await refuses(accept(code, newcomer), 'not-signed-in')
    await refuses(accept(code, { personId: scene.desk.cast.people.ines }), 'not-allowed')
    await refuses(accept(code, { personId: nobody }), 'not-allowed')
    await accept(code, { personId: scene.desk.cast.people.sam })
    const [member] = (await listed()).members
    assert.deepEqual([member.person.name, member.role], ['Sam Albers', 'viewer'])
    refused(await scene.sam.post(`/accounts/${account}/endings`, {}), 403, 'not-allowed')
  })

  test('is over once it was answered, withdrawn, sent anew, too old, or its code was changed', async () => {
    await invite()
    const first = await codeOf()
    const [{ id }] = (await listed()).invitations
    scene.desk.time.pass(hour)
    assert.equal((await olga.post(`/accounts/${account}/invitations/${id}/sending`)).status, 200)
    await refuses(accept(first, newcomer), 'link-is-over')
    const second = await codeOf()
    for (const code of [
      '',
      'x',
      second.slice(1),
      `${second}x`,
      second.replace(/^./, c => (c === 'a' ? 'b' : 'a')),
    ])
      await refuses(readInvitation(scene.desk.kernel, offers, code), 'link-is-over')
    const withdrawn = await olga.delete(`/accounts/${account}/invitations/${id}`)
    assert.equal(withdrawn.status, 200)
    assert.deepEqual((await olga.delete(`/accounts/${account}/invitations/${id}`)).body, withdrawn.body)
    assert.equal((await facts('member.invitation-withdrawn')).length, 1)
    await refuses(accept(second, newcomer), 'link-is-over')
    refused(await olga.post(`/accounts/${account}/invitations/${id}/sending`), 404, 'not-found')

    olga = await scene.desk.as('olga')
    assert.equal((await invite()).status, 201)
    const third = await codeOf()
    scene.desk.time.pass(linkLivesMs.invitation)
    await refuses(accept(third, newcomer), 'link-is-over')
    olga = await scene.desk.as('olga')
    assert.equal((await listed(olga)).invitations[0].state, 'lapsed')
  })

  test('that was declined is told to the owner by the name he typed, and can be made anew', async () => {
    await invite()
    await declineInvitation(scene.desk.kernel, house, offers, await codeOf())
    const [mail] = await mailsTo(scene.desk, 'olga@kaffeerad.example', 'invitation-answered')
    assert.match(mail!.plain, /Mia Mit/)
    const [fact] = await facts('member.declined')
    assert.equal(fact!.by_rule, 'invitation')
    assert.equal((await listed()).invitations[0].state, 'declined')
    refused(
      await olga.post(`/accounts/${account}/invitations/${(await listed()).invitations[0].id}/sending`),
      404,
      'not-found',
    )
    assert.equal((await invite()).status, 201)
  })

  test('of an owner who is none any more opens nothing', async () => {
    await invite()
    const code = await codeOf()
    await scene.desk.sql('update access.accounts set owner_id = $1 where id = $2', [
      scene.desk.cast.people.noor,
      account,
    ])
    await refuses(readInvitation(scene.desk.kernel, offers, code), 'link-is-over')
    await refuses(accept(code, newcomer), 'link-is-over')
    assert.deepEqual(await facts('grant.opened'), [])
    assert.equal(
      (await scene.desk.sql('select from people.persons where address = $1', [mia.address])).length,
      0,
    )
    // The new owner sees it as over; sending it again makes it his.
    const [invitation] = (await listed(scene.noor)).invitations
    assert.equal(invitation.state, 'lapsed')
    const sent = await scene.noor.post(`/accounts/${account}/invitations/${invitation.id}/sending`)
    assert.equal(sent.body.invitedBy.name, 'Noor Vermeer')
    await accept(await codeOf(), newcomer)
  })

  test('of a deactivated owner, or into a closed account, opens nothing', async () => {
    await invite()
    const code = await codeOf()
    await scene.desk.sql('update people.persons set deactivated_at = now() where id = $1', [
      scene.desk.cast.people.olga,
    ])
    await refuses(accept(code, newcomer), 'link-is-over')
    await scene.desk.sql('update people.persons set deactivated_at = null')
    assert.equal((await olga.post(`/accounts/${account}/closing`, { name: 'Kaffeerad' })).status, 200)
    await refuses(accept(code, newcomer), 'link-is-over')
    refused(await invite({ address: 'late@x.example' }), 409, 'account-is-closed')
  })

  test('is sent fifty times an hour at most, however often it is sent again', async () => {
    for (let i = 0; i < 25; i++) assert.equal((await invite({ address: `m${i}@x.example` })).status, 201)
    const [{ id }] = (await listed()).invitations
    const again = () => olga.post(`/accounts/${account}/invitations/${id}/sending`)
    for (let i = 0; i < 25; i++) assert.equal((await again()).status, 200)
    refused(await again(), 429, 'too-many-tries')
    refused(await invite({ address: 'm99@x.example' }), 429, 'too-many-tries')
    assert.equal((await scene.desk.sql("select from plumbing.mails where kind = 'invited'")).length, 50)
    scene.desk.time.pass(hour)
    olga = await scene.desk.as('olga')
    assert.equal((await invite({ address: 'm99@x.example' })).status, 201)
  })

  test('is sent again to who says that he cannot get in, but not every minute', async () => {
    await invite()
    const at = () => new Date(scene.desk.time.now)
    const ask = (address: string) =>
      scene.desk.kernel.database.within('*', tx => sendInvitationsTo(house, offers, tx, address, at()))
    await ask('MIA@kaffeerad.example')
    assert.equal((await mailsTo(scene.desk, mia.address)).length, 1, 'it was sent just before')
    scene.desk.time.pass(15 * 60_000)
    await ask('MIA@kaffeerad.example')
    await ask('nobody@x.example')
    assert.equal((await mailsTo(scene.desk, mia.address)).length, 2)
    await accept(await codeOf(), newcomer)
    scene.desk.time.pass(hour)
    await ask(mia.address)
    assert.equal((await mailsTo(scene.desk, mia.address, 'invited')).length, 2)
  })

  test('is made by the owner alone', async () => {
    const { client } = await join()
    refused(await invite({ address: 'x@x.example' }, client), 403, 'not-allowed')
    refused(await invite({ address: 'x@x.example' }, scene.noor), 404, 'not-found')
    refused(await invite({ address: 'x@x.example' }, scene.dora), 404, 'not-found')
    const { invitations, can } = await listed(client)
    assert.deepEqual(invitations, [])
    assert.deepEqual(can, {
      invite: 'not-allowed',
      transfer: 'not-allowed',
      close: 'not-allowed',
      leave: true,
    })
  })

  test('of another account is not there', async () => {
    await invite()
    const [{ id }] = (await listed()).invitations
    const noors = scene.accountOf('tulpenkas')
    refused(await scene.noor.post(`/accounts/${noors}/invitations/${id}/sending`), 404, 'not-found')
    refused(await scene.noor.delete(`/accounts/${noors}/invitations/${id}`), 404, 'not-found')
    refused(await scene.noor.delete(`/accounts/${account}/invitations/${id}`), 404, 'not-found')
    assert.ok(await readInvitation(scene.desk.kernel, offers, await codeOf()), 'its link is alive')
  })
})

describe('a member', () => {
  test('ends like the owner as a deputy, and sees as a viewer', async () => {
    const deputy = await join()
    const viewer = await join({ address: 'vera@kaffeerad.example', name: 'Vera', role: 'viewer' })
    const [grant] = await scene.turnOn('kaffeerad', ['sam'])
    const end = (client: Client) => client.post(`/accounts/${account}/grants/${grant}/ending`, {})
    assert.equal((await viewer.client.get(`/accounts/${account}/grants`)).status, 200)
    refused(await end(viewer.client), 403, 'not-allowed')
    assert.equal((await end(deputy.client)).status, 200)
    assert.equal((await scene.grantOf(grant!)).ending_by, deputy.id)
    const me = await deputy.client.get('/me')
    assert.deepEqual(
      me.body.accounts.map((one: Answered['body']) => [one.name, one.owner, one.role]),
      [['Kaffeerad', false, 'deputy']],
    )
  })

  test('is seen by when he was here last, not by what he did before he came', async () => {
    scene.desk.time.pass(-hour)
    const before = await scene.desk.as('ines')
    await before.get('/me')
    scene.desk.time.pass(2 * hour)
    olga = await scene.desk.as('olga')
    await invite({ address: 'ines@shopwerk.example' })
    await accept(await codeOf('ines@shopwerk.example'), { personId: scene.desk.cast.people.ines })
    assert.equal((await listed(olga)).members[0].lastSeenAt, null)
    scene.desk.time.pass(hour)
    await (await scene.desk.as('ines')).get('/me')
    assert.equal((await listed(olga)).members[0].lastSeenAt, new Date(scene.desk.time.now).toISOString())
  })

  test('leaves, with everything that he has passed on; the owner is told', async () => {
    const deputy = await join()
    await scene.give('kaffeerad', 'noor', ['access.view'])
    const leave = await deputy.client.post(`/me/accounts/${account}/leaving`, { note: 'new job' })
    assert.equal(leave.status, 200, JSON.stringify(leave.body))
    assert.deepEqual(
      leave.body.grants.map((grant: Answered['body']) => [grant.cause, grant.state]),
      [['returned', 'ended']],
    )
    assert.deepEqual(leave.body.stillOpen, [], 'who else gets in does not concern him any more')
    refused(await deputy.client.get(`/accounts/${account}/grants`), 404, 'not-found')
    refused(await deputy.client.post(`/me/accounts/${account}/leaving`, {}), 404, 'not-found')
    const [mail] = await mailsTo(scene.desk, 'olga@kaffeerad.example', 'member-left')
    assert.match(mail!.plain, /new job/)
  })

  test('cannot leave where he has nothing, and an owner not what is his', async () => {
    for (const id of [scene.accountOf('tulpenkas'), nobody, scene.desk.cast.provider])
      refused(await scene.sam.post(`/me/accounts/${id}/leaving`, {}), 404, 'not-found')
    refused(await olga.post(`/me/accounts/${account}/leaving`, {}), 409, 'owner-must-hand-over')
    // The provider's account belongs to Dora, and is none that anybody could leave.
    refused(await scene.dora.post(`/me/accounts/${scene.desk.cast.provider}/leaving`, {}), 404, 'not-found')
  })

  test('cannot be put back by an owner who is none any more, whatever was read before', async () => {
    await scene.desk.sql('update access.accounts set owner_id = $1 where id = $2', [
      scene.desk.cast.people.noor,
      account,
    ])
    await refuses(scene.give('kaffeerad', 'sam', ['shop.view']), 'not-allowed')
    // A rule gives nothing.
    await refuses(
      record(scene.desk.kernel, { accounts: [account], by: { rule: 'import' } }, r =>
        openGrant(
          r,
          {
            accountId: account,
            resourceId: null,
            door: 'members',
            subject: { kind: 'person', id: scene.desk.cast.people.sam },
            permissions: ['access.view'],
            beginsAt: r.now,
            endsAt: null,
            reason: null,
            caseNumber: null,
            message: null,
            giver: { as: 'owner' },
          },
          { longestMs: null, endless: true },
        ),
      ),
      'not-allowed',
    )
  })
})

describe('an account changes hands', () => {
  let next: { id: string; client: Client }
  let transfer: string
  const ask = (personId = next.id, by = olga) =>
    by.post(`/accounts/${account}/ownership-transfer`, { personId })
  const confirm = async (by = next.client) => by.post(`/me/ownership-transfers/${transfer}/confirmation`, {})
  const stop = (by: Client) => by.delete(`/me/ownership-transfers/${transfer}`)
  const owner = async () =>
    (
      await scene.desk.sql<{ owner_id: string }>('select owner_id from access.accounts where id = $1', [
        account,
      ])
    )[0]!.owner_id
  beforeEach(async () => {
    next = await join()
    const asked = await ask()
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    transfer = asked.body.id
  })

  test('asked, confirmed, waited for, done; the old owner keeps nothing', async () => {
    assert.equal((await listed()).transfer.can.confirm, 'not-allowed')
    const seen = await next.client.get('/me/ownership-transfers')
    assert.deepEqual(seen.body.items[0].can, { confirm: true, stop: true })
    assert.equal((await next.client.get('/me')).body.transfers, 1)
    const confirmed = await confirm()
    assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body))
    assert.equal(confirmed.body.state, 'waiting')
    assert.equal(Date.parse(confirmed.body.takesEffectAt), scene.desk.time.now + 3 * day)
    assert.deepEqual((await confirm()).body, confirmed.body, 'confirming again changes nothing')

    scene.desk.time.pass(3 * day - 1)
    await scene.desk.round.tend()
    assert.equal(await owner(), scene.desk.cast.people.olga)
    scene.desk.time.pass(1)
    await scene.desk.round.tend()
    await scene.desk.round.tend()
    assert.equal(await owner(), next.id)
    const [changed, ...more] = await facts('owner.changed')
    assert.deepEqual([changed!.by_rule, changed!.person_id, more.length], ['clock', next.id, 0])
    const [lent] = await scene.desk.sql<{ ending_cause: string }>(
      "select ending_cause from access.grants where door = 'members'",
    )
    assert.equal(lent!.ending_cause, 'replaced')

    olga = await scene.desk.as('olga')
    refused(await olga.get(`/accounts/${account}/grants`), 404, 'not-found')
    refused(await olga.delete(`/me/ownership-transfers/${transfer}`), 410, 'transfer-is-over')
    const mia = await signInAs(scene.desk, next.id)
    assert.equal((await listed(mia)).owner.person.id, next.id)
    for (const kind of ['transfer-asked', 'transfer-confirmed', 'transfer-done'])
      for (const address of ['olga@kaffeerad.example', 'mia@kaffeerad.example'])
        assert.equal((await mailsTo(scene.desk, address, kind)).length, 1, `${kind} to ${address}`)
  })

  test('as soon as it was confirmed, if the provider wants no waiting', async () => {
    await scene.desk.sql(
      "insert into people.policies (account_id, transfer_wait_days, standard_zone, standard_region, changed_at) values ($1, 0, 'UTC', 'DE-BE', now())",
      [scene.desk.cast.provider],
    )
    await confirm()
    await scene.desk.round.tend()
    assert.equal(await owner(), next.id)
  })

  test('not, if either of them stops it', async () => {
    for (const by of [olga, next.client]) {
      await confirm()
      const stopped = await stop(by)
      assert.equal(stopped.status, 200, JSON.stringify(stopped.body))
      refused(await stop(olga), 410, 'transfer-is-over')
      refused(await confirm(), 410, 'transfer-is-over')
      transfer = (await ask()).body.id
    }
    scene.desk.time.pass(4 * day)
    await scene.desk.round.tend()
    assert.equal(await owner(), scene.desk.cast.people.olga)
    assert.equal((await facts('owner.transfer-stopped')).length, 2)
  })

  test('not without being confirmed in time', async () => {
    scene.desk.time.pass(14 * day)
    refused(
      await (await signInAs(scene.desk, next.id)).post(
        `/me/ownership-transfers/${transfer}/confirmation`,
        {},
      ),
      410,
      'transfer-is-over',
    )
    await scene.desk.round.tend()
    const [fact] = await facts('owner.transfer-stopped')
    assert.deepEqual([fact!.by_rule, fact!.data['why']], ['clock', 'not-confirmed'])
    olga = await scene.desk.as('olga')
    assert.equal((await ask(next.id, olga)).status, 201, 'another one can be asked')
  })

  test('not to somebody who has left, whose time is up, or whose access was ended', async () => {
    await confirm()
    await next.client.post(`/me/accounts/${account}/leaving`, {})
    await scene.desk.round.tend()
    assert.equal((await facts('owner.transfer-stopped'))[0]!.data['why'], 'not-a-member')
    scene.desk.time.pass(4 * day)
    await scene.desk.round.tend()
    assert.equal(await owner(), scene.desk.cast.people.olga)
    assert.equal((await mailsTo(scene.desk, 'olga@kaffeerad.example', 'transfer-stopped')).length, 1)
  })

  test('not to somebody who was deactivated, nor from somebody who was', async () => {
    await confirm()
    assert.equal((await scene.dora.post(`/provider/people/${next.id}/deactivation`, {})).status, 200)
    scene.desk.time.pass(4 * day)
    await scene.desk.round.tend()
    assert.equal(await owner(), scene.desk.cast.people.olga)
    assert.equal((await facts('owner.changed')).length, 0)
  })

  test('not when the account was closed meanwhile', async () => {
    await confirm()
    await olga.post(`/accounts/${account}/closing`, { name: 'Kaffeerad' })
    assert.equal((await facts('owner.transfer-stopped'))[0]!.data['why'], 'account-is-closed')
    scene.desk.time.pass(4 * day)
    await scene.desk.round.tend()
    assert.equal(await owner(), scene.desk.cast.people.olga)
  })

  test('once at a time, also when it is asked twice at once', async () => {
    refused(await ask(), 409, 'transfer-runs-already')
    await stop(olga)
    const asked = await Promise.all([ask(), ask(), ask()])
    assert.equal(asked.filter(answer => answer.status === 201).length, 1)
    for (const answer of asked.filter(one => one.status !== 201))
      refused(answer, 409, 'transfer-runs-already')
  })

  test('confirmed and stopped at once: one of both', async () => {
    const [confirmed, stopped] = await Promise.all([confirm(), stop(olga)])
    assert.equal(stopped.status, 200)
    assert.ok([200, 410].includes(confirmed.status))
    scene.desk.time.pass(4 * day)
    await scene.desk.round.tend()
    assert.equal(await owner(), scene.desk.cast.people.olga)
  })

  test('by two nodes at once: once', async () => {
    await confirm()
    const second = await scene.desk.secondNode()
    scene.desk.time.pass(3 * day)
    await Promise.all([scene.desk.round.tend(), second.round.tend(), scene.desk.round.tend()])
    assert.equal(await owner(), next.id)
    assert.equal((await facts('owner.changed')).length, 1)
    assert.equal((await mailsTo(scene.desk, 'olga@kaffeerad.example', 'transfer-done')).length, 1)
  })

  test('only to members, and only by the owner', async () => {
    await stop(olga)
    for (const id of [scene.desk.cast.people.noor, scene.desk.cast.people.olga, nobody])
      refused(await ask(id), 409, 'not-a-member')
    refused(await ask(next.id, next.client), 403, 'not-allowed')
    refused(await ask(next.id, scene.noor), 404, 'not-found')
  })

  test('and is nobody else’s business', async () => {
    for (const by of [scene.noor, scene.sam, scene.dora]) {
      refused(await stop(by), 404, 'not-found')
      refused(await confirm(by), 404, 'not-found')
    }
    refused(await confirm(olga), 404, 'not-found')
    const viewer = await join({ address: 'vera@kaffeerad.example', role: 'viewer' })
    const { transfer: seen, can } = await listed(viewer.client)
    assert.deepEqual([seen, can.transfer], [null, 'not-allowed'])
    assert.deepEqual((await viewer.client.get('/me/ownership-transfers')).body.items, [])
  })
})
