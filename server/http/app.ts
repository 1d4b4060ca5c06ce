import { createServer } from 'node:http'
import fastifyCookie from '@fastify/cookie'
import fastifyFormbody from '@fastify/formbody'
import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  LogController,
} from 'fastify'
import { addOperation } from './add-operation.ts'
import { serveConsole } from './console.ts'
import { describeApi } from './describe-api.ts'
import { refuseOtherSites, sessionCookieName } from './identify.ts'
import { LateHeaders } from './late-headers.ts'
import { serveLive } from './live.ts'
import { allOperations } from './operations.ts'
import { servePages } from './pages/pages.ts'
import { describeAccessApi, openAccessApi } from './panel/access-api.ts'
import { openAccountApi } from './panel/account-api.ts'
import type { AppParts } from './parts.ts'
import { problemFrom, problemOf } from './problems.ts'
import { serialize } from './serialize.ts'
import { refuseZeroes, validate } from './validate.ts'

// What the pages of the API's description load and show. They run a script of their own and speak to this desk only.
const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export async function openApp(parts: AppParts): Promise<FastifyInstance> {
  const accessApi = openAccessApi(parts)
  const accountApi = openAccountApi(parts)
  const app = Fastify({
    loggerInstance: parts.log as FastifyBaseLogger,
    // Addresses of pages carry ids and searches; what matters is in the ledger.
    logController: new LogController({ disableRequestLogging: true }),
    // Only these may say for whom they ask; a hop count or "all" would let a visitor choose his address.
    trustProxy: parts.trustedProxies.length > 0 ? [...parts.trustedProxies] : false,
    bodyLimit: 64 * 1024,
    serverFactory: handler =>
      createServer(
        { maxHeaderSize: 16 * 1024, requestTimeout: 30_000, IncomingMessage: LateHeaders },
        (request, response) => {
          request.isHandedOver = true
          const url = request.url ?? ''
          if (parts.gate.handles(url)) parts.gate.answer(request, response)
          else if (accessApi.handles(url)) accessApi.answer(request, response)
          else if (accountApi.handles(url)) accountApi.answer(request, response)
          else handler(request, response)
        },
      ),
  })
  app.setValidatorCompiler(validate as never)
  app.setSerializerCompiler(serialize as never)
  // JSON and nothing else: a form of another site can send every other kind without being asked beforehand.
  app.removeContentTypeParser('text/plain')
  await app.register(fastifyCookie)
  app.decorateRequest('admitted')
  const routes = allOperations(parts)
  // Written when somebody first reads it.
  let description: ReturnType<typeof describeApi> | undefined
  const document = () =>
    (description ??= describeApi(
      routes.map(route => route.endpoint),
      sessionCookieName(parts.url),
    ))
  await app.register(fastifySwagger, {
    mode: 'static',
    specification: { document: { toJSON: document } as never },
  })
  await app.register(fastifySwaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: docsPolicy,
    uiConfig: { layout: 'BaseLayout', deepLinking: true, docExpansion: 'list', defaultModelsExpandDepth: 0 },
    theme: { title: 'Einlass: the API' },
  })
  app.addHook('onRequest', async request => refuseOtherSites(request, parts.url))
  app.addHook('preHandler', async request => refuseZeroes([request.query, request.body]))
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
      for (const route of routes) addOperation(api, parts, route)
    },
    { prefix: '/api/v1' },
  )
  serveLive(app, parts)
  app.addHook('preClose', async () => parts.panelStreams.close())
  app.get('/api/openapi.json', () => document())
  app.get('/.well-known/jwks.json', (_request, reply) =>
    reply.header('Cache-Control', 'public, max-age=300').send({ keys: [parts.keys.signing.jwk] }),
  )
  app.get('/.well-known/authzen-configuration', (_request, reply) =>
    reply.header('Cache-Control', 'public, max-age=300').send(describeAccessApi(parts.url)),
  )
  app.get('/livez', () => ({ alive: true }))
  app.get('/readyz', async (_request, reply) => {
    const troubles = await parts.troubles()
    return reply.code(troubles.length === 0 ? 200 : 503).send({ ready: troubles.length === 0, troubles })
  })
  await app.register(async pages => {
    await pages.register(fastifyFormbody)
    await servePages(pages, parts)
  })
  await serveConsole(app)
  await app.ready()
  return app
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
