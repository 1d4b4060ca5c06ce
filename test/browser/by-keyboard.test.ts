import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Locator, Page } from '@playwright/test'
import { demoPassword, people } from '#db/seeds/cast.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage } from './stage.ts'
import { deskWords, like, words } from './words.ts'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

/**
 * Presses a key and tells what has the focus then; null: nothing in the page.
 * Fails when the thing that had it before looks the same now: then nobody saw where the focus was.
 */
async function step(page: Page, key: string): Promise<string | null> {
  await page.keyboard.press(key)
  const { now, unseen } = await page.evaluate(async () => {
    // What moves, arrives first.
    const moves = document.getAnimations().filter(one => one instanceof CSSTransition)
    await Promise.allSettled(moves.map(one => one.finished))
    const looks = (element: Element) =>
      [element, element.closest('label')]
        .map(one => one && getComputedStyle(one))
        .map(style => style && `${style.outline} ${style.border} ${style.boxShadow} ${style.left}`)
        .join()
    const nameOf = (element: Element) =>
      `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40)}`
    const kept = globalThis as { lastStop?: { element: Element; looked: string } | undefined }
    const { activeElement: active, body } = document
    const last = kept.lastStop
    kept.lastStop = active && active !== body ? { element: active, looked: looks(active) } : undefined
    const isUnseen =
      last?.element.isConnected && last.element !== active && looks(last.element) === last.looked
    return {
      now: kept.lastStop && active ? nameOf(active) : null,
      unseen: isUnseen ? nameOf(last.element) : null,
    }
  })
  assert.equal(unseen, null, 'one does not see that this has the focus')
  return now
}

/** Goes on by the Tab key until the focus is there. */
async function tabTo(page: Page, there: Locator): Promise<void> {
  await there.waitFor()
  for (let steps = 0; steps < 60; steps++) {
    if (await there.evaluate(element => element === document.activeElement)) return
    await step(page, 'Tab')
  }
  assert.fail(`the key Tab does not lead to ${there}`)
}

/** Everything that the key stops at until it leaves the page. */
async function untilItLeaves(page: Page, key: string): Promise<string[]> {
  const stops: string[] = []
  while (stops.length < 80) {
    const stop = await step(page, key)
    if (stop === null) return stops
    stops.push(stop)
  }
  assert.fail(`${key} never leaves the page: ${stops.slice(-5).join(' · ')}`)
}

for (const device of bothDevices) {
  test(`signing in, switching on and switching off need no mouse (${device})`, {
    skip: noBrowser,
  }, async () => {
    const { page, ...olga } = await stage.comes(device)
    const { keyboard } = page
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const preset = (name: string) => page.getByRole('radio', { name: new RegExp(`^${name}`) })
    const theSwitch = page.getByRole('switch')

    await olga.goes('/')
    await olga.isAt(deskWords.signIn.title)
    await expect(page.getByLabel(deskWords.signIn.address)).toBeFocused()
    await keyboard.type(people.olga.address)
    await step(page, 'Tab')
    await keyboard.type(demoPassword)
    await tabTo(page, button(deskWords.signIn.submit))
    await keyboard.press('Enter')
    await olga.isAt(words.account.title)

    await step(page, 'Tab')
    await expect(page.getByRole('link', { name: words.common.skipToContent })).toBeFocused()
    await keyboard.press('Enter')
    await tabTo(page, page.getByRole('link', { name: `${words.account.toSwitch}: Kaffeerad` }))
    await keyboard.press('Enter')
    await olga.isAt(words.switch.title)
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

    await tabTo(page, theSwitch)
    await keyboard.press('Space')
    await tabTo(page, preset(words.preset['three-working-days']))
    await keyboard.press('ArrowDown')
    await expect(preset(words.preset['one-week'])).toBeChecked()
    await tabTo(page, button(words.switch.saveOn))
    await keyboard.press('Enter')
    await expect(theSwitch).toBeChecked()
    await expect(page.getByText(like(words.switch.turnedOn))).toBeFocused()

    await keyboard.press('Shift+Tab')
    await expect(theSwitch).toBeFocused()
    await keyboard.press('Space')
    const sheet = page.getByRole('dialog')
    await expect(sheet).toBeVisible()
    await keyboard.press('Escape')
    await expect(sheet).toBeHidden()
    await expect(theSwitch).toBeFocused()
    await keyboard.press('Enter')
    await tabTo(page, button(words.switch.offNow))
    await keyboard.press('Enter')
    await expect(button(words.ending.done)).toBeFocused()
    await keyboard.press('Enter')
    await expect(sheet).toBeHidden()
    await expect(theSwitch).not.toBeChecked()
    await expect(theSwitch).toBeFocused()
  })

  test(`the key Tab leads around the whole page and out of it, forwards and backwards (${device})`, {
    skip: noBrowser,
  }, async () => {
    const { id, accountId } = stage.desk.cast.shops.kaffeerad!
    const olga = await stage.comes(device, 'olga')
    await olga.goes(`/accounts/${accountId}/shops/${id}`)
    await olga.press('switch', like(words.switch.label))
    await olga.page.getByText(words.switch.more).click()
    await untilItLeaves(olga.page, 'Tab')
    const forwards = await untilItLeaves(olga.page, 'Tab')
    const backwards = await untilItLeaves(olga.page, 'Shift+Tab')
    assert.deepEqual(backwards.toReversed(), forwards)
    assert.ok(forwards.length >= 12, `too few stops: ${forwards.join(' · ')}`)
  })
}
