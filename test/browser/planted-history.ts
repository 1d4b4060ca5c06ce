import assert from 'node:assert/strict'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { record } from '#server/access/record.ts'
import { type Answered, hour, type TestDesk } from '../desk.ts'
import { enterShop } from '../gate.ts'
import { turnOff, turnOn } from './turn-on.ts'

/** Sam may visit a server of Noor's over SSH. */
async function openVisit(desk: TestDesk, accountId: string): Promise<string> {
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

  const on = await turnOn(olga, kaffeerad, {
    reason: 'Die Kasse rechnet falsch',
    caseNumber: 'T-4711',
    message: 'Bitte nur den Warenkorb ansehen.',
  })
  await enterShop(desk, 'kaffeerad', ines)
  const visit = await openVisit(desk, tulpenkas.accountId)
  return {
    visit,
    account: kaffeerad.accountId,
    strangeAccount: tulpenkas.accountId,
    shopThatIsOn: kaffeerad.id,
    shopThatIsOff: roesterei.id,
    openGrant: String(on.grants[0].id),
    endedGrant: String(first.grants[0].id),
    waitingRequest: String(waiting.id),
    refusedRequest: String(refused.id),
  }
}

async function done(answer: Promise<Answered>): Promise<Answered['body']> {
  const { status, body } = await answer
  assert.ok(status < 300, JSON.stringify(body))
  return body
}
