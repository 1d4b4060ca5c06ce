// An ending that is not proven stands above every page of its account, with what to do, until it is proven; and the desk
// sees it too.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { record } from '#server/access/record.ts'
import { unconfirmedTexts } from '#texts/unconfirmed.ts'
import { noBrowser } from './chromium.ts'
import { findFaults } from './find-faults.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'
import { turnOff, turnOn } from './turn-on.ts'
import { like } from './words.ts'

let stage: Stage
let account: string
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  account = stage.desk.cast.accounts.olga!
})
after(() => stage?.close())

/** Something was made in a WordPress that answers nobody, and the access has ended. */
async function endUnproven(): Promise<void> {
  const { desk } = stage
  const olga = await desk.as('olga')
  const shop = desk.cast.shops['kaffeerad']!
  const { grants } = await turnOn(olga, shop)
  await record(desk.kernel, { accounts: [account], by: { person: desk.cast.people.olga } }, r =>
    wantArtefact(r, {
      accountId: account,
      resourceId: shop.id,
      grantId: grants[0].id,
      system: 'wordpress',
      kind: 'admin',
      sharedAs: '',
      reference: { login: 'einlass-7' },
    }),
  )
  // Made, as far as the desk knows: without a connection, nothing could be.
  await desk.sql("update access.artefacts set present_at = $1 where system = 'wordpress'", [
    new Date(desk.time.now),
  ])
  await turnOff(olga, shop)
  for (const seconds of [0, 50]) {
    desk.time.pass(seconds * 1_000)
    await desk.round.tend()
  }
}

test('an alarm stands above every page of the account, says what to do by hand, and goes when it is proven', {
  skip: noBrowser,
}, async () => {
  await endUnproven()
  const { desk } = stage
  for (const language of ['nl', 'en', 'de'] as const) {
    const t = unconfirmedTexts[language]
    await (await desk.as('olga')).put('/me/language', { language })
    const olga = await stage.comes('phone', 'olga')
    const banner = olga.page.getByRole('alert').filter({ hasText: t.banner_one })
    for (const path of [
      consolePaths.members(account),
      consolePaths.timeline(account),
      consolePaths.account(account),
    ]) {
      await olga.goes(path)
      await expect(banner).toBeVisible()
    }
    await olga.page.getByRole('button', { name: t.show }).focus()
    await olga.page.keyboard.press('Enter')
    await olga.reads(like(t.byHand.wordpress, { name: 'einlass-7' }))
    await olga.reads(like(t.tried_other, { count: '2' }))
    assert.deepEqual(await findFaults(olga.page, language), [])
    await olga.page.emulateMedia({ colorScheme: 'light' })
    if (language !== 'de') continue
    await triesNow(olga, like(t.tryNowOf, { shop: 'Kaffeerad' }))
    // Somebody has taken it away, and a round has seen it.
    await desk.sql(
      "update access.artefacts set gone_at = $1, witness = '{}', error = null, error_at = null where system = 'wordpress'",
      [new Date(desk.time.now)],
    )
    await desk.round.tend()
    await olga.goes(consolePaths.account(account))
    await olga.isAt(/.+/)
    await expect(banner).toHaveCount(0)
  }

  async function triesNow(olga: Visitor, name: RegExp): Promise<void> {
    await desk.sql('update access.artefacts set next_try_at = $1, tried_at = $2', [
      new Date(desk.time.now + 240_000),
      new Date(desk.time.now - 60_000),
    ])
    await olga.press('button', name)
    await olga.reads(unconfirmedTexts.de.trying)
    const [row] = await desk.sql<{ next_try_at: Date | null }>('select next_try_at from access.artefacts')
    assert.equal(row!.next_try_at, null)
  }
})

test('the desk sees the alarm with the same instructions', { skip: noBrowser }, async () => {
  await endUnproven()
  const t = unconfirmedTexts.de
  const dora = await stage.comes('phone', 'dora')
  await dora.goes(consolePaths.deskUnconfirmed())
  const card = dora.page.getByRole('article').filter({ hasText: 'Kaffeerad' })
  await expect(card).toContainText(like(t.alarmed))
  await expect(card).toContainText(like(t.byHand.wordpress, { name: 'einlass-7' }))
  await dora.reads(t.banner_one)
  assert.deepEqual(await findFaults(dora.page, 'de'), [])
  await dora.press('button', like(t.tryNowOf, { shop: 'Kaffeerad' }), card)
  await dora.reads(t.trying)
})
