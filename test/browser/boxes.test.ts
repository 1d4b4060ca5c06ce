// What somebody may do stands in boxes: they are changed and saved, by two people at once too, with a thumb and by keys.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Locator } from '@playwright/test'
import { consolePaths } from '#contract/paths.ts'
import { type CastName, demoPassword, people } from '#db/seeds/cast.ts'
import { rightsTexts } from '#texts/de/rights.ts'
import { settingsTexts } from '#texts/de/settings.ts'
import { bothDevices, type Device, noBrowser } from './chromium.ts'
import { findFaults } from './find-faults.ts'
import { makeDeputy } from './make-member.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'
import { like, words } from './words.ts'

const t = rightsTexts
const { permission } = words
const minute = 60_000
const roesterei = 'Rösterei am Kanal'
const plus = (right: string) => t.bar.plus.replace('{{right}}', right)
const minus = (right: string) => t.bar.minus.replace('{{right}}', right)
/** Each device changes the boxes of somebody else, so that neither is in the way of the other. */
const personOf: Readonly<Record<Device, CastName>> = { phone: 'ines', desktop: 'sam' }

let stage: Stage
let account: string
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  account = stage.desk.cast.accounts.olga!
  // Who has nothing to do with the account cannot be given anything.
  for (const name of ['ines', 'sam'] as const) await makeDeputy(stage.desk, name)
})
after(() => stage?.close())

type Given = { id: string; version: number; permissions: string[]; until: string; state: string }
const path = () => `/accounts/${account}/assignments`
const idOf = (name: CastName) => stage.desk.cast.people[name]

