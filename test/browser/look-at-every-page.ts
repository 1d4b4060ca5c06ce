import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { doorPaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { noBrowser } from './chromium.ts'
import { findFaults } from './find-faults.ts'
import { looksOf } from './looks.ts'
import { type History, plantHistory } from './planted-history.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'

/** Looks at every page in a language: on a narrow phone, by light and in the dark. */
export function lookAtEveryPage(language: Language): void {
  const narrow = { viewport: { width: 360, height: 780 }, reducedMotion: 'reduce', locale: language } as const

  describe(`every page (${language})`, { skip: noBrowser }, () => {
    let stage: Stage
    let has: History
    before(async () => {
      stage = await openStage()
      has = await plantHistory(stage.desk)
    })
    after(() => stage?.close())

    for (const name of ['nobody', 'olga', 'noor', 'dora', 'sam', 'ines'] as const)
      describe(`as ${name}`, () => {
        let visitor: Visitor
        before(async () => {
          visitor = await stage.comes('phone', name === 'nobody' ? undefined : name, narrow)
          if (name !== 'nobody') await (await stage.desk.as(name)).put('/me/language', { language })
        })
        after(() => visitor?.page.context().close())
        for (const { name: title, path, afterwards } of looksOf(language)[name])
          test(title, () =>
            look(stage, visitor, language, path(has), afterwards && (tab => afterwards(tab, has))),
          )
      })
  })

  test(`setting up a new instance (${language})`, { skip: noBrowser }, async () => {
    const stage = await openStage({ isEmpty: true })
    try {
      const first = await stage.comes('phone', undefined, narrow)
      await look(stage, first, language, doorPaths.setUp(''))
    } finally {
      await stage.close()
    }
  })
}

async function look(
  stage: Stage,
  visitor: Visitor,
  language: Language,
  path: string,
  afterwards?: (visitor: Visitor) => Promise<unknown>,
): Promise<void> {
  const tab = await visitor.opensTab()
  try {
    await tab.goes(path)
    await isThere(tab)
    await afterwards?.(tab)
    await isThere(tab)
    assert.deepEqual([...(await findFaults(tab.page, language)), ...stage.complaints()], [])
  } finally {
    await tab.page.close()
  }
}

/** The page has its heading and waits for nothing. */
async function isThere({ page }: Visitor): Promise<void> {
  await expect(page.locator('h1')).toHaveCount(1)
  await expect(page.locator('[aria-busy="true"], [class*="Skeleton-root"]')).toHaveCount(0)
}
