#!/usr/bin/env node
// Makes a checkout ready and then runs one TypeScript file of this repository under Node 24:
//   node scripts/ready.mjs FILE.ts [arguments]
// Plain JavaScript, because it is the one file that must run on whatever Node (20 or newer) the machine has.

import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** For every Node that is started from here; what somebody sets in NODE_OPTIONS himself comes after them and wins. */
const nodeOptions = [
  '--disable-warning=ExperimentalWarning',
  // V8 would let its young generation grow to 128 MB at the start and keep it. Measured: 100 MB less, a hundredth slower.
  '--max-semi-space-size=16',
]

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [file, ...rest] = process.argv.slice(2)
if (!file) fail('Say which file to run: node scripts/ready.mjs FILE.ts')

installWhatTheLockFileSays()
run(nodeThatRunsTypeScript(), [join(root, file), ...rest])

/** Runs `npm ci` when the installed packages are not those of the committed lock file. */
function installWhatTheLockFileSays() {
  const stamp = join(root, 'node_modules', '.einlass-installed')
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.error('Installing the packages of the lock file (npm ci) …')
  const npm = process.env.npm_execpath
  const done = npm
    ? spawnSync(process.execPath, [npm, 'ci', '--no-fund', '--no-audit', '--loglevel=error'], {
        cwd: root,
        stdio: ['ignore', 2, 2],
      })
    : spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
        cwd: root,
        stdio: ['ignore', 2, 2],
        shell: process.platform === 'win32',
      })
  if (done.status !== 0)
    fail('npm ci failed: see the lines above. The network must reach the npm registry once.')
  writeFileSync(stamp, wanted)
}

/** Node runs TypeScript directly and without a flag from 24.12 on; older machines get the binary of the lock file. */
function nodeThatRunsTypeScript() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 24 || (major === 24 && minor >= 12)) return process.execPath
  try {
    const require = createRequire(join(root, 'package.json'))
    const folder = dirname(require.resolve(`node-${process.platform}-${process.arch}/package.json`))
    return join(folder, 'bin', 'node')
  } catch {
    return fail(
      `Einlass needs Node 24.12 or newer and found ${process.versions.node}. ` +
        `For ${process.platform}-${process.arch} no binary comes with the packages: install Node 24 from https://nodejs.org.`,
    )
  }
}

function run(node, args) {
  const child = spawn(node, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${dirname(node)}:${process.env.PATH ?? ''}`,
      NODE_OPTIONS: `${nodeOptions.join(' ')} ${process.env.NODE_OPTIONS ?? ''}`,
      // Beside the packages, where only he writes who may change the program anyway.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'compiled'),
    },
  })
  // The terminal sends Ctrl-C to the whole group; a service manager signals this process only, so it is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
