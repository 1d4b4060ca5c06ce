import * as accounts from '#contract/accounts.ts'
import * as contacts from '#contract/contacts.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import * as entries from '#contract/entries.ts'
import * as evidence from '#contract/evidence.ts'
import * as grants from '#contract/grants.ts'
import * as handOvers from '#contract/hand-overs.ts'
import * as holders from '#contract/holders.ts'
import * as leftBehind from '#contract/left-behind.ts'
import * as panels from '#contract/panels.ts'
import * as people from '#contract/people.ts'
import { problems, type RefusalCode } from '#contract/problems.ts'
import * as proof from '#contract/proof.ts'
import * as providerVisits from '#contract/provider-visits.ts'
import * as recordings from '#contract/recordings.ts'
import * as resources from '#contract/resources.ts'
import * as rights from '#contract/rights.ts'
import * as rightsInvitations from '#contract/rights-invitations.ts'
import * as serviceSwitch from '#contract/service-switch.ts'
import * as sshKeys from '#contract/ssh-keys.ts'
import * as steps from '#contract/steps.ts'
import * as supportVisit from '#contract/support-visit.ts'
import * as team from '#contract/team.ts'
import * as unconfirmed from '#contract/unconfirmed.ts'
import * as visits from '#contract/visits.ts'
import * as webhooks from '#contract/webhooks.ts'
import * as words from '#contract/words.ts'
import { canonicalJson, type Json } from '#server/plumbing/canonical-json.ts'

const introduction = `The access desk: who may get in, until when, and the proof that it is over. Every refusal is a problem (RFC 9457) with a stable \`code\`, see the schema Problem; what may not be seen is \`not-found\`.

What changes is told at \`GET /live\`, server-sent events for a signed-in browser (its session cookie, no API key): \`account\` with \`{"account", "epoch"}\` for accounts that the person sees, \`mine\` with \`{}\` when something changed where he is let in or at his sign-in, \`gone\` with \`{"reason"}\` when his session has ended; the stream is closed after that. An event never says what has changed: read it anew. Whoever connects, also again, reads everything anew.`

type Schema = { readonly [keyword: string]: Json }
type Parameter = { in: 'path' | 'query' | 'header'; name: string; required: boolean; schema: Schema }

/**
 * Shapes with a name of their own in the document: what the contract exports by a capital letter and is no plain text.
 * Two that look alike (a person and an account are both an id and a name) stay without: either name would be a lie.
 */
const shapes = new Map(
  [
    ...Map.groupBy(
      Object.entries({
        ...words,
        ...people,
        ...accounts,
        ...grants,
        ...entries,
        ...proof,
        ...evidence,
        ...serviceSwitch,
        ...supportVisit,
        ...visits,
        ...providerVisits,
        ...leftBehind,
        ...recordings,
        ...steps,
        ...handOvers,
        ...unconfirmed,
        ...sshKeys,
        ...resources,
        ...rights,
        ...holders,
        ...rightsInvitations,
        ...contacts,
        ...team,
        ...webhooks,
        ...panels,
      })
        .filter(
          ([name, shape]) =>
            /^[A-Z]/.test(name) && typeof shape === 'object' && ('properties' in shape || 'anyOf' in shape),
        )
        .map(([name, shape]) => ({ name, shape: tidy(shape as unknown as Schema) })),
      ({ shape }) => canonicalJson(shape),
    ),
  ].flatMap(([text, alike]) => (alike.length === 1 ? [[text, alike[0]!] as const] : [])),
)

/**
 * The contract as OpenAPI 3.1, in an order that depends on nothing but the contract: paths by alphabet, everything
 * else as it is declared. Pure: the same operations give the same text.
 * @param endpoints of the table of operations, so that nothing is described that cannot be called
 * @param cookieName of the session, which differs between HTTP and HTTPS
 */
export function describeApi(endpoints: readonly Endpoint[], cookieName: string) {
  const byPath = Map.groupBy([...endpoints].sort(byAlphabet), endpoint => endpoint.path)
  return {
    openapi: '3.1.0',
    info: { title: 'Einlass', version: '1', description: introduction },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }],
    paths: Object.fromEntries(
      [...byPath].map(([path, operations]) => [
        path,
        Object.fromEntries(
          operations.map(endpoint => [endpoint.method.toLowerCase(), describeOperation(endpoint)]),
        ),
      ]),
    ),
    webhooks: {
      [webhooks.AccessChanged.properties.type.const]: {
        post: {
          summary:
            'Somebody’s rights in an account are others than before. Signed after Standard Webhooks 1.0.',
          requestBody: {
            required: true,
            content: { 'application/json': { schema: write(webhooks.AccessChanged) } },
          },
          responses: { '2XX': { description: 'Taken; everything else is tried again.' } },
        },
      },
    },
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookieName, description: 'Set by signing in.' },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An API key that a person made for himself in the settings. It can do what its scopes name, and never more than he can.',
        },
      },
      schemas: {
        ...Object.fromEntries(
          [...shapes.values()].map(({ name, shape }) => [name, mapChildren(shape, refer)]),
        ),
        Problem: {
          type: 'object',
          description: listRefusals(),
          required: ['type', 'title', 'status', 'code'],
          properties: {
            type: { type: 'string', format: 'uri-reference' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string', enum: Object.keys(problems) },
            details: {},
          },
        },
      },
    },
  }
}

