// The shape of the house: who may know whom, and what may be done where. Each sentence that fails here says the file,
// the line and why.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { straysOf } from './safety/import-map.ts'
import {
  hasGermanNames,
  isADrawer,
  readsTheClock,
  repeatsATestName,
  writesWhatIsNotItsOwn,
} from './safety/places.ts'
import { importsOf, readSources, type Source } from './safety/read-sources.ts'

const sources = readSources()
const strays = (source: Source) => straysOf(source, importsOf(source))
const none = (check: (source: Source) => string[], over: readonly Source[] = sources) => {
  const offences = over.flatMap(check)
  assert.equal(offences.length, 0, `\n${offences.join('\n')}`)
}

describe('the map of imports', () => {
  const ours = sources.filter(source => !source.path.endsWith('.css'))
  test('is read from more than two hundred files', () => {
    assert.ok(ours.length > 200, String(ours.length))
    assert.ok(ours.flatMap(importsOf).length > 800)
  })
  test('every file has a place in it and imports what its place may know', () => none(strays, ours))

  const planted: Record<string, string> = {
    'contract/grants.ts': "import { sql } from 'kysely'",
    'contract/words.ts': "import type { Kernel } from '#server/access/record.ts'",
    'server/plumbing/ids.ts': "import { Refusal } from '#server/access/refusal.ts'",
    'server/access/1-request/ask.ts': "import { openGrant } from '../3-grant/open-grant.ts'",
    'server/access/4-enter/may.ts': "const { endAccess } = await import('../5-end/end-access.ts')",
    'server/access/6-prove/receipt.ts': "import { endAccess } from '../5-end/end-access.ts'",
    'server/access/5-end/end-access.ts': "import { makeReceipt } from '#server/access/6-prove/receipt.ts'",
    'server/access/record.ts': "import { door } from '#server/doors/service-switch/opening.ts'",
    'server/access/3-grant/giver.ts': "import { kernelRoutes } from '../routes.ts'",
    'server/access/2-decide/decide-giving.ts': "import { listGrants } from '#contract/grants.ts'",
    'server/people/sessions.ts': "import { openGate } from '#server/entrances/gate/gate.ts'",
    'server/doors/service-switch/turn-on.ts': "import { x } from '#server/doors/sub-account/boxes.ts'",
    'server/doors/service-switch/policy.ts':
      "import { wordpress } from '#server/outside/wordpress/connect.ts'",
    'server/entrances/gate/gate.ts':
      "import { readSwitch } from '#server/doors/service-switch/read-switch.ts'",
    'server/outside/wordpress/connect.ts': "import type { Standing } from '#server/access/3-grant/giver.ts'",
    'server/http/app.ts': "import { endAccess } from '#server/access/5-end/end-access.ts'",
    'server/http/identify.ts': "import { demoPassword } from '#db/seeds/cast.ts'",
    'server/http/operations.ts': "import { turnOff } from '#server/doors/service-switch/turn-off.ts'",
    'server/desk.ts': "import { startTestDesk } from '../test/desk.ts'",
    'web/main.tsx': "import { openDesk } from '#server/desk.ts'",
    'texts/de/mails.ts': "import { problems } from '#contract/problems.ts'",
    'server/entrances/gate/reply.ts':
      "export type Reply = { status: number }\nimport { turnOn } from '#server/doors/service-switch/turn-on.ts'",
    'server/mystery/box.ts': '',
    'server/access/4-enter/snapshots.ts': 'await import(`../5-end/` + name)',
  }
  for (const [path, text] of Object.entries(planted)) {
    test(`notices what was planted in ${path}`, () => {
      const [offence = '', ...more] = strays({ path, text: `// planted\n${text}\n` })
      assert.deepEqual(more, [])
      assert.ok(offence.startsWith(path) && offence.length > path.length + 40, offence)
    })
  }
  const fine: Record<string, string> = {
    'server/access/5-end/end-access.ts': "import { openGrant } from '../3-grant/open-grant.ts'",
    'server/access/3-grant/list-grants.ts': "import type { Grant } from '#contract/grants.ts'",
    'server/access/4-enter/may.ts':
      "import {\n  type Static,\n  type TSchema,\n} from '#contract/entries.ts'",
    'server/people/sign-out.ts': "import { leave } from '#server/access/5-end/leave.ts'",
    'server/doors/service-switch/turn-on.ts':
      "import { turnOff } from '#server/doors/service-switch/turn-off.ts'",
    'server/http/pages/sign-in-page.ts': "import { demoPeople } from '#db/seeds/cast.ts'",
    'server/access/record.ts': "// import { openGate } from '#server/entrances/gate/gate.ts'",
  }
  for (const [path, text] of Object.entries(fine))
    test(`has nothing against what ${path} may import`, () => assert.deepEqual(strays({ path, text }), []))
})

describe('the clock', () => {
  test('is read in one place', () => none(readsTheClock))
  test('is noticed wherever else it is read, and an instant that is given is not', () => {
    const at = (text: string) =>
      readsTheClock({ path: 'server/doors/service-switch/turn-on.ts', text }).length
    for (const text of [
      'const x = new Date()',
      'new Date( )',
      'f(Date.now())',
      'Temporal.Now.instant()',
      'const s = Date()',
      'performance.now()',
    ])
      assert.equal(at(text), 1, text)
    for (const text of [
      'new Date(now)',
      '// new Date()',
      '/* Date.now() */',
      'r.update(x)',
      'const updatedDate = 1',
    ])
      assert.equal(at(text), 0, text)
  })
})

