import type { Configuration } from 'openid-client'
import { isOnThisMachine } from '#server/plumbing/config.ts'
import { newSecret } from '#server/plumbing/ids.ts'

// Loaded when the first person signs in this way: a desk starts without it in less time and memory.
const openId = () => import('openid-client')

/** How long what the provider says about itself is believed, ms. */
const metadataLivesMs = 3_600_000
/** How long it may take to answer, s. */
const patience = 5
/** How far its clock may be off, s. */
const clockTolerance = 60

export type ProviderSettings = {
  /** As the provider names itself in its tokens; over HTTP only on this machine. */
  issuer: string
  clientId: string
  clientSecret: string
  /** What people call it; undefined: as the provider of this desk is called. */
  name?: string | undefined
}

/** What the provider's answer must be made for: it belongs to one sign-in of one browser. */
export type Expected = { state: string; nonce: string; verifier: string }

/** Whom the provider means. */
export type Identity = {
  issuer: string
  subject: string
  /** It has seen more than a password, or something better than one. */
  hasSecondFactor: boolean
  /** His address, if the provider vouches that it is his; asks the provider where the token does not say. */
  readAddress(): Promise<string | undefined | Failure>
}

/** Why it did not work: a sentence for the operator's log, with nothing secret in it. */
export type Failure = { failed: string }

export type OpenIdProvider = ReturnType<typeof reachProvider>

/**
 * The provider's own OpenID provider, spoken to by the authorization code flow (OpenID Connect Core §3.1) with PKCE
 * (RFC 7636). What it says about itself is asked for when it is first needed: a desk starts and runs without it.
 * @param backTo where it sends people back, as it is registered there
 */
export function reachProvider(settings: ProviderSettings, backTo: string) {
  const issuer = new URL(settings.issuer)
  let known: { configuration: Configuration; until: number } | undefined
  let asking: Promise<Configuration> | undefined

  async function configure(at: Date): Promise<Configuration> {
    if (known && at.getTime() < known.until) return known.configuration
    // Many who come at once wait for the same answer.
    asking ??= discover().finally(() => {
      asking = undefined
    })
    const configuration = await asking
    known = { configuration, until: at.getTime() + metadataLivesMs }
    return configuration
  }

  async function discover(): Promise<Configuration> {
    const library = await openId()
    const { clientId, clientSecret } = settings
    const basic = library.ClientSecretBasic(clientSecret)
    const post = library.ClientSecretPost(clientSecret)
    const configuration = await library.discovery(
      issuer,
      clientId,
      { [library.clockTolerance]: clockTolerance },
      (server, client, body, headers) => {
        // Who names no way takes this one (OpenID Connect Discovery §3).
        const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
        return (ways.includes('client_secret_basic') ? basic : post)(server, client, body, headers)
      },
      {
        timeout: patience,
        execute: [
          // The token comes straight from the provider; its signature is verified all the same.
          library.enableNonRepudiationChecks,
          ...(isOnThisMachine(issuer) ? [library.allowInsecureRequests] : []),
        ],
      },
    )
    // The library lets a provider with many tenants name any of them; with us, one issuer is one issuer, or whoever
    // rents a tenant there could say who he is here.
    if (new URL(configuration.serverMetadata().issuer).href !== issuer.href)
      throw new Error('it names itself otherwise than EINLASS_OIDC_ISSUER does')
    return configuration
  }

  return {
    name: settings.name,

    /** Where to send a browser, and what must come back. */
    async ask(at: Date): Promise<{ url: URL; expected: Expected } | Failure> {
      const expected: Expected = { state: newSecret(), nonce: newSecret(), verifier: newSecret() }
      try {
        const configuration = await configure(at)
        const library = await openId()
        const url = library.buildAuthorizationUrl(configuration, {
          redirect_uri: backTo,
          scope: 'openid email profile',
          state: expected.state,
          nonce: expected.nonce,
          code_challenge: await library.calculatePKCECodeChallenge(expected.verifier),
          code_challenge_method: 'S256',
        })
        return { url, expected }
      } catch (error) {
        return { failed: sayWhy(error) }
      }
    },

    /**
     * Exchanges the code of an answer for who it is. State, issuer (also RFC 9207), audience, nonce, times and signature
     * are verified.
     * @param answer the query with which the browser came back
     */
    async identify(answer: URLSearchParams, expected: Expected, at: Date): Promise<Identity | Failure> {
      try {
        const configuration = await configure(at)
        const library = await openId()
        const tokens = await library.authorizationCodeGrant(configuration, new URL(`${backTo}?${answer}`), {
          expectedState: expected.state,
          expectedNonce: expected.nonce,
          pkceCodeVerifier: expected.verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        // At most 255 characters of ASCII (OpenID Connect Core §2).
        if (!claims || !/^[\x20-\x7e]{1,255}$/.test(claims.sub)) return { failed: 'its token names nobody' }
        return {
          issuer: claims.iss,
          subject: claims.sub,
          hasSecondFactor: namesSecondFactor(claims['amr']),
          async readAddress() {
            // Never the address of one answer with the word of another that it was verified.
            if (claims['email'] !== undefined) return verifiedAddress(claims)
            if (!configuration.serverMetadata().userinfo_endpoint) return undefined
            try {
              return verifiedAddress(
                await library.fetchUserInfo(configuration, tokens.access_token, claims.sub),
              )
            } catch (error) {
              return { failed: sayWhy(error) }
            }
          },
        }
      } catch (error) {
        return { failed: sayWhy(error) }
      }
    },
  }
}

/** RFC 8176 §2: several factors, or one that is held or is the person himself. */
const secondFactors = new Set(['mfa', 'otp', 'hwk', 'swk', 'pop', 'fpt', 'face', 'sc'])

function namesSecondFactor(amr: unknown): boolean {
  return Array.isArray(amr) && amr.some(method => secondFactors.has(method))
}

function verifiedAddress(said: Record<string, unknown>): string | undefined {
  const { email, email_verified: isVerified } = said
  // Only the boolean: a provider that says "false" as a text has said no.
  if (isVerified !== true || typeof email !== 'string') return undefined
  return /^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u.test(email) && email.length <= 254 ? email : undefined
}

/**
 * The library's sentences are its own; what others sent stands in their `cause`, and of that only the codes are told.
 * A code that came in from outside is told only if it looks like one.
 */
function sayWhy(error: unknown): string {
  const { message, code, error: said, cause } = error as Partial<Record<string, unknown>>
  const { message: because, code: causeCode, status } = (cause ?? {}) as Partial<Record<string, unknown>>
  const isOfTheLibrary = typeof causeCode === 'string' && causeCode.startsWith('OAUTH_')
  const parts = [
    message,
    code,
    said,
    isOfTheLibrary ? because : typeof causeCode === 'string' && causeCode,
    status,
  ]
  const told = parts.filter(one => typeof one === 'number' || (typeof one === 'string' && one !== ''))
  return [
    ...new Set(
      told.map(one =>
        String(one)
          .replaceAll(/[^\x20-\x7e]/g, '')
          .slice(0, 120),
      ),
    ),
  ].join(', ')
}
