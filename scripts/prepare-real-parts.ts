import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'

/** Programs that tests run for real, and where they come from. */
const parts = [
  { program: 'nginx', debian: 'nginx-light', tests: 'test/real/nginx.test.ts' },
  { program: 'caddy', debian: 'caddy', tests: 'test/real/caddy.test.ts' },
  { program: 'smtpd', debian: 'opensmtpd', tests: 'test/real/opensmtpd.test.ts' },
  { program: 'glewlwyd', debian: 'glewlwyd', tests: 'test/real/glewlwyd.test.ts' },
  { program: 'ssh', debian: 'openssh-client', tests: 'test/real/openssh*.test.ts' },
  { program: 'sshd', debian: 'openssh-server', tests: 'test/real/openssh*.test.ts', service: 'ssh' },
  {
    program: 'chromium-headless-shell',
    debian: 'chromium-headless-shell',
    tests: 'test/browser/',
    orElse: 'chromium',
  },
] as const satisfies readonly Part[]

type Part = {
  program: string
  debian: string
  tests: string
  /** Does as well, only slower. */
  orElse?: string
  /** What Debian would start with it and with every start of the machine. Nobody gets a way in for having run tests. */
  service?: string
}

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
    for (const { debian, service } of missing)
      withoutService(service, () =>
        spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', '--no-remove', debian], {
          stdio: ['ignore', 'ignore', 2],
          env,
        }),
      )
    missing = missing.filter(part => !isThere(part.program))
  }
  missing = missing.filter(part => !part.orElse || !isThere(part.orElse))
  return missing.map(
    part => `${part.tests} needs ${part.program}: on Debian "apt-get install ${part.debian}" as root`,
  )
}

/** Debian asks this file before it starts a service (invoke-rc.d(8)); where there is one, it is the machine's own. */
const policy = '/usr/sbin/policy-rc.d'

function withoutService(service: string | undefined, install: () => unknown): void {
  if (!service) return void install()
  const isOurs = !existsSync(policy)
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    install()
  } finally {
    if (isOurs) rmSync(policy, { force: true })
  }
  for (const [program, ...words] of [
    ['update-rc.d', service, 'disable'],
    ['systemctl', 'disable', `${service}.service`, `${service}.socket`],
  ])
    spawnSync(program!, words, { stdio: 'ignore' })
}

function isThere(program: string): boolean {
  return (
    spawnSync('sh', ['-c', `command -v ${program}`], {
      stdio: 'ignore',
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    }).status === 0
  )
}
