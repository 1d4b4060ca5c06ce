/** What each system wants to be told; the words for it are in texts/…/connection.ts. */
export const systems = {
  wordpress: { hasLogin: true, options: [] },
  shopware: { hasLogin: true, options: [] },
  prestashop: { hasLogin: false, options: [] },
  magento: { hasLogin: true, options: ['hostKey', 'path'] },
  'ssh-host': { hasLogin: true, options: ['hostKey'] },
} as const satisfies Record<string, { hasLogin: boolean; options: readonly ('hostKey' | 'path')[] }>

export type System = keyof typeof systems

/** A newer desk may know more than this console. */
export function isSystem(name: string): name is System {
  return name in systems
}
