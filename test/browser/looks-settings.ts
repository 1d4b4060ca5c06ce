// What there is to see of a person's own things. For somebody without a second factor, as the owners of the cast are.

import { generateKeyPairSync } from 'node:crypto'
import { consolePaths } from '#contract/paths.ts'
import { problems } from '#contract/problems.ts'
import { beginPasskey } from '#contract/sign-in-methods.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { formatAuthority } from '#server/plumbing/ssh/public-key.ts'
import { settingsTexts as de } from '#texts/de/settings.ts'
import { settingsTexts as en } from '#texts/en/settings.ts'
import { settingsTexts as nl } from '#texts/nl/settings.ts'
import type { Look } from './looks.ts'
import { codeBy, holdPasskeys } from './second-factor.ts'
import { expect, type Visitor } from './stage.ts'
import { like } from './words.ts'

const words = { de, en, nl }

/** In this order: what one look leaves behind, the next ones show. */
export function settingsLooks(language: Language): Look[] {
  const t = words[language]
  const signIn = consolePaths.settingsSignIn
  const keys = consolePaths.settingsKeys
  const ssh = consolePaths.settingsSsh
  return [
    { name: 'the profile', path: consolePaths.settings },
    { name: 'sessions', path: consolePaths.settingsSessions },
    {
      name: 'ending all other sessions',
      path: consolePaths.settingsSessions,
      afterwards: me => me.press('button', t.sessions.endOthers),
    },
    { name: 'no API key', path: keys },
    {
      name: 'a new API key, incomplete',
      path: keys,
      async afterwards(me) {
        await me.press('button', t.keys.make)
        await me.press('checkbox', new RegExp(`^${t.keys.scope.read}`))
        await me.press('button', t.keys.makeNow)
        await me.reads(t.keys.scopesMissing)
      },
    },
    {
      name: 'a new API key',
      path: keys,
      async afterwards(me) {
        await me.press('button', t.keys.make)
        await me.fills(t.keys.name, 'Nachtlauf')
        await me.press('button', t.keys.makeNow)
        await me.reads(t.keys.once)
      },
    },
    {
      name: 'withdrawing an API key',
      path: keys,
      afterwards: me => me.press('button', like(t.keys.withdrawOf)),
    },
    {
      name: 'an API key that was withdrawn',
      path: keys,
      async afterwards(me) {
        await me.press('button', like(t.keys.withdrawOf))
        await me.press('button', t.keys.withdrawNow)
        await me.reads(like(t.keys.withdrawnNow))
        await me.page.locator('summary').tap()
      },
    },
    { name: 'no SSH key', path: ssh },
    {
      name: 'a new SSH key, incomplete',
      path: ssh,
      async afterwards(me) {
        await me.press('button', t.sshKeys.add)
        await me.press('button', t.sshKeys.addNow)
        await me.reads(t.sshKeys.publicKeyMissing)
      },
    },
    {
      name: 'an SSH key that was added, and removing it',
      path: ssh,
      async afterwards(me) {
        await me.press('button', t.sshKeys.add)
        await me.fills(t.sshKeys.name, 'Laptop')
        await me.fills(
          t.sshKeys.publicKey,
          formatAuthority(generateKeyPairSync('ed25519').privateKey, 'laptop'),
        )
        await me.press('button', t.sshKeys.addNow)
        await me.reads(like(t.sshKeys.added))
        await me.press('button', like(t.sshKeys.removeOf))
      },
    },
    { name: 'sign-in methods', path: signIn },
    {
      name: 'a new password',
      path: signIn,
      async afterwards(me) {
        await me.press('button', t.password.change)
        await me.fills(t.password.label, 'zu kurz')
        await me.press('button', t.password.save)
      },
    },
    {
      name: 'another address, wrong',
      path: signIn,
      async afterwards(me) {
        await me.press('button', t.address.change)
        await me.press('button', t.address.send)
        await me.reads(t.address.invalid)
      },
    },
    {
      name: 'an address that waits for both mailboxes',
      path: signIn,
      async afterwards(me) {
        await me.press('button', t.address.change)
        await me.fills(t.address.label, 'neu@kaffeerad.example')
        await me.press('button', t.address.send)
        await me.reads(like(t.address.pending))
      },
    },
    {
      name: 'showing once more who one is, by password',
      path: signIn,
      async afterwards(me) {
        await isStale(me)
        await me.press('button', t.passkeys.add)
        await expect(me.page.getByLabel(t.proof.password, { exact: true })).toBeFocused()
        await me.press('button', t.proof.go)
        await me.reads(t.proof.passwordMissing)
      },
    },
    {
      name: 'a new passkey',
      path: signIn,
      async afterwards(me) {
        await holdPasskeys(me.page)
        await me.press('button', t.passkeys.add)
        await expect(me.page.getByRole('dialog').getByLabel(t.passkeys.name)).toBeFocused()
      },
    },
    {
      name: 'a passkey that was added, and renaming it',
      path: signIn,
      async afterwards(me) {
        await holdPasskeys(me.page)
        await me.press('button', t.passkeys.add)
        await me.press('button', t.passkeys.create)
        await me.reads(like(t.passkeys.added))
        await me.press('button', like(t.passkeys.renameOf))
      },
    },
    {
      name: 'removing a passkey',
      path: signIn,
      afterwards: me => me.press('button', like(t.passkeys.removeOf)),
    },
    {
      name: 'setting up an authenticator app',
      path: signIn,
      afterwards: me => me.press('button', t.app.setUp),
    },
    {
      name: 'recovery codes',
      path: signIn,
      async afterwards(me) {
        await me.press('button', t.app.setUp)
        const secret = await me.page.locator('.hash').innerText()
        const now = await me.page.evaluate(async () => (await (await fetch('/api/v1/me')).json()).now)
        await me.fills(t.app.code, codeBy(secret, Date.parse(now)))
        await me.press('button', t.app.confirm)
        await me.reads(t.codes.once)
      },
    },
    {
      name: 'removing the authenticator app',
      path: signIn,
      afterwards: me => me.press('button', t.app.remove),
    },
    {
      name: 'showing once more who one is, by passkey or code',
      path: signIn,
      async afterwards(me) {
        await isStale(me)
        await me.press('button', t.passkeys.add)
        await me.press('button', t.proof.go)
        await me.reads(t.proof.codeMissing)
      },
    },
    {
      name: 'showing once more who one is, by recovery code',
      path: signIn,
      async afterwards(me) {
        await isStale(me)
        await me.press('button', t.passkeys.add)
        await me.press('button', t.proof.toRecovery)
      },
    },
  ]
}

/** The desk's time is the same for everybody who looks, so the refusal of a stale proof is said in its place. */
async function isStale({ page }: Visitor): Promise<void> {
  const code = 'fresh-proof-needed'
  const { status, title } = problems[code]
  await page.route(`**${beginPasskey.path}`, route =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', status, title, code }),
    }),
  )
}
