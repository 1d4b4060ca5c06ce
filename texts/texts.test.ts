import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EndingCause } from '#contract/grants.ts'
import { problems } from '#contract/problems.ts'
import { factKinds } from '#server/access/fact.ts'
import { builtInPermissions, permissionGroups } from '#server/access/permission.ts'
import { accountsTexts as deAccounts } from './de/accounts.ts'
import { connectionTexts as deConnection } from './de/connection.ts'
import { consoleTexts as deConsole } from './de/console.ts'
import { contactsTexts as deContacts } from './de/contacts.ts'
import { factsTexts as deFacts } from './de/facts.ts'
import { handOversTexts as deHandOvers } from './de/hand-overs.ts'
import { holdersTexts as deHolders } from './de/holders.ts'
import { inviteToRightsTexts as deInviteToRights } from './de/invite-to-rights.ts'
import { leftBehindTexts as deLeftBehind } from './de/left-behind.ts'
import { mailsAboutSteps as deStepMails } from './de/mails-about-steps.ts'
import { myRightsTexts as deMyRights } from './de/my-rights.ts'
import { panelsTexts as dePanels } from './de/panels.ts'
import { peopleTexts as dePeople } from './de/people.ts'
import { policyTexts as dePolicy } from './de/policy.ts'
import { recordingsTexts as deRecordings } from './de/recordings.ts'
import { refusalTexts as deRefusals } from './de/refusals.ts'
import { rightsTexts as deRights } from './de/rights.ts'
import { sshKeyTexts as deSshKeys } from './de/ssh-keys.ts'
import { sshWayTexts as deSshWay } from './de/ssh-way.ts'
import { staffTexts as deStaff } from './de/staff.ts'
import { stepsTexts as deSteps } from './de/steps.ts'
import { visitTexts as deVisits } from './de/visits.ts'
import { webhooksTexts as deWebhooks } from './de/webhooks.ts'
import { accountsTexts as enAccounts } from './en/accounts.ts'
import { connectionTexts as enConnection } from './en/connection.ts'
import { consoleTexts as enConsole } from './en/console.ts'
import { contactsTexts as enContacts } from './en/contacts.ts'
import { factsTexts as enFacts } from './en/facts.ts'
import { handOversTexts as enHandOvers } from './en/hand-overs.ts'
import { holdersTexts as enHolders } from './en/holders.ts'
import { inviteToRightsTexts as enInviteToRights } from './en/invite-to-rights.ts'
import { leftBehindTexts as enLeftBehind } from './en/left-behind.ts'
import { mailsAboutSteps as enStepMails } from './en/mails-about-steps.ts'
import { myRightsTexts as enMyRights } from './en/my-rights.ts'
import { panelsTexts as enPanels } from './en/panels.ts'
import { peopleTexts as enPeople } from './en/people.ts'
import { policyTexts as enPolicy } from './en/policy.ts'
import { recordingsTexts as enRecordings } from './en/recordings.ts'
import { refusalTexts as enRefusals } from './en/refusals.ts'
import { rightsTexts as enRights } from './en/rights.ts'
import { sshKeyTexts as enSshKeys } from './en/ssh-keys.ts'
import { sshWayTexts as enSshWay } from './en/ssh-way.ts'
import { staffTexts as enStaff } from './en/staff.ts'
import { stepsTexts as enSteps } from './en/steps.ts'
import { visitTexts as enVisits } from './en/visits.ts'
import { webhooksTexts as enWebhooks } from './en/webhooks.ts'
import { evidenceTexts } from './evidence.ts'
import { accountsTexts as nlAccounts } from './nl/accounts.ts'
import { connectionTexts as nlConnection } from './nl/connection.ts'
import { consoleTexts as nlConsole } from './nl/console.ts'
import { contactsTexts as nlContacts } from './nl/contacts.ts'
import { factsTexts as nlFacts } from './nl/facts.ts'
import { handOversTexts as nlHandOvers } from './nl/hand-overs.ts'
import { holdersTexts as nlHolders } from './nl/holders.ts'
import { inviteToRightsTexts as nlInviteToRights } from './nl/invite-to-rights.ts'
import { leftBehindTexts as nlLeftBehind } from './nl/left-behind.ts'
import { mailsAboutSteps as nlStepMails } from './nl/mails-about-steps.ts'
import { myRightsTexts as nlMyRights } from './nl/my-rights.ts'
import { panelsTexts as nlPanels } from './nl/panels.ts'
import { peopleTexts as nlPeople } from './nl/people.ts'
import { policyTexts as nlPolicy } from './nl/policy.ts'
import { recordingsTexts as nlRecordings } from './nl/recordings.ts'
import { refusalTexts as nlRefusals } from './nl/refusals.ts'
import { rightsTexts as nlRights } from './nl/rights.ts'
import { sshKeyTexts as nlSshKeys } from './nl/ssh-keys.ts'
import { sshWayTexts as nlSshWay } from './nl/ssh-way.ts'
import { staffTexts as nlStaff } from './nl/staff.ts'
import { stepsTexts as nlSteps } from './nl/steps.ts'
import { visitTexts as nlVisits } from './nl/visits.ts'
import { webhooksTexts as nlWebhooks } from './nl/webhooks.ts'
import { platformTexts } from './platforms.ts'
import { reviewMailTexts } from './review-mails.ts'
import { unconfirmedTexts } from './unconfirmed.ts'

