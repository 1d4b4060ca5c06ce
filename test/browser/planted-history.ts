import assert from 'node:assert/strict'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { record } from '#server/access/record.ts'
import { wantAllowList, wantLettingIn } from '#server/doors/support-visit/steps/want-by-hand.ts'
import { type Answered, hour, type TestDesk } from '../desk.ts'
import { enterShop } from '../gate.ts'
import { holdDomains } from '../matrix/hold-domains.ts'
import { openVisit } from '../open-visit.ts'
import { turnOff, turnOn } from './turn-on.ts'

/** Sam may visit a server of Noor's over SSH. */
async function openServerVisit(desk: TestDesk, accountId: string): Promise<string> {
  const server = await done(
    (await desk.as('dora')).post(`/provider/accounts/${accountId}/shops`, {
      name: 'web-1',
      origin: null,
      kind: 'server',
    }),
  )
  const connection = { system: 'ssh-host', address: 'ssh://127.0.0.1:1', login: 'deploy', credential: 'x' }
  await done((await desk.as('noor')).put(`/accounts/${accountId}/shops/${server.id}/connection`, connection))
  return record(desk.kernel, { accounts: [accountId], by: { person: desk.cast.people.noor } }, r =>
    openGrant(
      r,
      {
        accountId,
        resourceId: server.id,
        door: 'support-visit',
        subject: { kind: 'person', id: desk.cast.people.sam },
        permissions: ['server.shell', 'server.files'],
        beginsAt: r.now,
        endsAt: r.now + 24 * hour,
        reason: 'Die Platte ist voll',
        caseNumber: 'T-4712',
        message: null,
        giver: { as: 'owner' },
      },
      { longestMs: null, endless: true },
    ),
  )
}

export type History = Awaited<ReturnType<typeof plantHistory>>

/**
 * Every state that a page can show: off and on, with somebody inside, ended and confirmed, over and not confirmed,
 * asked and waiting, asked and refused. It is Monday evening afterwards, 18:00.
 */
export async function plantHistory(desk: TestDesk) {
  const { kaffeerad, roesterei, tulpenkas } = desk.cast.shops
  assert.ok(kaffeerad && roesterei && tulpenkas)
  const today = { until: { preset: 'today-18' } }

  // Its end passes below, and no round sees to it: not confirmed.
  await turnOn(await desk.as('noor'), tulpenkas, today)
  const inTheMorning = await desk.as('olga')
  const first = await turnOn(inTheMorning, kaffeerad, today)
  await enterShop(desk, 'kaffeerad', await desk.as('ines'))
  desk.time.pass(hour)
  await turnOff(inTheMorning, kaffeerad, 'Danke, gelöst')
  desk.time.pass(7 * hour)
  const [olga, ines] = [await desk.as('olga'), await desk.as('ines')]

  const request = (shopId: string) => ({
    shopId,
    wants: [
      { permission: 'shop.view', reason: 'Um den Bestellablauf so zu sehen, wie Sie ihn sehen' },
      { permission: 'shop.operate', reason: 'Um den Steuersatz zu berichtigen' },
    ],
    until: { preset: 'three-working-days' },
    forWhom: 'team',
    caseNumber: 'T-4711',
    message: 'Es geht um die Kasse.',
  })
  const refused = await done(ines.post('/provider/requests', request(kaffeerad.id)))
  await done(
    olga.post(`/accounts/${kaffeerad.accountId}/requests/${refused.id}/decision`, {
      outcome: 'refuse',
      note: 'Bitte rufen Sie zuerst an.',
    }),
  )
  const waiting = await done((await desk.as('sam')).post('/provider/requests', request(roesterei.id)))

  const dora = await desk.as('dora')
  await done(
    dora.put('/provider/visit-policy', {
      mailbox: 'besuche@shopwerk.example',
      longestDays: 30,
      requestLapsesDays: 7,
    }),
  )
  const { code } = await done(olga.post(`/accounts/${kaffeerad.accountId}/request-code`))
  const visit = (more: object) => ({
    code,
    resourceId: roesterei.id,
    caseNumber: 'T-4712',
    purpose: 'Der Versand rechnet falsch.',
    rights: [{ right: 'shop.view', reason: 'Um die Versandzonen zu sehen' }],
    until: { preset: 'three-working-days' },
    ...more,
  })
  const waitingVisit = await done(
    ines.post(
      '/provider/visits',
      visit({
        platform: 'shopify',
        platformRights: [{ right: 'Orders', reason: 'Um die Bestellung zu sehen' }],
      }),
    ),
  )
  const closedVisit = await done(
    ines.post(
      '/provider/visits',
      visit({
        platform: 'not-listed',
        platformName: 'Gambio',
        accessNeeded: false,
        because: 'Der Fehler lag bei uns.',
      }),
    ),
  )

  // The owner lets somebody in himself; what support cannot make there is done by hand.
  const openVisitCase = await done(
    olga.post(`/accounts/${kaffeerad.accountId}/visits`, {
      resourceId: roesterei.id,
      agentId: desk.cast.people.ines,
      platform: 'shopify',
      purpose: 'Der Versand rechnet noch immer falsch.',
      rights: [{ right: 'shop.view', reason: 'Um die Versandzonen zu sehen' }],
      until: { preset: 'three-working-days' },
    }),
  )
  const on = await turnOn(olga, kaffeerad, {
    reason: 'Die Kasse rechnet falsch',
    caseNumber: 'T-4711',
    message: 'Bitte nur den Warenkorb ansehen.',
  })
  await enterShop(desk, 'kaffeerad', ines)
  const guided = await openByHand(desk, roesterei)
  const handedVisit = await openVisit(desk, desk.time.now + 24 * hour, {
    shop: 'tulpenkas',
    owner: 'noor',
  })
  const handed = await done(
    (await desk.as('noor')).post(`/accounts/${tulpenkas.accountId}/grants/${handedVisit}/hand-overs`, {
      kind: 'sftp',
      label: 'Testsystem mit einem langen Namen',
      values: {
        host: 'sftp.testsystem-des-shops.kaffeerad.example',
        user: 'deploy',
        password: 'Zimt & Zucker',
      },
      most: 3,
    }),
  )
  assert.equal(handed.items.length, 1)
  const sshVisit = await openServerVisit(desk, tulpenkas.accountId)
  await holdDomains(desk.kernel, desk.ownerUrl, tulpenkas.accountId, desk.cast.people.noor)
  const cannotHold = {
    kind: 'role-mailbox',
    name: 'Mokka',
    email: 'mokka@example.org',
    language: 'nl',
    zone: 'Europe/Berlin',
  }
  await done((await desk.as('noor')).post(`/accounts/${tulpenkas.accountId}/contacts`, cannotHold))
  return {
    sshVisit,
    handedVisit,
    account: kaffeerad.accountId,
    /** Has to do with the account, and has no rights by boxes. */
    helper: desk.cast.people.ines,
    strangeAccount: tulpenkas.accountId,
    withDomains: tulpenkas.accountId,
    shopThatIsOn: kaffeerad.id,
    shopThatIsOff: roesterei.id,
    guidedGrant: guided,
    openGrant: String(on.grants[0].id),
    endedGrant: String(first.grants[0].id),
    waitingRequest: String(waiting.id),
    refusedRequest: String(refused.id),
    requestCode: String(code),
    waitingVisit: String(waitingVisit.visit.id),
    closedVisit: String(closedVisit.visit.id),
    openVisit: String(openVisitCase.visit.id),
    visit: await plantVisit(desk, 'roesterei'),
  }
}

