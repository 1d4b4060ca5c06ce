import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Endpoint } from '#contract/endpoint.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Call, Caller, Route } from '#server/access/route.ts'
import type { Json } from '#server/plumbing/canonical-json.ts'
import { once } from './idempotency.ts'
import { admit, identify, setSessionCookie, shownBy, showsSomething, whereFrom } from './identify.ts'
import type { AppParts } from './parts.ts'
import { answersSecrets, takesSecrets } from './secrets.ts'
import { validate } from './validate.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls an operation and on what he stands there, once that was asked. */
    admitted?: { caller: Caller | undefined; standing: Standing | undefined }
  }
}

/** Makes an operation of the table callable: asks who calls, checks the input by the contract, lets out what it names. */
export function addOperation(
  api: FastifyInstance,
  parts: AppParts,
  { endpoint, handle, spotOf }: Route,
): void {
  const { kernel } = parts
  const checkParams = endpoint.params && validate({ schema: endpoint.params, httpPart: 'params' } as never)
  api.route({
    method: endpoint.method,
    url: endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: schemaOf(endpoint) as never,
    // Of somebody without a cookie or a key not even the body is read.
    onRequest: async request => {
      if (endpoint.who !== 'anyone' && !showsSomething(shownBy(request, parts.url)))
        throw new Refusal('not-signed-in')
    },
    // Who may call is asked before the input is looked at, and not before it is here: who sends it slowly must not act
    // by what he was allowed when he began.
    preValidation: async request => {
      const checked = checkParams?.(request.params)
      if (checked && typeof checked === 'object' && 'error' in checked) throw checked.error
      const caller = await identify(kernel, shownBy(request, parts.url), request.ip)
      const params = request.params as Record<string, string>
      const { query, body } = request
      const standing = await admit(kernel, endpoint, caller, params, async tx =>
        spotOf ? spotOf(tx, { params, query, body }) : (params['resourceId'] ?? null),
      )
      request.admitted = { caller, standing }
    },
    handler: async (request, reply) => {
      const { caller, standing } = request.admitted!
      const params = request.params ?? {}
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
      // An answer that holds a secret is not kept, so it cannot be given twice; what came in with one neither, and not
      // what somebody has only asked about.
      const isKept =
        endpoint.method === 'POST' &&
        !endpoint.onlyAsks &&
        !answersSecrets(endpoint) &&
        !takesSecrets(endpoint)
      if (!isKept || !caller) {
        const { status, body } = await work()
        if (endpoint.answersAs) reply.type(endpoint.answersAs)
        // What is written while it is read is JSON already; no schema goes over it.
        else if (body instanceof Readable) reply.type('application/json; charset=utf-8')
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

/** What Fastify checks and lets out; refusals are written by sendProblem alone. */
function schemaOf({ params, query, body, status, answer, answersAs }: Endpoint) {
  return {
    ...(params ? { params } : {}),
    ...(query ? { querystring: query } : {}),
    ...(body ? { body } : {}),
    // A text is sent as it is; a schema would make JSON of it.
    ...(answersAs ? {} : { response: { [status ?? 200]: answer } }),
  }
}

/** @throws Refusal 'version-missing' */
function versionOf(request: FastifyRequest): number {
  const match = /^"?(\d{1,9})"?$/.exec(request.headers['if-match'] ?? '')
  if (!match) throw new Refusal('version-missing')
  return Number(match[1])
}
