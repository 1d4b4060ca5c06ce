import type { PanelQuestion } from '#server/access/4-enter/answer-panels.ts'

// What a panel asks, as the OpenID AuthZEN Authorization API 1.0 writes it. Every field that is not named here is
// ignored (§10.1.1); one that is required and missing, or is no text, is a Bad Request.

/** A sentence for the programmer of a panel: this was no question. */
export class BadQuestion extends Error {}

export type Json = { readonly [key: string]: unknown }

const longestText = 300
/** In one request; with more, somebody's other requests would wait. */
export const questionsAtMost = 1_000

export function objectOf(value: unknown, what: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadQuestion(`${what} must be an object.`)
  return value as Json
}

export function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '') throw new BadQuestion(`${what} must be a text.`)
  if (value.length > longestText) throw new BadQuestion(`${what} is longer than ${longestText} characters.`)
  return value
}

/** Absent, or an object: null is taken for absent, as §11.5 has it. */
function partOf(value: unknown, what: string): Json | undefined {
  return value === undefined || value === null ? undefined : objectOf(value, what)
}

/** Subject, action and resource (§5, §6.1). @throws BadQuestion */
export function readQuestion(asked: Json): PanelQuestion {
  const subject = objectOf(asked['subject'], 'subject')
  const action = objectOf(asked['action'], 'action')
  const resource = objectOf(asked['resource'], 'resource')
  partOf(asked['context'], 'context')
  return {
    subject: { type: textOf(subject['type'], 'subject.type'), id: textOf(subject['id'], 'subject.id') },
    action: textOf(action['name'], 'action.name'),
    resource: {
      type: textOf(resource['type'], 'resource.type'),
      id: textOf(resource['id'], 'resource.id'),
      account: readAccount(resource),
    },
  }
}

/** In which account a resource must be. */
export function readAccount(resource: Json): string | undefined {
  const properties = partOf(resource['properties'], 'resource.properties')
  const account = properties?.['account']
  return account === undefined || account === null
    ? undefined
    : textOf(account, 'resource.properties.account')
}

const semantics = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const
export type Semantic = (typeof semantics)[number]

/** Several questions (§7.1). Those that are none are sentences: they are answered each for itself (§7.2.1). */
export type Questions = { semantic: Semantic; questions: (PanelQuestion | BadQuestion)[] }

/** @returns undefined: there is no list, or an empty one, and the whole is a single question (§7.1) */
export function readQuestions(asked: Json): Questions | undefined {
  const { evaluations } = asked
  if (evaluations === undefined || evaluations === null) return undefined
  if (!Array.isArray(evaluations)) throw new BadQuestion('evaluations must be a list.')
  if (evaluations.length === 0) return undefined
  if (evaluations.length > questionsAtMost)
    throw new BadQuestion(`More than ${questionsAtMost} evaluations in one request.`)
  const options = partOf(asked['options'], 'options')
  const semantic = options?.['evaluations_semantic'] ?? 'execute_all'
  if (!semantics.some(one => one === semantic))
    throw new BadQuestion(`options.evaluations_semantic must be one of ${semantics.join(', ')}.`)
  return { semantic: semantic as Semantic, questions: evaluations.map(one => readWithDefaults(asked, one)) }
}

/** What an evaluation does not say itself, the request says for all of them (§7.1.1). */
function readWithDefaults(asked: Json, evaluation: unknown): PanelQuestion | BadQuestion {
  try {
    const own = objectOf(evaluation, 'An evaluation')
    return readQuestion({
      subject: own['subject'] ?? asked['subject'],
      action: own['action'] ?? asked['action'],
      resource: own['resource'] ?? asked['resource'],
    })
  } catch (error) {
    if (error instanceof BadQuestion) return error
    throw error
  }
}