/** Somebody is let in by hand, with a list of addresses and rights to compare; nothing is confirmed yet. */
function openByHand(desk: TestDesk, shop: { id: string; accountId: string }): Promise<string> {
  const { olga, sam } = desk.cast.people
  return record(desk.kernel, { accounts: [shop.accountId], by: { person: olga } }, async r => {
    const grantId = await openGrant(
      r,
      {
        accountId: shop.accountId,
        resourceId: shop.id,
        door: 'support-visit',
        subject: { kind: 'person', id: sam },
        permissions: ['shop.view'],
        beginsAt: r.now,
        endsAt: r.now + 48 * hour,
        reason: 'Die Kasse rechnet falsch',
        caseNumber: 'T-4712',
        message: null,
        giver: { as: 'owner' },
      },
      { longestMs: null, endless: true },
    )
    const of = {
      accountId: shop.accountId,
      resourceId: shop.id,
      grantId,
      platform: 'shopify',
      agentId: sam,
    } as const
    await wantAllowList(r, { ...of, addresses: ['203.0.113.0/24', '2001:db8::7'] })
    const wish = { kind: 'invitation' as const, mailbox: 'visit-4712@einlass.example' }
    await wantLettingIn(r, { ...of, ...wish, rights: ['Orders', 'Products'] })
    return grantId
  })
}

async function done(answer: Promise<Answered>): Promise<Answered['body']> {
  const { status, body } = await answer
  assert.ok(status < 300, JSON.stringify(body))
  return body
}

/** A visit of Ines that has left two things behind; the shop is connected to nothing that could take them away. */
async function plantVisit(desk: TestDesk, key: string): Promise<string> {
  const { accountId, id: resourceId } = desk.cast.shops[key]!
  const grantId = await record(
    desk.kernel,
    { accounts: [accountId], by: { person: desk.cast.people.olga } },
    r =>
      openGrant(
        r,
        {
          accountId,
          resourceId,
          door: 'support-visit',
          subject: { kind: 'person', id: desk.cast.people.ines },
          permissions: ['shop.view'],
          beginsAt: r.now,
          endsAt: r.now + 24 * hour,
          reason: null,
          caseNumber: 'T-4712',
          message: null,
          giver: { as: 'owner' },
        },
        { longestMs: null, endless: true },
      ),
  )
  for (const [kind, name] of [
    ['admin', 'helper2 (helper2@elsewhere.example, administrator)'],
    ['plugin', 'Backup Buddy 3.1'],
  ])
    await desk.sql(
      `insert into support_visit.left_behind (id, account_id, resource_id, system, kind, found_id, name, first_seen_at)
      values (gen_random_uuid(), $1, $2, 'wordpress', $3, $4, $4, $5)`,
      [accountId, resourceId, kind, name, new Date(desk.time.now)],
    )
  return grantId
}
