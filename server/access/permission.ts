// One thing that may be done. The whole catalogue is here; what is not in it cannot be given.

type Entry = {
  /** view: look; operate: change what can be changed back; danger: cannot be taken back or opens further doors */
  risk: 'view' | 'operate' | 'danger'
  /** May somebody who holds it by a grant pass it on? */
  delegable: boolean
}

export const permissions = {
  'shop.view': { risk: 'view', delegable: true },
  'shop.operate': { risk: 'operate', delegable: true },
  'server.shell': { risk: 'danger', delegable: true },
  'server.command': { risk: 'danger', delegable: true },
  'server.files': { risk: 'operate', delegable: true },
  'access.view': { risk: 'view', delegable: true },
  'access.open': { risk: 'danger', delegable: true },
  'access.end': { risk: 'operate', delegable: true },
  'access.decide': { risk: 'danger', delegable: true },
  'members.manage': { risk: 'danger', delegable: false },
  'ownership.transfer': { risk: 'danger', delegable: false },
  'payment.manage': { risk: 'danger', delegable: false },
  'mail-history.view': { risk: 'danger', delegable: false },
  'security-contacts.manage': { risk: 'danger', delegable: false },
  'audit.export': { risk: 'danger', delegable: false },
} as const satisfies Record<string, Entry>

export type Permission = keyof typeof permissions

export const allPermissions = Object.keys(permissions) as Permission[]

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(permissions, text)
}

/** What lets a person through each entrance: at least one of these on the resource. Here and nowhere else. */
export const entrances = {
  gate: ['shop.view', 'shop.operate'],
  ssh: ['server.shell', 'server.command', 'server.files'],
} as const satisfies Record<string, readonly Permission[]>
export type Entrance = keyof typeof entrances

/** What lets a person through any entrance. */
export const enteringPermissions: readonly Permission[] = Object.values(entrances).flat()
