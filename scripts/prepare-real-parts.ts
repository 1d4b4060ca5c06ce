import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'

/** Programs that tests run for real, and where they come from. */
const parts = [
  { program: 'nginx', debian: 'nginx-light', tests: 'test/real/nginx.test.ts' },
  { program: 'caddy', debian: 'caddy', tests: 'test/real/caddy.test.ts' },
  { program: 'smtpd', debian: 'opensmtpd', tests: 'test/real/opensmtpd.test.ts' },
  { program: 'glewlwyd', debian: 'glewlwyd', tests: 'test/real/glewlwyd.test.ts' },
  // The database's program alone: mariadb-server would start one that runs from then on.
  { program: 'mariadbd', debian: 'mariadb-server-core', tests: 'test/real/wordpress*.test.ts' },
  { program: 'php', debian: 'php-cli', tests: 'test/outside/magento.test.ts, test/real/wordpress*.test.ts' },
  // Brings php-mysql and a client of the database. It wants a web server beside it and takes nginx or caddy for one.
  { program: '/usr/share/wordpress/wp-load.php', debian: 'wordpress', tests: 'test/real/wordpress*.test.ts' },
  { program: 'ssh', debian: 'openssh-client', tests: 'test/real/{openssh*,ssh-door}.test.ts' },
  { program: 'sshd', debian: 'openssh-server', tests: 'test/real/{openssh*,ssh-door}.test.ts' },
  { program: 'pdftotext', debian: 'poppler-utils', tests: 'test/stories/evidence.test.ts' },
  { program: 'xmllint', debian: 'libxml2-utils', tests: 'test/stories/registrant.test.ts' },
  {
    program: 'chromium-headless-shell',
    debian: 'chromium-headless-shell',
    tests: 'test/browser/',
    orElse: 'chromium',
  },
] as const satisfies readonly Part[]

/** program: on the path, or a file; orElse: does as well, only slower */
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
    withoutStarting(() => {
      for (const name of names)
        spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', '--no-remove', name], {
          stdio: ['ignore', 'ignore', 2],
          env,
        })
    })
    // A machine that nobody could sign in to over the network stays one, after its next start too.
    if (names.includes('openssh-server'))
      spawnSync('sh', ['-c', 'systemctl disable ssh.service ssh.socket || update-rc.d ssh disable'], {
        stdio: 'ignore',
        env: withSystemPath(),
      })
    missing = missing.filter(part => !isThere(part.program))
  }
  missing = missing.filter(part => !part.orElse || !isThere(part.orElse))
  return missing.map(
    part => `${part.tests} needs ${part.program}: on Debian "apt-get install ${part.debian}" as root`,
  )
}

/** A service that comes with a package is not started: only what a test starts runs (Debian: invoke-rc.d(8)). */
function withoutStarting(install: () => void): void {
  const policy = '/usr/sbin/policy-rc.d'
  const isOurs = !existsSync(policy)
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    install()
  } finally {
    if (isOurs) rmSync(policy, { force: true })
  }
}

function withSystemPath(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` }
}

function isThere(program: string): boolean {
  if (program.startsWith('/')) return existsSync(program)
  return (
    spawnSync('sh', ['-c', `command -v ${program}`], {
      stdio: 'ignore',
      env: withSystemPath(),
    }).status === 0
  )
}
