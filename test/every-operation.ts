import * as accounts from '#contract/accounts.ts'
import * as contacts from '#contract/contacts.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import * as entries from '#contract/entries.ts'
import * as evidence from '#contract/evidence.ts'
import * as grants from '#contract/grants.ts'
import * as handOvers from '#contract/hand-overs.ts'
import * as holders from '#contract/holders.ts'
import * as leftBehind from '#contract/left-behind.ts'
import * as members from '#contract/members.ts'
import * as panels from '#contract/panels.ts'
import * as people from '#contract/people.ts'
import * as proof from '#contract/proof.ts'
import * as providerDesk from '#contract/provider-desk.ts'
import * as providerVisits from '#contract/provider-visits.ts'
import * as recordings from '#contract/recordings.ts'
import * as resources from '#contract/resources.ts'
import * as rights from '#contract/rights.ts'
import * as rightsInvitations from '#contract/rights-invitations.ts'
import * as serviceSwitch from '#contract/service-switch.ts'
import * as sessions from '#contract/sessions.ts'
import * as signInMethods from '#contract/sign-in-methods.ts'
import * as sshKeys from '#contract/ssh-keys.ts'
import * as sshVisits from '#contract/ssh-visits.ts'
import * as steps from '#contract/steps.ts'
import * as supportVisit from '#contract/support-visit.ts'
import * as team from '#contract/team.ts'
import * as unconfirmed from '#contract/unconfirmed.ts'
import * as visits from '#contract/visits.ts'
import * as webhooks from '#contract/webhooks.ts'

/** Every operation that the contract describes, by the file that describes it. */
export const operationsByFile: Readonly<Record<string, readonly Endpoint[]>> = Object.fromEntries(
  Object.entries({
    people,
    grants,
    entries,
    proof,
    evidence,
    accounts,
    'service-switch': serviceSwitch,
    'support-visit': supportVisit,
    visits,
    'provider-visits': providerVisits,
    'left-behind': leftBehind,
    recordings,
    steps,
    'hand-overs': handOvers,
    'ssh-keys': sshKeys,
    'ssh-visits': sshVisits,
    'sign-in-methods': signInMethods,
    sessions,
    members,
    contacts,
    team,
    'provider-desk': providerDesk,
    panels,
    unconfirmed,
    resources,
    rights,
    holders,
    'rights-invitations': rightsInvitations,
    webhooks,
  }).map(([file, module]) => [file, Object.values(module).filter(isEndpoint)]),
)

export const everyOperation: readonly Endpoint[] = Object.values(operationsByFile).flat()

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'who' in value
}

/** @throws Error when the contract has none of this name */
export function operation(name: string): Endpoint {
  const found = everyOperation.find(endpoint => endpoint.name === name)
  if (!found) throw new Error(`The contract has no operation ${name}`)
  return found
}
