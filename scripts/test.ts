// Runs the tests: prepares what they need (says what it installs or leaves out), starts one database for all of them,
// puts the cast into a template, and runs every test file in a process of its own.
//   npm test                           everything
//   npm run test:only -- FILE…         some files (or globs)
import { spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildConsole } from './build-console.ts'
import { prepareRealParts } from './prepare-real-parts.ts'
import { makeTestFolder, prepareTestDatabase } from './prepare-test-database.ts'

const root = join(import.meta.dirname, '..')
const only = process.argv.slice(2).filter(argument => argument !== '--only')
const files =
  only.length > 0
    ? only
    : globSync(['{server,texts,web,contract,scripts}/**/*.test.ts', 'test/**/*.test.ts'], {
        cwd: root,
        exclude: ['test/browser/**'],
      }).sort()
const browser = only.length > 0 ? [] : globSync('test/browser/**/*.test.ts', { cwd: root }).sort()

const missing = only.length > 0 ? [] : prepareRealParts()
if (missing.length > 0 && process.env.CI) {
  console.error(`In CI nothing is left out: ${missing.join('; ')}`)
  process.exit(1)
}
// Most single tests do without the console, and whoever is in the middle of it can run them all the same.
if (only.length === 0 || only.some(file => /test\/(browser|real|sizes|attacks)/.test(file)))
  await buildConsole()

const folder = makeTestFolder()
let code = 1
const database = await prepareTestDatabase(folder)
try {
  const prepared = join(folder, 'prepared.json')
  writeFileSync(prepared, JSON.stringify(database.prepared), { mode: 0o600 })
  const report = join(folder, 'report.tap')
  code = await runTests([...files, ...browser], prepared, report)
  const absent = process.env.CI ? leftOutForWantOfSomething(report) : []
  for (const one of absent) console.error(`In CI nothing is left out: ${one}`)
  if (absent.length > 0) code = 1
} finally {
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}
for (const one of missing) console.error(`Left out: ${one}`)
process.exit(code)

/** Tests that left themselves out because a program is not there; those for other systems or users are none of these. */
function leftOutForWantOfSomething(report: string): string[] {
  return readFileSync(report, 'utf8')
    .split('\n')
    .filter(line => /# SKIP .*(not installed|missing)/i.test(line))
    .map(line => line.trim())
}

function runTests(paths: string[], prepared: string, report: string): Promise<number> {
  const missingFile = only.find(
    path => !path.includes('*') && !existsSync(join(root, path)) && !existsSync(path),
  )
  if (missingFile) throw new Error(`There is no ${missingFile}`)
  const child = spawn(
    process.execPath,
    [
      '--test',
      '--test-concurrency=3',
      '--test-timeout=120000',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${report}`,
      ...paths,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, EINLASS_TEST_PREPARED: prepared, NODE_ENV: 'test' },
    },
  )
  // Whoever stops the tests stops their database too: it ends when they have.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return new Promise(resolve => child.on('exit', status => resolve(status ?? 1)))
}
