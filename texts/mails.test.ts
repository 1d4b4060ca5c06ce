import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holderMails } from './holder-mails.ts'
import { mailTexts } from './mails.ts'
import { mailsAboutPeople } from './mails-about-people.ts'
import { mailsLeftBehind } from './mails-left-behind.ts'
import { visitMails } from './visit-mails.ts'

function flatten(texts: object, above = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[above + key, value]] : [...flatten(value as object, `${above}${key}.`)],
    ),
  )
}

const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]!))].sort()

/** The letters of the doors and those about people, as one. */
const all = Object.fromEntries(
  (['de', 'en', 'nl'] as const).map(language => [
    language,
    {
      ...mailTexts[language],
      people: mailsAboutPeople[language],
      visits: visitMails[language],
      leftBehind: mailsLeftBehind[language],
      holders: holderMails[language],
    },
  ]),
)
const german = flatten(all.de!)

for (const language of ['en', 'nl'] as const) {
  const own = flatten(all[language]!)

  test(`the mails in ${language} have the keys and the placeholders of the German ones`, () => {
    assert.deepEqual([...own.keys()], [...german.keys()])
    for (const [key, text] of german) assert.deepEqual(placeholders(own.get(key)!), placeholders(text), key)
  })

  test(`the mails in ${language} are translated`, () => {
    const same = [...german].filter(([key, text]) => text.length > 25 && own.get(key) === text)
    assert.deepEqual(same, [])
  })
}

for (const [language, texts] of Object.entries(all)) {
  test(`the mails in ${language} leave no text empty, no bracket half open and no break in a line`, () => {
    for (const [key, text] of flatten(texts)) {
      assert.notEqual(text.trim(), '', key)
      assert.equal(text, text.trim(), key)
      assert.equal(text.split('{{').length, text.split('}}').length, key)
      assert.doesNotMatch(text, /[\r\n\t]/, key)
    }
  })
}

test('a word that counts has both numbers', () => {
  for (const key of german.keys())
    if (key.endsWith('_one')) assert.ok(german.has(key.replace(/_one$/, '_other')), key)
})