describe('tables', () => {
  test('are written by their owners only', () => none(writesWhatIsNotItsOwn))
  test('that are written by somebody else are noticed, in Kysely and in SQL', () => {
    const from = (path: string, text: string) => writesWhatIsNotItsOwn({ path, text }).length
    const door = 'server/doors/service-switch/turn-on.ts'
    for (const text of [
      "tx.insertInto('access.grants')",
      "tx.updateTable('access.grants as g').set({})",
      "tx\n  .deleteFrom(\n    'people.persons',\n  )",
      'sql`update access.grants set ended_at = now()`',
      'sql`INSERT INTO access.facts values (1)`',
      'sql`delete from only plumbing.mails`',
      "tx.updateTable('sub_account.boxes')",
      'tx.updateTable(table)',
      'sql`truncate access.facts`',
      'sql`alter table access.facts disable trigger all`',
    ])
      assert.equal(from(door, text), 1, text)
    for (const text of [
      "tx.updateTable('service_switch.switches')",
      "tx.selectFrom('access.grants').forUpdate()",
      '// update access.grants',
    ])
      assert.equal(from(door, text), 0, text)
    assert.equal(from('server/people/persons.ts', "tx.updateTable('access.accounts')"), 1)
    assert.equal(from('server/plumbing/mail/queue-mail.ts', "tx.insertInto('access.facts')"), 1)
    assert.equal(from('server/access/record.ts', "tx.insertInto('people.persons')"), 1)
    assert.equal(from('server/access/record.ts', "tx.insertInto('access.facts')"), 0)
  })
})

describe('names', () => {
  test('of files say what is in them', () => none(isADrawer))
  test('of files that are drawers are noticed', () => {
    for (const path of [
      'server/utils.ts',
      'server/http/helpers/x.ts',
      'web/ui/grant-manager.tsx',
      'server/common/a.ts',
      'test/test-utils.ts',
      'web/ui/GrantCard.tsx',
    ])
      assert.equal(isADrawer({ path, text: '' }).length, 1, path)
  })
  test('in the code are English', () => none(hasGermanNames))
  test('in German are noticed, and German texts are not', () => {
    const found = (text: string) => hasGermanNames({ path: 'server/x.ts', text }).length
    assert.equal(found('const schlüssel = 1'), 1)
    assert.equal(found("const key = 'Schlüssel'\n// Schlüssel\nconst t = `für Ä`\nconst r = /ä/"), 0)
  })
  test('of tests are given once', () => none(repeatsATestName))
  test('of tests that are given twice are noticed', () => {
    const text =
      "describe('a', () => {\n  test('b', () => 1)\n  test('c', () => 1)\n})\ntest('b', () => 1)\ntest('b', async () => 2)\n"
    assert.deepEqual(repeatsATestName({ path: 'test/x.test.ts', text }), [
      'test/x.test.ts: two tests are called “b”; which of them failed?',
    ])
  })
})

describe('packages', () => {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(join(import.meta.dirname, '..', file), 'utf8'))
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const
  const wanted = read('package.json') as Record<(typeof kinds)[number], Record<string, string>>
  const locked = (
    read('package-lock.json') as {
      packages: Record<string, { version?: string; integrity?: string; dev?: true; optional?: true }>
    }
  ).packages

  test('have one exact version each, and the lock file has the same', () => {
    for (const kind of kinds)
      for (const [name, version] of Object.entries(wanted[kind] ?? {})) {
        assert.match(
          version,
          /^\d+\.\d+\.\d+(-[\w.]+)?$/,
          `${name} must have an exact version, not ${version}`,
        )
        assert.equal(locked[`node_modules/${name}`]?.version, version, name)
      }
  })
  test('are each locked by a checksum, but for tools of other machines', () => {
    for (const [path, { integrity, dev, optional }] of Object.entries(locked))
      if (path !== '' && !(dev && optional)) assert.match(integrity ?? '', /^sha512-/, path)
  })
  test('are all used on the side that needs them: the server imports nothing that is only there for development', () => {
    const runtime = new Set([
      ...Object.keys(wanted.dependencies),
      ...Object.keys(wanted.optionalDependencies),
    ])
    const offences = sources
      .filter(
        source => /^(contract|server|db|texts)\//.test(source.path) && !source.path.endsWith('.test.ts'),
      )
      .flatMap(source =>
        importsOf(source)
          .map(one => ({ ...one, name: /^(@[^/]+\/[^/]+|[^/]+)/.exec(one.target)![1]! }))
          .filter(
            one =>
              !/^(node:|contract\/|server\/|db\/|texts\/|\(computed\))/.test(one.target) &&
              !one.onlyTypes &&
              !runtime.has(one.name),
          )
          .map(
            one =>
              `${source.path}:${one.line} imports ${one.name}, which is no dependency of the running desk`,
          ),
      )
    assert.deepEqual(offences, [])
  })
})
