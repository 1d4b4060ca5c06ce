import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** Builds the console into web/dist when its sources have changed since. */
export async function buildConsole(): Promise<void> {
  const sources = globSync(
    [
      'web/**/*.{ts,tsx,html,css,svg}',
      'contract/**/*.ts',
      'texts/**/*.ts',
      'docs/connect-a-shop/*',
      'vite.config.ts',
      'package-lock.json',
    ],
    { cwd: root, exclude: ['web/dist/**'] },
  ).sort()
  const hash = createHash('sha256')
  for (const file of sources)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  const wanted = hash.digest('hex')
  const stamp = join(root, 'web/dist/.built-from')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.error('Building the console …')
  const built = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--configLoader', 'native', '--logLevel', 'warn'],
    { cwd: root, stdio: ['ignore', 2, 2] },
  )
  if (built.status !== 0) throw new Error('The console could not be built: see the lines above.')
  writeFileSync(stamp, wanted)
}
