import assert from 'node:assert/strict'
import { type Answered, hour, type TestDesk } from '../desk.ts'
import { enterShop } from '../gate.ts'

export type History = Awaited<ReturnType<typeof plantHistory>>

/**
 * Every state that a page can show: off and on, with somebody inside, ended and confirmed, over and not confirmed,
 * asked and waiting, asked and refused. It is Monday evening afterwards, 18:00.
 */
export async function plantHistory(desk: TestDesk) {
  const { kaffeerad, roesterei, tulpenkas } = desk.cast.shops
  assert.ok(kaffeerad && roesterei && tulpenkas)
  const [olga, noor, ines, sam] = await Promise.all((['olga', 'noor', 'ines', 'sam'] as const).map(desk.as))
  assert.ok(olga && noor && ines && sam)
  const accessTo = (shop: typeof kaffeerad) => `/accounts/${shop.accountId}/shops/${shop.id}/service-access`
  const forTheTeam = { mode: 'full', who: { kind: 'team' } }

  // Its end passes below, and no round sees to it: not confirmed.
  const today = { ...forTheTeam, until: { preset: 'today-18' } }
  await done(noor.put(accessTo(tulpenkas), today, { 'if-match': '"0"' }))

  const first = await done(olga.put(accessTo(kaffeerad), today, { 'if-match': '"0"' }))
  await enterShop(desk, 'kaffeerad', ines)
  await done(olga.post(`${accessTo(kaffeerad)}/ending`, { note: 'Danke, gelöst' }))
  desk.time.pass(8 * hour)

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
  const asked = await done(sam.post('/provider/requests', request(roesterei.id)))

  const off = await done(olga.get(accessTo(kaffeerad)))
  const week = {
    ...forTheTeam,
    until: { preset: 'one-week' },
    reason: 'Die Kasse rechnet falsch',
    caseNumber: 'T-4711',
    message: 'Bitte nur den Warenkorb ansehen.',
  }
  const on = await done(olga.put(accessTo(kaffeerad), week, { 'if-match': `"${off.version}"` }))
  await enterShop(desk, 'kaffeerad', ines)
  return {
    account: kaffeerad.accountId,
    strangeAccount: tulpenkas.accountId,
    shopThatIsOn: kaffeerad.id,
    shopThatIsOff: roesterei.id,
    openGrant: String(on.grants[0].id),
    endedGrant: String(first.grants[0].id),
    waitingRequest: String(asked.id),
    refusedRequest: String(refused.id),
  }
}

async function done(answer: Promise<Answered>): Promise<Answered['body']> {
  const { status, body } = await answer
  assert.ok(status < 300, JSON.stringify(body))
  return body
}
