import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HeldPanelKey } from '#server/access/4-enter/snapshot.ts'
import type { AppParts } from '../parts.ts'
import { type Answering, answerQuestions } from './answer-questions.ts'
import { identifyPanels } from './identify-panels.ts'
import { BadQuestion } from './read-question.ts'
import { fail, mustBeJson, parse, Refused, readBody, sendJson } from './speak.ts'

// The decision API for the provider's own panel: OpenID AuthZEN Authorization API 1.0 (final, January 2026), its
// sections named where they decide. A panel is the policy enforcement point, this desk the policy decision point.

const prefix = '/access/v1'
const streamPath = '/changes'

/** §9.1, §9.2.2. Nothing of it is a secret. @param url origin of the desk */
export function describeAccessApi(url: string) {
  return {
    policy_decision_point: url,
    access_evaluation_endpoint: `${url}${prefix}/evaluation`,
    access_evaluations_endpoint: `${url}${prefix}/evaluations`,
    search_subject_endpoint: `${url}${prefix}/search/subject`,
    search_resource_endpoint: `${url}${prefix}/search/resource`,
  }
}

export type AccessApi = {
  /** Is this address one of the API's? Then `answer` answers it, whatever it is. */
  handles(url: string): boolean
  /** Answers a plain request of node:http; never throws. */
  answer(request: IncomingMessage, response: ServerResponse): void
}

/** It answers beside Fastify, as the gate does: what a question does not need, it must not cost. */
export function openAccessApi({ kernel, panelDesk, panelStreams, log }: AppParts): AccessApi {
  const identify = identifyPanels(kernel, panelDesk)
  const answering = answerQuestions(kernel, panelDesk)

  const failed = (response: ServerResponse, error: unknown) => fail(response, error, log)

  /** The body has been read, and was JSON. */
  function answerBody(response: ServerResponse, answer: Answering, body: unknown): void {
    const found = answer(body)
    if (!(found instanceof Promise)) sendJson(response, found)
    else found.then(late => sendJson(response, late)).catch(error => failed(response, error))
  }

  function go(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    key: HeldPanelKey | null,
  ): void {
    // Of a stranger not even the body is read.
    if (key === null) throw new Refused(401, 'Show the key of a panel: Authorization: Bearer …')
    if (path === streamPath && request.method === 'GET') {
      if (!panelStreams.open(key.key, response)) throw new Refused(429, 'Too many streams are open already.')
      return
    }
    const answer = answering.get(path)
    if (answer === undefined || request.method !== 'POST')
      throw new Refused(404, 'The decision API has no such address.')
    mustBeJson(request)
    readBody(request, (error, text) => {
      try {
        if (error) throw error
        answerBody(response, answer, parse(text))
      } catch (thrown) {
        failed(response, thrown)
      }
    })
  }

  return {
    handles: url => url.startsWith(`${prefix}/`),
    answer(request, response) {
      try {
        echoRequestId(request, response)
        const url = request.url ?? ''
        const end = url.indexOf('?')
        const path = url.slice(prefix.length, end < 0 ? undefined : end)
        const key = identify(request.headers.authorization)
        if (!(key instanceof Promise)) return go(request, response, path, key)
        key.then(found => go(request, response, path, found)).catch(error => failed(response, error))
      } catch (error) {
        failed(response, error)
      }
    },
  }
}

/** §10.1.3: who gives a request a name finds it again in the answer. */
function echoRequestId(request: IncomingMessage, response: ServerResponse): void {
  const id = request.headers['x-request-id']
  if (id === undefined) return
  if (typeof id !== 'string' || !/^[\x20-\x7e]{1,200}$/.test(id))
    throw new BadQuestion('X-Request-ID has at most 200 characters, all of ASCII.')
  response.setHeader('X-Request-ID', id)
}
