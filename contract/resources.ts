// What belongs to an account and can be granted: single things, and groups of them.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Ending } from './grants.ts'
import { Id, NameText, ResourceKind } from './words.ts'

export const Resource = t.Object({
  id: Id,
  name: t.String(),
  kind: ResourceKind,
  /** The group that it belongs to; null: to none. */
  groupId: t.Union([Id, t.Null()]),
})

const inAccount = t.Object({ accountId: Id })
const ofResource = t.Object({ accountId: Id, resourceId: Id })

export const listResources = endpoint({
  name: 'list-resources',
  method: 'GET',
  path: '/accounts/{accountId}/resources',
  summary: 'Everything of the account that can be granted, with the group that it belongs to.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: inAccount,
  answer: t.Object({ items: t.Array(Resource) }),
  refusals: ['not-signed-in', 'not-found'],
})

export const addGroup = endpoint({
  name: 'add-group',
  method: 'POST',
  path: '/accounts/{accountId}/groups',
  status: 201,
  summary: 'Adds an empty group. What is granted on a group counts for each resource that belongs to it.',
  who: 'account',
  needs: 'team.manage',
  writes: 'facts',
  params: inAccount,
  body: t.Object({ name: NameText }),
  answer: Resource,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input', 'account-is-closed'],
})

export const removeGroup = endpoint({
  name: 'remove-group',
  method: 'POST',
  path: '/accounts/{accountId}/groups/{resourceId}/removal',
  summary: 'Removes a group; its resources stay. What was granted on it ends.',
  who: 'account',
  needs: 'team.manage',
  fresh: true,
  writes: 'facts',
  params: ofResource,
  body: t.Object({ note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: Ending,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'not-a-group',
    'resource-is-removed',
  ],
})

export const moveResource = endpoint({
  name: 'move-resource',
  method: 'PUT',
  path: '/accounts/{accountId}/resources/{resourceId}/group',
  summary:
    'Puts a resource into a group or into none. Whoever holds something on the new group holds it here too, and nobody by the old one.',
  who: 'account',
  needs: 'team.manage',
  fresh: true,
  writes: 'facts',
  params: ofResource,
  body: t.Object({ groupId: t.Union([Id, t.Null()]) }),
  answer: Ending,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'invalid-input',
    'account-is-closed',
    'not-a-group',
    'group-in-a-group',
  ],
})
