import type { PanelAnswer, PanelDesk, PanelQuestion } from '#server/access/4-enter/answer-panels.ts'
import { searchResources, searchSubjects } from '#server/access/4-enter/search-for-panels.ts'
import type { Kernel } from '#server/access/record.ts'
import { BadQuestion, objectOf, readQuestion, readQuestions } from './read-question.ts'
import { type Page, readResourceSearch, readSubjectSearch } from './read-search.ts'

/** What an address of the API does with a body: an answer, at once if memory has it. @throws BadQuestion */
export type Answering = (body: unknown) => object | Promise<object>

/** The four addresses of the API (AuthZEN §10.1, table of endpoints) and what each answers. */
export function answerQuestions(
  { database, clock }: Kernel,
  desk: PanelDesk,
): ReadonlyMap<string, Answering> {
  const answer = (question: PanelQuestion) => desk.answer(question) ?? desk.answerSlowly(question)

  const evaluate: Answering = body => {
    const found = answer(readQuestion(objectOf(body, 'The body')))
    return found instanceof Promise ? found.then(decisionOf) : decisionOf(found)
  }

  const evaluateSeveral: Answering = async body => {
    const several = readQuestions(objectOf(body, 'The body'))
    if (several === undefined) return evaluate(body)
    const { semantic, questions } = several
    const evaluations: object[] = []
    for (const question of questions) {
      // §7.2.1: what is wrong with one of them is said of it, and it is a no.
      const given = question instanceof BadQuestion ? refusalOf(question) : decisionOf(await answer(question))
      evaluations.push(given)
      // §7.1.2.1: the first that settles it is the last that is answered.
      if (semantic === 'deny_on_first_deny' && !given.decision) break
      if (semantic === 'permit_on_first_permit' && given.decision) break
    }
    return { evaluations }
  }

  const findSubjects: Answering = async body => {
    const search = readSubjectSearch(objectOf(body, 'The body'))
    if (search === 'nobody') return nothingFound
    const found = await searchSubjects(database, search, search.page, clock.now())
    return pageOf(
      search.page,
      found.map(id => ({ type: 'person', id })),
    )
  }

  const findResources: Answering = async body => {
    const search = readResourceSearch(objectOf(body, 'The body'))
    if (search === 'nobody') return nothingFound
    const found = await searchResources(database, search, search.page, clock.now())
    return pageOf(
      search.page,
      found.map(({ id, account, reference }) => ({
        type: search.type,
        id,
        properties: { account, ...(reference === null ? {} : { reference }) },
      })),
    )
  }

  return new Map([
    ['/evaluation', evaluate],
    ['/evaluations', evaluateSeveral],
    ['/search/subject', findSubjects],
    ['/search/resource', findResources],
  ])
}

/** §5.5, §6.2. What is in the context is ours: see the type of an answer. */
function decisionOf({ decision, at, rosterEpoch, account, until, reason }: PanelAnswer) {
  return {
    decision,
    context: {
      at: new Date(at).toISOString(),
      rosterEpoch,
      ...(account ? { account: account.id, epoch: account.epoch } : {}),
      ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
      ...(reason ? { reason } : {}),
    },
  }
}

function refusalOf({ message }: BadQuestion) {
  return { decision: false, context: { error: { status: 400, message } } }
}

const nothingFound = { page: { next_token: '', count: 0 }, results: [] }

/** §8.2.2, §8.3 */
function pageOf<E extends { id: string }>(page: Page, found: readonly E[]) {
  const results = found.slice(0, page.limit)
  const last = results.at(-1)
  const next_token = found.length > page.limit && last ? page.tokenAfter(last.id) : ''
  return { page: { next_token, count: results.length }, results }
}