function describeOperation(endpoint: Endpoint) {
  const parameters = [
    ...parametersOf('path', endpoint.params),
    ...parametersOf('query', endpoint.query),
    ...headersOf(endpoint),
  ]
  const refusals = Map.groupBy(endpoint.refusals, code => problems[code].status)
  return {
    operationId: endpoint.name,
    tags: [endpoint.path.split('/')[1]!],
    summary: endpoint.summary,
    description: describeRules(endpoint),
    ...(endpoint.who === 'anyone' ? { security: [] } : {}),
    ...(endpoint.byKey ? { security: [{ session: [] }, { apiKey: [endpoint.byKey] }] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(endpoint.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: write(endpoint.body) } } } }
      : {}),
    responses: {
      [endpoint.status ?? 200]: {
        description: endpoint.status === 201 ? 'Made.' : 'Done.',
        content: { [mediaTypeOf(endpoint)]: { schema: write(endpoint.answer) } },
      },
      ...Object.fromEntries([...refusals].map(([status, codes]) => [status, refusal(codes)])),
      default: refusal([]),
    },
  }
}

function describeRules({ who, needs, fresh, writes }: Endpoint): string {
  const whom = needs ? `${who}, who owns it or holds \`${needs}\`` : who
  const proof = fresh ? ' Needs a fresh proof of who is signed in (`POST /me/proof`).' : ''
  return `Who: ${whom}. Writes: ${writes}.${proof}`
}

function mediaTypeOf({ answersAs }: Endpoint): string {
  return answersAs?.split(';')[0] ?? 'application/json'
}

function refusal(codes: readonly RefusalCode[]) {
  const said = codes.map(code => `\`${code}\`: ${problems[code].title}`).join('\n\n')
  return {
    description: said || 'A refusal that every operation can give: another site, the house in trouble.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

function parametersOf(where: 'path' | 'query', schema: Endpoint['params']): Parameter[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Record<string, Schema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, one]) => ({
    in: where,
    name,
    required: required.includes(name),
    schema: refer(tidy(one)),
  }))
}

function headersOf(endpoint: Endpoint): (Parameter & { description: string })[] {
  const headers = []
  if (endpoint.guarded) {
    const description = 'The version that was seen, so that nobody is overwritten.'
    headers.push({
      in: 'header' as const,
      name: 'If-Match',
      required: true,
      schema: { type: 'string' },
      description,
    })
  }
  if (endpoint.method === 'POST' && endpoint.who !== 'anyone') {
    const description = 'The same key gets the same answer for a day, and nothing is done twice.'
    const schema = { type: 'string', minLength: 1, maxLength: 200 }
    headers.push({ in: 'header' as const, name: 'Idempotency-Key', required: false, schema, description })
  }
  return headers
}

function write(schema: unknown): Schema {
  return refer(tidy(schema as Schema))
}

/** Names a shape instead of writing it out again. */
function refer(schema: Schema): Schema {
  const name = shapes.get(canonicalJson(schema))?.name
  return name ? { $ref: `#/components/schemas/${name}` } : mapChildren(schema, refer)
}

/** The same schema in the words that readers of OpenAPI know: a choice of fixed texts is one enum. */
function tidy(schema: Schema): Schema {
  const { const: only, privacy, anyOf, ...rest } = mapChildren(schema, tidy)
  const choices = anyOf as readonly Schema[] | undefined
  const type = choices?.[0]?.type
  const isEnum = choices?.every(choice => choice.type === type && Array.isArray(choice.enum))
  return {
    ...(choices && isEnum ? { type: type!, enum: choices.flatMap(choice => choice.enum as Json[]) } : {}),
    ...(choices && !isEnum ? { anyOf: choices } : {}),
    ...rest,
    ...(only === undefined ? {} : { enum: [only] }),
    ...(privacy === undefined ? {} : { 'x-privacy': privacy }),
  }
}

function mapChildren(schema: Schema, change: (child: Schema) => Schema): Schema {
  const changed: Record<string, Json> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'items' || keyword === 'additionalProperties')
      changed[keyword] = typeof value === 'object' ? change(value as Schema) : value
    else if (keyword === 'anyOf') changed[keyword] = (value as Schema[]).map(change)
    else if (keyword === 'properties' || keyword === 'patternProperties')
      changed[keyword] = Object.fromEntries(
        Object.entries(value as Record<string, Schema>).map(([name, child]) => [name, change(child)]),
      )
    else changed[keyword] = value
  }
  return changed
}

function byAlphabet(a: Endpoint, b: Endpoint): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : methods.indexOf(a.method) - methods.indexOf(b.method)
}
const methods = ['GET', 'POST', 'PUT', 'DELETE']

function listRefusals(): string {
  const rows = Object.entries(problems).map(
    ([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`,
  )
  return `A refusal (RFC 9457 §3.1).

| code | status | meaning |
|---|---|---|
${rows.join('\n')}`
}
