import { createHash } from 'node:crypto'
import { isPlaceType, type PlaceType } from '#server/access/4-enter/directory.ts'
import type { Part } from '#server/access/4-enter/search-for-panels.ts'
import { isPermission, type Permission } from '#server/access/permission.ts'
import { type Json as Canonical, canonicalJson } from '#server/plumbing/canonical-json.ts'
import { isId } from '#server/plumbing/ids.ts'
import { BadQuestion, type Json, objectOf, readAccount, textOf } from './read-question.ts'

const usualLimit = 100
const mostAtOnce = 1_000

/** Which part of the results is wanted, and how the next one is asked for (AuthZEN §8.2). */
export type Page = Part & { tokenAfter(id: string): string }

/** `nobody`: what was asked for is not known here, and nothing is found. */
export type SubjectSearch =
  | { permission: Permission; type: PlaceType; name: string; account: string | undefined; page: Page }
  | 'nobody'
export type ResourceSearch =
  | { person: string; permission: Permission; type: PlaceType; account: string | undefined; page: Page }
  | 'nobody'

/** AuthZEN §8.4: who may do this there? An id of the subject is ignored. @throws BadQuestion */
export function readSubjectSearch(asked: Json): SubjectSearch {
  const subject = textOf(objectOf(asked['subject'], 'subject')['type'], 'subject.type')
  const permission = textOf(objectOf(asked['action'], 'action')['name'], 'action.name')
  const resource = objectOf(asked['resource'], 'resource')
  const type = textOf(resource['type'], 'resource.type')
  const name = textOf(resource['id'], 'resource.id')
  const account = readAccount(resource)
  const page = readPage(asked, [subject, permission, type, name, account ?? null])
  if (subject !== 'person' || !isPermission(permission) || !isPlaceType(type)) return 'nobody'
  return { permission, type, name, account, page }
}

/** AuthZEN §8.5: where may he do this? An id of the resource is ignored. @throws BadQuestion */
export function readResourceSearch(asked: Json): ResourceSearch {
  const subject = objectOf(asked['subject'], 'subject')
  const subjectType = textOf(subject['type'], 'subject.type')
  const person = textOf(subject['id'], 'subject.id')
  const permission = textOf(objectOf(asked['action'], 'action')['name'], 'action.name')
  const resource = objectOf(asked['resource'], 'resource')
  const type = textOf(resource['type'], 'resource.type')
  const account = readAccount(resource)
  const page = readPage(asked, [subjectType, person, permission, type, account ?? null])
  if (subjectType !== 'person' || !isPermission(permission) || !isPlaceType(type)) return 'nobody'
  return { person, permission, type, account, page }
}

/**
 * A token says after which id it goes on and to which question it belongs: with another question it is an error (§8.2).
 * It opens nothing, so nobody has to be kept from writing one himself.
 */
function readPage(asked: Json, question: Canonical): Page {
  const page = asked['page'] === undefined || asked['page'] === null ? {} : objectOf(asked['page'], 'page')
  const mark = createHash('sha256').update(canonicalJson(question)).digest('base64url').slice(0, 16)
  const limit = page['limit'] ?? usualLimit
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 0)
    throw new BadQuestion('page.limit must be a whole number.')
  const token = page['token'] ?? ''
  if (typeof token !== 'string') throw new BadQuestion('page.token must be a text.')
  const [ofQuestion, after] = token === '' ? [mark, null] : token.split('.')
  if (ofQuestion !== mark || after === undefined || (after !== null && !isId(after)))
    throw new BadQuestion('page.token does not belong to this search.')
  return {
    // None at all would never come to an end.
    limit: Math.min(Math.max(limit, 1), mostAtOnce),
    after,
    tokenAfter: id => `${mark}.${id}`,
  }
}
