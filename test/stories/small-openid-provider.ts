// A small OpenID provider that can lie, for attacks that a real one would not make: the real one is in
// test/real/glewlwyd.test.ts. What a client must do it enforces as a strict one would: PKCE, nonce, one-time codes,
// exact redirect addresses, its password.
import { createHash, createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export const client = { id: 'einlass', secret: 'what only desk and provider know: ä/+%' }

export type Lies = {
  /** Put over the true claims of the token; undefined: left out. */
  claims?: Record<string, unknown>
  signature?: 'none' | 'none, with a signature' | 'secret' | 'public key' | 'other key'
  /** `iss` of the answer (RFC 9207); null: left out although it is promised. */
  iss?: string | null
  /** Put over what it says about itself. */
  metadata?: Record<string, unknown>
  /** What it says beside the token. */
  userinfo?: Record<string, unknown>
  /** Does not answer for so long, ms. */
  silentForMs?: number
}

type Code = { challenge: string; redirectUri: string; nonce: string; claims: Record<string, unknown> }

export async function startSmallProvider(redirectUri: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const kid = 'one'
  const codes = new Map<string, Code>()
  const usedCodes = new Set<string>()
  const tokens = new Map<string, Record<string, unknown>>()
  const provider = {
    issuer: '',
    /** Who sits at the browser, as far as the provider knows. */
    person: {} as { sub: string; email?: string; email_verified?: unknown; amr?: unknown },
    lies: {} as Lies,
    /** Secrets that it gave away; none of them may turn up anywhere. */
    given: [client.secret] as string[],
    asked: [] as string[],
    /** Where a browser is led before it comes back. */
    detour: '',
    stop: () => server.close(),
    again: () => listen(Number(new URL(provider.issuer).port)),
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(error => {
      response.writeHead(500).end(String(error))
    })
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(0)
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return provider

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', provider.issuer)
    provider.asked.push(url.pathname)
    if (provider.lies.silentForMs) await new Promise(done => setTimeout(done, provider.lies.silentForMs))
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return void send(200, {
          issuer: provider.issuer,
          authorization_endpoint: `${provider.issuer}/authorize`,
          token_endpoint: `${provider.issuer}/token`,
          userinfo_endpoint: `${provider.issuer}/userinfo`,
          jwks_uri: `${provider.issuer}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
          authorization_response_iss_parameter_supported: true,
          ...provider.lies.metadata,
        })
      case '/jwks':
        return void send(200, {
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }],
        })
      case '/authorize':
        return void authorize(url.searchParams, response)
      case '/detour':
        return void response.writeHead(302, { location: url.searchParams.get('to')! }).end()
      case '/token':
        return void (await exchange(request, send))
      case '/userinfo': {
        const claims = tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '')
        return void (claims
          ? send(200, { sub: claims['sub'], ...provider.lies.userinfo })
          : send(401, { error: 'invalid_token' }))
      }
      default:
        send(404, {})
    }
  }

  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    const wants = (name: string) => asked.get(name) ?? ''
    const wrong = [
      wants('client_id') !== client.id && 'client_id',
      wants('redirect_uri') !== redirectUri && 'redirect_uri',
      wants('response_type') !== 'code' && 'response_type',
      wants('code_challenge_method') !== 'S256' && 'code_challenge_method',
      !/^[\w-]{43}$/.test(wants('code_challenge')) && 'code_challenge',
      wants('nonce').length < 22 && 'nonce',
      wants('state').length < 22 && 'state',
      wants('scope') !== 'openid email profile' && 'scope',
    ].filter(Boolean)
    if (wrong.length > 0) return void response.writeHead(400).end(`wrong: ${wrong.join(', ')}`)
    const code = randomBytes(24).toString('base64url')
    codes.set(code, {
      challenge: wants('code_challenge'),
      redirectUri,
      nonce: wants('nonce'),
      claims: provider.person,
    })
    provider.given.push(code, wants('state'), wants('nonce'))
    const { iss = provider.issuer } = provider.lies
    const back = `${redirectUri}?${new URLSearchParams({ code, state: wants('state'), ...(iss === null ? {} : { iss }) })}`
    const location = provider.detour ? `${provider.detour}?${new URLSearchParams({ to: back })}` : back
    response.writeHead(302, { location }).end()
  }

  async function exchange(request: IncomingMessage, send: (status: number, body: unknown) => unknown) {
    let text = ''
    for await (const chunk of request.setEncoding('utf8')) text += chunk
    const form = new URLSearchParams(text)
    const basic = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString()
    const [id = '', secret = ''] = basic.split(':').map(part => decodeURIComponent(part.replaceAll('+', ' ')))
    if (id !== client.id || secret !== client.secret) return send(401, { error: 'invalid_client' })
    const code = form.get('code') ?? ''
    const known = codes.get(code)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    provider.given.push(form.get('code_verifier') ?? '')
    if (
      !known ||
      usedCodes.has(code) ||
      known.challenge !== challenge ||
      known.redirectUri !== form.get('redirect_uri')
    )
      return send(400, { error: 'invalid_grant' })
    usedCodes.add(code)
    const seconds = Math.floor(Date.now() / 1000)
    const claims = {
      iss: provider.issuer,
      aud: client.id,
      iat: seconds,
      exp: seconds + 300,
      nonce: known.nonce,
      ...known.claims,
      ...provider.lies.claims,
    }
    const accessToken = randomBytes(24).toString('base64url')
    tokens.set(accessToken, claims)
    const idToken = write(claims)
    provider.given.push(accessToken, idToken)
    return send(200, { access_token: accessToken, token_type: 'Bearer', expires_in: 300, id_token: idToken })
  }

  function write(claims: unknown): string {
    const lie = provider.lies.signature
    const alg = lie?.startsWith('none')
      ? 'none'
      : lie === 'secret' || lie === 'public key'
        ? 'HS256'
        : 'RS256'
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = `${part({ alg, kid, typ: 'JWT' })}.${part(claims)}`
    const rsa = (key: KeyObject) => sign('sha256', Buffer.from(signed), key).toString('base64url')
    const mac = (key: string) => createHmac('sha256', key).update(signed).digest('base64url')
    switch (lie) {
      case 'none':
        return `${signed}.`
      case 'secret':
        return `${signed}.${mac(client.secret)}`
      case 'public key':
        return `${signed}.${mac(publicKey.export({ format: 'pem', type: 'spki' }) as string)}`
      case 'other key':
        return `${signed}.${rsa(otherKey)}`
      default:
        return `${signed}.${rsa(privateKey)}`
    }
  }
}
