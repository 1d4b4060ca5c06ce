// The provider's panel, as it asks over HTTP.
import assert from 'node:assert/strict'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { liveGrants } from '#server/access/5-end/live-grants.ts'
import { addResource } from '#server/access/add-resource.ts'
import type { Permission } from '#server/access/permission.ts'
import { record } from '#server/access/record.ts'
import type { ResourceKind } from '#server/access/resource.ts'
import { type Answered, type Client, day, type TestDesk } from './desk.ts'

export type TestPanel = {
  id: string
  key: string
  keyId: string
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answered>
  /** One question; the person may be one of the cast. */
  may(
    person: string,
    permission: string,
    resource: { type: string; id: string; properties?: object },
  ): Promise<boolean>
}

/** Connects a panel at the desk. @param at another node's address */
export async function connectPanel(desk: TestDesk, dora?: Client, at = desk.url): Promise<TestPanel> {
  const made = await (dora ?? (await desk.as('dora'))).post('/provider/panels', { name: 'Kundenmenü' })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const { id, key } = made.body
  const post: TestPanel['post'] = (path, body, headers = {}) =>
    askApi(at, path, body, { authorization: `Bearer ${key.key}`, ...headers })
  return {
    id,
    key: key.key,
    keyId: key.id,
    post,
    async may(person, permission, resource) {
      const { status, body } = await post('/evaluation', {
        subject: { type: 'person', id: person },
        action: { name: permission },
        resource,
      })
      assert.equal(status, 200, JSON.stringify(body))
      return body.decision
    },
  }
}

/** @param body a text is sent as it is */
export async function askApi(
  url: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await fetch(`${url}/access/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

/** Something of Olga's that a panel shows. */
export function addThing(
  desk: TestDesk,
  kind: ResourceKind,
  name: string,
  reference: string | null = null,
  owner: 'olga' | 'noor' = 'olga',
): Promise<string> {
  const account = desk.cast.accounts[owner]!
  return record(desk.kernel, { accounts: [account], by: { person: desk.cast.people.dora } }, r =>
    addResource(r, account, { kind, name, origin: null, reference }),
  )
}

/** Olga gives rights; without a resource on the whole account. @returns the grant */
export function giveRights(
  desk: TestDesk,
  person: string,
  permissions: readonly Permission[],
  resourceId: string | null,
  more: { beginsAt?: number; endsAt?: number } = {},
): Promise<string> {
  const accountId = desk.cast.accounts['olga']!
  return record(desk.kernel, { accounts: [accountId], by: { person: desk.cast.people.olga } }, r =>
    openGrant(
      r,
      {
        accountId,
        resourceId,
        door: 'test',
        subject: { kind: 'person', id: person },
        permissions,
        beginsAt: more.beginsAt ?? r.now,
        endsAt: more.endsAt ?? r.now + 3 * day,
        reason: null,
        caseNumber: null,
        message: null,
        giver: { as: 'owner' },
      },
      { longestMs: null, endless: false },
    ),
  )
}

/** Olga takes back whatever this person has in her account. */
export function takeBack(desk: TestDesk, person: string): Promise<unknown> {
  const account = desk.cast.accounts['olga']!
  return record(desk.kernel, { accounts: [account], by: { person: desk.cast.people.olga } }, async r =>
    endAccess(r, account, await liveGrants(r.tx, account, { subjectId: person }), 'revoked', null),
  )
}
