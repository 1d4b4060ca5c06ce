// The pictures of README and docs/screens.md, taken of the real console with the cast in it:
//   node scripts/ready.mjs scripts/take-pictures.ts
import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { consolePaths } from '#contract/paths.ts'
import type { CastName } from '#db/seeds/cast.ts'
import { consoleTexts } from '#texts/en/console.ts'
import type { Device } from '../test/browser/chromium.ts'
import { makeDeputy } from '../test/browser/make-member.ts'
import type { Stage } from '../test/browser/stage.ts'
import { turnOff, turnOn } from '../test/browser/turn-on.ts'
import { enterShop } from '../test/gate.ts'
import { buildConsole } from './build-console.ts'
import { prepareTestDatabase } from './prepare-test-database.ts'

const folder = join(import.meta.dirname, '../docs/pictures')
const most = 150_000
const minute = 60_000

type Picture = {
  file: string
  of: CastName
  on: Device
  path: string
  dark: boolean
  before?: () => Promise<void>
  /** A box that is ticked first. */
  tick?: string
}

await buildConsole()
mkdirSync(folder, { recursive: true })
const place = mkdtempSync(join(tmpdir(), 'einlass-pictures-'))
chmodSync(place, 0o755)
const database = await prepareTestDatabase(place)
try {
  process.env.EINLASS_TEST_PREPARED = join(place, 'prepared.json')
  writeFileSync(process.env.EINLASS_TEST_PREPARED, JSON.stringify(database.prepared), { mode: 0o600 })
  const { openStage } = await import('../test/browser/stage.ts')
  const stage = await openStage()
  try {
    for (const picture of await setTheScene(stage)) await take(stage, picture)
  } finally {
    await stage.close()
  }
} finally {
  await database.stop()
  rmSync(place, { recursive: true, force: true })
}

/** A Monday at the desk: one case is closed, another is being worked on, and two shops are open. */
async function setTheScene({ desk }: Stage): Promise<Picture[]> {
  const [olga, noor, ines] = [await desk.as('olga'), await desk.as('noor'), await desk.as('ines')]
  for (const person of [olga, noor, ines, await desk.as('dora')])
    await person.put('/me/language', { language: 'en' })
  const { kaffeerad, tulpenkas } = desk.cast.shops
  assert.ok(kaffeerad && tulpenkas)
  const until = { preset: 'three-working-days' }

  const who = { kind: 'named', people: [desk.cast.people.ines] }
  const closed = { until, who, reason: 'The shipping costs are wrong', caseNumber: 'T-4698' }
  await turnOn(olga, kaffeerad, closed)
  desk.time.pass(12 * minute)
  await enterShop(desk, 'kaffeerad', ines)
  desk.time.pass(21 * minute)
  await turnOff(olga, kaffeerad, 'Thank you, it works again.')

  desk.time.pass(48 * minute)
  await turnOn(noor, tulpenkas, { until, mode: 'read-only', reason: 'Which filters do customers see?' })
  await turnOn(olga, kaffeerad, {
    until,
    reason: 'The checkout adds the wrong tax',
    caseNumber: 'T-4711',
    message: 'Please look at the basket only.',
  })
  desk.time.pass(9 * minute)
  await enterShop(desk, 'kaffeerad', ines)
  desk.time.pass(26 * minute)

  await desk.round.daily()
  const { accountId } = kaffeerad
  /** Somebody in every state of people; they would push what is open off the first screens. */
  const bringPeople = async () => {
    await makeDeputy(desk, 'noor')
    const olga = await desk.as('olga')
    const made = async (path: string, body: object) => {
      const answer = await olga.post(`/accounts/${accountId}/${path}`, body)
      assert.equal(answer.status, 201, JSON.stringify(answer.body))
    }
    await made('contacts', {
      kind: 'role-mailbox',
      name: 'Bookkeeping',
      email: 'books@kaffeerad.example',
      language: 'en',
      zone: 'Europe/Berlin',
    })
    await made('rights-invitations', {
      invited: [{ address: 'anna@reuter.example', name: 'Anna Reuter' }],
      language: 'en',
      scopeId: null,
      audience: 'accountant',
      permissions: ['invoices.view', 'quotes.view'],
      until: { preset: 'one-week' },
      reason: 'The annual accounts',
    })
    await made('assignments', {
      personId: desk.cast.people.ines,
      scopeId: null,
      audience: 'agency',
      permissions: ['domains.view', 'domains.dns', 'tickets.view'],
      until: { preset: 'three-working-days' },
    })
  }
  const asked = new URLSearchParams({
    person: desk.cast.people.ines,
    permission: 'shop.operate',
    resource: kaffeerad.id,
  })
  const screens: Omit<Picture, 'on' | 'dark'>[] = [
    { file: 'who-can-get-in', of: 'olga', path: consolePaths.account(accountId) },
    { file: 'why', of: 'olga', path: `${consolePaths.why(accountId)}?${asked}` },
    { file: 'timeline', of: 'olga', path: consolePaths.timeline(accountId) },
    { file: 'sign-in-methods', of: 'olga', path: consolePaths.settingsSignIn() },
    { file: 'desk', of: 'dora', path: consolePaths.desk() },
    { file: 'people', of: 'olga', path: consolePaths.people(accountId), before: bringPeople },
    {
      file: 'boxes',
      of: 'olga',
      path: consolePaths.person(accountId, desk.cast.people.ines),
      tick: consoleTexts.permission.tickets.answer,
    },
  ]
  return screens.flatMap(({ file, before, ...screen }) =>
    (['desktop', 'phone'] as const).flatMap(on =>
      [false, true].map(dark => ({
        ...(before && on === 'desktop' && !dark ? { before } : {}),
        file: `${file}${on === 'phone' ? '-phone' : ''}${dark ? '-dark' : ''}`,
        ...screen,
        on,
        dark,
      })),
    ),
  )
}

async function take(stage: Stage, picture: Picture): Promise<void> {
  await picture.before?.()
  const { page, goes } = await stage.comes(picture.on, picture.of, {
    colorScheme: picture.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    viewport: picture.on === 'phone' ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    deviceScaleFactor: 1,
  })
  await goes(picture.path)
  await page.locator('h1').waitFor()
  await page.locator('[aria-busy="true"], [class*="Skeleton-root"]').first().waitFor({ state: 'detached' })
  if (picture.tick) await page.getByRole('checkbox', { name: picture.tick }).check()
  const path = join(folder, `${picture.file}.png`)
  const { length } = await page.screenshot({ path })
  console.log(`${picture.file}.png: ${Math.round(length / 1000)} kB`)
  assert.ok(length <= most, `a picture has at most ${most} bytes`)
  await page.context().close()
}
