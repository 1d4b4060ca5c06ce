import { type FactKind, factKinds } from '../fact.ts'

/** What somebody may want to see of a timeline. */
export type Shown = 'requests' | 'access' | 'entries' | 'people' | 'told'

/** Each kind has one place, so that nothing is found nowhere. */
const shownAs: Readonly<Record<FactKind, Shown>> = {
  'account.made': 'people',
  'account.closed': 'people',
  'owner.transfer-asked': 'people',
  'owner.transfer-confirmed': 'people',
  'owner.transfer-stopped': 'people',
  'owner.changed': 'people',
  'member.invited': 'people',
  'member.accepted': 'people',
  'member.declined': 'people',
  'member.invitation-withdrawn': 'people',
  'resource.added': 'access',
  'resource.removed': 'access',
  'entrance-key.made': 'access',
  'entrance-key.withdrawn': 'access',
  'connection.made': 'access',
  'connection.removed': 'access',
  'private-address.allowed': 'access',
  'private-address.closed': 'access',
  'certificate.signed': 'access',
  'team.made': 'people',
  'team.joined': 'people',
  'team.left': 'people',
  'person.added': 'people',
  'person.invited': 'people',
  'person.deactivated': 'people',
  'policy.changed': 'people',
  'request.asked': 'requests',
  'request.withdrawn': 'requests',
  'request.lapsed': 'requests',
  'request.decided': 'requests',
  'grant.opened': 'access',
  'grant.end-moved': 'access',
  'grant.ending': 'access',
  'grant.ended': 'access',
  'entry.opened': 'entries',
  'entry.held': 'entries',
  'entry.closed': 'entries',
  'entry.gone': 'entries',
  'artefact.wanted': 'access',
  'artefact.present': 'access',
  'artefact.removing': 'access',
  'artefact.gone': 'access',
  'artefact.failed': 'access',
  'owner.reminded': 'told',
  'owner.told': 'told',
}

export function kindsShownAs(shown: Shown): FactKind[] {
  return factKinds.filter(kind => shownAs[kind] === shown)
}
