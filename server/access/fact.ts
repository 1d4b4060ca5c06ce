import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '#server/plumbing/canonical-json.ts'

/** What can have happened: a closed list, in the past tense. */
export const factKinds = [
  'account.made',
  'account.closed',
  'owner.transfer-asked',
  'owner.transfer-confirmed',
  'owner.transfer-stopped',
  'owner.changed',
  'member.invited',
  'member.accepted',
  'member.declined',
  'member.not-me',
  'member.asked',
  'member.ask-refused',
  'member.invitation-withdrawn',
  'contact.added',
  'contact.changed',
  'contact.removed',
  'holder.kept',
  'asset-change.asked',
  'asset-change.confirmed',
  'asset-change.stopped',
  'asset-change.done',
  'resource.added',
  'resource.removed',
  'resource.moved',
  'entrance-key.made',
  'entrance-key.withdrawn',
  'panel.added',
  'panel.changed',
  'panel.entered',
  'panel-key.made',
  'panel-key.withdrawn',
  'connection.made',
  'connection.removed',
  'private-address.allowed',
  'private-address.closed',
  'request-code.made',
  'request-code.used',
  'visit.begun',
  'visit.agreed',
  'visit.not-needed',
  'certificate.signed',
  'team.made',
  'team.joined',
  'team.left',
  'person.added',
  'person.invited',
  'person.deactivated',
  'person.suspended',
  'person.resumed',
  'person.suspension-dropped',
  'policy.changed',
  'webhook.added',
  'webhook.changed',
  'webhook.removed',
  'request.asked',
  'request.withdrawn',
  'request.lapsed',
  'request.decided',
  'grant.opened',
  'grant.begun',
  'grant.end-moved',
  'grant.ending',
  'grant.ended',
  'ending.unconfirmed',
  'entry.opened',
  'entry.held',
  'entry.closed',
  'entry.gone',
  'entry.refused',
  'artefact.wanted',
  'artefact.present',
  'artefact.removing',
  'artefact.gone',
  'artefact.failed',
  'artefact.came-back',
  'artefact.missing',
  'inventory.taken',
  'left-behind.found',
  'left-behind.removed',
  'left-behind.kept',
  'recording.begun',
  'recording.kept',
  'recording.watched',
  'recording.destroyed',
  'step.confirmed',
  'step.undone',
  'rights.read',
  'rights.accepted',
  'secret.kept',
  'secret.revealed',
  'secret.destroyed',
  'secret.rotated',
  'owner.reminded',
  'owner.told',
  'rights.reviewed',
] as const
export type FactKind = (typeof factKinds)[number]

/** What a fact is about; each is the id of a thing that existed. */
export type FactAbout = {
  grant?: string
  entry?: string
  artefact?: string
  request?: string
  resource?: string
  person?: string
}

export type Fact = {
  accountId: string
  /** 1, 2, 3 … without a gap, within the account */
  seq: number
  /** epoch ms, never less than that of the predecessor */
  at: number
  kind: FactKind
  byPerson: string | null
  byRule: string | null
  behalfOf: string | null
  about: FactAbout
  data: { readonly [key: string]: Json | undefined }
}

/** The predecessor of the first fact of every chain. */
export const firstHash = Buffer.alloc(32)

/** SHA-256 over the canonical JSON (RFC 8785) of the fact together with the hash of its predecessor. */
export function hashFact(fact: Fact, previous: Buffer): Buffer {
  const text = canonicalJson({
    account: fact.accountId,
    seq: fact.seq,
    at: new Date(fact.at).toISOString(),
    kind: fact.kind,
    by: { person: fact.byPerson, rule: fact.byRule, behalfOf: fact.behalfOf },
    about: fact.about,
    data: fact.data,
    previous: previous.toString('hex'),
  })
  return createHash('sha256').update(text).digest()
}
