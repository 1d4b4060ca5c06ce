import type { PlatformTexts } from '#texts/de/platforms.ts'
import type { Step } from './step.ts'

export type PlatformId = keyof PlatformTexts['name']
export type Method = keyof PlatformTexts['method']

export const phases = ['before', 'open', 'check', 'end', 'after'] as const satisfies readonly Phase[]
export type Phase = keyof PlatformTexts['phase']

/** As the connectors in server/outside/ call themselves. */
export type ConnectorName = 'wordpress' | 'shopware' | 'prestashop' | 'magento' | 'ssh-host'

/** How to let somebody in and out on one platform. What must be corrected here, and how, is in README.md. */
export type Guide = {
  /** Grows by one whenever the steps or their sentences change their meaning; a visit keeps the one it began with. */
  version: number
  /** The day on which somebody last compared the guide with the documentation, or looked for it in vain. */
  checkedOn: string
  basis: keyof PlatformTexts['basis']
  /** The page that was read, or that one would have to read. null: there is none. */
  documentation: string | null
  /** Of these phases the platform's own page was not read, or says nothing; they come from what others write. */
  unread?: readonly Phase[]
  steps: Readonly<Record<Phase, readonly Step[]>>
}

export type Platform = {
  id: PlatformId
  method: Method
  /** Only where Einlass can make and remove the access itself. */
  connector?: ConnectorName
  /** Where its links may lead. */
  domains: readonly string[]
  /** Rights and roles by the platform's own names, the smaller before the larger; the list need not be complete. */
  rights: readonly string[]
  /** What happens to a session that is open while access is taken away. `because` says from where we know, in English. */
  liveSession: { whenRemoved: keyof PlatformTexts['liveSession']; because: string }
  /** What ends by itself. */
  expiry: { of: keyof PlatformTexts['expiry']; because: string }
  /** How a program could see who has access. null: we found nothing of the kind. */
  apiCheck: { can: string; needs: string; documentation: string } | null
  guide: Guide
}
