import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Locator, Page, Request } from '@playwright/test'
import { demoPassword, people } from '#db/seeds/cast.ts'
import { settingsTexts } from '#texts/de/settings.ts'
import { newClient } from '../desk.ts'
import { bothDevices, type Device, noBrowser } from './chromium.ts'
import { codeBy, holdPasskeys } from './second-factor.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'
import { deskWords, like, refusalWords, words } from './words.ts'

const { app, codes, keys, nav, notifications, passkeys, password, profile, proof, sessions, signIn } =
  settingsTexts

let stage: Stage
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  await (await stage.desk.as('noor')).put('/me/language', { language: 'de' })
})
after(() => stage?.close())

/** Two owners without a second factor, so that what one device does is not in the way of the other. */
const owner = { phone: 'olga', desktop: 'noor' } as const
const minute = 60_000

const sheet = (page: Page, title: string | RegExp): Locator => page.getByRole('dialog', { name: title })
/** Longer ago than a proof counts. */
const staysAway = () => stage.desk.time.pass(11 * minute)

async function proveByPassword(visitor: Visitor): Promise<void> {
  const asked = sheet(visitor.page, proof.title)
  await expect(asked.getByLabel(proof.password)).toBeFocused()
  await asked.getByLabel(proof.password).fill(demoPassword)
  await visitor.press('button', proof.go, asked)
  await expect(asked).toBeHidden()
}

async function goes(visitor: Visitor, page: string): Promise<void> {
  await visitor.press('link', page, visitor.page.getByRole('navigation', { name: settingsTexts.title }))
}

async function comes(device: Device): Promise<Visitor> {
  const visitor = await stage.comes(device, owner[device])
  await visitor.goes('/settings')
  await visitor.isAt(profile.title)
  return visitor
}

