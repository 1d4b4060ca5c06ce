import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { chooseLanguage, html, renderPage } from './page.ts'
import { actions, button, facts, field, hidden, linkButton, notice } from './page-parts.ts'

const nasty = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='x",
    '&lt;',
    '</title></style>',
  ),
)

describe('html', () => {
  test('keeps every value a text, wherever it stands', () => {
    fc.assert(
      fc.property(nasty, text => {
        const written = html`<p title="${text}">${text}</p>${[text, html`<b>${text}</b>`]}`.text
        assert.equal(written.replaceAll(/<p title="[^"<>]*">[^<>"]*<\/p>[^<>"]*<b>[^<>"]*<\/b>/g, ''), '')
      }),
    )
  })

  test('leaves out what is not there', () =>
    assert.equal(html`a${null}${undefined}${false}${[]}b`.text, 'ab'))

  test('does not take an object that only looks like HTML', () => {
    const forged = { text: '<script>' } as unknown as string
    assert.throws(() => html`${forged}`)
  })
})

describe('a page', () => {
  const page = (text: string) =>
    renderPage({
      language: 'de',
      title: text,
      formsGoTo: ['https://shop.example'],
      body: html`${notice('bad', text)}${facts([
        [text, text],
        ['nothing', undefined],
      ])}<form>${field({ name: 'address', label: text, value: text, hint: text, wrong: text, autocomplete: 'username' })}${hidden('to', text)}${button(text)}</form>${actions(linkButton(text, '/x'), false)}`,
    })

  test('has no element and no attribute that a value brought', () => {
    const tags = (text: string) =>
      page(text)
        .text.match(/<[a-z!/][^>]*>/gi)!
        .map(tag => tag.replaceAll(/="[^"]*"/g, '=""'))
    const plain = tags('x')
    fc.assert(
      fc.property(
        nasty.filter(text => text.trim() !== ''),
        text => assert.deepEqual(tags(text), plain),
      ),
    )
  })

  test('may show its own style and nothing else', () => {
    const { text, headers } = page('x')
    const style = /<style>(.*?)<\/style>/s.exec(text)![1]!
    const hash = createHash('sha256').update(style).digest('base64')
    assert.equal(
      headers['Content-Security-Policy'],
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; form-action 'self' https://shop.example; frame-ancestors 'none'; base-uri 'none'`,
    )
    assert.doesNotMatch(text, /<script|style=|javascript:| on[a-z]+=/)
  })

  test('stays below 15 kB', () => assert.ok(Buffer.byteLength(page('x'.repeat(300)).text) < 15_000))

  test('never sends a password back', () => {
    assert.doesNotMatch(
      field({ name: 'password', label: 'x', type: 'password', value: 'secret' }).text,
      /secret/,
    )
  })
})

test('the language is the one the reader likes best, German for who names none, English for who speaks none of ours', () => {
  const table: [string | undefined, string][] = [
    [undefined, 'de'],
    ['', 'de'],
    ['nl', 'nl'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['fr-FR,nl;q=0.3,en;q=0.7', 'en'],
    ['fr,it', 'en'],
    ['en;q=0.1, NL-be ; q=0.5', 'nl'],
    ['de;q=0,en;q=0.1', 'en'],
    ['de;q=nonsense', 'en'],
  ]
  for (const [said, language] of table) assert.equal(chooseLanguage(said), language, said)
})
