import { test } from 'node:test'
import { chromium } from '@playwright/test'
import { startTestDesk } from '../test/desk.ts'
test('x', async () => {
  await using desk = await startTestDesk()
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  const page = await browser.newPage({ viewport: { width: 1200, height: 1400 } })
  page.on('console', m => console.log('CONSOLE', m.type(), m.text()))
  page.on('requestfailed', r => console.log('FAILED', r.url(), r.failure()?.errorText))
  page.on('response', r => console.log(r.status(), r.url()))
  await page.goto(desk.url + '/api/docs')
  await page.waitForSelector('.opblock', { timeout: 20000 })
  await page.screenshot({ path: '/tmp/docs1.png' })
  await page.click('#operations-session-sign-in .opblock-summary-control')
  await page.waitForTimeout(500)
  await page.click('.try-out__btn')
  await page.fill('textarea.body-param__text', JSON.stringify({ address: 'olga@kaffeerad.example', password: 'open sesame, until friday' }))
  await page.click('.execute')
  await page.waitForTimeout(1500)
  await (await page.$('#operations-session-sign-in'))!.screenshot({ path: '/tmp/docs2.png' })
  await browser.close()
})
