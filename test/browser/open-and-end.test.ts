// The main journey: an owner lets the support in for three working days, sees who is inside, and takes it back.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage, shopOrigin, type Visitor } from './stage.ts'
import { deskWords, gateWords, like, words } from './words.ts'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

for (const device of bothDevices)
  describe(`on a ${device}`, { skip: noBrowser }, () => {
    let olga: Visitor
    let ines: Visitor
    let listOfInes: Visitor

    test('the owner signs in and sees that nobody can get in', async () => {
      olga = await stage.comes(device)
      await olga.goes('/')
      await olga.signsIn('olga')
      await olga.isAt(words.account.title)
      await olga.reads(words.account.nobody)
    })

    test('she switches service access on for three working days with two taps, and reads until when', async () => {
      await olga.press('link', `${words.account.toSwitch}: Kaffeerad`)
      await olga.isAt(words.switch.title)
      const theSwitch = olga.page.getByRole('switch', {
        name: like(words.switch.label, { team: 'Support' }),
      })
      await expect(theSwitch).not.toBeChecked()

      await olga.press('switch', like(words.switch.label, { team: 'Support' }))
      await expect(
        olga.page.getByRole('radio', { name: words.preset['three-working-days'] }),
      ).toBeChecked()
      await olga.press('button', words.switch.saveOn)

      await olga.reads(
        like(words.switch.turnedOn, { who: 'Support', until: 'bis Do., 26.11., 18:00 Uhr (MEZ)' }),
      )
      await expect(theSwitch).toBeChecked()
      await expect(
        olga.page.getByRole('definition').filter({ hasText: 'bis Do., 26.11., 18:00 Uhr (MEZ)' }),
      ).toBeVisible()
    })

    test('the agent signs in, sees the shop among those open to her, and enters it', async () => {
      ines = await stage.comes(device)
      await ines.goes('/open')
      await ines.signsIn('ines')
      await ines.isAt(words.open.title)
      await ines.reads('bis Do., 26.11., 18:00 Uhr (MEZ)')

      await ines.press('link', like(words.open.enterOf, { shop: 'Kaffeerad' }))
      await ines.isAt(like(deskWords.enter.title, { shop: 'Kaffeerad' }))
      await ines.reads('Ines Kurz')
      await ines.reads('Do., 26.11.2026, 18:00 Uhr (MEZ)')
      await ines.press('button', deskWords.enter.submit)

      await ines.isAt('Admin von Kaffeerad')
      assert.equal(new URL(ines.page.url()).origin, shopOrigin)
    })

    test('the owner sees her inside without loading the page again', async () => {
      await expect(
        olga.page.getByRole('definition').filter({ hasText: 'Ines Kurz' }),
      ).toBeVisible()
    })

    test('the agent is told at the shop who she is and until when', async () => {
      await ines.press('link', 'Wer bin ich hier?')
      await ines.isAt(gateWords.hereTitle('Kaffeerad'))
      await ines.reads('Ines Kurz')
      await ines.press('link', gateWords.back)
      await ines.isAt('Admin von Kaffeerad')
    })

    test('the owner ends it, sees beforehand whom it cuts and afterwards that it is confirmed', async () => {
      listOfInes = await stage.comes(device, 'ines')
      await listOfInes.goes('/open')
      await listOfInes.press('link', like(words.open.enterOf, { shop: 'Kaffeerad' }))
      await listOfInes.page.goBack()
      await listOfInes.isAt(words.open.title)
      stage.desk.time.pass(5 * 60_000)

      await olga.press('button', words.switch.end)
      const sheet = olga.page.getByRole('dialog')
      await expect(sheet.getByRole('heading', { name: words.switch.offTitle })).toBeVisible()
      await olga.reads(like(words.ending.cutEntry, { person: 'Ines Kurz' }), sheet)
      await olga.press('button', words.switch.offNow)

      await expect(sheet.getByRole('heading', { name: words.switch.offResult })).toBeVisible()
      const cut = sheet.getByRole('listitem').filter({ hasText: 'Ines Kurz: drinnen' })
      await expect(cut).toContainText(like(words.ending.closedEntry, { person: 'Ines Kurz' }))
      await expect(cut).toContainText(like(words.ending.confirmed))
      await olga.press('button', words.ending.done)
      await expect(sheet).toBeHidden()
      await expect(olga.page.getByRole('switch')).not.toBeChecked()
    })

    test('the next click of the agent in the shop is refused, and says that her access has ended', async () => {
      const answered = ines.page.waitForResponse(response => response.url() === `${shopOrigin}/admin/orders`)
      await ines.press('link', 'Bestellungen')
      assert.equal((await answered).status(), 403)
      await ines.isAt(gateWords.overTitle)
    })

    test('her open list says so by itself', async () => {
      await listOfInes.reads(words.open.ended)
      await expect(
        listOfInes.page.getByRole('link', { name: like(words.open.enterOf, { shop: 'Kaffeerad' }) }),
      ).toBeHidden()
    })

    test('and the page of the owner says that nobody can get in', async () => {
      await olga.goes('/')
      await olga.reads(words.account.nobody)
    })
  })
