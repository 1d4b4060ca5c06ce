import { type Answer, isObject, readAnswer } from './answer.js'
import { evaluationOf, type Question } from './question.js'

/** More than that in one request would keep other requests of the desk waiting. */
export const questionsAtOnce = 200

/**
 * Asks the desk about several questions in one request (AuthZEN §7).
 * @returns one answer for each, in their order; undefined where there is none
 * @throws Error when the desk did not answer, or not properly
 */
export async function askDesk(
  url: string,
  headers: Record<string, string>,
  questions: readonly Question[],
  waitMs: number,
): Promise<(Answer | undefined)[]> {
  const [first] = questions
  if (first === undefined) return []
  const isOne = questions.length === 1
  const response = await fetch(`${url}/access/v1/${isOne ? 'evaluation' : 'evaluations'}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(isOne ? evaluationOf(first) : { evaluations: questions.map(evaluationOf) }),
    signal: AbortSignal.timeout(waitMs),
    redirect: 'error',
  })
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new Error(`The desk refused to answer: ${response.status}.`)
  }
  const body: unknown = await response.json()
  if (isOne) return [readAnswer(body)]
  const evaluations = isObject(body) ? body['evaluations'] : undefined
  if (!Array.isArray(evaluations) || evaluations.length !== questions.length)
    throw new Error('The desk answered another number of questions than it was asked.')
  return evaluations.map(readAnswer)
}
