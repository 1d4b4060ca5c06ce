// The door pages are the way in when nothing else works: a browser without JavaScript gets through all of them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { everyAccount } from '#server/access/account.ts'
import { linkLivesMs, makeLink } from '#server/people/links.ts'
import { totpCode, totpStepAt } from '#server/people/totp.ts'
import { fromBase32 } from '../base32.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage, shopOrigin } from './stage.ts'
import { turnOff, turnOn } from './turn-on.ts'
import { deskWords, gateWords, like, refusalWords } from './words.ts'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

const plain = { javaScriptEnabled: false }

for (const device of bothDevices)
  test(`signing in, entering, leaving and being refused work without JavaScript (${device})`, {
    skip: noBrowser,
  }, async () => {
    const { desk } = stage
    const kaffeerad = desk.cast.shops.kaffeerad!
    const owner = await desk.as('olga')
    const shop = { shop: 'Kaffeerad' }

    const ines = await stage.comes(device, undefined, plain)
    await ines.goes(`${shopOrigin}/admin/orders`)
    await ines.isAt(deskWords.signIn.title)
    await ines.fills(deskWords.signIn.address, 'ines@shopwerk.example')
    await ines.fills(deskWords.signIn.password, 'open sesame, until thursday')
    await ines.press('button', deskWords.signIn.submit)
    await expect(ines.page.getByRole('alert')).toHaveText(refusalWords['sign-in-failed'])
    await expect(ines.page.getByLabel(deskWords.signIn.address)).toHaveValue('ines@shopwerk.example')
    await ines.signsIn('ines')
    await ines.isAt(deskWords.notOpen.title)

    await turnOn(owner, kaffeerad, { message: 'Nur den Warenkorb' })
    await ines.goes(`${shopOrigin}/admin/orders`)
    await ines.isAt(like(deskWords.enter.title, shop))
    await ines.reads('Nur den Warenkorb')
    await ines.press('button', deskWords.enter.submit)
    await ines.isAt('Admin von Kaffeerad')
    assert.equal(ines.page.url(), `${shopOrigin}/admin/orders`, 'she arrives where she wanted to go')
    await ines.press('link', 'Wer bin ich hier?')
    await ines.press('button', gateWords.leave)
    await ines.isAt(gateWords.leftTitle)
    await ines.press('link', gateWords.enterAgain)
    await ines.press('button', deskWords.enter.submit)
    await ines.isAt('Admin von Kaffeerad')

    await turnOff(owner, kaffeerad)
    await ines.press('link', 'Bestellungen')
    await ines.isAt(gateWords.overTitle)
    await ines.press('link', gateWords.enterAgain)
    await ines.isAt(deskWords.notOpen.title)
  })

test('a new instance is set up without JavaScript', { skip: noBrowser }, async () => {
  const empty = await openStage({ isEmpty: true })
  try {
    const { kernel, time } = empty.desk
    const { code } = await kernel.database.within(everyAccount, tx =>
      makeLink(tx, { purpose: 'setup' }, linkLivesMs.setup, new Date(time.now)),
    )
    const texts = deskWords.setUp
    const first = await empty.comes('phone', undefined, plain)
    await first.goes('/sign-in')
    await first.isAt(texts.title)
    await first.fills(texts.link, code)
    await first.fills(texts.provider, 'Shopwerk')
    await first.page.getByLabel(texts.region).selectOption('DE-BE')
    await first.fills(texts.name, 'Dora Pult')
    await first.fills(texts.address, 'dora@shopwerk.example')
    await first.fills(texts.password, 'kurz')
    await first.press('button', texts.submit)
    await expect(first.page.getByRole('alert')).toHaveText(refusalWords['password-too-weak'])
    await first.fills(texts.password, 'ein ganzer Satz ist gut')
    await first.press('button', texts.submit)
    await first.reads(texts.done)
    await first.press('link', deskWords.signIn.title)
    await first.fills(deskWords.signIn.address, 'dora@shopwerk.example')
    await first.fills(deskWords.signIn.password, 'ein ganzer Satz ist gut')
    await first.press('button', deskWords.signIn.submit)
    // Whoever runs the desk must have a second factor before anything else.
    const { secondFactor } = deskWords
    await first.isAt(secondFactor.title)
    const secret = fromBase32(await first.page.locator('code').innerText())
    await first.fills(secondFactor.code, totpCode(secret, totpStepAt(time.now)))
    await first.press('button', secondFactor.submit)
    await first.isAt(secondFactor.doneTitle)
    assert.equal((await first.page.locator('pre').innerText()).trim().split('\n').length, 10)
    const arrived = first.page.waitForResponse(answer => answer.url().includes('/sign-in/arrived'))
    await first.press('link', secondFactor.stored)
    assert.equal((await arrived).headers()['location'], '/')
  } finally {
    await empty.close()
  }
})
