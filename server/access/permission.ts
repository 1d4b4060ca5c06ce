// One thing that may be done. What Einlass brings is here, what the provider adds stands in own-permissions.ts; what is in
// neither cannot be given, and counts for nothing.
import { ownEntryOf, ownGroups, ownPermissions } from './own-permissions.ts'

/** What people look for it under. */
export const permissionGroups = [
  'shop',
  'server',
  'profile',
  'contacts',
  'services',
  'domains',
  'invoices',
  'quotes',
  'orders',
  'tickets',
  'api-keys',
  'team',
  'access',
  'account',
] as const
export type PermissionGroup = (typeof permissionGroups)[number]

export type Entry = {
  group: string
  /** view: look; operate: change what can be changed back; danger: costs, cannot be taken back or opens further doors */
  risk: 'view' | 'operate' | 'danger'
  /** May somebody who holds it by a grant pass it on? */
  delegable: boolean
}

export const permissions = {
  'shop.view': { group: 'shop', risk: 'view', delegable: true },
  'shop.operate': { group: 'shop', risk: 'operate', delegable: true },
  'server.shell': { group: 'server', risk: 'danger', delegable: true },
  'server.command': { group: 'server', risk: 'danger', delegable: true },
  'server.files': { group: 'server', risk: 'operate', delegable: true },
  'profile.view': { group: 'profile', risk: 'view', delegable: true },
  'profile.change': { group: 'profile', risk: 'operate', delegable: true },
  'contacts.view': { group: 'contacts', risk: 'view', delegable: true },
  'contacts.manage': { group: 'contacts', risk: 'operate', delegable: true },
  'services.view': { group: 'services', risk: 'view', delegable: true },
  'services.manage': { group: 'services', risk: 'operate', delegable: true },
  'services.sign-on': { group: 'services', risk: 'operate', delegable: true },
  'domains.view': { group: 'domains', risk: 'view', delegable: true },
  'domains.dns': { group: 'domains', risk: 'operate', delegable: true },
  'domains.name-servers': { group: 'domains', risk: 'danger', delegable: true },
  'domains.transfer': { group: 'domains', risk: 'danger', delegable: true },
  'domains.order': { group: 'domains', risk: 'danger', delegable: true },
  'invoices.view': { group: 'invoices', risk: 'view', delegable: true },
  'invoices.pay': { group: 'invoices', risk: 'operate', delegable: true },
  'quotes.view': { group: 'quotes', risk: 'view', delegable: true },
  'quotes.accept': { group: 'quotes', risk: 'danger', delegable: true },
  'orders.place': { group: 'orders', risk: 'danger', delegable: true },
  'orders.upgrade': { group: 'orders', risk: 'danger', delegable: true },
  'orders.cancel': { group: 'orders', risk: 'danger', delegable: true },
  'tickets.view': { group: 'tickets', risk: 'view', delegable: true },
  'tickets.open': { group: 'tickets', risk: 'operate', delegable: true },
  'tickets.answer': { group: 'tickets', risk: 'operate', delegable: true },
  'tickets.close': { group: 'tickets', risk: 'operate', delegable: true },
  'api-keys.manage': { group: 'api-keys', risk: 'danger', delegable: true },
  'team.view': { group: 'team', risk: 'view', delegable: true },
  'team.manage': { group: 'team', risk: 'danger', delegable: true },
  'access.view': { group: 'access', risk: 'view', delegable: true },
  'access.open': { group: 'access', risk: 'danger', delegable: true },
  'access.end': { group: 'access', risk: 'operate', delegable: true },
  'access.decide': { group: 'access', risk: 'danger', delegable: true },
  'members.manage': { group: 'account', risk: 'danger', delegable: false },
  'ownership.transfer': { group: 'account', risk: 'danger', delegable: false },
  'payment.manage': { group: 'account', risk: 'danger', delegable: false },
  'mail-history.view': { group: 'account', risk: 'danger', delegable: false },
  'security-contacts.manage': { group: 'account', risk: 'danger', delegable: false },
  'audit.export': { group: 'account', risk: 'danger', delegable: false },
} as const satisfies Record<string, Entry & { group: PermissionGroup }>

export type BuiltInPermission = keyof typeof permissions

declare const ofTheProvider: unique symbol
/** One that the provider added. A text becomes one by `isPermission` alone. */
export type OwnPermission = string & { readonly [ofTheProvider]: true }

export type Permission = BuiltInPermission | OwnPermission

export const builtInPermissions = Object.keys(permissions) as BuiltInPermission[]

/** The whole catalogue of this process. */
export function allPermissions(): Permission[] {
  return [...builtInPermissions, ...(ownPermissions() as OwnPermission[])]
}

/** All groups, those of the provider behind those of his panel. */
export function allGroups(): string[] {
  const behind = permissionGroups.indexOf('tickets') + 1
  return [...permissionGroups.slice(0, behind), ...ownGroups(), ...permissionGroups.slice(behind)]
}

export function isPermission(text: string): text is Permission {
  return entryOf(text) !== undefined
}

/** @returns undefined for what is not in the catalogue, though a grant may name it */
export function entryOf(permission: string): Entry | undefined {
  return Object.hasOwn(permissions, permission)
    ? permissions[permission as BuiltInPermission]
    : ownEntryOf(permission)
}

/** What lets a person through each entrance: at least one of these on the resource. Here and nowhere else. */
export const entrances = {
  gate: ['shop.view', 'shop.operate'],
  ssh: ['server.shell', 'server.command', 'server.files'],
} as const satisfies Record<string, readonly BuiltInPermission[]>
export type Entrance = keyof typeof entrances

/** What lets a person through any entrance. */
export const enteringPermissions: readonly Permission[] = Object.values(entrances).flat()

/**
 * The owner of an account needs no grant for what is done in it: he has every permission there. But nobody passes an
 * entrance without a grant, so what lets in through one (a shop, a server) is not among them. What he has is said here
 * and nowhere else; who may not sign in any more has nothing.
 */
export function ownerHolds(permission: Permission): boolean {
  return !enteringPermissions.includes(permission)
}
