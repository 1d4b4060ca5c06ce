import type { ConnectorName, Method, PlatformId } from '../platforms/platform.ts'
import { platformOf } from '../platforms/platforms.ts'

export type Way = 'certificate' | 'key-line' | 'ssh-door' | 'password'

/** What of a visit decides what is made outside for it. */
export type VisitTaken = {
  /** Of the visit; two visits never have the same. */
  tag: string
  platform: PlatformId
  method: Method
  /** How a server is entered; null: it is none. */
  way: Way | null
  agent: {
    name: string
    /** As it stands in an authorized_keys file. null: he has none. */
    publicKey: string | null
  }
  /** The provider's, for visits. */
  mailbox: string | null
  /** Of the connection: the role that its owner wants visitors to have. */
  role: string | null
  /** From where the agent comes, with commas; null: from anywhere. */
  sources: string | null
  endsAt: Date
}

export type ArtefactWanted =
  | { system: ConnectorName; kind: 'admin' | 'key-line'; sharedAs: string; reference: Record<string, string> }
  /** What people make along a guide. */
  | { system: 'by-hand'; kind: 'admin' | 'invitation'; mailbox: string }

/**
 * By which method somebody visits this platform: an account is made only where its own connector is connected to the
 * resource; otherwise a person makes one by the guide.
 */
export function methodOfVisit(platform: PlatformId, connected: string | null): Method {
  const { method, connector } = platformOf(platform)
  return method === 'provision' && connector !== connected ? 'by-hand' : method
}

/**
 * What a visit that was agreed to wants to be there outside. Pure: artefacts-of-visit.table.ts says what comes out.
 *
 * Shared is what would be one thing anyway: an account under one mailbox, one entry in a list of people. What carries an
 * end of its own (a key line, an account of Magento) is shared only by visits that end at the same instant: otherwise one
 * of the two would end too early or, worse, too late.
 */
export function artefactsOf(visit: VisitTaken): ArtefactWanted[] {
  const { method, platform, mailbox } = visit
  if (method === 'server') return visit.way === 'key-line' ? keyLineOf(visit) : []
  if (mailbox === null) return []
  if (method === 'provision') {
    const system = platformOf(platform).connector
    return system ? [adminOf(visit, system, mailbox)] : []
  }
  return [
    {
      system: 'by-hand',
      kind: method === 'invite' ? 'invitation' : 'admin',
      mailbox,
    },
  ]
}

function adminOf(visit: VisitTaken, system: ConnectorName, mailbox: string): ArtefactWanted {
  const until = visit.endsAt.toISOString()
  const isMagento = system === 'magento'
  return {
    system,
    kind: 'admin',
    sharedAs: isMagento ? `${mailbox} until ${until}` : mailbox,
    reference: {
      mailbox: ownMailbox(mailbox, visit.tag),
      name: visit.agent.name,
      person: visit.agent.name,
      ...(visit.role ? { role: visit.role } : {}),
      ...(isMagento ? { endsAt: until } : {}),
    },
  }
}

function keyLineOf({ agent, sources, endsAt }: VisitTaken): ArtefactWanted[] {
  if (!agent.publicKey) return []
  const until = endsAt.toISOString()
  return [
    {
      system: 'ssh-host',
      kind: 'key-line',
      sharedAs: `${agent.publicKey.trim()} until ${until}`,
      reference: { publicKey: agent.publicKey.trim(), until, pty: 'yes', ...(sources ? { sources } : {}) },
    },
  ]
}

/**
 * The provider's mailbox with a mark (RFC 5233): most systems take an address once, and the account of the visit before
 * this one may not be gone yet.
 */
function ownMailbox(mailbox: string, tag: string): string {
  const [local = '', host = ''] = mailbox.split('@')
  return `${local}${local.includes('+') ? '.' : '+'}${tag}@${host}`
}
