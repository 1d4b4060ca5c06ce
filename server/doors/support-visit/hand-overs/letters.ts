import { consolePaths } from '#contract/paths.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import { handOverMailTexts } from '#texts/hand-over-mails.ts'
import type { From, Owner } from './read-owner.ts'

type Thing = { what: string; label: string | null }

/** Who has seen what; never what it was. */
export function secretsSeen(
  owner: Owner,
  from: From,
  told: {
    grantId: string
    shop: string | null
    isFirst: boolean
    views: readonly (Thing & { person: string; at: Date })[]
    more: number
  },
): Letter {
  const texts = handOverMailTexts[owner.language]
  const shop = { theirs: told.shop ?? owner.account.name }
  const items = told.views.map(
    (view): Said => [
      texts.seen.item,
      {
        person: { theirs: view.person },
        what: nameOf(owner, view),
        at: sayInstant(view.at, owner.account.zone, owner.language),
      },
    ],
  )
  return letter(
    owner,
    from,
    told.grantId,
    [texts.seen.subject, { shop }],
    [
      { say: [told.isFirst ? texts.seen.first : texts.seen.later, { shop }] },
      { list: told.more > 0 ? [...items, [texts.seen.more, { count: told.more }]] : items },
      { say: [texts.seen.known] },
    ],
  )
}

export function changeWhatWasSeen(
  owner: Owner,
  from: From,
  told: {
    grantId: string
    shop: string | null
    person: string
    endedAt: Date
    secrets: readonly Thing[]
  },
): Letter {
  const texts = handOverMailTexts[owner.language]
  const shop = { theirs: told.shop ?? owner.account.name }
  return letter(
    owner,
    from,
    told.grantId,
    [texts.change.subject, { shop }],
    [
      {
        say: [
          texts.change.said,
          {
            shop,
            person: { theirs: told.person },
            at: sayInstant(told.endedAt, owner.account.zone, owner.language),
          },
        ],
      },
      { list: told.secrets.map((thing): Said => ['{{what}}', { what: nameOf(owner, thing) }]) },
      { say: [texts.change.todo] },
    ],
  )
}

function letter(owner: Owner, from: From, grantId: string, subject: Said, blocks: readonly Block[]): Letter {
  const texts = handOverMailTexts[owner.language]
  return {
    language: owner.language,
    subject,
    blocks: [
      { say: [texts.hello, { name: { theirs: owner.name } }] },
      ...blocks,
      { button: texts.button, url: from.origin + consolePaths.grant(owner.account.id, grantId) },
    ],
    foot: [
      [texts.foot, { account: { theirs: owner.account.name }, provider: { theirs: from.provider } }],
      [texts.automatic],
    ],
  }
}

/** What people call it, and what it is. */
function nameOf({ language }: Owner, { what, label }: Thing) {
  const { kinds } = handOverMailTexts[language]
  const kind = kinds[what as keyof typeof kinds] ?? what
  return label ? { theirs: `${kind} (${label})` } : kind
}
