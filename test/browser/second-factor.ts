// What people hold beside a password, in the browser's world: an authenticator that makes passkeys, and the app on a phone.
import type { CDPSession, Page } from '@playwright/test'
import { totpCode, totpStepAt } from '#server/people/totp.ts'
import { fromBase32 } from '../base32.ts'

/** Gives the browser a device that keeps passkeys and always finds that it is you (Chrome DevTools Protocol, WebAuthn). */
export async function holdPasskeys(page: Page): Promise<{ refuses(isRefused: boolean): Promise<void> }> {
  const devtools: CDPSession = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    refuses: async isRefused => {
      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: !isRefused })
    },
  }
}

/** The code that an app shows at this time, by the secret as it stands on the page. */
export function codeBy(secretOnPage: string, now: number): string {
  return totpCode(fromBase32(secretOnPage), totpStepAt(now))
}
