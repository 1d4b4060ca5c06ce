// A passkey authenticator in software, after WebAuthn Level 3: makes ES256 credentials with attestation "none" and
// answers challenges. What it says about origin, counter and user verification can be made wrong, as an attacker would.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

type Options = {
  challenge: string
  rp?: { id?: string }
  rpId?: string
  user?: { id: string }
  allowCredentials?: { id: string }[]
}
export type Lies = {
  origin?: string
  rpId?: string
  verified?: boolean
  counter?: number
  challenge?: string
}

const flag = { present: 0x01, verified: 0x04, attested: 0x40 }

export function newAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  let userHandle: string | undefined
  let counter = 0

  const clientData = (type: string, options: Options, lies: Lies) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: lies.challenge ?? options.challenge,
        origin: lies.origin ?? origin,
        crossOrigin: false,
      }),
    )
  const authData = (rpId: string, lies: Lies, attested?: Buffer) => {
    counter += 1
    const flags =
      flag.present | (lies.verified === false ? 0 : flag.verified) | (attested ? flag.attested : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(lies.counter ?? counter)
    return Buffer.concat([
      createHash('sha256')
        .update(lies.rpId ?? rpId)
        .digest(),
      Buffer.of(flags),
      count,
      ...(attested ? [attested] : []),
    ])
  }

  return {
    id: id.toString('base64url'),
    /** The answer to creation options, as PublicKeyCredential.toJSON() has it. */
    create(options: Options, lies: Lies = {}) {
      userHandle = options.user?.id
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)])
      const data = authData(options.rp?.id ?? new URL(origin).hostname, lies, attested)
      const attestationObject = Buffer.concat([
        Buffer.of(0xa3),
        cborText('fmt'),
        cborText('none'),
        cborText('attStmt'),
        Buffer.of(0xa0),
        cborText('authData'),
        cborBytes(data),
      ])
      return {
        ...named(),
        response: {
          clientDataJSON: clientData('webauthn.create', options, lies).toString('base64url'),
          attestationObject: attestationObject.toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    /** The answer to request options. */
    get(options: Options, lies: Lies = {}) {
      const client = clientData('webauthn.get', options, lies)
      const data = authData(options.rpId ?? new URL(origin).hostname, lies)
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      return {
        ...named(),
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
          ...(userHandle ? { userHandle } : {}),
        },
      }
    },
  }

  function named() {
    const text = id.toString('base64url')
    return { id: text, rawId: text, type: 'public-key', clientExtensionResults: {} }
  }
}

/** COSE (RFC 9052, RFC 9053 §7.1.1): EC2, ES256, P-256, x, y. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string }
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ])
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.of(0x60 + text.length), Buffer.from(text)])
}

function cborBytes(bytes: Buffer): Buffer {
  const head = Buffer.alloc(3)
  head[0] = 0x59
  head.writeUInt16BE(bytes.length, 1)
  return Buffer.concat([head, bytes])
}
