// The provider's own panels, the keys by which they ask what somebody may, and the way into them.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { AccountName, Id, Instant, NameText, PersonName } from './words.ts'

/** Where the panel takes the assertions of people who come from here; null: nobody comes from here. */
const SignOn = t.Union([
  t.String({ maxLength: 500, pattern: '^https?://', description: 'https://panel.example/sign-on' }),
  t.Null(),
])

export const Panel = t.Object({
  id: Id,
  name: t.String(),
  signOn: t.Union([t.String(), t.Null()]),
  madeAt: Instant,
  /** Those that are valid, the oldest first; never the keys themselves. */
  keys: t.Array(
    t.Object({
      id: Id,
      /** The last four characters. */
      tail: t.String(),
      madeAt: Instant,
      madeBy: t.Union([PersonName, t.Null()]),
      lastUsedAt: t.Union([Instant, t.Null()]),
    }),
  ),
})

/** A key as it is shown: once, in the answer to making it. */
const MadeKey = t.Object({ id: Id, key: t.String({ privacy: 'secret' }), tail: t.String() })

const ofPanel = t.Object({ panelId: Id })

export const listPanels = endpoint({
  name: 'list-panels',
  method: 'GET',
  path: '/provider/panels',
  summary: 'The panels of the provider that may ask what somebody may, and which keys they have.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  answer: t.Object({ items: t.Array(Panel) }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const addPanel = endpoint({
  name: 'add-panel',
  method: 'POST',
  path: '/provider/panels',
  status: 201,
  summary:
    'Connects a panel: with the key it may ask about every person and every account. The key is shown once.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  body: t.Object({ name: NameText, signOn: t.Optional(SignOn) }),
  answer: t.Object({ id: Id, name: t.String(), key: MadeKey }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'fresh-proof-needed', 'invalid-input'],
})

export const changePanel = endpoint({
  name: 'change-panel',
  method: 'PUT',
  path: '/provider/panels/{panelId}',
  summary:
    'Changes the name of a panel and where people who come from here are signed on: over https, in the demonstration also on this machine.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  params: ofPanel,
  body: t.Object({ name: NameText, signOn: SignOn }),
  answer: t.Object({ id: Id, name: t.String(), signOn: SignOn }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'fresh-proof-needed', 'invalid-input'],
})

export const makePanelKey = endpoint({
  name: 'make-panel-key',
  method: 'POST',
  path: '/provider/panels/{panelId}/keys',
  status: 201,
  summary: 'Another key for a panel, shown once. Older keys stay valid until withdrawn.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  params: ofPanel,
  body: t.Object({}),
  answer: MadeKey,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'fresh-proof-needed', 'invalid-input'],
})

export const withdrawPanelKey = endpoint({
  name: 'withdraw-panel-key',
  method: 'DELETE',
  path: '/provider/panels/{panelId}/keys/{keyId}',
  summary:
    'Withdraws the key of a panel: from now on nobody who shows it gets an answer. Withdrawing it again changes nothing.',
  who: 'desk',
  byKey: 'manage',
  writes: 'facts',
  params: t.Object({ panelId: Id, keyId: Id }),
  answer: t.Object({ withdrawnAt: Instant }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const listMyPanels = endpoint({
  name: 'list-my-panels',
  method: 'GET',
  path: '/me/panels',
  summary:
    'Which panels I may open, for which accounts: those that are mine, and those in which something is open to me.',
  who: 'person',
  writes: 'nothing',
  query: t.Object({ accountId: t.Optional(Id) }),
  answer: t.Object({
    items: t.Array(
      t.Object({ panel: t.Object({ id: Id, name: t.String(), origin: t.String() }), account: AccountName }),
    ),
  }),
  refusals: ['not-signed-in', 'invalid-input'],
})

export const enterPanel = endpoint({
  name: 'enter-panel',
  method: 'POST',
  path: '/me/panels/{panelId}/entries',
  status: 201,
  summary:
    'A signed assertion that says to a panel who I am and for which account I come, once and within a minute. Post it as the field `assertion` to `url`; never put it into an address.',
  who: 'person',
  writes: 'facts',
  params: ofPanel,
  body: t.Object({ accountId: Id }),
  answer: t.Object({ url: t.String(), assertion: t.String({ privacy: 'secret' }), expiresAt: Instant }),
  refusals: ['not-signed-in', 'not-found', 'no-open-grant', 'invalid-input'],
})