for (const device of bothDevices) {
  test(`somebody says who he is for others and of what he wants to be told (${device})`, {
    skip: noBrowser,
  }, async () => {
    const me = await comes(device)
    const { page } = me
    const name = page.getByLabel(profile.name, { exact: true })
    const nameForm = page.locator('form').filter({ has: name })
    await name.fill('  ')
    await me.press('button', words.common.save, nameForm)
    await me.reads(profile.nameMissing)
    await expect(name).toBeFocused()
    await name.fill('Anders Genannt')
    await me.press('button', words.common.save, nameForm)
    await me.reads(like(profile.nameSaved, { name: 'Anders Genannt' }))

    const entries = page.getByRole('checkbox', { name: new RegExp(`^${notifications.topic.entries}`) })
    const always = page.getByRole('checkbox', { name: new RegExp(notifications.always) })
    await expect(always.first()).toBeDisabled()
    await expect(always.first()).toBeChecked()
    await entries.uncheck()
    await me.press('button', words.common.save, page.locator('form').filter({ has: entries }))
    await me.reads(notifications.saved)

    await page.getByLabel(profile.language).selectOption('en')
    await me.isAt('Profile')
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await page.reload()
    await me.isAt('Profile')
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Anders Genannt')
    await expect(page.getByRole('checkbox', { name: /goes in for the first time/ })).not.toBeChecked()
    await page.getByLabel('Language of pages and mails').selectOption('de')
    await me.isAt(profile.title)
    await name.fill(people[owner[device]].name)
    await me.press('button', words.common.save, nameForm)
    await me.reads(like(profile.nameSaved, { name: people[owner[device]].name }))
    await page.context().close()
  })

  test(`a passkey is added, renamed and removed, after showing once more who one is (${device})`, {
    skip: noBrowser,
  }, async () => {
    const me = await comes(device)
    const { page } = me
    const authenticator = await holdPasskeys(page)
    await goes(me, nav.signIn)
    await me.isAt(signIn.title)
    await me.reads(passkeys.none)
    staysAway()

    const add = page.getByRole('button', { name: passkeys.add })
    await me.press('button', passkeys.add)
    const asked = sheet(page, proof.title)
    await expect(asked.getByLabel(proof.password)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(asked).toBeHidden()
    await me.reads(refusalWords['fresh-proof-needed'])
    await expect(add).toBeFocused()

    await me.press('button', passkeys.add)
    await asked.getByLabel(proof.password).fill('not this one')
    await me.press('button', proof.go, asked)
    await me.reads(proof.passwordWrong, asked)
    await proveByPassword(me)

    const making = sheet(page, passkeys.add)
    await expect(making.getByLabel(passkeys.name)).toHaveValue(/\w/)
    await making.getByLabel(passkeys.name).fill('Reisegerät')
    await authenticator.refuses(true)
    await me.press('button', passkeys.create, making)
    await expect(making.getByRole('alert')).toBeVisible()
    await authenticator.refuses(false)
    await me.press('button', passkeys.create, making)
    await expect(making).toBeHidden()
    await expect(page.getByText(like(passkeys.added, { name: 'Reisegerät' }))).toBeFocused()

    await me.press('button', like(passkeys.renameOf, { name: 'Reisegerät' }))
    await expect(page.getByLabel(like(passkeys.newName, { name: 'Reisegerät' }))).toBeFocused()
    await page.keyboard.type('Schreibtisch')
    await page.keyboard.press('Enter')
    await me.reads(like(passkeys.renamed, { name: 'Schreibtisch' }))

    // The dialogue stands above another one: Escape closes the upper one alone.
    staysAway()
    await me.press('button', like(passkeys.removeOf, { name: 'Schreibtisch' }))
    const leaving = sheet(page, like(passkeys.removeTitle, { name: 'Schreibtisch' }))
    await me.press('button', passkeys.removeNow, leaving)
    await expect(asked.getByRole('button', { name: proof.byPasskey })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(asked).toBeHidden()
    await expect(leaving).toBeVisible()
    await expect(leaving.getByRole('button', { name: passkeys.removeNow })).toBeFocused()
    await page.keyboard.press('Enter')
    await me.press('button', proof.byPasskey, asked)
    await expect(leaving).toBeHidden()
    await expect(page.getByText(like(passkeys.removed, { name: 'Schreibtisch' }))).toBeFocused()
    await me.reads(passkeys.none)
    await me.reads(settingsTexts.events.kind['passkey-removed'])
    await page.context().close()
  })

  test(`an authenticator app is set up, its recovery codes are shown once, and it is what is asked for then (${device})`, {
    skip: noBrowser,
  }, async () => {
    const me = await comes(device)
    const { page } = me
    const now = () => stage.desk.time.now
    await goes(me, nav.signIn)
    await me.press('button', app.setUp)
    const connecting = sheet(page, app.setUp)
    await expect(connecting.getByRole('img', { name: app.qr })).toBeVisible()
    const secret = await connecting.locator('.hash').innerText()
    assert.match(secret, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
    await me.press('button', app.confirm, connecting)
    await me.reads(app.codeMissing, connecting)
    await connecting.getByLabel(app.code).fill(codeBy(secret, now() + 6 * minute))
    await me.press('button', app.confirm, connecting)
    await me.reads(like(app.clockOff_other, { count: '6' }), connecting)
    await connecting.getByLabel(app.code).fill(codeBy(secret, now()))
    await me.press('button', app.confirm, connecting)

    const shown = sheet(page, codes.title)
    await expect(shown.getByText(codes.once)).toBeFocused()
    const recovery = await shown.getByRole('listitem').allInnerTexts()
    assert.ok(recovery.length >= 8)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(shown).toBeVisible()
    await page.emulateMedia({ media: 'print' })
    for (const code of recovery) await expect(shown.getByText(code)).toBeInViewport({ ratio: 1 })
    await expect(page.getByRole('heading', { level: 1 })).toBeHidden()
    await expect(shown.getByRole('button')).toHaveCount(0)
    await page.emulateMedia({ media: 'screen' })
    const downloading = page.waitForEvent('download')
    await me.press('button', codes.download, shown)
    const saved = await (await downloading).createReadStream()
    const text = Buffer.concat(await saved.toArray()).toString()
    for (const code of recovery) assert.ok(text.includes(code))
    await me.press('button', codes.stored, shown)
    await me.reads(app.done)
    await me.reads(like(codes.left_other, { count: String(recovery.length) }))

    staysAway()
    await me.press('button', password.change)
    const changing = sheet(page, password.change)
    await changing.getByLabel(password.label).fill('zu kurz')
    await me.press('button', password.save, changing)
    await me.reads(like(password.missing_other, { count: '5' }), changing)
    await changing.getByLabel(password.label).fill(demoPassword)
    await me.press('button', password.save, changing)
    const asked = sheet(page, proof.title)
    const code = asked.getByLabel(proof.code)
    await expect(code).toBeFocused()
    await expect(code).toHaveAttribute('inputmode', 'numeric')
    await expect(code).toHaveAttribute('autocomplete', 'one-time-code')
    await expect(asked.getByLabel(proof.password)).toHaveCount(0)
    await code.fill('000 000')
    await page.keyboard.press('Enter')
    await me.reads(proof.codeWrong, asked)
    await expect(code).toBeFocused()
    await code.fill(codeBy(secret, now()))
    await page.keyboard.press('Enter')
    await expect(asked).toBeHidden()
    await expect(changing).toBeHidden()
    await me.reads(password.saved)

    staysAway()
    await me.press('button', app.remove)
    await me.press('button', app.removeNow)
    await me.press('button', proof.toRecovery, asked)
    await expect(asked.getByLabel(proof.recoveryCode)).toBeFocused()
    await page.keyboard.type(recovery[0]!)
    await page.keyboard.press('Enter')
    await me.reads(app.removed)
    await me.reads(app.off)
    await page.context().close()
  })

  test(`somebody sees where he is signed in, and ends the others for good (${device})`, {
    skip: noBrowser,
  }, async () => {
    const me = await comes(device)
    const other = await comes(device)
    await goes(me, nav.sessions)
    await me.isAt(sessions.title)
    const rows = me.page.locator('section.card')
    await expect(rows.first()).toContainText(sessions.current)
    await expect(rows.first().getByRole('button')).toHaveCount(0)
    const count = await rows.count()
    await me.press('button', like(sessions.endOf), rows.nth(1))
    await expect(me.page.getByText(like(sessions.ended))).toBeFocused()
    await expect(rows).toHaveCount(count - 1)

    const last = await comes(device)
    await me.page.reload()
    await me.press('button', sessions.endOthers)
    await me.press('button', sessions.endOthersNow)
    const ended = me.page.getByText(like(sessions.othersEnded_one))
    await expect(ended.or(me.page.getByText(like(sessions.othersEnded_other)))).toBeFocused()
    await me.reads(sessions.onlyThis)
    for (const gone of [other, last]) {
      await gone.goes('/settings')
      await gone.isAt(deskWords.signIn.title)
    }
    for (const visitor of [me, other, last]) await visitor.page.context().close()
  })

  test(`a key is made once for a program, which can do no more than it says, until it is withdrawn (${device})`, {
    skip: noBrowser,
  }, async () => {
    const me = await comes(device)
    const { page } = me
    await goes(me, nav.keys)
    await me.isAt(keys.title)
    await me.press('button', keys.make)
    staysAway()
    const making = sheet(page, keys.make)
    await me.press('button', keys.makeNow, making)
    await me.reads(keys.nameMissing, making)
    await making.getByLabel(keys.name, { exact: true }).fill('Nachtlauf')
    await making.getByRole('radio', { name: like(keys.daysOf, { count: '30' }) }).check()

    const sent: Request[] = []
    page.on('request', request => {
      if (request.method() === 'POST' && request.url().endsWith('/me/api-keys')) sent.push(request)
    })
    const asked = sheet(page, proof.title)
    await me.press('button', keys.makeNow, making)
    await me.press('button', words.common.cancel, asked)
    await expect(asked).toBeHidden()
    await me.reads(refusalWords['fresh-proof-needed'], making)
    await expect(making.getByLabel(keys.name, { exact: true })).toHaveValue('Nachtlauf')
    await expect(making.getByRole('radio', { name: like(keys.daysOf, { count: '30' }) })).toBeChecked()
    await expect(making.getByRole('button', { name: keys.makeNow })).toBeFocused()

    sent.length = 0
    await me.press('button', keys.makeNow, making)
    await proveByPassword(me)
    const shown = sheet(page, like(keys.onceTitle, { name: 'Nachtlauf' }))
    await expect(shown.getByText(keys.once)).toBeFocused()
    const [refused, done] = await Promise.all(
      sent.map(async request => request.headerValue('idempotency-key')),
    )
    assert.ok(refused)
    assert.equal(done, refused, 'it is the very same call that is repeated')
    assert.equal(sent.length, 2)

    const secret = await shown.locator('pre').innerText()
    const program = newClient(stage.desk.url)
    const asProgram = { authorization: `Bearer ${secret}` }
    const reads = () => fetch(`${stage.desk.url}/api/v1/me`, { headers: asProgram })
    assert.equal((await reads()).status, 200)
    assert.equal((await program.post('/me/api-keys', {}, asProgram)).status, 403)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(shown).toBeVisible()
    await me.press('button', keys.stored, shown)
    await expect(page.getByText(like(keys.isMade, { name: 'Nachtlauf' }))).toBeFocused()
    await expect(page.locator('body')).not.toContainText(secret)

    await me.press('button', like(keys.withdrawOf, { name: 'Nachtlauf' }))
    await me.press('button', keys.withdrawNow)
    await me.reads(like(keys.withdrawnNow, { name: 'Nachtlauf' }))
    await me.reads(like(keys.over_one, { count: '1' }))
    assert.equal((await reads()).status, 401)
    await page.context().close()
  })
}

test('who must have a second factor and has none is told so where he can make one', {
  skip: noBrowser,
}, async () => {
  const olga = await stage.comes('phone', 'olga')
  await olga.goes('/settings/sign-in')
  await olga.isAt(signIn.title)
  await olga.reads(passkeys.none)
  await expect(olga.page.getByText(signIn.neededTitle)).toHaveCount(0)
  const dora = await stage.desk.as('dora')
  const { ownersWithoutSecondFactor: _, ...policy } = (await dora.get('/provider/policy/sign-in')).body
  const demanding = { ...policy, ownersNeedSecondFactor: true }
  assert.equal((await dora.put('/provider/policy/sign-in', demanding)).status, 200)
  await olga.page.reload()
  await olga.reads(signIn.neededAsOwner)
})
