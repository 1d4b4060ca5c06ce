// A real WordPress in a folder of its own: its files, a MariaDB without network, PHP's own web server, and an
// administrator with an application password, by whom Einlass works in it.
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type ChildUser, findChildUser } from '#server/plumbing/postgres/find-child-user.ts'
import { freePort } from './checkout.ts'

const packaged = '/usr/share/wordpress'
const run = promisify(execFile)

/** What is not there, in the words of the package that brings it. */
export function missingForWordpress(): string | undefined {
  const path = `${process.env.PATH}:/usr/sbin:/sbin`
  for (const program of ['php', 'mariadbd', 'mariadb-install-db', 'mariadb'])
    if (
      spawnSync('sh', ['-c', `command -v ${program}`], { env: { ...process.env, PATH: path } }).status !== 0
    )
      return `${program} is not installed`
  return existsSync(join(packaged, 'wp-load.php')) ? undefined : 'wordpress is not installed'
}

export type RealWordpress = Awaited<ReturnType<typeof startWordpress>>

export async function startWordpress() {
  const user = process.getuid?.() === 0 ? findChildUser() : undefined
  const folder = mkdtempSync(join(tmpdir(), 'einlass-wordpress-'))
  chmodSync(folder, 0o755)
  const started: ChildProcess[] = []
  async function stop(): Promise<void> {
    for (const child of started.reverse()) await end(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const socket = await startMariadb(folder, user, started)
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const site = join(folder, 'site')
    await run('cp', ['-rL', packaged, site])
    writeFileSync(join(site, 'wp-config.php'), configuration(socket, url))
    /** Runs PHP inside of this WordPress. @returns what it echoed, read as JSON if it is any */
    const php = (code: string) => runPhp(site, user, code)
    const secret = await php(`
      define('WP_INSTALLING', true);
      require 'wp-load.php';
      require ABSPATH . 'wp-admin/includes/upgrade.php';
      wp_install('Shop', 'owner', 'owner@shop.test', false, '', '${randomBytes(12).toString('hex')}');
      $connector = wp_insert_user(['user_login' => 'einlass', 'user_pass' => wp_generate_password(32),
        'user_email' => 'einlass@shop.test', 'role' => 'administrator']);
      echo json_encode(WP_Application_Passwords::create_new_application_password($connector, ['name' => 'Einlass'])[0]);`)
    await serve(site, port, user, started)
    return {
      url,
      /** Of the connector's own account. */
      login: 'einlass',
      secret: String(secret),
      inside: (code: string) =>
        php(`require 'wp-load.php'; require_once ABSPATH . 'wp-admin/includes/user.php'; ${code}`),
      /** @returns the first column */
      sql: (query: string) => askDatabase(socket, query),
      /** What its people have installed besides, as a must-use plugin; null takes it away. */
      behave(code: string | null): void {
        const folder = join(site, 'wp-content', 'mu-plugins')
        mkdirSync(folder, { recursive: true })
        if (code === null) rmSync(join(folder, 'test.php'), { force: true })
        else writeFileSync(join(folder, 'test.php'), `<?php ${code}`)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startMariadb(
  folder: string,
  user: ChildUser | undefined,
  started: ChildProcess[],
): Promise<string> {
  const data = join(folder, 'database')
  mkdirSync(data)
  if (user) chownSync(data, user.uid, user.gid)
  const asUser = user ? [`--user=${user.name}`] : []
  await run('mariadb-install-db', [
    '--no-defaults',
    ...asUser,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    `--datadir=${data}`,
  ])
  const socket = join(data, 'socket')
  const child = spawn(
    'mariadbd',
    [
      '--no-defaults',
      ...asUser,
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--pid-file=${join(data, 'pid')}`,
      '--skip-networking',
      '--innodb-buffer-pool-size=32M',
      '--innodb-flush-log-at-trx-commit=0',
    ],
    { stdio: 'ignore', env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } },
  )
  started.push(child)
  for (let tries = 0; ; tries++) {
    const asked = await askDatabase(socket, 'create database if not exists shop', []).catch(() => undefined)
    if (asked) return socket
    if (tries > 300 || child.exitCode !== null) throw new Error('MariaDB did not start')
    await new Promise(done => setTimeout(done, 100))
  }
}

async function askDatabase(socket: string, query: string, database = ['shop']): Promise<string[]> {
  const options = ['--no-defaults', '-u', 'root', `--socket=${socket}`, '--batch', '--skip-column-names']
  const { stdout } = await run('mariadb', [...options, '-e', query, ...database])
  return stdout
    .split('\n')
    .filter(Boolean)
    .map(line => line.split('\t')[0]!)
}

function configuration(socket: string, url: string): string {
  const keys = ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap(name => [`${name}_KEY`, `${name}_SALT`])
  return `<?php
define('DB_NAME', 'shop'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
${keys.map(name => `define('${name}', '${randomBytes(32).toString('hex')}');`).join('\n')}
$table_prefix = 'wp_';
define('WP_HOME', '${url}'); define('WP_SITEURL', '${url}');
// Application passwords without https.
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false);
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`
}

/** Mail goes nowhere. */
const quiet = [
  '-d',
  'sendmail_path=/bin/true',
  '-d',
  'display_errors=stderr',
  '-d',
  'opcache.revalidate_freq=0',
]

async function serve(
  site: string,
  port: number,
  user: ChildUser | undefined,
  started: ChildProcess[],
): Promise<void> {
  const child = spawn('php', [...quiet, '-S', `127.0.0.1:${port}`, '-t', site], {
    cwd: site,
    stdio: 'ignore',
    // Its workers are in its group, and end with it.
    detached: true,
    env: { PATH: process.env.PATH, PHP_CLI_SERVER_WORKERS: '3' },
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  })
  started.push(child)
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/wp-login.php`).catch(() => undefined)
    if (answer?.ok) return
    if (tries > 100 || child.exitCode !== null)
      throw new Error(`PHP did not serve WordPress (${answer?.status})`)
    await new Promise(done => setTimeout(done, 100))
  }
}

async function runPhp(site: string, user: ChildUser | undefined, code: string): Promise<unknown> {
  const child = spawn('php', quiet, {
    cwd: site,
    env: { PATH: process.env.PATH },
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  })
  let [out, complaints] = ['', '']
  child.stdout.on('data', part => (out += part))
  child.stderr.on('data', part => (complaints += part))
  child.stdin.end(`<?php ${code}`)
  const [status] = await once(child, 'close')
  if (status !== 0) throw new Error(`PHP: ${complaints || out}`)
  try {
    return JSON.parse(out)
  } catch {
    return out
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const left = once(child, 'exit')
  // PHP's server leads a group of its own; MariaDB does not, and its data is thrown away with it.
  try {
    process.kill(-child.pid, 'SIGTERM')
  } catch {
    child.kill('SIGTERM')
  }
  await left
}
