import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeInAscii } from './write-in-ascii.ts'

test('people of Germany and the Netherlands find their names as they would write them', () => {
  for (const [name, ascii] of [
    ['Jürgen Groß', 'Juergen Gross'],
    ['Ölmühle', 'Oelmuehle'],
    ['ÖLMÜHLE GROẞ', 'OELMUEHLE GROSS'],
    ['Ä', 'Ae'],
    ['ĳsbrand van Ĳssel', 'ijsbrand van IJssel'],
    ['Søren Ærø', 'Soeren Aeroe'],
    ['Ångström', 'Aangstroem'],
    ['Zoë Coöperatie', 'Zoe Cooeperatie'],
    ['François Łukasz Đorđe Čapek', 'Francois Lukasz Dorde Capek'],
    ['Þór Guðrún', 'Thor Gudrun'],
    ['İstanbul ışık', 'Istanbul isik'],
    ['d’Hondt “& Zn” – 1…', 'd\'Hondt "& Zn" - 1...'],
    // The same letter, put together of two.
    ['Mu\u0308ller', 'Mueller'],
    ['ﬁ', 'fi'],
    ['Plain 1-9 <ok>', 'Plain 1-9 <ok>'],
  ] as const)
    assert.equal(writeInAscii(name), ascii)
})

test('what is of another script is not guessed', () => {
  for (const name of ['Иван', '田中', 'محمد', 'Αθήνα', 'Smith 田'])
    assert.equal(writeInAscii(name), undefined, name)
})