/** In place of whatever he had by boxes. */
async function give(name: CastName, permissions: string[]): Promise<Given> {
  await endAll(name)
  const client = await stage.desk.as('olga')
  const body = {
    personId: idOf(name),
    scopeId: null,
    audience: 'agency',
    permissions,
    until: { local: '2026-11-27T18:00' },
  }
  const answer = await client.post(path(), body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}

async function read(name: CastName, id: string): Promise<Given> {
  const { body } = await (await stage.desk.as('olga')).get(`${path()}?person=${idOf(name)}`)
  return body.items.find((one: Given) => one.id === id)
}

/** Somebody else saves, in another place. */
async function saveElsewhere(name: CastName, id: string, change: (boxes: string[]) => string[]) {
  const { version, permissions } = await read(name, id)
  const client = await stage.desk.as('olga')
  const answer = await client.put(
    `${path()}/${id}`,
    { permissions: change(permissions) },
    { 'if-match': `"${version}"` },
  )
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
}

async function endAll(name: CastName): Promise<void> {
  const client = await stage.desk.as('olga')
  const { body } = await client.get(`${path()}?person=${idOf(name)}`)
  for (const { id } of (body.items as Given[]).filter(({ state }) => state === 'open')) {
    const answer = await client.post(`${path()}/${id}/ending`, {})
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
  }
}

async function prove(visitor: Visitor): Promise<void> {
  const asked = visitor.page.getByRole('dialog', { name: settingsTexts.proof.title })
  await expect(asked.getByLabel(settingsTexts.proof.password)).toBeFocused()
  await asked.getByLabel(settingsTexts.proof.password).fill(demoPassword)
  await visitor.press('button', settingsTexts.proof.go, asked)
  await expect(asked).toBeHidden()
}

for (const device of bothDevices)
  test(`boxes are changed, the difference is said in words, and it counts at once (${device})`, {
    skip: noBrowser,
  }, async () => {
    const person = personOf[device]
    const { name } = people[person]
    const given = await give(person, ['domains.view', 'domains.dns', 'invoices.view'])
    const olga = await stage.comes(device, 'olga')
    const { page } = olga
    const box = (right: string) => page.getByRole('checkbox', { name: `${name}: ${right}`, exact: true })
    const bar = page.getByRole('region', { name: t.bar.label })
    await olga.goes(consolePaths.person(account, idOf(person)))
    await olga.isAt(name)
    const list = `${permission.domains.view}, ${permission.domains.dns} ${t.sentence.and} ${permission.invoices.view}`
    await olga.reads(like(t.sentence.may, { name, list }))
    await olga.reads(like(t.sentence.seesNot, { name }))

    await expect(box(permission.domains.dns)).toBeChecked()
    await expect(box(permission.domains['name-servers'])).not.toBeChecked()
    await expect(box(permission.domains.dns)).toHaveAccessibleDescription(t.means.domains.dns)
    // Nobody can pass this on: there is no box, and it says why.
    await expect(box(permission.payment.manage)).toHaveCount(0)
    await expect(page.getByRole('row').filter({ hasText: permission.payment.manage })).toContainText(
      t.matrix.never,
    )
    // Some of a group: its box is neither ticked nor empty.
    const group = page.getByRole('checkbox', {
      name: like(t.matrix.groupBox, { name, group: t.group.domains }),
    })
    await expect(group).toBeChecked({ indeterminate: true })

    await olga.press('checkbox', `${name}: ${permission.invoices.view}`)
    await olga.press('checkbox', `${name}: ${permission.domains['name-servers']}`)
    await expect(bar).toContainText(plus(permission.domains['name-servers']))
    await expect(bar).toContainText(minus(permission.invoices.view))
    await expect(bar).toContainText(t.bar.atOnce)
    await expect(bar).toContainText(like(t.bar.dangers, { rights: permission.domains['name-servers'] }))
    assert.deepEqual(await findFaults(page, 'de'), [])

    stage.desk.time.pass(11 * minute)
    await olga.press('button', t.bar.save)
    await prove(olga)
    const saved = page.getByRole('status').filter({ hasText: like(t.bar.saved) })
    await expect(saved).toContainText(minus(permission.invoices.view))
    await expect(saved).toBeFocused()
    await expect(bar).toHaveCount(0)
    assert.deepEqual((await read(person, given.id)).permissions.toSorted(), [
      'domains.dns',
      'domains.name-servers',
      'domains.view',
    ])

    // Without changes of one's own, what others save simply stands there.
    await saveElsewhere(person, given.id, boxes => [...boxes, 'quotes.view'])
    await expect(box(permission.quotes.view)).toBeChecked()

    // With changes of one's own it is said, and nothing of either is lost.
    await olga.press('checkbox', `${name}: ${permission.tickets.view}`)
    await saveElsewhere(person, given.id, boxes => boxes.filter(one => one !== 'domains.name-servers'))
    await expect(bar).toContainText(
      like(t.meanwhile.changed, {
        by: people.olga.name,
        changes: minus(permission.domains['name-servers']),
      }),
    )
    await expect(box(permission.tickets.view)).toBeChecked()
    await expect(box(permission.domains['name-servers'])).toBeChecked()
    await olga.press('button', t.meanwhile.apply)
    await expect(box(permission.domains['name-servers'])).not.toBeChecked()
    await olga.press('button', t.bar.save)
    await olga.reads(like(t.bar.saved, { changes: plus(permission.tickets.view) }))

    // The same where the page has not heard of it before it saves: the desk refuses, and says what is there.
    const isList = (url: URL) => url.pathname.endsWith('/assignments') && url.search !== ''
    const stale = await (await stage.desk.as('olga')).get(`${path()}?person=${idOf(person)}`)
    const body = JSON.stringify(stale.body)
    const isStale = Promise.withResolvers<void>()
    await page.route(isList, route => {
      isStale.resolve()
      return route.fulfill({ body, contentType: 'application/json' })
    })
    // What was asked before that is answered by then, and cannot bring what is saved now.
    await isStale.promise
    await saveElsewhere(person, given.id, boxes => [...boxes, 'contacts.view'])
    await olga.press('checkbox', `${name}: ${permission.domains.dns}`)
    await olga.press('button', t.bar.save)
    await expect(bar).toContainText(plus(permission.contacts.view))
    await page.unroute(isList)
    await olga.press('button', t.meanwhile.apply)
    await olga.press('button', t.bar.save)
    await olga.reads(like(t.bar.saved, { changes: minus(permission.domains.dns) }))
    assert.deepEqual((await read(person, given.id)).permissions.toSorted(), [
      'contacts.view',
      'domains.view',
      'quotes.view',
      'tickets.view',
    ])

    await olga.press('button', like(t.endOf, { name }))
    const sheet = page.getByRole('dialog')
    await olga.reads(t.endHint, sheet)
    await olga.press('button', words.ending.now, sheet)
    await olga.press('button', words.ending.done, sheet)
    await olga.reads(t.state.ended)
    assert.deepEqual(stage.complaints(), [])
  })

test('a later end is a decision with its reason, and a preset fills the boxes without saving', {
  skip: noBrowser,
}, async () => {
  const given = await give('sam', ['domains.view'])
  const olga = await stage.comes('desktop', 'olga')
  const { page } = olga
  await olga.goes(consolePaths.person(account, idOf('sam')))
  await olga.press('button', t.changeEnd)
  await olga.press('radio', like(t.until['thirty-days']))
  await olga.press('button', t.move.save)
  await olga.reads(t.until.reasonMissing)
  await expect(page.getByLabel(t.until.reason, { exact: true })).toBeFocused()
  await olga.fills(t.until.reason, 'Der Umbau dauert länger')
  await olga.press('button', t.move.save)
  await olga.reads(like(t.move.saved))
  assert.ok((await read('sam', given.id)).until > given.until)

  await page.getByLabel(t.matrix.takeLabel, { exact: true }).selectOption('accountant')
  await olga.press('button', t.matrix.take)
  await olga.reads(like(t.matrix.taken, { preset: t.audience.accountant }))
  const bar = page.getByRole('region', { name: t.bar.label })
  await expect(bar).toContainText(minus(permission.domains.view))
  await expect(bar).toContainText(plus(permission.invoices.view))
  await olga.press('button', t.bar.drop)
  await expect(bar).toHaveCount(0)
  assert.deepEqual((await read('sam', given.id)).permissions, ['domains.view'])
  assert.deepEqual(stage.complaints(), [])
})

test('rights on another scope are given from the same page', { skip: noBrowser }, async () => {
  await endAll('sam')
  const olga = await stage.comes('phone', 'olga')
  const { page } = olga
  await olga.goes(consolePaths.person(account, idOf('sam')))
  await olga.press('button', t.give.openFirst)
  await olga.press('button', t.give.save)
  await olga.reads(t.where.missing)
  await page.getByLabel(t.where.chooseOne, { exact: true }).selectOption({ label: roesterei })
  await olga.press('radio', like(t.audience.accountant))
  await olga.press('button', t.give.save)
  await olga.reads(like(t.give.given))
  const card = page.getByRole('article').first()
  await expect(card.getByRole('heading', { name: roesterei })).toBeVisible()
  await expect(card).toContainText(t.audience.accountant)
  assert.deepEqual(await findFaults(page, 'de'), [])
  assert.deepEqual(stage.complaints(), [])
})

test('keys alone change a box and save it', { skip: noBrowser }, async () => {
  const given = await give('sam', ['domains.view'])
  const olga = await stage.comes('desktop', 'olga')
  const { page } = olga
  await olga.goes(consolePaths.person(account, idOf('sam')))
  const label = `${people.sam.name}: ${permission.domains.dns}`
  const tabTo = async (there: Locator) => {
    await there.waitFor()
    for (let steps = 0; steps < 90; steps++) {
      if (await there.evaluate(element => element === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    assert.fail(`the key Tab does not lead to ${there}`)
  }
  await tabTo(page.getByRole('checkbox', { name: label, exact: true }))
  await page.keyboard.press('Space')
  await tabTo(page.getByRole('button', { name: t.bar.save }))
  await page.keyboard.press('Enter')
  await olga.reads(like(t.bar.saved, { changes: plus(permission.domains.dns) }))
  assert.deepEqual((await read('sam', given.id)).permissions.toSorted(), ['domains.dns', 'domains.view'])
  assert.deepEqual(stage.complaints(), [])
})
