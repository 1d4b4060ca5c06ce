import type { Endpoint } from '#contract/endpoint.ts'
import { demoPassword, demoTotpSecret, people } from '#db/seeds/cast.ts'
import { totpCode, totpStepAt } from '#server/people/totp.ts'
import { ed25519Of } from '#server/plumbing/keys.ts'
import { formatAuthority } from '#server/plumbing/ssh/public-key.ts'
import { monday } from '../desk.ts'
import { operation } from '../every-operation.ts'
import { otherAddress } from './give-boxes.ts'
import type { Stage } from './set-the-stage.ts'

/** What an operation is called with. */
export type Input = {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  /** Of If-Match. */
  version?: number
}

/** For every operation an input with which it does what it is for, when the right person sends it. */
export function inputs(stage: Stage): Record<string, Input> {
  const {
    account,
    shop,
    grant,
    request,
    key,
    invitation,
    contact,
    member,
    session,
    apiKey,
    passkey,
    visit,
    openVisit,
    visitGrant,
    artefact,
    thing,
    recording,
    guidedVisit,
    guided,
    step,
    confirmedStep,
    visitorStep,
    visitorConfirmedStep,
    handVisit,
    handOver,
    given,
    pastVisit,
    known,
    sshKey,
    sshVisit,
    group,
    assignment,
    domain,
    nextHolder,
    assetChange,
    providerChange,
    rightsInvitation,
  } = stage.olga
  const accountId = account
  const until = { preset: 'three-working-days' }
  const period = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' }
  const newContact = {
    kind: 'organisation',
    name: 'Nils Neu',
    organisation: 'Neu GmbH',
    country: 'DE',
    street: ['Hauptstraße 1'],
    postcode: '10115',
    city: 'Berlin',
    phone: '030 901820',
    email: 'nils@example.org',
    language: 'de',
    zone: 'Europe/Berlin',
  }
  const newPerson = {
    name: 'Nils Neu',
    address: 'nils@shopwerk.example',
    language: 'de',
  }
  return {
    'read-me': {},
    'change-language': { body: { language: 'nl' } },
    'sign-in': { body: { address: people.olga.address, password: demoPassword } },
    'change-profile': { body: { name: 'Nora Neu' } },
    'read-notifications': {},
    'change-notifications': { body: { muted: ['reminders'] } },

    'read-sign-in-methods': {},
    'begin-proof': { body: {} },
    prove: { body: { code: totpCode(demoTotpSecret, totpStepAt(monday)) } },
    'begin-passkey': { body: {} },
    'add-passkey': { body: { name: 'Phone', passkey: { id: 'none' } } },
    'rename-passkey': { params: { passkeyId: passkey }, body: { name: 'Phone' } },
    'remove-passkey': { params: { passkeyId: passkey } },
    'begin-totp': { body: {} },
    'confirm-totp': { body: { code: '000000' } },
    'remove-totp': {},
    'make-recovery-codes': { body: {} },
    'change-password': { body: { password: 'three lanterns over the harbour' } },
    'change-address': { body: { address: 'elsewhere@example.org' } },
    'stop-address-change': {},

    'list-sessions': {},
    'end-session': { params: { sessionId: session } },
    'end-other-sessions': { body: {} },
    'end-sessions-of-person': { params: { personId: stage.people.ines }, body: {} },
    'list-api-keys': {},
    'make-api-key': { body: { name: 'Backup', scopes: ['read', 'export'], days: 30 } },
    'withdraw-api-key': { params: { keyId: apiKey } },
    'list-ssh-keys': {},
    'add-ssh-key': {
      body: { name: 'Phone', publicKey: formatAuthority(ed25519Of(Buffer.alloc(32, 7)), 'phone') },
    },
    'remove-ssh-key': { params: { keyId: sshKey } },
    'read-ssh-way': { params: { grantId: sshVisit } },
    'sign-ssh-certificate': { params: { grantId: sshVisit }, body: { keyId: sshKey } },

    'list-contacts': { params: { accountId }, query: { limit: '10' } },
    'read-contact': { params: { accountId, contactId: contact } },
    'add-contact': { params: { accountId }, body: newContact },
    'change-contact': { params: { accountId, contactId: contact }, body: newContact, version: 1 },
    'remove-contact': { params: { accountId, contactId: contact } },
    'check-contact': { params: { accountId }, body: { draft: newContact } },

    'list-domains': { params: { accountId } },
    'read-registrant': { params: { accountId, resourceId: domain } },
    'read-registrant-xml': { params: { accountId, resourceId: domain } },
    'check-holder': { params: { accountId }, body: { contactId: contact } },
    'ask-holder-change': {
      params: { accountId, resourceId: domain },
      body: { contactId: nextHolder, note: 'Sold' },
    },
    'stop-asset-change': { params: { accountId, changeId: assetChange }, body: {} },
    'list-holder-changes': { query: { state: 'all' } },
    'finish-holder-change': {
      params: { changeId: providerChange },
      body: { cost: '25 €', doneOn: '2026-11-23' },
    },
    'refuse-holder-change': { params: { changeId: providerChange }, body: { note: 'The register differs' } },
    'read-holder-policy': {},
    'change-holder-policy': { body: { assetWaitDays: 5 } },

    'list-members': { params: { accountId } },
    'invite-member': {
      params: { accountId },
      body: { name: 'Anna', address: 'anna@kaffeerad.example', language: 'de', role: 'deputy' },
    },
    'resend-invitation': { params: { accountId, invitationId: invitation }, body: {} },
    'withdraw-invitation': { params: { accountId, invitationId: invitation } },
    'leave-account': { params: { accountId }, body: { note: 'Thank you' } },
    'ask-ownership-transfer': { params: { accountId }, body: { personId: member } },
    'list-my-ownership-transfers': {},
    'confirm-ownership-transfer': { params: { transferId: stage.noor.transfer }, body: {} },
    'stop-ownership-transfer': { params: { transferId: stage.noor.transfer } },
    'close-account': { params: { accountId }, body: { name: 'Kaffeerad', note: 'Over' } },

    'count-grants': { params: { accountId } },
    'end-person': { params: { accountId, personId: member }, body: { note: 'Enough' } },
    'export-timeline': { params: { accountId }, query: { language: 'en' } },
    'who-could': { params: { accountId }, query: { permission: 'shop.view', resource: shop } },
    'list-people-of-account': { params: { accountId } },

    'read-account': { params: { accountId } },
    'add-shop': { params: { accountId }, body: { name: 'Filiale', origin: 'https://filiale.example' } },
    'remove-shop': { params: { resourceId: shop }, body: { note: 'Gone' } },
    'close-account-by-provider': { params: { accountId }, body: { name: 'Kaffeerad' } },
    'invite-person': { params: { personId: stage.people.newcomer }, body: { by: 'screen' } },

    'read-health': {},
    'list-mails': { query: { state: 'waiting' } },
    'send-mail-again': { params: { mailId: stage.mail }, body: {} },
    'list-webhooks': {},
    'add-webhook': {
      body: { name: 'Billing', address: 'https://billing.example/einlass', allowPrivate: false },
    },
    'change-webhook': {
      params: { webhookId: stage.webhook },
      body: { name: 'Panel', address: 'https://panel.example/elsewhere', allowPrivate: false },
    },
    'change-webhook-secret': { params: { webhookId: stage.webhook }, body: { bothSign: true } },
    'switch-webhook-off': { params: { webhookId: stage.webhook }, body: {} },
    'switch-webhook-on': { params: { webhookId: stage.webhookOff }, body: {} },
    'remove-webhook': { params: { webhookId: stage.webhook } },
    'test-webhook': { params: { webhookId: stage.webhook }, body: {} },
    'list-webhook-deliveries': { params: { webhookId: stage.webhook }, query: { limit: '10' } },
    'send-webhook-again': {
      params: { webhookId: stage.webhook, deliveryId: stage.webhookDelivery },
      body: {},
    },
    'list-unconfirmed-endings': {},
    'list-unconfirmed-of-account': { params: { accountId }, query: { limit: '10' } },
    'try-to-confirm-ending': { params: { accountId, grantId: grant }, body: {} },
    'try-to-confirm-ending-by-provider': { params: { grantId: grant }, body: {} },
    'read-sign-in-policy': {},
    'change-sign-in-policy': {
      body: {
        ownersNeedSecondFactor: true,
        transferWaitDays: 5,
        standardZone: 'Europe/Vienna',
        standardRegion: 'AT-9',
      },
    },
    'sign-out': {},

    'list-open-to-me': {},
    'prepare-entry': { params: { resourceId: shop }, body: { to: '/admin' } },
    'give-back': { params: { resourceId: shop }, body: { note: 'Done' } },

    'list-grants': { params: { accountId }, query: { state: 'live', resource: shop, limit: '10' } },
    'read-grant': { params: { accountId, grantId: grant } },
    'end-grant': { params: { accountId, grantId: grant }, body: { note: 'Thank you' } },
    'end-all-grants': { params: { accountId }, body: { note: 'Everything' } },
    'list-requests': { params: { accountId }, query: { state: 'all' } },
    'read-request': { params: { accountId, requestId: request } },

    'read-service-access': { params: { accountId, resourceId: shop } },
    'turn-on-service-access': {
      params: { accountId, resourceId: shop },
      body: {
        until,
        mode: 'read-only',
        who: { kind: 'named', people: [stage.people.sam] },
        reason: 'The checkout',
        caseNumber: 'T-1',
        message: 'Look only',
      },
      version: 1,
    },
    'move-end-of-service-access': {
      params: { accountId, resourceId: shop },
      body: { until: { local: '2026-11-26T12:00', zone: 'Europe/Berlin' } },
      version: 1,
    },
    'turn-off-service-access': { params: { accountId, resourceId: shop }, body: { note: 'Solved' } },
    'decide-service-access-request': {
      params: { accountId, requestId: request },
      body: {
        outcome: 'allow',
        until,
        mode: 'full',
        who: { kind: 'named', people: [stage.people.sam] },
        note: 'Go ahead',
      },
    },
    'read-shop': { params: { resourceId: shop } },
    'find-shops': { query: { search: 'kaffee' } },
    'ask-for-service-access': {
      body: {
        shopId: shop,
        wants: [{ permission: 'shop.operate', reason: 'To repair the checkout' }],
        until,
        forWhom: 'team',
        caseNumber: 'T-2',
        message: 'May I?',
      },
    },
    'withdraw-service-access-request': { params: { requestId: request }, body: {} },
    'list-provider-requests': { query: { state: 'all' } },
    'list-open-service-accesses': { query: { limit: '10' } },
    'end-service-access-by-provider': { params: { grantId: grant }, body: { note: 'An incident' } },
    'read-service-access-policy': {},
    'change-service-access-policy': { body: { longestDays: 14, requestLapsesDays: 3 } },

    'read-request-code': { params: { accountId } },
    'renew-request-code': { params: { accountId }, body: {} },
    'list-visits': { params: { accountId }, query: { state: 'all', resource: shop } },
    'read-visit': { params: { accountId, visitId: visit } },
    'decide-visit': {
      params: { accountId, visitId: visit },
      body: { outcome: 'allow', rights: ['shop.view'], platformRights: ['Orders'], until, note: 'Go ahead' },
    },
    'read-visit-choices': { params: { accountId } },
    'begin-visit': {
      params: { accountId },
      body: {
        resourceId: shop,
        platform: 'shopify',
        platformName: 'Shopify',
        purpose: 'The checkout',
        rights: [{ right: 'shop.view', reason: 'To look' }],
        platformRights: [{ right: 'Orders', reason: 'To see the order' }],
        until,
        agentId: stage.people.sam,
        caseNumber: 'T-3',
      },
    },
    'list-my-visits': { query: { state: 'live' } },
    'read-my-visit': { params: { visitId: openVisit } },
    'return-visit': { params: { visitId: openVisit }, body: { note: 'Done' } },
    'withdraw-visit': { params: { visitId: visit }, body: {} },
    'close-visit-as-not-needed': { params: { visitId: visit }, body: { because: 'Solved' } },
    'find-account-by-code': { body: { code: stage.olga.requestCode } },
    'ask-for-visit': {
      body: {
        code: stage.olga.requestCode,
        resourceId: stage.quietShop,
        platform: 'not-listed',
        platformName: 'Gambio',
        caseNumber: 'T-4',
        purpose: 'The checkout',
        rights: [{ right: 'shop.view', reason: 'To look' }],
        platformRights: [{ right: 'Editor', reason: 'To write' }],
        until,
        accessNeeded: true,
        because: 'It needs a look',
      },
    },
    'list-provider-visits': { query: { state: 'all', account: accountId, agent: stage.people.sam } },
    'end-visit-by-provider': { params: { visitId: openVisit }, body: { note: 'An incident' } },
    'read-visit-policy': {},
    'change-visit-policy': {
      body: { mailbox: 'visits@shopwerk.example', longestDays: 14, requestLapsesDays: 3 },
    },

    'read-connection': { params: { accountId, resourceId: shop } },
    'connect-system': {
      params: { accountId, resourceId: shop },
      body: {
        system: 'wordpress',
        address: 'https://127.0.0.1:1',
        login: 'einlass',
        credential: 'abcd efgh',
        options: { role: 'administrator', language: 'de' },
      },
    },
    'test-connection': { params: { accountId, resourceId: shop }, body: {} },
    'disconnect-system': { params: { accountId, resourceId: shop } },
    'read-private-address': { params: { resourceId: shop } },
    'allow-private-address': { params: { resourceId: shop }, body: { allowed: true } },

    'read-left-behind': { params: { accountId, grantId: visitGrant } },
    'remove-left-behind': { params: { accountId, grantId: visitGrant }, body: { items: [thing] } },
    'keep-left-behind': {
      params: { accountId, grantId: visitGrant },
      body: { items: [thing], note: 'It is ours' },
    },
    'check-what-is-left': { params: { accountId, grantId: visitGrant }, body: {} },
    'make-artefact-again': { params: { accountId, grantId: visitGrant, artefactId: artefact }, body: {} },
    'read-what-is-missing': { params: { grantId: visitGrant } },
    'make-artefact-again-by-visitor': { params: { grantId: visitGrant, artefactId: artefact }, body: {} },
    'list-recordings': { params: { accountId, grantId: grant }, query: { limit: '10' } },
    'watch-recording': {
      params: { accountId, grantId: grant, recordingId: recording },
      body: { after: 0 },
    },
    'read-recording-policy': {},
    'change-recording-policy': { body: { keepDays: 30 } },
    'read-steps': { params: { accountId, grantId: guidedVisit } },
    'confirm-step': { params: { accountId, grantId: guidedVisit, stepId: step }, body: { note: 'Done' } },
    'undo-step': { params: { accountId, grantId: guidedVisit, stepId: confirmedStep } },
    'read-requested-rights': {
      params: { accountId, grantId: guidedVisit, artefactId: guided },
      body: { rights: ['Orders', 'Finance'] },
    },
    'accept-extra-rights': {
      params: { accountId, grantId: guidedVisit, artefactId: guided },
      body: { rights: ['Users'] },
    },
    'read-steps-of-visit': { params: { grantId: guidedVisit } },
    'confirm-step-of-visit': {
      params: { grantId: guidedVisit, stepId: visitorStep },
      body: { note: 'Done' },
    },
    'undo-step-of-visit': { params: { grantId: guidedVisit, stepId: visitorConfirmedStep } },
    'read-requested-rights-of-visit': {
      params: { grantId: guidedVisit, artefactId: guided },
      body: { rights: ['Orders', 'Finance'] },
    },
    'read-networks': {},
    'change-networks': { body: { items: [{ network: '203.0.113.0/24', label: 'Office' }] } },
    'list-hand-overs': { params: { accountId, grantId: handVisit } },
    'hand-over': {
      params: { accountId, grantId: handVisit },
      body: { kind: 'password', label: 'Shop admin', values: { value: 'a lantern' }, most: 1 },
    },
    'replace-hand-over': {
      params: { accountId, grantId: handVisit, handOverId: handOver },
      body: { values: { value: 'another lantern' } },
    },
    'withdraw-hand-over': { params: { accountId, grantId: handVisit, handOverId: handOver } },
    'confirm-rotation': { params: { accountId, grantId: pastVisit, handOverId: known }, body: {} },
    'list-my-hand-overs': { params: { grantId: handVisit } },
    'reveal-hand-over': { params: { grantId: handVisit, handOverId: handOver }, body: {} },
    'give-to-owner': { params: { grantId: handVisit }, body: { kind: 'addresses', value: '192.0.2.7' } },
    'take-back-from-owner': { params: { grantId: handVisit, handOverId: given } },

    'read-timeline': { params: { accountId }, query: { grant } },
    'verify-ledger': { params: { accountId } },
    'export-ledger': { params: { accountId } },
    'read-receipt': { params: { accountId, grantId: grant } },
    'read-receipt-pdf': { params: { accountId, grantId: grant }, query: { language: 'nl' } },
    'list-evidence': { params: { accountId }, query: { ...period, limit: '10' } },
    'export-evidence': { params: { accountId }, query: period },
    'export-evidence-table': { params: { accountId }, query: period },
    explain: {
      params: { accountId },
      query: { person: stage.people.sam, permission: 'shop.view', resource: shop },
    },

    'list-shops': { params: { accountId } },
    'list-resources': { params: { accountId } },
    'add-group': { params: { accountId }, body: { name: 'Kunden' } },
    'remove-group': { params: { accountId, resourceId: group }, body: {} },
    'move-resource': { params: { accountId, resourceId: shop }, body: { groupId: group } },
    'read-permission-catalogue': { params: { accountId } },
    'list-assignments': { params: { accountId } },
    'give-rights': {
      params: { accountId },
      body: { personId: member, scopeId: shop, audience: 'agency', permissions: ['domains.view'], until },
    },
    'change-rights': {
      params: { accountId, assignmentId: assignment },
      body: { permissions: ['domains.view', 'domains.dns'] },
      version: 1,
    },
    'list-people': { params: { accountId }, query: { limit: '10' } },
    'suspend-person': { params: { accountId, personId: stage.people.sam }, body: { note: 'Urlaub' } },
    'resume-person': { params: { accountId, personId: stage.people.suspended }, body: {} },
    'end-rights': { params: { accountId, assignmentId: assignment }, body: {} },
    'preview-rights': {
      params: { accountId },
      body: { scopeId: shop, audience: 'agency', permissions: ['domains.view'], until },
    },
    'invite-to-rights': {
      params: { accountId },
      body: {
        invited: [{ address: 'nils@agentur.example', name: 'Nils Neu' }],
        language: 'de',
        scopeId: shop,
        audience: 'agency',
        permissions: ['domains.view'],
        until,
        reason: 'The move',
      },
    },
    'list-rights-invitations': { params: { accountId } },
    'resend-rights-invitation': { params: { accountId, invitationId: rightsInvitation }, body: {} },
    'show-invitation-link': { params: { accountId, invitationId: rightsInvitation }, body: {} },
    'answer-other-address': {
      params: { accountId, invitationId: rightsInvitation },
      body: { address: otherAddress, use: true },
    },
    'withdraw-rights-invitation': { params: { accountId, invitationId: rightsInvitation } },
    'make-account': {
      body: {
        name: 'Hutladen',
        zone: 'Europe/Berlin',
        region: 'DE-BE',
        owner: { ...newPerson, address: 'nils@hutladen.example' },
        shops: [{ name: 'Hutladen', origin: 'https://hutladen.example' }],
      },
    },
    'list-accounts': { query: { search: 'kaffee', limit: '10' } },
    'make-entrance-key': { params: { resourceId: shop }, body: {} },
    'list-entrance-keys': { params: { resourceId: shop } },
    'withdraw-entrance-key': { params: { resourceId: shop, keyId: key } },
    'list-panels': {},
    'add-panel': { body: { name: 'Hosting panel' } },
    'change-panel': {
      params: { panelId: stage.panel.id },
      body: { name: 'Hosting panel', signOn: 'https://elsewhere.example/sign-on' },
    },
    'list-my-panels': { query: { accountId } },
    'enter-panel': { params: { panelId: stage.panel.id }, body: { accountId } },
    'list-my-rights': {},
    'make-panel-key': { params: { panelId: stage.panel.id }, body: {} },
    'withdraw-panel-key': { params: { panelId: stage.panel.id, keyId: stage.panel.keyId } },
    'list-staff': {},
    'add-staff': { body: { ...newPerson, teamId: stage.supportTeam } },
    'remove-staff': { params: { teamId: stage.supportTeam, personId: stage.people.sam } },
    'deactivate-person': { params: { personId: stage.people.ines }, body: { note: 'Left the house' } },
    'set-up': { body: setUpBody('A'.repeat(43)) },
  }
}

