import assert from 'node:assert/strict'
import type { Answered, Client, TestDesk } from '../desk.ts'

export type Shop = TestDesk['cast']['shops'][string]

const accessTo = (shop: Shop) => `/accounts/${shop.accountId}/shops/${shop.id}/service-access`

/**
 * Switches service access on without a browser, where a journey begins later: for the whole team and a week, unless
 * `what` says otherwise.
 * @returns the switch as it is then
 */
export async function turnOn(owner: Client, shop: Shop, what: object = {}): Promise<Answered['body']> {
  const { version } = (await owner.get(accessTo(shop))).body
  const { status, body } = await owner.put(
    accessTo(shop),
    { until: { preset: 'one-week' }, mode: 'full', who: { kind: 'team' }, ...what },
    { 'if-match': `"${version}"` },
  )
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

export async function turnOff(owner: Client, shop: Shop, note?: string): Promise<void> {
  const { status, body } = await owner.post(`${accessTo(shop)}/ending`, { note })
  assert.equal(status, 200, JSON.stringify(body))
}
