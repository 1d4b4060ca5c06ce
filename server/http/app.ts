import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import fastifyCookie from '@fastify/cookie'
import fastifyFormbody from '@fastify/formbody'
import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Endpoint } from '#contract/endpoint.ts'
import { problems } from '#contract/problems.ts'
import type { Snapshots } from '#server/access/4-enter/snapshots.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Call, Route } from '#server/access/route.ts'
import type { Json } from '#server/plumbing/canonical-json.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import type { Log } from '#server/plumbing/log.ts'
import { serveConsole } from './console.ts'
import { once } from './idempotency.ts'
import { admit, identify, refuseOtherSites, sessionCookieName } from './identify.ts'
import { allOperations } from './operations.ts'
import { servePages } from './pages/pages.ts'
import { problemFrom, problemOf } from './problems.ts'
import { answersSecrets } from './secrets.ts'
import { validate } from './validate.ts'

export type AppParts = {
  kernel: Kernel
  snapshots: Snapshots
  keys: Keys
  probe: ProbeEntry
  /** The gate answers its own requests, beside Fastify: its path must cost nothing that it does not need. */
  gate: { handles(url: string): boolean; answer(request: IncomingMessage, response: ServerResponse): void }
  /** Origin of the desk */
  url: string
  trustedProxies: readonly string[]
  log: Log
  demo: boolean
  /** What is wrong at the moment; empty: ready. */
  troubles(): Promise<string[]>
}

export async function openApp(parts: AppParts): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: parts.log as FastifyBaseLogger,
    // Addresses of pages carry ids and searches; what matters is in the ledger.
    logController: new LogController({ disableRequestLogging: true }),
    // Only these may say for whom they ask; a hop count or "all" would let a visitor choose his address.
    trustProxy: parts.trustedProxies.length > 0 ? [...parts.trustedProxies] : false,
    bodyLimit: 64 * 1024,
    serverFactory: handler =>
      createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000 }, (request, response) => {
        if (parts.gate.handles(request.url ?? '')) parts.gate.answer(request, response)
        else handler(request, response)
      }),
  })
  app.setValidatorCompiler(validate as never)
  await app.register(fastifyCookie)
  await app.register(fastifyFormbody)
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Einlass',
        version: '1',
        description:
          'The access desk: who may get in, until when, and the proof that it is over. Errors are problems (RFC 9457) with a stable `code`.',
      },
      servers: [{ url: '/api/v1' }],
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionCookieName(parts.url) } },
      },
    },
    stripBasePath: true,
  })
  await app.register(fastifySwaggerUi, { routePrefix: '/api/docs', staticCSP: true })
  app.addHook('onRequest', async request => refuseOtherSites(request, parts.url))
  app.addHook('onSend', async (_request, reply) => {
    reply.header('X-Content-Type-Options', 'nosniff')
    if (!reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store')
    if (!reply.hasHeader('Referrer-Policy')) reply.header('Referrer-Policy', 'same-origin')
    if (!reply.hasHeader('Content-Security-Policy'))
      reply.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
  })
  app.setErrorHandler((error, request, reply) => {
    const problem = problemFrom(error)
    if (problem.status >= 500)
      parts.log.error({ err: error, method: request.method, path: request.routeOptions.url }, problem.title)
    sendProblem(reply, problem)
  })
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, problemOf('not-found')))

  await app.register(
    async api => {
      for (const route of allOperations(parts)) addOperation(api, parts, route)
    },
    { prefix: '/api/v1' },
  )
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
  app.get('/.well-known/jwks.json', { schema: { hide: true } }, (_request, reply) =>
    reply.header('Cache-Control', 'public, max-age=300').send({ keys: [parts.keys.signing.jwk] }),
  )
  app.get('/livez', { schema: { hide: true } }, () => ({ alive: true }))
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const troubles = await parts.troubles()
    return reply.code(troubles.length === 0 ? 200 : 503).send({ ready: troubles.length === 0, troubles })
  })
  await servePages(app, parts)
  await serveConsole(app)
  await app.ready()
  return app
}

