// A real OpenID provider, Glewlwyd, in a folder of its own: its database, its plug-in, people with passwords, and a
// client for the desk. What its web pages do by script is done here by the same requests.
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const modules = '/usr/lib/glewlwyd'
const tables = '/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3'
/** Of the administrator whom Glewlwyd's own tables come with. */
const administrator = { username: 'admin', password: 'password' }

export type Client = { id: string; secret: string; redirectUri: string }
export type Somebody = { username: string; password: string; email: string; isVerified: boolean }

export async function startGlewlwyd(client: Client) {
  const folder = mkdtempSync(join(tmpdir(), 'einlass-glewlwyd-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const issuer = `${url}/api/oidc`
  const database = new DatabaseSync(join(folder, 'database'))
  database.exec(readFileSync(tables, 'utf8'))
  database.close()
  const settings: Record<string, string | number | boolean> = {
    port,
    bind_address: '127.0.0.1',
    external_url: url,
    login_url: 'login.html',
    api_prefix: 'api',
    static_files_path: '/usr/share/glewlwyd/webapp',
    cookie_secure: false,
    log_mode: 'file',
    log_level: 'INFO',
    log_file: join(folder, 'log'),
    session_expiration: 3600,
    session_key: 'GLEWLWYD2_SESSION_ID',
    admin_scope: 'g_admin',
    profile_scope: 'g_profile',
    login_api_enabled: true,
    user_module_path: `${modules}/user`,
    client_module_path: `${modules}/client`,
    user_auth_scheme_module_path: `${modules}/scheme`,
    plugin_module_path: `${modules}/plugin`,
    hash_algorithm: 'SHA512',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  lines.push(`database={ type="sqlite3"; path="${join(folder, 'database')}" }`)
  writeFileSync(join(folder, 'configuration'), `${lines.join('\n')}\n`)
  const running = spawn('glewlwyd', [`--config-file=${join(folder, 'configuration')}`], { stdio: 'ignore' })
  const left = once(running, 'exit')

  const admin = newVisitor(url)
  const provider = {
    url,
    issuer,
    newVisitor: () => newVisitor(url),
    async addPerson({ username, password, email, isVerified }: Somebody): Promise<void> {
      await admin.sends('POST', '/api/user/', {
        username,
        password,
        email,
        email_verified: isVerified ? 'yes' : 'no',
        scope: ['openid', 'email', 'profile'],
        enabled: true,
      })
    },
    /** From then on everybody proves twice who he is; this person can. @param secret base32 */
    async demandCode(username: string, secret: string): Promise<void> {
      await admin.sends('PUT', '/api/scope/openid', {
        display_name: 'OpenID',
        description: 'OpenID',
        password_required: true,
        password_max_age: 0,
        scheme: { app: [{ scheme_type: 'otp', scheme_name: 'otp' }] },
        scheme_required: { app: 1 },
      })
      await admin.sends('POST', `/api/delegate/${username}/profile/scheme/register/`, {
        username,
        scheme_type: 'otp',
        scheme_name: 'otp',
        value: { type: 'TOTP', secret, time_step_size: 30 },
      })
    },
    async stop(): Promise<void> {
      running.kill()
      await left
      rmSync(folder, { recursive: true, force: true })
    },
  }
  try {
    await answers(url)
    await setUp()
  } catch (error) {
    await provider.stop()
    throw error
  }
  return provider

  async function setUp(): Promise<void> {
    await admin.sends('POST', '/api/auth/', administrator)
    // Its people have no word for a verified address by themselves.
    const users = (await admin.reads('/api/mod/user/database')) as {
      parameters: { 'data-format': Record<string, unknown> }
    }
    users.parameters['data-format']['email_verified'] = { multiple: false, read: true, write: true }
    await admin.sends('PUT', '/api/mod/user/database', users)
    await admin.sends('PUT', '/api/mod/user/database/reset/')
    for (const name of ['email', 'profile'])
      await admin.sends('POST', '/api/scope/', {
        name,
        display_name: name,
        description: name,
        password_required: true,
        password_max_age: 0,
      })
    await admin.sends('POST', '/api/mod/scheme/', {
      module: 'otp',
      name: 'otp',
      display_name: 'Code of an app',
      expiration: 600,
      max_use: 0,
      allow_user_register: false,
      parameters: {
        issuer: url,
        'secret-minimum-size': 16,
        'otp-length': 6,
        'hotp-allow': false,
        'totp-allow': true,
        'totp-window': 30,
        'totp-start-offset': 0,
      },
    })
    const { privateKey: key, publicKey: cert } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    await admin.sends('POST', '/api/mod/plugin/', {
      module: 'oidc',
      name: 'oidc',
      display_name: 'OpenID Connect',
      order_rank: 0,
      parameters: {
        iss: issuer,
        'oauth-as-iss-id': true,
        'jwt-type': 'rsa',
        'jwt-key-size': '256',
        key,
        cert,
        'jwks-show': true,
        'access-token-duration': 300,
        'refresh-token-duration': 600,
        'code-duration': 60,
        'auth-type-code-enabled': true,
        'auth-type-code-revoke-replayed': true,
        'pkce-allowed': true,
        'pkce-required': true,
        'pkce-method-plain-allowed': false,
        'subject-type': 'public',
        'email-claim': 'mandatory',
        'email-claim-scope': ['email'],
        claims: [
          {
            name: 'email_verified',
            'user-property': 'email_verified',
            type: 'boolean',
            'boolean-value-true': 'yes',
            'boolean-value-false': 'no',
            mandatory: true,
            scope: ['email'],
          },
        ],
      },
    })
    await admin.sends('POST', '/api/client/', {
      client_id: client.id,
      client_secret: client.secret,
      confidential: true,
      redirect_uri: [client.redirectUri],
      authorization_type: ['code'],
      token_endpoint_auth_method: ['client_secret_basic'],
      scope: [],
      enabled: true,
    })
  }
}

/** A browser at Glewlwyd's pages. */
function newVisitor(url: string) {
  const cookies = new Map<string, string>()
  async function ask(method: string, to: string, body?: unknown): Promise<Response> {
    const answered = await fetch(new URL(to, url), {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(pair => pair.join('=')).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const line of answered.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=')
      cookies.set(name, value)
    }
    return answered
  }
  const visitor = {
    async sends(method: string, path: string, body?: unknown): Promise<void> {
      const answered = await ask(method, path, body)
      if (!answered.ok)
        throw new Error(`Glewlwyd: ${method} ${path}: ${answered.status} ${await answered.text()}`)
    },
    reads: async (path: string): Promise<unknown> => (await ask('GET', path)).json(),
    /** Where a page leads, if it leads on. */
    async goes(to: string): Promise<string | undefined> {
      return (await ask('GET', to)).headers.get('location') ?? undefined
    },
    /**
     * Signs in at the page to which an authorization request leads, and lets the client know who it is.
     * @returns where the browser is sent back
     */
    async signsIn(
      authorization: string,
      clientId: string,
      shown: { username: string; password: string; code?: string },
    ): Promise<string> {
      const loginPage = new URL((await visitor.goes(authorization)) ?? '', url)
      const back = loginPage.searchParams.get('callback_url')
      if (!loginPage.pathname.endsWith('/login.html') || !back)
        throw new Error(`Glewlwyd does not ask who it is: ${loginPage}`)
      const { username, password, code } = shown
      await visitor.sends('POST', '/api/auth/', { username, password })
      if (code)
        await visitor.sends('POST', '/api/auth/', {
          username,
          scheme_type: 'otp',
          scheme_name: 'otp',
          value: { value: code },
        })
      await visitor.sends('PUT', `/api/auth/grant/${clientId}`, { scope: 'openid email profile' })
      return (await visitor.goes(`${back}&g_continue`)) ?? ''
    },
  }
  return visitor
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await fetch(`${url}/api/`)
      return
    } catch (error) {
      if (tries > 100) throw error
      await new Promise(done => setTimeout(done, 50))
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
