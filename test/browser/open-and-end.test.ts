import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage, shopOrigin } from './stage.ts'
import { deskWords, gateWords, like, words } from './words.ts'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

const thursday = 'Do., 26.11., 18:00 Uhr (MEZ)'

for (const device of bothDevices)
  test(`an owner lets the support in with two taps, sees who is inside, and ends it for good (${device})`, {
    skip: noBrowser,
  }, async () => {
    const olga = await stage.comes(device)
    await olga.goes('/')
    await olga.signsIn('olga')
    await olga.isAt(words.account.title)
    await olga.reads(words.account.nobody)

    await olga.press('link', `${words.account.toSwitch}: Kaffeerad`)
    await olga.isAt(words.switch.title)
    const theSwitch = olga.page.getByRole('switch', { name: like(words.switch.label, { team: 'Support' }) })
    await expect(theSwitch).not.toBeChecked()
    await olga.press('switch', like(words.switch.label, { team: 'Support' }))
    await olga.press('button', words.switch.saveOn)
    await olga.reads(like(words.switch.turnedOn, { who: 'Support', until: `bis ${thursday}` }))
    await expect(theSwitch).toBeChecked()
    await expect(
      olga.page.getByRole('definition').filter({ hasText: `bis ${thursday} · noch 3 Tage` }),
    ).toBeVisible()

    const ines = await stage.comes(device)
    await ines.goes('/open')
    await ines.signsIn('ines')
    await ines.isAt(words.open.title)
    await ines.reads(`bis ${thursday}`)
    await ines.press('link', like(words.open.enterOf, { shop: 'Kaffeerad' }))
    await ines.isAt(like(deskWords.enter.title, { shop: 'Kaffeerad' }))
    await ines.reads('Do., 26.11.2026, 18:00 Uhr (MEZ)')
    await ines.press('button', deskWords.enter.submit)
    await ines.isAt('Admin von Kaffeerad')
    assert.equal(new URL(ines.page.url()).origin, shopOrigin)
    await ines.press('link', 'Wer bin ich hier?')
    await ines.isAt(gateWords.hereTitle('Kaffeerad'))
    await ines.reads('Ines Kurz')
    await ines.press('link', gateWords.back)

    // She touches nothing: the page asks again by itself.
    await expect(olga.page.getByRole('definition').filter({ hasText: 'Ines Kurz' })).toBeVisible()

    const listOfInes = await ines.opensTab()
    await listOfInes.goes('/open')
    await listOfInes.reads(like(words.open.insideSince))

    stage.desk.time.pass(5 * 60_000)
    await olga.press('button', words.switch.end)
    const sheet = olga.page.getByRole('dialog')
    await expect(sheet.getByRole('heading', { name: words.switch.offTitle })).toBeVisible()
    await olga.reads(like(words.ending.cutEntry, { person: 'Ines Kurz' }), sheet)
    await olga.press('button', words.switch.offNow)
    await expect(sheet.getByRole('heading', { name: words.switch.offResult })).toBeVisible()
    const cut = sheet.getByRole('listitem').filter({ hasText: 'Ines Kurz' })
    await expect(cut).toHaveText(
      like(`${words.ending.closedEntry}${words.ending.confirmed}`, { person: 'Ines Kurz' }),
    )
    await olga.press('button', words.ending.done)
    await expect(sheet).toBeHidden()
    await expect(theSwitch).not.toBeChecked()

    const answered = ines.page.waitForResponse(`${shopOrigin}/admin/orders`)
    await ines.press('link', 'Bestellungen')
    assert.equal((await answered).status(), 403)
    await ines.isAt(gateWords.overTitle)
    await ines.reads(gateWords.overBecause.revoked)
    await ines.reads('Olga Ostermann')
    await listOfInes.reads(words.open.ended)
    await expect(
      listOfInes.page.getByRole('link', { name: like(words.open.enterOf, { shop: 'Kaffeerad' }) }),
    ).toBeHidden()

    await olga.goes('/')
    await olga.reads(words.account.nobody)
  })
