// What there is to see at the provider's desk.
import { consolePaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { accountsTexts as accountsDe } from '#texts/de/accounts.ts'
import { consoleTexts as de } from '#texts/de/console.ts'
import { panelsTexts as panelsDe } from '#texts/de/panels.ts'
import { policyTexts as policyDe } from '#texts/de/policy.ts'
import { providerDeskTexts as deskDe } from '#texts/de/provider-desk.ts'
import { staffTexts as staffDe } from '#texts/de/staff.ts'
import { webhooksTexts as webhooksDe } from '#texts/de/webhooks.ts'
import { accountsTexts as accountsEn } from '#texts/en/accounts.ts'
import { consoleTexts as en } from '#texts/en/console.ts'
import { panelsTexts as panelsEn } from '#texts/en/panels.ts'
import { policyTexts as policyEn } from '#texts/en/policy.ts'
import { providerDeskTexts as deskEn } from '#texts/en/provider-desk.ts'
import { staffTexts as staffEn } from '#texts/en/staff.ts'
import { webhooksTexts as webhooksEn } from '#texts/en/webhooks.ts'
import { accountsTexts as accountsNl } from '#texts/nl/accounts.ts'
import { consoleTexts as nl } from '#texts/nl/console.ts'
import { panelsTexts as panelsNl } from '#texts/nl/panels.ts'
import { policyTexts as policyNl } from '#texts/nl/policy.ts'
import { providerDeskTexts as deskNl } from '#texts/nl/provider-desk.ts'
import { staffTexts as staffNl } from '#texts/nl/staff.ts'
import { webhooksTexts as webhooksNl } from '#texts/nl/webhooks.ts'
import type { Look } from './looks.ts'
import type { Visitor } from './stage.ts'
import { like } from './words.ts'

const words = {
  de: {
    ...de,
    accounts: accountsDe,
    staff: staffDe,
    policy: policyDe,
    webhooks: webhooksDe,
    panels: panelsDe,
  },
  en: {
    ...en,
    accounts: accountsEn,
    staff: staffEn,
    policy: policyEn,
    webhooks: webhooksEn,
    panels: panelsEn,
  },
  nl: {
    ...nl,
    accounts: accountsNl,
    staff: staffNl,
    policy: policyNl,
    webhooks: webhooksNl,
    panels: panelsNl,
  },
}
const deskWords = { de: deskDe, en: deskEn, nl: deskNl }

/** What Dora sees. */
export function deskLooks(language: Language): Look[] {
  const t = words[language]
  const d = deskWords[language]
  const account = (has: { account: string }) => consolePaths.deskAccount(has.account)
  const make = async (dora: Visitor, name: string) => {
    await dora.press('button', t.accounts.make)
    await dora.fills(t.accounts.name, name)
    await dora.fills(t.accounts.ownerName, 'Frieda Fahr')
    await dora.fills(t.accounts.ownerAddress, `frieda-${language}@fahrrad.example`)
    await dora.fills(t.accounts.shopName, name)
    await dora.press('button', t.accounts.save)
    await dora.reads(like(t.accounts.made, { name }))
  }
  return [
    { name: 'what needs somebody', path: consolePaths.desk },
    { name: 'every open access', path: consolePaths.deskOpen },
    { name: 'requests, as the desk sees them', path: consolePaths.deskRequests },
    { name: 'endings that are not confirmed', path: consolePaths.deskUnconfirmed },
    { name: 'mails', path: consolePaths.deskMails },
    { name: 'mails that failed', path: () => `${consolePaths.deskMails()}?state=failed` },
    { name: 'health', path: consolePaths.deskHealth },
    { name: 'webhooks', path: consolePaths.deskWebhooks },
    {
      name: 'adding a webhook, without an address',
      path: consolePaths.deskWebhooks,
      async afterwards(dora) {
        const { webhooks } = t
        await dora.press('button', webhooks.add)
        await dora.press('button', webhooks.addNow)
        await dora.reads(webhooks.addressWrong)
      },
    },
    {
      name: 'the secret of a new webhook',
      path: consolePaths.deskWebhooks,
      async afterwards(dora) {
        const { webhooks } = t
        await dora.press('button', webhooks.add)
        await dora.fills(webhooks.name, 'Panel')
        await dora.fills(webhooks.address, `https://panel.example/${language}`)
        await dora.press('button', webhooks.addNow)
        await dora.reads(webhooks.secretOnce)
      },
    },
    {
      name: 'an account that has just been made, and the link of its owner',
      path: consolePaths.deskAccounts,
      async afterwards(dora) {
        await make(dora, 'Fahrradladen')
        await dora.press('button', like(t.accounts.invite.byScreenOf, { name: 'Frieda Fahr' }))
        await dora.reads(like(t.accounts.invite.once, { name: 'Frieda Fahr' }))
      },
    },
    { name: 'an account', path: account },
    {
      name: 'the network of a shop',
      path: account,
      async afterwards(dora) {
        await dora.press('button', like(d.private.buttonOf, { shop: 'Kaffeerad' }))
        await dora.reads(d.private.refused)
      },
    },
    {
      name: 'adding a shop, without a name',
      path: account,
      async afterwards(dora) {
        await dora.press('button', d.account.addShop)
        await dora.press('button', d.account.addShopNow)
        await dora.reads(d.account.shopNameMissing)
      },
    },
    {
      name: 'what removing a shop will cut',
      path: account,
      async afterwards(dora) {
        await dora.press('button', like(d.account.removeShopOf, { shop: 'Kaffeerad' }))
        await dora.reads(d.account.removeHint)
      },
    },
    {
      name: 'closing an account, with another name',
      path: account,
      async afterwards(dora) {
        await dora.press('button', d.account.close)
        await dora.fills(like(d.account.closeName), 'Tulpenkas')
        await dora.press('button', d.account.closeNow)
        await dora.reads(d.account.closeNameWrong)
      },
    },
    {
      name: 'demanding a second factor',
      path: consolePaths.deskPolicy,
      async afterwards(dora) {
        await dora.press('radio', like(t.policy.factorMust))
        await dora.fills(t.policy.transferDays, '99')
        await dora.press('button', like(t.policy.saveOf, { section: t.policy.transferTitle }))
        await dora.reads(like(t.policy.range, { least: '0', most: '31' }))
      },
    },
    { name: 'no panel', path: consolePaths.deskPanels },
    {
      name: 'connecting a panel, without a name',
      path: consolePaths.deskPanels,
      async afterwards(dora) {
        await dora.press('button', t.panels.add)
        await dora.press('button', t.panels.addNow)
        await dora.reads(t.panels.nameMissing)
      },
    },
    {
      name: 'the key of a panel, once, and what withdrawing it does',
      path: consolePaths.deskPanels,
      async afterwards(dora) {
        await dora.press('button', t.panels.add)
        await dora.fills(t.panels.name, `Hosting ${language}`)
        await dora.press('button', t.panels.addNow)
        await dora.reads(t.panels.once)
        await dora.press('button', t.panels.stored)
        await dora.press('button', like(t.panels.withdrawOf, { name: `Hosting ${language}` }))
        await dora.reads(t.panels.withdrawHint)
      },
    },
    {
      name: 'a panel whose sign-on address is none',
      path: consolePaths.deskPanels,
      async afterwards(dora) {
        await dora.press('button', like(t.panels.changeOf, { name: `Hosting ${language}` }))
        await dora.fills(t.panels.signOn, 'panel')
        await dora.press('button', t.panels.changeNow)
        await dora.reads(t.panels.signOnWrong)
      },
    },
    {
      name: 'somebody new in a team',
      path: consolePaths.deskStaff,
      async afterwards(dora) {
        await dora.fills(t.staff.name, 'Till Neumann')
        await dora.fills(t.staff.address, `till-${language}@shopwerk.example`)
        await dora.press('button', t.staff.save)
        await dora.reads(like(t.staff.added, { name: 'Till Neumann' }))
      },
    },
  ]
}
