import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** Every setting, with what it means; at most 25, everything else is set in the desk itself. */
const settings = {
  EINLASS_PORT: { standard: '8080', says: 'port of the desk' },
  EINLASS_HOST: { standard: '127.0.0.1', says: 'address to listen on; 0.0.0.0 for every interface' },
  EINLASS_SSH_PORT: {
    standard: '',
    says: 'port of the SSH door, for instance 2222, on the same interfaces as the desk; standard: no SSH door',
  },
  EINLASS_URL: {
    standard: '',
    says: 'address under which people reach the desk, for instance https://desk.example; standard: http://localhost:PORT',
  },
  EINLASS_DATA: { standard: '', says: 'data directory; standard: ./data' },
  EINLASS_DATABASE_URL: {
    standard: '',
    says: 'external PostgreSQL (16 or newer), as a role that may create schemas and roles; standard: embedded',
    secret: true,
  },
  EINLASS_PG_BIN: {
    standard: '',
    says: 'folder with the programs of a PostgreSQL (16 or newer) for the embedded database',
  },
  EINLASS_KEY: {
    standard: '',
    says: 'master key, 32 bytes as base64url; standard: made in the data directory',
    secret: true,
  },
  EINLASS_TRUSTED_PROXIES: {
    standard: '',
    says: 'addresses or networks (CIDR, comma-separated) of proxies in front of the desk whose X-Forwarded-For and -Proto are believed',
  },
  EINLASS_SMTP_URL: {
    standard: '',
    says: 'smtp://user:password@host:587; standard: mail stays queued',
    secret: true,
  },
  EINLASS_MAIL_FROM: { standard: '', says: 'sender of mails, for instance Einlass <desk@example.org>' },
  EINLASS_OIDC_ISSUER: {
    standard: '',
    says: 'your own OpenID provider, where people may sign in too, as it names itself, for instance https://login.example',
  },
  EINLASS_OIDC_CLIENT_ID: { standard: '', says: 'as what the desk is registered there' },
  EINLASS_OIDC_CLIENT_SECRET: { standard: '', says: 'the secret that belongs to it', secret: true },
  EINLASS_OIDC_NAME: {
    standard: '',
    says: 'what stands on the button of the sign-in page; standard: the name of the provider',
  },
  EINLASS_CATALOGUE: {
    standard: '',
    says: 'file (JSON) with permissions and presets of your own, see docs/own-permissions.md; standard: none',
  },
  EINLASS_LOG_FORMAT: { standard: 'json', says: 'json, pretty or silent' },
  EINLASS_DEMO: {
    standard: '',
    says: '1: shows the demo people on the sign-in page and all mails under /dev/mail; never for real accounts',
  },
} as const satisfies Record<string, { standard: string; says: string; secret?: true }>

type Name = keyof typeof settings

export type Config = {
  port: number
  host: string
  /** undefined: no SSH door */
  sshPort: number | undefined
  /** Origin of the desk, without a path */
  url: string
  /** As given; undefined: the standard place */
  data: string | undefined
  databaseUrl: string | undefined
  pgBin: string | undefined
  key: string | undefined
  trustedProxies: string[]
  smtpUrl: string | undefined
  mailFrom: string | undefined
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string | undefined } | undefined
  /** Where the provider's own permissions and presets stand; undefined: he has none */
  catalogue: string | undefined
  logFormat: 'json' | 'pretty' | 'silent'
  demo: boolean
}

