import { consolePaths } from '#contract/paths.ts'
import { sayOwnPermission } from '#server/access/own-permissions.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import { sayPermission } from '#texts/permission-words.ts'
import { rightsMails } from '#texts/rights-mails.ts'

export type Reader = {
  id: string
  name: string
  address: string
  language: Language
  as: 'person' | 'owner'
}

/** What there is to tell of an assignment, and what was told of it before. */
export type Due = {
  kind: 'given' | 'changed' | 'ended'
  assignmentId: string
  grantId: string
  person: { id: string; name: string }
  by: { id: string; name: string }
  /** null: the whole account */
  scope: string | null
  permissions: readonly string[]
  /** null: without end */
  until: Date | null
  reason: string | null
  changedAt: Date
  /** As people were told of it last. */
  before: { permissions: readonly string[]; until: Date | null } | null
  ending: { at: Date; cause: string; note: string | null; by: string | null } | null
}

type House = { origin: string; provider: string; account: { id: string; name: string; zone: string } }

/** One change of somebody's rights as a letter to him, or to the owner where somebody else has made it. */
export function writeLetter(due: Due, to: Reader, house: House): Letter {
  const texts = rightsMails[to.language]
  const { words } = texts
  const at = (instant: Date | null) =>
    instant === null ? words.endless : sayInstant(instant, house.account.zone, to.language)
  const list = (title: string, permissions: readonly string[]): Block[] =>
    permissions.length === 0
      ? []
      : [
          { say: [title] },
          {
            list: permissions.map(one => [
              sayOwnPermission(one, to.language) ?? sayPermission(to.language, one),
            ]),
          },
        ]
  const values = {
    name: theirs(due.person.name),
    by: theirs(due.by.name),
    account: theirs(house.account.name),
    provider: theirs(house.provider),
  }
  const told = texts[to.as]
  const facts: Facts = [
    [words.where, due.scope === null ? [words.wholeAccount] : only(due.scope)],
    ...(due.ending ? endingOf(due.ending) : standing()),
  ]
  return {
    language: to.language,
    subject: [told[due.kind].subject, values],
    blocks: [
      { say: [texts.hello, { name: theirs(to.name) }] },
      { say: [told[due.kind].said, values] },
      ...changes(),
      { facts },
      {
        button: told.button,
        url:
          house.origin +
          (to.as === 'owner' ? consolePaths.person(house.account.id, due.person.id) : consolePaths.home()),
      },
    ],
    foot: [[told.foot, values], [texts.automatic]],
  }

  function changes(): Block[] {
    if (due.kind !== 'changed' || !due.before) return list(texts.may, due.permissions)
    const { before } = due
    const moved = before.until?.getTime() !== due.until?.getTime()
    return [
      ...list(
        texts.added,
        due.permissions.filter(one => !before.permissions.includes(one)),
      ),
      ...list(
        texts.removed,
        before.permissions.filter(one => !due.permissions.includes(one)),
      ),
      ...(moved
        ? [{ say: [texts.moved, { from: at(before.until), to: at(due.until) }] } satisfies Block]
        : []),
    ]
  }
  function standing(): Facts {
    return [
      [words.until, [at(due.until)]],
      [words.since, [at(due.changedAt)]],
      ...(due.reason ? [[words.reason, only(due.reason)] satisfies Facts[number]] : []),
    ]
  }
  function endingOf(ending: NonNullable<Due['ending']>): Facts {
    return [
      [words.cause, [texts.cause[ending.cause as keyof typeof texts.cause] ?? texts.cause.other]],
      [words.since, [at(ending.at)]],
      ...(ending.note ? [[words.note, only(ending.note)] satisfies Facts[number]] : []),
    ]
  }
}

type Facts = (readonly [term: string, value: Said])[]

function theirs(typed: string) {
  return { theirs: typed }
}

function only(typed: string): Said {
  return ['{{it}}', { it: theirs(typed) }]
}
