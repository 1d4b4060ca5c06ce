// What people hold beside a password, in the browser's world: an authenticator that makes passkeys, and the app on a phone.
import type { CDPSession, Page } from '@playwright/test'
import { totpCode, totpStepAt } from '#server/people/totp.ts'

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
  return totpCode(fromBase32(secretOnPage.replaceAll(/\s/g, '')), totpStepAt(now))
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 §6, without padding. */
function fromBase32(text: string): Buffer {
  const bits = [...text].map(letter => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}