/**
 * Reads the environment. Each setting may come as NAME_FILE instead, which names a file that holds it.
 * @throws Error with all that is wrong, one sentence a line; unknown EINLASS_ names are wrong too
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const wrong: string[] = []
  for (const name of Object.keys(env)) {
    if (!name.startsWith('EINLASS_')) continue
    if (!Object.hasOwn(settings, name.replace(/_FILE$/, '')))
      wrong.push(`${name} is not a setting of Einlass. \`einlass config explain\` lists them all.`)
  }
  const value = (name: Name): string => {
    const file = env[`${name}_FILE`]
    if (env[name] !== undefined && file !== undefined) wrong.push(`Give ${name} or ${name}_FILE, not both.`)
    if (file === undefined) return env[name] ?? settings[name].standard
    try {
      return readFileSync(file, 'utf8').trim()
    } catch {
      wrong.push(`${name}_FILE names ${file}, which cannot be read.`)
      return ''
    }
  }
  const port = Number(value('EINLASS_PORT'))
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    wrong.push('EINLASS_PORT must be a number between 0 and 65535.')
  const sshPort = value('EINLASS_SSH_PORT')
  if (sshPort && !(/^\d+$/.test(sshPort) && Number(sshPort) >= 1 && Number(sshPort) <= 65_535))
    wrong.push('EINLASS_SSH_PORT must be a number between 1 and 65535.')
  if (sshPort && Number(sshPort) === port)
    wrong.push('EINLASS_SSH_PORT and EINLASS_PORT must be two different ports.')
  const url = (value('EINLASS_URL') || `http://localhost:${port}`).replace(/\/$/, '')
  if (!/^https?:\/\/[a-z0-9.\-[\]:]+$/i.test(url))
    wrong.push('EINLASS_URL must be an origin like https://desk.example, without a path.')
  const trustedProxies = value('EINLASS_TRUSTED_PROXIES')
    .split(',')
    .map(entry => entry.trim())
    .filter(Boolean)
  for (const entry of trustedProxies)
    if (!isNetwork(entry))
      wrong.push(`EINLASS_TRUSTED_PROXIES takes addresses and networks (10.0.0.0/8), not "${entry}".`)
  const oidc = {
    issuer: value('EINLASS_OIDC_ISSUER'),
    clientId: value('EINLASS_OIDC_CLIENT_ID'),
    clientSecret: value('EINLASS_OIDC_CLIENT_SECRET'),
    name: value('EINLASS_OIDC_NAME') || undefined,
  }
  const missing = oidcParts.filter(([, part]) => !oidc[part]).map(([name]) => name)
  const wantsOidc = missing.length < oidcParts.length || oidc.name !== undefined
  if (wantsOidc && missing.length > 0)
    wrong.push(
      `To sign in with your own OpenID provider, ${oidcParts.map(([name]) => name).join(', ')} belong together; missing: ${missing.join(', ')}.`,
    )
  if (oidc.issuer && !isIssuer(oidc.issuer))
    wrong.push(
      'EINLASS_OIDC_ISSUER must be an address like https://login.example, as the provider names itself: without /.well-known/…, without ? and #; http:// only on this machine.',
    )
  const logFormat = value('EINLASS_LOG_FORMAT')
  if (!['json', 'pretty', 'silent'].includes(logFormat))
    wrong.push('EINLASS_LOG_FORMAT is json, pretty or silent.')
  const data = value('EINLASS_DATA')
  const catalogue = value('EINLASS_CATALOGUE')
  const config: Config = {
    port,
    host: value('EINLASS_HOST'),
    sshPort: sshPort ? Number(sshPort) : undefined,
    url,
    data: data ? resolve(data) : undefined,
    databaseUrl: value('EINLASS_DATABASE_URL') || undefined,
    pgBin: value('EINLASS_PG_BIN') || undefined,
    key: value('EINLASS_KEY') || undefined,
    trustedProxies,
    smtpUrl: value('EINLASS_SMTP_URL') || undefined,
    mailFrom: value('EINLASS_MAIL_FROM') || undefined,
    oidc: wantsOidc ? oidc : undefined,
    catalogue: catalogue ? resolve(catalogue) : undefined,
    logFormat: logFormat as Config['logFormat'],
    demo: value('EINLASS_DEMO') === '1',
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  return config
}

/** Every setting with its value (secrets cut out), where it came from and what it means. */
export function explainConfig(env: Readonly<Record<string, string | undefined>>): string {
  const lines = (Object.keys(settings) as Name[]).map(name => {
    const setting: { standard: string; says: string; secret?: true } = settings[name]
    const from =
      env[`${name}_FILE`] !== undefined
        ? `file ${env[`${name}_FILE`]}`
        : env[name] !== undefined
          ? 'environment'
          : 'standard'
    const value = env[name] ?? setting.standard
    const shown = setting.secret && value ? '[cut out]' : value || '–'
    return `${name.padEnd(26)} ${shown.padEnd(24)} (${from})  ${setting.says}`
  })
  return lines.join('\n')
}

const oidcParts = [
  ['EINLASS_OIDC_ISSUER', 'issuer'],
  ['EINLASS_OIDC_CLIENT_ID', 'clientId'],
  ['EINLASS_OIDC_CLIENT_SECRET', 'clientSecret'],
] as const

/** OpenID Connect Discovery §3: HTTPS, no query, no fragment. Without HTTPS a stranger on the way could say who it is. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text) || /[?#]|\/\.well-known\//.test(text)) return false
  const url = new URL(text)
  if (url.username || url.password) return false
  return url.protocol === 'https:' || isOnThisMachine(url)
}

/** Plain HTTP to this very machine, where nobody listens in between. */
export function isOnThisMachine({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}
