import type { Batch, Outgoing } from './batch.ts'
import { doerOf } from './batch.ts'
import type { News } from './gather-news.ts'
import {
  type AnswerTold,
  ownRequestLapsed,
  requestDecided,
  requestLapsed,
  requestToDecide,
} from './letters/requests.ts'
import { type Reader, wordingFor } from './letters/wording.ts'
import { readAgent, whoIsTold } from './read-house.ts'
import { isOver, readOpeningsFor, termsOfOpening } from './read-openings.ts'
import type { RequestRow } from './read-requests.ts'

type RequestNews = Extract<News, { kind: 'asked' | 'decided' | 'lapsed' }>

/** To those who decide what they are asked, to the one who asked what became of it. */
export async function tellOfRequest(batch: Batch, news: RequestNews): Promise<Outgoing[]> {
  const request = batch.requests.get(news.requestId)
  if (!request) return []
  const { house } = batch
  const deciders = whoIsTold(batch.told, 'requests', request.shop.id)
  const about = (to: Reader) => ({
    to,
    thread: request.id,
    about: [{ request: request.id, resource: request.shop.id, person: to.id }],
  })

  if (news.kind === 'asked') {
    // Answered or taken back before this was written: there is nothing left to decide.
    if (!request.isPending) return []
    return deciders.map(one => ({
      kind: 'request-to-decide',
      letter: requestToDecide(wordingFor(house, one), request),
      ...about(one),
    }))
  }
  const asker = await readAgent(batch.tx, request.askedBy)
  const outgoing: Outgoing[] = []
  if (news.kind === 'lapsed') {
    for (const one of deciders)
      outgoing.push({
        kind: 'request-lapsed',
        letter: requestLapsed(wordingFor(house, one), request),
        ...about(one),
      })
    if (asker)
      outgoing.push({
        kind: 'own-request-lapsed',
        letter: ownRequestLapsed(wordingFor(house, asker), request),
        ...about(asker),
      })
    return outgoing
  }
  const answer = await readAnswer(batch, news, request)
  if (asker && answer)
    outgoing.push({
      kind: 'request-decided',
      letter: requestDecided(wordingFor(house, asker), answer),
      ...about(asker),
    })
  return outgoing
}

async function readAnswer(
  batch: Batch,
  news: Extract<News, { kind: 'decided' }>,
  request: RequestRow,
): Promise<AnswerTold | undefined> {
  const answer = { request, by: doerOf(batch, news.who), note: news.note }
  if (news.outcome === 'refuse') return { ...answer, outcome: 'refuse' }
  const [opening] = await readOpeningsFor(batch.tx, [request.id])
  return (
    opening && {
      ...answer,
      outcome: 'allow',
      isChanged: request.isChanged,
      terms: termsOfOpening(opening),
      isForReader: opening.grants.some(
        ({ subject }) => subject.kind === 'team' || subject.id === request.askedBy,
      ),
      isOver: isOver(opening, batch.at),
    }
  )
}