function addOperation(api: FastifyInstance, parts: AppParts, { endpoint, handle }: Route): void {
  const { kernel } = parts
  api.route({
    method: endpoint.method,
    url: endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: describeOperation(endpoint) as never,
    handler: async (request, reply) => {
      const caller = await identify(kernel, request.cookies[sessionCookieName(parts.url)])
      const params = (request.params ?? {}) as { accountId?: string; resourceId?: string }
      const standing = await admit(kernel, endpoint, caller, params)
      const call = {
        params,
        query: request.query,
        body: request.body,
        version: endpoint.guarded ? versionOf(request) : 0,
        caller,
        standing,
        from: whereFrom(request),
        cookie: (token: string | null, expiresAt?: Date) =>
          setSessionCookie(reply, parts.url, token, expiresAt),
      } as unknown as Call<Endpoint>
      const work = async () => ({ status: endpoint.status ?? 200, body: await handle(call) })
      // An answer that holds a secret is not kept, so it cannot be given twice.
      if (endpoint.method !== 'POST' || !caller || answersSecrets(endpoint)) {
        const { status, body } = await work()
        return reply.code(status).send(body)
      }
      const given = {
        caller: caller.personId,
        key: request.headers['idempotency-key'],
        operation: endpoint.name,
        input: [params, request.body] as Json,
      }
      const { status, body, repeated } = await once(
        kernel.database,
        given,
        new Date(kernel.clock.now()),
        work,
      )
      if (repeated) reply.header('Idempotent-Replayed', 'true')
      return reply.code(status).send(body)
    },
  })
}

function describeOperation(endpoint: Endpoint) {
  const refusal = (code: (typeof endpoint.refusals)[number]) => problems[code].status
  const statuses = Map.groupBy(endpoint.refusals, refusal)
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    description: `Who: ${endpoint.who}${endpoint.needs ? `, who owns it or holds \`${endpoint.needs}\`` : ''}. Writes: ${endpoint.writes}.${endpoint.guarded ? ' Needs `If-Match` with the version that was seen.' : ''}`,
    security: endpoint.who === 'anyone' ? [] : [{ session: [] }],
    ...(endpoint.params ? { params: endpoint.params } : {}),
    ...(endpoint.query ? { querystring: endpoint.query } : {}),
    ...(endpoint.body ? { body: endpoint.body } : {}),
    response: {
      [endpoint.status ?? 200]: endpoint.answer,
      ...Object.fromEntries([...statuses].map(([status, codes]) => [status, problemSchema(codes)])),
    },
  }
}

function problemSchema(codes: readonly string[]) {
  return {
    type: 'object',
    description: codes.join(', '),
    required: ['type', 'title', 'status', 'code'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string' },
      details: {},
    },
  }
}

function sendProblem(reply: FastifyReply, problem: ReturnType<typeof problemOf>): void {
  if (problem.status === 503) reply.header('Retry-After', '2')
  // Serialised here: a refusal that an operation did not declare must still reach its caller whole.
  reply
    .code(problem.status)
    .header('Content-Type', 'application/problem+json')
    .serializer(JSON.stringify)
    .send(problem)
}

/** @throws Refusal 'version-missing' */
function versionOf(request: FastifyRequest): number {
  const match = /^"?(\d{1,9})"?$/.exec(request.headers['if-match'] ?? '')
  if (!match) throw new Refusal('version-missing')
  return Number(match[1])
}

export function whereFrom(request: FastifyRequest): { network: string | null; device: string | null } {
  return { network: request.ip ?? null, device: request.headers['user-agent']?.slice(0, 300) ?? null }
}

export function setSessionCookie(
  reply: FastifyReply,
  deskUrl: string,
  token: string | null,
  expiresAt?: Date,
): void {
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax' as const,
    secure: deskUrl.startsWith('https:'),
  }
  if (token === null) reply.clearCookie(sessionCookieName(deskUrl), options)
  else reply.setCookie(sessionCookieName(deskUrl), token, { ...options, expires: expiresAt })
}
