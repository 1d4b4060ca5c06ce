import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Programs that tests run for real, and where they come from. */
const parts = [
  { program: 'nginx', debian: 'nginx-light', tests: 'test/real/nginx.test.ts' },
  { program: 'caddy', debian: 'caddy', tests: 'test/real/caddy.test.ts' },
  { program: 'smtpd', debian: 'opensmtpd', tests: 'test/real/opensmtpd.test.ts' },
  { program: 'php', debian: 'php-cli', tests: 'test/outside/magento.test.ts' },
  { program: 'glewlwyd', debian: 'glewlwyd', tests: 'test/real/glewlwyd.test.ts' },
  {
    program: 'chromium-headless-shell',
    debian: 'chromium-headless-shell',
    tests: 'test/browser/',
    orElse: 'chromium',
  },
] as const satisfies readonly Part[]

/** orElse: does as well, only slower */
type Part = { program: string; debian: string; tests: string; orElse?: string }

/**
 * Installs what is missing where it may (root on Debian), saying so.
 * @returns what is left out, each with how to get it
 */
export function prepareRealParts(): string[] {
  let missing: readonly Part[] = parts.filter(part => !isThere(part.program))
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const names = missing.map(part => part.debian)
    console.error(`Installing for the tests: ${names.join(', ')} (apt-get)`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 2], env })
    // One by one, and never in the place of something else: a machine has one mail server, and it keeps its own.
    for (const name of names)
      spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', '--no-remove', name], {
        stdio: ['ignore', 'ignore', 2],
        env,
      })
    missing = missing.filter(part => !isThere(part.program))
  }
  missing = missing.filter(part => !part.orElse || !isThere(part.orElse))
  return missing.map(
    part => `${part.tests} needs ${part.program}: on Debian "apt-get install ${part.debian}" as root`,
  )
}

function isThere(program: string): boolean {
  return (
    spawnSync('sh', ['-c', `command -v ${program}`], {
      stdio: 'ignore',
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    }).status === 0
  )
}
