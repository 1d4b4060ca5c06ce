// The published description of the API: that it is fresh, that it is sound, and that it tells of nothing but what is there.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeApi } from '../../scripts/write-api.ts'
import { startTestDesk } from '../desk.ts'
import { everyOperation } from '../every-operation.ts'

type Schema = { [keyword: string]: unknown }
type Described = {
  operationId: string
  summary: string
  security?: object[]
  parameters?: { in: string; name: string; required: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content: Record<string, { schema: Schema }> }>
}
type Document = {
  openapi: string
  security: object[]
  paths: Record<string, Record<string, Described>>
  webhooks: Record<string, { post: { requestBody: { content: Record<string, { schema: Schema }> } } }>
  components: { schemas: Record<string, Schema>; securitySchemes: object }
}

const root = join(import.meta.dirname, '../..')
const committed = readFileSync(join(root, 'contract/openapi.json'), 'utf8')
const document = JSON.parse(committed) as Document
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ path, method, ...described })),
)

test('contract/openapi.json is what the desk serves', async () => {
  assert.equal(committed, await writeApi(), 'Run `npm run generate` and commit contract/openapi.json.')
})

test('every operation of the contract can be called, and no other', () => {
  const written = everyOperation.map(one => `${one.method.toLowerCase()} ${one.path} ${one.name}`)
  const callable = operations.map(one => `${one.method} ${one.path} ${one.operationId}`)
  assert.deepEqual(callable.toSorted(), written.toSorted())
})

test('no file of the contract is forgotten in the list of operations', () => {
  const declared = globSync('contract/*.ts', { cwd: root }).flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/= endpoint\(\{\s*name: '([a-z-]+)'/g)].map(
      found => found[1]!,
    ),
  )
  assert.deepEqual(declared.toSorted(), everyOperation.map(one => one.name).toSorted())
})

test('it is OpenAPI 3.1, and every operation has a name of its own and a summary that is a sentence', () => {
  assert.equal(document.openapi, '3.1.0')
  const names = operations.map(one => one.operationId)
  assert.deepEqual(names, [...new Set(names)])
  for (const one of operations) assert.match(one.summary, /^[A-Z].*[.?]$/, one.operationId)
})

test('the parameters in a path are those that are declared', () => {
  for (const { path, operationId, parameters = [] } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(found => found[1])
    const declared = parameters.filter(one => one.in === 'path')
    assert.deepEqual(declared.map(one => one.name).toSorted(), inPath.toSorted(), operationId)
    for (const one of declared) assert.ok(one.required, `${operationId} ${one.name}`)
  }
})

test('every response has a schema, and every operation says how it succeeds and how it refuses', () => {
  for (const { operationId, responses } of operations) {
    const [success, ...refused] = Object.entries(responses)
    assert.match(success![0], /^20[01]$/, operationId)
    const { answersAs } = everyOperation.find(({ name }) => name === operationId)!
    const type = answersAs?.split(';')[0] ?? 'application/json'
    assert.deepEqual(Object.keys(success![1].content), [type], operationId)
    for (const { schema } of Object.values(success![1].content)) assert.ok(schema, operationId)
    for (const [status, response] of refused) {
      assert.match(status, /^([45]\d\d|default)$/, operationId)
      assert.ok(response.content['application/problem+json']!.schema, operationId)
    }
  }
})

test('whoever is not said to need no sign-in needs one', () => {
  assert.deepEqual(document.security, [{ session: [] }])
  const open = operations.filter(one => one.security?.length === 0)
  assert.deepEqual(open.map(one => one.operationId).toSorted(), ['set-up', 'sign-in'])
})

test('an API key is named exactly where one is let in, with the scope that it needs', () => {
  assert.ok('apiKey' in document.components.securitySchemes)
  for (const { name, byKey, who } of everyOperation) {
    const { security } = operations.find(one => one.operationId === name)!
    if (byKey) assert.deepEqual(security, [{ session: [] }, { apiKey: [byKey] }], name)
    else assert.deepEqual(security, who === 'anyone' ? [] : undefined, name)
  }
})

/** Asks for a proof by itself: the first certificate for a key needs one, its renewals do not. */
const freshAtFirst = 'sign-ssh-certificate'

test('what is dangerous says so, and no key can do it', () => {
  for (const { name, fresh, byKey, refusals } of everyOperation) {
    assert.equal(refusals.includes('fresh-proof-needed'), fresh === true || name === freshAtFirst, name)
    assert.ok(!(fresh && byKey), name)
  }
})

/** What takes access away. Removing a shop and closing an account do more than that, and cannot be taken back. */
const endings = [
  'end-grant',
  'end-person',
  'end-all-grants',
  'turn-off-service-access',
  'end-service-access-by-provider',
  'withdraw-service-access-request',
  'give-back',
  'leave-account',
  'remove-staff',
  'deactivate-person',
  'sign-out',
  'end-session',
  'end-other-sessions',
  'end-sessions-of-person',
  'withdraw-api-key',
  'remove-ssh-key',
  'withdraw-entrance-key',
  'withdraw-panel-key',
  'withdraw-invitation',
  'withdraw-rights-invitation',
  'stop-ownership-transfer',
  'stop-address-change',
]

