// The browser of these tests: a real Chromium that finds the desk and its shops under names of their own.
import { existsSync } from 'node:fs'
import { type Browser, chromium } from '@playwright/test'

const path = [
  process.env.EINLASS_CHROMIUM,
  // The same engine without what nobody sees: a third less work.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  chromium.executablePath(),
].find(candidate => candidate !== undefined && existsSync(candidate))

/** Why browser tests are left out here; false: they run. */
export const noBrowser = path === undefined && 'Chromium is missing: set EINLASS_CHROMIUM to its path'

/** @param hosts names that the browser shall find, with the port of each on this machine */
export function startBrowser(hosts: Readonly<Record<string, number>>): Promise<Browser> {
  // Names below .localhost are safe contexts, so the browser behaves as over HTTPS; and desk and shop are different
  // sites, which two ports of one host would not be.
  const rules = Object.entries(hosts).map(([host, port]) => `MAP ${host} 127.0.0.1:${port}`)
  return chromium.launch({
    executablePath: path,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      `--host-resolver-rules=${rules.join(', ')}`,
    ],
  })
}

/** A phone that is touched, and a desk with a mouse. */
export const devices = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 900 } },
} as const
export type Device = keyof typeof devices
export const bothDevices = Object.keys(devices) as Device[]
