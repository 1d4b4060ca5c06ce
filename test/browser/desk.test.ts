import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import type { CastName } from '#db/seeds/cast.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage } from './stage.ts'
import { turnOn } from './turn-on.ts'
import { like, words } from './words.ts'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

async function letTheSupportIn(name: CastName, key: string): Promise<void> {
  await turnOn(await stage.desk.as(name), stage.desk.cast.shops[key]!)
}

for (const device of bothDevices) {
  test(`the desk sees what is open over all accounts and ends one of them (${device})`, {
    skip: noBrowser,
  }, async () => {
    await letTheSupportIn('olga', 'kaffeerad')
    await letTheSupportIn('noor', 'tulpenkas')
    const dora = await stage.comes(device, 'dora')
    await dora.goes(consolePaths.deskOpen())
    await dora.isAt(words.desk.title)
    const cards = dora.page.getByRole('main').getByRole('article')
    await expect(cards).toHaveCount(2)
    const tulpenkas = cards.filter({ hasText: 'Tulpenkas' })
    await dora.press('button', like(words.grant.endOf, { subject: 'Support' }), tulpenkas)
    await dora.reads(words.desk.endHint)
    await dora.press('button', words.ending.now)
    await dora.reads(words.ending.nobodyInside)
    await dora.press('button', words.ending.done)
    await expect(tulpenkas).toHaveCount(0)
    await expect(cards).toHaveCount(1)
  })

  test(`the desk makes an account with its owner and shop, and a gate key that is shown once (${device})`, {
    skip: noBrowser,
  }, async () => {
    const name = `Fahrradladen ${device}`
    const shop = `Fahrrad ${device}`
    const dora = await stage.comes(device, 'dora')
    await dora.goes(consolePaths.desk())
    await dora.chooses(words.nav.accounts)
    await dora.press('button', words.accounts.make)
    await dora.fills(words.accounts.name, name)
    await dora.page.getByLabel(words.accounts.region).selectOption('DE-BE')
    await dora.fills(words.accounts.ownerName, 'Frieda Fahr')
    await dora.fills(words.accounts.ownerAddress, `frieda@${device}.example`)
    await dora.fills(words.accounts.shopName, shop)
    await dora.fills(words.accounts.shopOrigin, `https://${device}.example/admin`)
    await dora.press('button', words.accounts.save)
    await dora.reads(like(words.accounts.made, { name }))

    await dora.page.getByRole('searchbox', { name: words.common.search }).fill(name)
    const card = dora.page.getByRole('article').filter({ hasText: name })
    await expect(card).toContainText(`${device}.example`)
    await expect(dora.page.getByRole('article')).toHaveCount(1)
    await dora.press('button', like(words.accounts.keyOf, { shop }))
    await dora.press('button', words.accounts.keyMake)
    await dora.reads(words.accounts.keyOnce)
    const key = await dora.page
      .getByRole('dialog')
      .getByText(/^\S{40,}$/)
      .innerText()
    await dora.page.keyboard.press('Escape')
    await dora.reads(key)
    await dora.press('button', words.accounts.keyStored)
    await expect(dora.page.getByRole('dialog')).toBeHidden()
    await dora.press('button', like(words.accounts.keyOf, { shop }))
    await dora.reads(words.accounts.keyHint)
    assert.ok(!(await dora.page.content()).includes(key), 'the key is nowhere any more')

    const asked = await fetch(`${stage.desk.url}/gate/caddy`, {
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        'sec-fetch-mode': 'navigate',
        'x-einlass-gate-key': key,
        'x-forwarded-proto': 'https',
        'x-forwarded-host': `${device}.example`,
        'x-forwarded-method': 'GET',
        'x-forwarded-uri': '/admin',
      },
    })
    assert.notEqual(asked.status, 403, 'the gate knows the key that was shown')
  })

  test(`the desk takes somebody into the support team and out again (${device})`, {
    skip: noBrowser,
  }, async () => {
    const name = `Till ${device}`
    const dora = await stage.comes(device, 'dora')
    await dora.goes(consolePaths.desk())
    await dora.chooses(words.nav.staff)
    await dora.fills(words.staff.name, name)
    await dora.fills(words.staff.address, `till@${device}.example`)
    await dora.press('button', words.staff.save)
    await dora.reads(like(words.staff.added, { name }))
    const entry = dora.page.getByRole('listitem').filter({ hasText: name })
    await expect(entry).toHaveCount(1)
    await dora.press('button', like(words.staff.removeOf, { name, team: 'Support' }))
    await dora.press('button', words.staff.removeNow)
    await dora.reads(like(words.staff.removed_other, { name, count: '0' }))
    await expect(entry).toHaveCount(0)
  })
}