test('ending is never gated by a proof', () => {
  const gated = endings.filter(name => everyOperation.find(one => one.name === name)?.fresh !== undefined)
  assert.deepEqual(gated, [])
  const named = new Set(everyOperation.map(({ name }) => name))
  assert.deepEqual(
    endings.filter(name => !named.has(name)),
    [],
  )
})

test('GET has no body and every other operation takes JSON or nothing', () => {
  for (const { method, operationId, requestBody } of operations) {
    if (method === 'get') assert.equal(requestBody, undefined, operationId)
    else if (requestBody)
      assert.deepEqual(Object.keys(requestBody.content), ['application/json'], operationId)
  }
})

test('every schema uses words of JSON Schema, every reference has an end, every named shape is used', () => {
  const used = new Set<string>()
  const schemas: [string, Schema][] = [
    ...Object.entries(document.components.schemas),
    ...operations.flatMap(one => [
      ...(one.parameters ?? []).map((parameter): [string, Schema] => [one.operationId, parameter.schema]),
      ...Object.values(one.requestBody?.content ?? {}).map((body): [string, Schema] => [
        one.operationId,
        body.schema,
      ]),
      ...Object.values(one.responses)
        .flatMap(response => Object.values(response.content))
        .map((answer): [string, Schema] => [one.operationId, answer.schema]),
    ]),
    ...Object.entries(document.webhooks).map(([name, { post }]): [string, Schema] => [
      name,
      post.requestBody.content['application/json']!.schema,
    ]),
  ]
  for (const [where, schema] of schemas) checkSchema(schema, where, used)
  assert.deepEqual(
    Object.keys(document.components.schemas).filter(name => !used.has(name)),
    [],
    'shapes that nothing refers to',
  )
})

const keywords = new Set(
  'type description format pattern minLength maxLength minimum maximum minItems maxItems uniqueItems default enum required properties items anyOf patternProperties $ref x-privacy'.split(
    ' ',
  ),
)

function checkSchema(schema: Schema, where: string, used: Set<string>): void {
  for (const keyword of Object.keys(schema)) assert.ok(keywords.has(keyword), `${where}: ${keyword}`)
  const {
    $ref,
    type,
    properties = {},
    required = [],
    items,
    anyOf,
    patternProperties = {},
  } = schema as {
    $ref?: string
    type?: string
    properties?: Record<string, Schema>
    required?: string[]
    items?: Schema
    anyOf?: Schema[]
    patternProperties?: Record<string, Schema>
  }
  if ($ref) {
    const name = $ref.replace('#/components/schemas/', '')
    assert.ok(document.components.schemas[name], `${where}: ${$ref}`)
    used.add(name)
  }
  if (type) assert.match(type, /^(string|integer|number|boolean|object|array|null)$/, where)
  for (const name of required) assert.ok(properties[name], `${where}: ${name} is required and not described`)
  const children = [
    items,
    ...(anyOf ?? []),
    ...Object.values(properties),
    ...Object.values(patternProperties),
  ]
  for (const child of children) if (child) checkSchema(child, where, used)
}

test('/api/docs shows it without anything from elsewhere, and no other page may run a script of its own', async () => {
  await using desk = await startTestDesk()
  const look = async (path: string) => {
    const answered = await fetch(desk.url + path)
    return {
      status: answered.status,
      policy: answered.headers.get('content-security-policy') ?? '',
      text: await answered.text(),
    }
  }
  const docs = await look('/api/docs')
  assert.equal(docs.status, 200)
  assert.doesNotMatch(docs.policy, /https?:|upgrade-insecure-requests|\*/)
  assert.match(docs.policy, /script-src 'self';/)
  assert.match(docs.policy, /frame-ancestors 'none'/)
  for (const [, loaded] of docs.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
    assert.ok(loaded!.startsWith('/api/docs/'), loaded)
    assert.equal((await look(loaded!)).status, 200, loaded)
  }
  for (const path of ['/api/openapi.json', '/api/v1/me', '/livez', '/nothing-here'])
    assert.equal((await look(path)).policy, "default-src 'none'; frame-ancestors 'none'", path)
  for (const path of ['/forgot-password', '/sign-in/arrived'])
    assert.doesNotMatch((await look(path)).policy, /script-src/, path)
  // Passkeys and the code behind a # need a few lines; exactly these, by their hash, and nothing that is loaded.
  for (const path of ['/sign-in', '/new-password', '/invitation', '/confirm-address', '/confirm-change']) {
    const { policy, text } = await look(path)
    const [, script = ''] = /<script>([\s\S]+)<\/script>/.exec(text) ?? []
    const hash = createHash('sha256').update(script).digest('base64')
    assert.equal(/script-src ([^;]+);/.exec(policy)?.[1], `'sha256-${hash}'`, path)
    assert.match(policy, /default-src 'none'/, path)
  }
})
