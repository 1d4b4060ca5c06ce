// Copies of this checkout, with the packages that are installed already, in which commands are run as people run them.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export type Checkout = { folder: string; remove(): void }

/** A copy in a folder with a space in its name, below a folder with these rights. */
export function copyCheckout(mode: number): Checkout {
  const above = mkdtempSync(join(tmpdir(), 'einlass-start-'))
  const folder = join(above, 'my desk')
  mkdirSync(folder)
  for (const name of [
    'clients',
    'contract',
    'db',
    'docs',
    'scripts',
    'server',
    'texts',
    'web',
    'package.json',
    'package-lock.json',
    'vite.config.ts',
    'tsconfig.json',
  ]) {
    cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  chmodSync(above, mode)
  return { folder, remove: () => rmSync(above, { recursive: true, force: true }) }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}
