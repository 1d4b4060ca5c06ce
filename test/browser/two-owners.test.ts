import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { say } from '#server/plumbing/text.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage } from './stage.ts'
import { like, words } from './words.ts'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

for (const device of bothDevices)
  test(`who saves second is told what happened meanwhile, keeps what he typed, and decides anew (${device})`, {
    skip: noBrowser,
  }, async () => {
    const shop = stage.desk.cast.shops.kaffeerad!
    const [first, second] = [await stage.comes(device, 'olga'), await stage.comes(device, 'olga')]
    for (const owner of [first, second]) {
      await owner.goes(consolePaths.shop(shop.accountId, shop.id))
      await owner.press('switch', like(words.switch.label))
    }
    await second.press('radio', new RegExp(`^${words.preset['one-week']}`))
    await second.page.getByText(words.switch.more).click()
    await second.fills(like(words.switch.reason), 'Die Kasse rechnet falsch')

    // The second one's page hears of the first one's saving only when he saves himself.
    const saves = Promise.withResolvers<void>()
    await second.page.route('**/service-access', async route => {
      if (route.request().method() === 'PUT') saves.resolve()
      await saves.promise
      await route.continue()
    })
    await first.press('radio', new RegExp(`^${words.preset['today-18']}`))
    await first.press('button', words.switch.saveOn)
    await first.reads(like(words.switch.turnedOn, { until: 'bis Mo., 23.11., 18:00 Uhr (MEZ)' }))

    await second.press('button', words.switch.saveOn)
    await expect(second.page.getByRole('alert').filter({ hasText: /./ })).toHaveText(
      like(words.switch.conflict, {
        who: 'Olga Ostermann',
        state: say(words.switch.nowOn, { until: 'bis Mo., 23.11., 18:00 Uhr (MEZ)' }),
      }),
    )
    await expect(second.page.getByLabel(like(words.switch.reason)).first()).toHaveValue(
      'Die Kasse rechnet falsch',
    )
    await expect(
      second.page.getByRole('radio', { name: new RegExp(`^${words.preset['one-week']}`) }),
    ).toBeChecked()

    await second.press('button', words.switch.saveChanges)
    await second.reads(like(words.switch.turnedOnPlain, { until: 'bis Mo., 30.11., 10:00 Uhr (MEZ)' }))
    await expect(first.page.getByRole('definition').filter({ hasText: 'Mo., 30.11.' })).toBeVisible()

    await second.press('button', words.switch.end)
    await second.press('button', words.switch.offNow)
    await second.press('button', words.ending.done)
  })
