import type { Client, Question } from '../../clients/node/src/index.ts'
import type { Things } from './things.ts'

type Asked = { permission: string; resource: Question['resource'] }

/** What this person may do in his account at this moment, as the desk says it. */
export type Rights = {
  may(permission: string, resource: Question['resource']): boolean
  /** something: at least one yes; nothing: every answer was no; unknown: the desk could not be asked */
  is: 'something' | 'nothing' | 'unknown'
  /** The same as long as the answers are. */
  version: string
}

export type Who = { person: string; account: string }

export const areas = ['invoices', 'domains', 'tickets', 'packages'] as const
export type Area = (typeof areas)[number]

export const ofAccount = ({ account }: Who) => ({ type: 'account', id: account }) as const
/** With the account: whatever stands in an address, it must be something of his. */
export const ofDomain = ({ account }: Who, id: string) => ({ type: 'domain', id, account }) as const
export const ofPackage = ({ account }: Who, id: string) => ({ type: 'service', id, account }) as const
export const ofDepartment = ({ account }: Who, id: string) => ({ type: 'department', id, account }) as const

/** Everything that this panel knows to ask, in one request. */
export async function readRights(client: Client, who: Who, things: Things): Promise<Rights> {
  const asked = everyQuestion(who, things)
  const answers = await Promise.all(asked.map(one => client.ask({ person: who.person, ...one })))
  const yes = new Set(asked.filter((_, i) => answers[i] === 'yes').map(nameOf))
  return {
    may: (permission, resource) => yes.has(nameOf({ permission, resource })),
    is: yes.size > 0 ? 'something' : answers.includes('unknown') ? 'unknown' : 'nothing',
    version: [...yes].sort().join(' ') || (answers.includes('unknown') ? 'unknown' : 'nothing'),
  }
}

function everyQuestion(who: Who, things: Things): Asked[] {
  const each = (permissions: readonly string[], resource: Question['resource']) =>
    permissions.map(permission => ({ permission, resource }))
  return [
    ...each(['invoices.view', 'invoices.pay', 'domains.order'], ofAccount(who)),
    ...things.domains.flatMap(({ reference }) =>
      each(['domains.view', 'domains.dns', 'domains.name-servers'], ofDomain(who, reference)),
    ),
    ...things.departments.flatMap(({ reference }) =>
      each(['tickets.view', 'tickets.open', 'tickets.answer', 'tickets.close'], ofDepartment(who, reference)),
    ),
    ...things.packages.flatMap(({ reference }) =>
      each(['services.view', 'services.manage'], ofPackage(who, reference)),
    ),
  ]
}

const nameOf = ({ permission, resource }: Asked) => `${permission}:${resource.type}:${resource.id}`

/** An area is there when anything in it is allowed. */
export function openAreas(rights: Rights, who: Who, things: Things): Area[] {
  const any = (permissions: readonly string[], resource: Question['resource']) =>
    permissions.some(permission => rights.may(permission, resource))
  const isOpen: Record<Area, boolean> = {
    invoices: rights.may('invoices.view', ofAccount(who)),
    domains:
      rights.may('domains.order', ofAccount(who)) ||
      things.domains.some(one =>
        any(['domains.view', 'domains.dns', 'domains.name-servers'], ofDomain(who, one.reference)),
      ),
    tickets: things.departments.some(one =>
      any(['tickets.view', 'tickets.open'], ofDepartment(who, one.reference)),
    ),
    packages: things.packages.some(one =>
      any(['services.view', 'services.manage'], ofPackage(who, one.reference)),
    ),
  }
  return areas.filter(area => isOpen[area])
}
