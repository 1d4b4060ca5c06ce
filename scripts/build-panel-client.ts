// Builds clients/node: node scripts/ready.mjs scripts/build-panel-client.ts
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')

/** Compiles the package for panels. @param folder where to; undefined: its own dist/ */
export function buildPanelClient(folder = join(root, 'clients/node/dist')): void {
  rmSync(folder, { recursive: true, force: true })
  const built = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'clients/node'), '--outDir', folder],
    { cwd: root, stdio: ['ignore', 2, 2] },
  )
  if (built.status !== 0) throw new Error('The client for panels could not be built: see the lines above.')
}

/** The client for panels as it is delivered: built, if its sources have changed since. */
export async function loadPanelClient(): Promise<typeof import('../clients/node/src/index.ts')> {
  const built = join(root, 'clients/node/dist/index.js')
  const sources = globSync('clients/node/{src/*.ts,tsconfig.json}', { cwd: root })
  const isOld = (file: string) => statSync(join(root, file)).mtimeMs > statSync(built).mtimeMs
  if (!existsSync(built) || sources.some(isOld)) buildPanelClient()
  return import(pathToFileURL(built).href)
}

if (import.meta.main) buildPanelClient()
