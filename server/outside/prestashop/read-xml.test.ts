import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escapeXml, readXml } from './read-xml.ts'

test('elements, attributes, text and CDATA are read', () => {
  const read = readXml(
    '\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<prestashop xmlns:xlink="http://www.w3.org/1999/xlink"><!-- x --><employee id=\'7\' xlink:href="http://shop/api?a=1&amp;b=2"><email><![CDATA[a<b>&amp;@x]]></email><n>&lt;&#65;&#x42;</n><e/></employee></prestashop>\n',
  )
  const employee = read?.children[0]
  assert.deepEqual({ ...employee?.attributes }, { id: '7', 'xlink:href': 'http://shop/api?a=1&b=2' })
  assert.deepEqual(
    employee?.children.map(one => [one.name, one.text]),
    [
      ['email', 'a<b>&amp;@x'],
      ['n', '<AB'],
      ['e', ''],
    ],
  )
})

test('whatever could fetch, multiply or mislead is refused as a whole', () => {
  for (const source of [
    '',
    'text',
    '<a>',
    '</a>',
    '<a></b>',
    '<a/><b/>',
    '<a/>text',
    '<!DOCTYPE a><a/>',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>',
    '<a>&x;</a>',
    '<a>&nbsp;</a>',
    '<a>&constructor;</a>',
    '<a>& b</a>',
    '<a>&#0;</a>',
    '<a>&#xD800;</a>',
    '<a>&#x110000;</a>',
    '<a x="1" x="2"/>',
    '<a x=1/>',
    '<a x="<"/>',
    '<a><?php x ?></a>',
    '<a><![CDATA[x</a>',
    '<![CDATA[x]]>',
    '<html><br></html>',
    `${'<a>'.repeat(30)}${'</a>'.repeat(30)}`,
    `<a>${'<b/>'.repeat(100_001)}</a>`,
    '{"json":true}',
  ])
    assert.equal(readXml(source), undefined, source.slice(0, 80))
})

test('names that mean something to JavaScript are only names', () => {
  const read = readXml('<a __proto__="x"><__proto__>1</__proto__></a>')
  assert.deepEqual(Object.entries(read?.attributes ?? {}), [['__proto__', 'x']])
  assert.equal(read?.children[0]?.text, '1')
})

test('a megabyte of hostile text is refused quickly enough to notice nothing', () => {
  for (const source of [
    '<a '.repeat(300_000),
    `<a${' x="1"'.repeat(150_000)}`,
    '<'.repeat(1_000_000),
    '<a>&'.repeat(200_000),
  ])
    assert.equal(readXml(source), undefined)
})

test('what is written is read as it was', () => {
  const hostile = ']]><x y="1">&amp;\'"</x>\u0000\u0008 ü 😀'
  assert.equal(
    readXml(`<a>${escapeXml(hostile)}</a>`)?.text,
    hostile.replaceAll('\u0000', '').replaceAll('\u0008', ''),
  )
})
