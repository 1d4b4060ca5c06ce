import { consolePaths } from '#contract/paths.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import { mailTexts } from '#texts/mails.ts'
import { mailsLeftBehind } from '#texts/mails-left-behind.ts'
import type { Reader } from './who-is-told.ts'

/** One thing to tell about one resource. */
export type News = { resourceId: string; shop: string; grantId: string | null } & (
  | { kind: 'left-behind'; things: readonly { kind: string; name: string }[] }
  | { kind: 'inventory-not-seen'; why: string }
  | { kind: 'artefact-came-back' }
  | { kind: 'artefact-missing' }
)
export type House = { origin: string; provider: string; account: { id: string; name: string } }

/** A mail names so many things; the page has them all. */
const longestList = 10

/** What happened, what to do, and a button that leads to a page and does nothing by itself. */
export function writeLetter(house: House, to: Reader, news: News): Letter {
  const texts = mailTexts[to.language]
  const own = mailsLeftBehind[to.language]
  const shop = { theirs: news.shop }
  const blocks: Block[] = [
    { say: [texts.hello, { name: { theirs: to.name } }] },
    { say: [own[news.kind].said, { shop }] },
  ]
  if (news.kind === 'left-behind') blocks.push({ list: listThings(own, news.things) })
  if (news.kind === 'inventory-not-seen')
    blocks.push({ facts: [[own['inventory-not-seen'].why, ['{{it}}', { it: { theirs: news.why } }]]] })
  const isAgent = to.as === 'agent'
  const missing = own['artefact-missing']
  blocks.push({ say: [isAgent ? missing.nextAgent : own[news.kind].next] })
  const path = isAgent
    ? consolePaths.open()
    : news.grantId
      ? consolePaths.grant(house.account.id, news.grantId)
      : consolePaths.connection(house.account.id, news.resourceId)
  blocks.push({
    button: isAgent ? missing.buttonAgent : own[news.kind].button,
    url: house.origin + path,
  })
  return {
    language: to.language,
    subject: [own[news.kind].subject, { shop }],
    blocks,
    foot: [
      [texts.foot[to.as], { account: { theirs: house.account.name }, provider: { theirs: house.provider } }],
      [texts.foot.automatic],
    ],
  }
}

type Words = (typeof mailsLeftBehind)['de']

function listThings(own: Words, things: readonly { kind: string; name: string }[]): Said[] {
  const shown = things
    .slice(0, longestList)
    .map(
      ({ kind, name }): Said => [
        own.item.replace('{{kind}}', wordFor(own, kind)),
        { name: { theirs: name } },
      ],
    )
  const more = things.length - shown.length
  if (more > 0) shown.push([more === 1 ? own.more_one : own.more_other, { count: more }])
  return shown
}

function wordFor(own: Words, kind: string): string {
  const known = kind in own.kind && kind !== 'other' ? own.kind[kind as keyof Words['kind']] : undefined
  return known ?? own.kind.other.replace('{{kind}}', kind.replaceAll(/[^\w-]/g, '').slice(0, 40))
}
