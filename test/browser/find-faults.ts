import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOnly } from 'axe-core'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { consoleTexts } from '#texts/de/console.ts'
import { factsTexts } from '#texts/de/facts.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** In the dark nothing differs but colours. */
const whatColoursChange = ['color-contrast', 'link-in-text-block']

/** Colours take longest to look at, and are the same in every language: they are looked at in this one. */
const inColours: Language = 'de'

/** What is wrong with a page on a narrow phone, by light and in the dark; a sentence each. */
export async function findFaults(page: Page, language: Language): Promise<string[]> {
  const faults: string[] = []
  const spoken = await page.locator('html').getAttribute('lang')
  if (spoken !== language) faults.push(`the page says that it speaks ${spoken}`)

  const { text, width, room } = await page.evaluate(() => ({
    text: document.body.innerText,
    width: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }))
  if (width > room) faults.push(`the page is ${width} px wide and has ${room}`)
  for (const word of untranslated(text)) faults.push(`"${word}" is no word of a person`)

  await page.evaluate(axeSource)
  const hasColours = language === inColours
  const found = [await runAxe(page, { type: 'tag', values: levels }, hasColours ? [] : whatColoursChange)]
  if (hasColours) {
    await page.emulateMedia({ colorScheme: 'dark' })
    found.push(await runAxe(page, { type: 'rule', values: whatColoursChange }))
  }
  for (const { violations } of found)
    for (const { id, nodes } of violations)
      for (const node of nodes) faults.push(`${id}: ${node.target} ${node.failureSummary}`)
  return faults
}

/** By axe, which is in the page already; it need not tell what is right, nor fetch style sheets anew. */
function runAxe(page: Page, runOnly: RunOnly, without: readonly string[] = []): Promise<AxeResults> {
  return page.evaluate(
    ({ runOnly, rules }) =>
      (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
        runOnly,
        rules,
        resultTypes: ['violations'],
        preload: false,
      }),
    { runOnly, rules: Object.fromEntries(without.map(rule => [rule, { enabled: false }])) },
  )
}

/** Kinds of facts stand as they are in the table of a receipt, which is written for machines. */
const kinds = new Set(
  Object.entries(factsTexts.fact).flatMap(([about, those]) =>
    Object.keys(those).map(what => `${about}.${what}`),
  ),
)

/** Keys of the catalogue that found no text, and places that nobody filled. */
function untranslated(text: string): string[] {
  const keys = [...text.matchAll(/(?<![\w./-])([a-z][a-zA-Z]*)(?:\.[a-zA-Z][\w-]*)+(?![\w/-])/g)]
    .filter(([key, part]) => part! in consoleTexts && !kinds.has(key))
    .map(([key]) => key)
  return [
    ...keys,
    ...(text.match(/\{\{.*?\}\}/g) ?? []),
    ...(text.match(/\b(undefined|null|NaN)\b|\[object/g) ?? []),
  ]
}
