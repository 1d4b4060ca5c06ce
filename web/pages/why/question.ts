import type { AnswerOf } from '#contract/endpoint.ts'
import type { whomToAsk } from '#contract/proof.ts'
import type { WhySearch } from '../../api/search.ts'

export type Choices = AnswerOf<typeof whomToAsk>

/** The account as a whole, where a shop could stand. */
export const wholeAccount = 'account'

/** A question that is complete but for the person, who may have to be chosen first. */
export type Question = {
  ask: 'may' | 'who'
  person: string | null
  permission: string
  /** Id of a shop, or the whole account. */
  resource: string
  /** RFC 3339; null: now. */
  at: string | null
}

/** What the address asks, with what it leaves open filled in: whether somebody may look at the first shop, now. */
export function readQuestion(search: WhySearch, { shops, permissions }: Choices): Question {
  const permission = permissions.find(({ name }) => name === search.permission)?.name ?? 'shop.view'
  const isKnown = search.resource === wholeAccount || shops.some(({ id }) => id === search.resource)
  const at = Date.parse(search.at ?? '')
  return {
    ask: search.ask ?? 'may',
    person: search.person ?? null,
    permission,
    resource: isKnown ? search.resource! : placeFor(permission, shops),
    at: Number.isFinite(at) ? new Date(at).toISOString() : null,
  }
}

/** Back into the address, complete, so that whoever gets the link reads the same question. */
export function writeQuestion({ ask, person, permission, resource, at }: Question): WhySearch {
  return {
    ...(ask === 'who' ? { ask } : {}),
    ...(person === null ? {} : { person }),
    permission,
    resource,
    ...(at === null ? {} : { at }),
  }
}

/** Another permission, and a place where it makes sense: shops are looked into, the account is decided about. */
export function withPermission(question: Question, permission: string, shops: Choices['shops']): Question {
  const isShops = permission.startsWith('shop.')
  const fits = isShops === (question.resource !== wholeAccount)
  return { ...question, permission, resource: fits ? question.resource : placeFor(permission, shops) }
}

/** The place as the desk wants it asked. */
export function placeAsked({ resource, at }: Question): { resource?: string; at?: string } {
  return { ...(resource === wholeAccount ? {} : { resource }), ...(at === null ? {} : { at }) }
}

function placeFor(permission: string, shops: Choices['shops']): string {
  return (permission.startsWith('shop.') ? shops[0]?.id : undefined) ?? wholeAccount
}