export function setUpBody(link: string) {
  return {
    link,
    provider: 'Neuwerk',
    zone: 'Europe/Berlin',
    region: 'DE-BE',
    name: 'Nils Neu',
    address: 'nils@neuwerk.example',
    language: 'de',
    password: 'a lantern in the harbour',
  }
}

export type Sent = { status: number; code: string | undefined; body: unknown; text: string; headers: Headers }

/** Calls an operation as HTTP has it, with exactly these headers and no others of its own but the content's type. */
export async function send(
  deskUrl: string,
  endpoint: Endpoint,
  input: Input,
  headers: Record<string, string> = {},
): Promise<Sent> {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = input.params?.[name]
    if (value === undefined) throw new Error(`${endpoint.name} needs ${name}`)
    return encodeURIComponent(value)
  })
  const query = new URLSearchParams(input.query).toString()
  const response = await fetch(`${deskUrl}/api/v1${path}${query && `?${query}`}`, {
    method: endpoint.method,
    redirect: 'manual',
    headers: {
      ...(endpoint.body ? { 'content-type': 'application/json' } : {}),
      ...(input.version === undefined ? {} : { 'if-match': `"${input.version}"` }),
      ...headers,
    },
    body: endpoint.body
      ? typeof input.body === 'string'
        ? input.body
        : JSON.stringify(input.body)
      : undefined,
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  const body: unknown = isJson && text ? JSON.parse(text) : undefined
  const code = response.ok ? undefined : (body as { code?: string } | undefined)?.code
  return { status: response.status, code, body, text, headers: response.headers }
}

export function inputOf(stage: Stage, name: string): { endpoint: Endpoint; input: Input } {
  const input = inputs(stage)[name]
  if (!input) throw new Error(`test/matrix/inputs.ts has no input for ${name}`)
  return { endpoint: operation(name), input }
}
