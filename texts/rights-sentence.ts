import type { RightsSentenceTexts } from './de/rights-sentence.ts'

/** What somebody may do, as it is said before it is sent, in the mail, on the page of the invitation and in the console. */
export type SaidRights = {
  name: string
  /** Names of the catalogue; `label` says each as something one does: "change DNS". */
  permissions: readonly string[]
  label(permission: string): string
  /** What he may by other rights here: of that it is not said that he does not see it. */
  elsewhere?: readonly string[]
  /** null: the whole account */
  scope: { name: string; isGroup: boolean } | null
  account: string
  /** As people read it, with its zone; null: without end */
  until: string | null
}

/**
 * The sentence that will be true: "Anna may until Fri 27 Nov 2026, 18:00 (CET) in “kaffeerad.example”: change DNS. Anna
 * sees no invoices and tickets."
 * @param texts of the reader's language
 */
export function sayRights(texts: RightsSentenceTexts, rights: SaidRights): string {
  const { name, permissions, elsewhere = [], scope, account, until } = rights
  const may = fill(texts.may, {
    name,
    until: until === null ? texts.endless : fill(texts.until, { at: until }),
    where: !scope
      ? fill(texts.account, { account })
      : fill(scope.isGroup ? texts.group : texts.scope, { scope: scope.name }),
    list: join(permissions.map(rights.label), texts.and),
  })
  const unseen = Object.entries(texts.areas)
    .filter(([group]) => ![...permissions, ...elsewhere].some(held => held.startsWith(`${group}.`)))
    .map(([, word]) => word)
  return unseen.length === 0 ? may : `${may} ${fill(texts.seesNot, { name, areas: join(unseen, texts.and) })}`
}

function join(words: readonly string[], and: string): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`
}

/** One pass, so that a name with braces in it stays a name. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_place, key: string) => values[key] ?? '')
}
