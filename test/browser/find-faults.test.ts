import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from '@playwright/test'
import { devices, noBrowser, startBrowser } from './chromium.ts'
import { findFaults } from './find-faults.ts'

let browser: Browser
before(async () => {
  if (!noBrowser) browser = await startBrowser({})
})
after(() => browser?.close())

async function faultsOf(body: string): Promise<string[]> {
  const context = await browser.newContext(devices.phone)
  const page = await context.newPage()
  await page.setContent(`<!doctype html><html lang="de"><meta name="viewport" content="width=device-width">
<title>A page</title><style>@media(prefers-color-scheme:dark){.dim{color:#333;background:#222}}</style>
<main><h1>Wer hineinkommt</h1>${body}</main></html>`)
  const faults = await findFaults(page, 'de')
  await context.close()
  return faults
}

test('a page without a fault has none', { skip: noBrowser }, async () => {
  assert.deepEqual(await faultsOf('<p>grant.opened at www.shop.example, see README.md</p>'), [])
})

for (const [fault, body, found] of [
  [
    'a page that is too wide',
    '<div style="width:500px">wide</div>',
    /^the page is 5\d\d px wide and has 390$/,
  ],
  ['a key that found no text', '<p>Drücken Sie common.save jetzt</p>', /^"common\.save"/],
  ['a place that nobody filled', '<p>bis {{end}}</p>', /^"\{\{end\}\}"/],
  ['a value that is not there', '<p>bis undefined</p>', /^"undefined"/],
  ['a field without a label', '<input type="text">', /^label: input/],
  ['words that one cannot read in the dark', '<p class="dim">dark</p>', /^color-contrast: p .*#222222/s],
] as const)
  test(`${fault} is found`, { skip: noBrowser }, async () => {
    const faults = await faultsOf(body)
    assert.equal(faults.length, 1, faults.join('\n'))
    assert.match(faults[0]!, found)
  })

test('a page that says the wrong language is found', { skip: noBrowser }, async () => {
  const page = await browser.newPage()
  await page.setContent(
    '<!doctype html><html lang="en"><title>A page</title><main><h1>Page</h1></main></html>',
  )
  assert.deepEqual(await findFaults(page, 'nl'), ['the page says that it speaks en'])
})
