/** Set once by whoever knows the system. */
const optionNames = ['hostKey', 'path', 'role', 'profile', 'visitorLogin', 'visitorNetwork'] as const
export type Option = (typeof optionNames)[number]

/** What each system wants to be told, and what may be told it; the words for it are in texts/…/connection.ts. */
export const systems = {
  wordpress: { hasLogin: true, options: [], mayHave: [] },
  shopware: { hasLogin: true, options: ['role'], mayHave: [] },
  prestashop: { hasLogin: false, options: ['profile'], mayHave: [] },
  magento: { hasLogin: true, options: ['hostKey', 'path', 'role'], mayHave: [] },
  'ssh-host': { hasLogin: true, options: ['hostKey'], mayHave: ['visitorLogin', 'visitorNetwork'] },
} as const satisfies Record<
  string,
  { hasLogin: boolean; options: readonly Option[]; mayHave: readonly Option[] }
>

export type System = keyof typeof systems

/** A newer desk may know more than this console. */
export function isSystem(name: string): name is System {
  return name in systems
}

export function isOption(name: string): name is Option {
  return (optionNames as readonly string[]).includes(name)
}