const de = {
  ...deConsole,
  evidence: evidenceTexts.de,
  unconfirmed: unconfirmedTexts.de,
  platforms: platformTexts.de,
  policy: dePolicy,
  people: dePeople,
  reviewMails: reviewMailTexts.de,
  contacts: deContacts,
  webhooks: deWebhooks,
  panels: dePanels,
  'my-rights': deMyRights,
  staff: deStaff,
  accounts: deAccounts,
  connection: deConnection,
  visits: deVisits,
  leftBehind: deLeftBehind,
  recordings: deRecordings,
  steps: deSteps,
  stepMails: deStepMails,
  'hand-overs': deHandOvers,
  holders: deHolders,
  facts: deFacts,
  sshKeys: deSshKeys,
  sshWay: deSshWay,
  rights: deRights,
  inviteToRights: deInviteToRights,
}
const en = {
  ...enConsole,
  evidence: evidenceTexts.en,
  unconfirmed: unconfirmedTexts.en,
  platforms: platformTexts.en,
  policy: enPolicy,
  people: enPeople,
  reviewMails: reviewMailTexts.en,
  contacts: enContacts,
  webhooks: enWebhooks,
  panels: enPanels,
  'my-rights': enMyRights,
  staff: enStaff,
  accounts: enAccounts,
  connection: enConnection,
  visits: enVisits,
  leftBehind: enLeftBehind,
  recordings: enRecordings,
  steps: enSteps,
  stepMails: enStepMails,
  'hand-overs': enHandOvers,
  holders: enHolders,
  facts: enFacts,
  sshKeys: enSshKeys,
  sshWay: enSshWay,
  rights: enRights,
  inviteToRights: enInviteToRights,
}
const nl = {
  ...nlConsole,
  evidence: evidenceTexts.nl,
  unconfirmed: unconfirmedTexts.nl,
  platforms: platformTexts.nl,
  policy: nlPolicy,
  people: nlPeople,
  reviewMails: reviewMailTexts.nl,
  contacts: nlContacts,
  webhooks: nlWebhooks,
  panels: nlPanels,
  'my-rights': nlMyRights,
  staff: nlStaff,
  accounts: nlAccounts,
  connection: nlConnection,
  visits: nlVisits,
  leftBehind: nlLeftBehind,
  recordings: nlRecordings,
  steps: nlSteps,
  stepMails: nlStepMails,
  'hand-overs': nlHandOvers,
  holders: nlHolders,
  facts: nlFacts,
  sshKeys: nlSshKeys,
  sshWay: nlSshWay,
  rights: nlRights,
  inviteToRights: nlInviteToRights,
}
const languages = { de, en, nl }
const doors = ['support-visit', 'service-switch', 'contact-roster', 'customer-approval', 'sub-account']

/** Every text with the path of its key: 'common.save' → 'Save'. */
function flatten(texts: object, above = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[above + key, value]] : [...flatten(value as object, `${above}${key}.`)],
    ),
  )
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(match => match[1]!).sort()
}

for (const [language, texts, refusals] of [
  ['en', en, enRefusals],
  ['nl', nl, nlRefusals],
] as const) {
  test(`${language} has the same keys as German, in the console, about platforms and in the refusals`, () => {
    assert.deepEqual([...flatten(texts).keys()].sort(), [...flatten(de).keys()].sort())
    assert.deepEqual(Object.keys(refusals).sort(), Object.keys(deRefusals).sort())
  })

  test(`${language} has the same placeholders as German in every text`, () => {
    const own = flatten(texts)
    for (const [key, text] of flatten(de))
      assert.deepEqual(placeholders(own.get(key)!), placeholders(text), key)
  })
}

for (const [language, texts] of Object.entries(languages)) {
  const all = flatten(texts)
  const has = (key: string) => assert.ok(all.get(key)?.trim(), `${language} has no text for ${key}`)

  test(`${language} leaves no text empty and no bracket half open`, () => {
    for (const [key, text] of all) {
      assert.notEqual(text.trim(), '', key)
      assert.equal(text.split('{{').length, text.split('}}').length, key)
    }
  })

  test(`${language} has a sentence for every fact, a word for every cause of ending, door and permission, and what each permission means`, () => {
    for (const kind of factKinds) has(`facts.fact.${kind}`)
    for (const { const: cause } of EndingCause.anyOf) has(`cause.${cause}`)
    for (const cause of ['left', 'signed-out', 'too-old', 'left-team', 'key-removed', 'resource-moved'])
      has(`cause.${cause}`)
    for (const door of doors) has(`door.${door}`)
    for (const permission of builtInPermissions) {
      has(`permission.${permission}`)
      has(`rights.means.${permission}`)
    }
    for (const group of permissionGroups) has(`rights.group.${group}`)
  })

  test(`${language} says of every system that can be connected, and of any other, what to do by hand`, () => {
    for (const system of ['wordpress', 'shopware', 'prestashop', 'magento', 'ssh-host', 'by-hand', 'other']) {
      has(`unconfirmed.system.${system}`)
      has(`unconfirmed.byHand.${system}`)
    }
    has('unconfirmed.byHand.entry')
  })

  test(`${language} has both numbers of every text that counts`, () => {
    for (const key of all.keys()) {
      if (key.endsWith('_one')) has(key.replace(/_one$/, '_other'))
      if (key.endsWith('_other')) has(key.replace(/_other$/, '_one'))
    }
  })
}

for (const [language, refusals] of Object.entries({ de: deRefusals, en: enRefusals, nl: nlRefusals })) {
  test(`${language} has a sentence for every refusal, and it is a whole one`, () => {
    for (const code of Object.keys(problems)) {
      assert.match(refusals[code as keyof typeof problems], /^\p{Lu}.+\.$/u, code)
    }
  })
}
