// The provider's file, with every mistake that one can make in it: each is told with its place and what to do.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { isPermission } from '#server/access/permission.ts'
import { mostOwn } from './check-catalogue.ts'
import { admitOwnCatalogue, nothingOwn, readOwnCatalogue } from './own-catalogue.ts'

const folder = mkdtempSync(join(tmpdir(), 'einlass-catalogue-'))
after(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'catalogue.json')

function read(content: unknown) {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readOwnCatalogue(file)
}

const words = { de: 'auf Deutsch', en: 'in English', nl: 'in het Nederlands' }
const restore = {
  name: 'backups.restore',
  risk: 'danger',
  delegable: true,
  label: words,
  consequence: words,
}
const groups = [{ name: 'backups', label: words }]
const permission = (more: object) => ({ groups, permissions: [{ ...restore, ...more }] })
const preset = (more: object) => ({
  groups,
  permissions: [restore],
  presets: [{ audience: 'agency', permissions: ['backups.restore'], ...more }],
})

const mistakes: [what: string, content: unknown, says: RegExp][] = [
  ['no JSON', '{\n  "groups": [,]\n}', /line 2, column 14: this is no JSON/],
  ['half a file', '{\n  "groups": [', /line 2, column 14: this is no JSON/],
  ['a list', [], /the file: this must be an object with permissions, groups and presets/],
  ['an unknown field', { permission: [] }, /permission: there is no such field/],
  ['no list', { permissions: {} }, /permissions: this must be a list/],
  ['a permission that is a text', { permissions: ['backups.restore'] }, /permissions\[0\]: .*an object/],
  [
    'an unknown field of a permission',
    permission({ danger: true }),
    /permissions\[0\]\.danger: there is no such field/,
  ],
  [
    'another risk',
    permission({ risk: 'deadly' }),
    /permissions\[0\]\.risk: this is "deadly"; write view, operate or danger/,
  ],
  ['no risk', permission({ risk: undefined }), /permissions\[0\]\.risk: this is missing/],
  ['delegable as a text', permission({ delegable: 'yes' }), /permissions\[0\]\.delegable: .*true or false/],
  [
    'words in two languages',
    permission({ label: { de: 'x', en: 'x' } }),
    /permissions\[0\]\.label\.nl: the words are missing/,
  ],
  [
    'words in a fourth language',
    permission({ label: { ...words, fr: 'x' } }),
    /permissions\[0\]\.label\.fr: there is no such field/,
  ],
  [
    'no consequence',
    permission({ consequence: undefined }),
    /permissions\[0\]\.consequence: this must be an object/,
  ],
  [
    'a label that is a book',
    permission({ label: { ...words, en: 'x'.repeat(81) } }),
    /label\.en: this has 81 characters; shorten it to at most 80/,
  ],
  [
    'a label with a place in it',
    permission({ label: { ...words, de: '{{name}}' } }),
    /label\.de: take out line breaks/,
  ],
  [
    'a label that turns the line round',
    permission({ label: { ...words, de: 'abc\u202edef' } }),
    /label\.de: take out/,
  ],
  ['a name without an action', permission({ name: 'backups' }), /\.name: "backups" is no name/],
  ['a name in capitals', permission({ name: 'Backups.Restore' }), /\.name: "Backups.Restore" is no name/],
  ['a name with a space', permission({ name: 'backups.re store' }), /\.name: .* is no name/],
  ['a name of Einlass', permission({ name: 'domains.dns' }), /\.name: Einlass has "domains.dns" itself/],
  ...['shop', 'server', 'access', 'account', 'team', 'members', 'ownership', 'api-keys', 'audit'].map(
    (group): [string, unknown, RegExp] => [
      `an action added to ${group}`,
      permission({ name: `${group}.own` }),
      new RegExp(`\\.name: nothing can be added to "${group}"`),
    ],
  ),
  ['a group that nobody named', permission({ name: 'mail.read' }), /\.name: there is no group "mail"/],
  [
    'one permission twice',
    { groups, permissions: [restore, restore] },
    /permissions\[1\]\.name: "backups.restore" is there twice/,
  ],
  [
    'more than there is room for',
    {
      groups,
      permissions: Array.from({ length: mostOwn + 1 }, (_, i) => ({ ...restore, name: `backups.a${i}` })),
    },
    new RegExp(`permissions: these are ${mostOwn + 1}; there is room for ${mostOwn}`),
  ],
  [
    'a group with a name of Einlass',
    { groups: [{ name: 'members', label: words }] },
    /groups\[0\]\.name: "members" is a word of Einlass/,
  ],
  ['a group without a permission', { groups }, /groups\[0\]\.name: no permission begins with "backups\."/],
  [
    'a preset with a permission that nobody knows',
    preset({ permissions: ['backups.delete'] }),
    /presets\[0\]\.permissions\[0\]: "backups.delete" is no permission/,
  ],
  [
    'a preset with what is given to nobody',
    preset({ permissions: ['mail-history.view'] }),
    /presets\[0\]\.permissions\[0\]: "mail-history.view" is for owners alone/,
  ],
  ['a preset with nothing', preset({ permissions: [] }), /presets\[0\]\.permissions: no permission is named/],
  [
    'an employee who is an outsider',
    preset({ audience: 'employee', outsider: true }),
    /presets\[0\]\.outsider: "employee" has its meaning by Einlass/,
  ],
  [
    'somebody new without words',
    preset({ audience: 'freelancer', outsider: true }),
    /presets\[0\]\.label: this must be an object/,
  ],
  [
    'somebody new of whom nobody says whether he is an outsider',
    preset({ audience: 'freelancer', label: words }),
    /presets\[0\]\.outsider: this is missing; write true or false/,
  ],
  [
    'one preset twice',
    {
      presets: [1, 2].map(() => ({ audience: 'club', permissions: ['services.view'] })),
    },
    /presets\[1\]\.audience: "club" is there twice/,
  ],
]
for (const [what, content, says] of mistakes)
  test(`${what}: is said, with its place`, () =>
    assert.throws(
      () => read(content),
      (error: Error) => {
        assert.match(error.message, says)
        for (const line of error.message.split('\n')) assert.ok(line.startsWith('EINLASS_CATALOGUE, '), line)
        return true
      },
    ))

test('a file that is not there is said by its name', () =>
  assert.throws(
    () => readOwnCatalogue(join(folder, 'nowhere.json')),
    /nowhere\.json: the file cannot be read \(ENOENT\)/,
  ))

test('all mistakes are said at once', () =>
  assert.throws(
    () => read(permission({ risk: 'deadly', delegable: 1, name: 'shop.view' })),
    (error: Error) => error.message.split('\n').length >= 4,
  ))

test('an empty file adds nothing, and a full one all there is room for', () => {
  assert.deepEqual(read({}), nothingOwn)
  const all = Array.from({ length: mostOwn }, (_, i) => ({ ...restore, name: `backups.a${i}` }))
  const own = read({ groups, permissions: all })
  admitOwnCatalogue(own)
  assert.ok(own.permissions.every(({ name }) => isPermission(name)))
  admitOwnCatalogue(nothingOwn)
  assert.ok(!isPermission('backups.a0'))
})

test('what an object brings by itself is no permission', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
    assert.equal(isPermission(name), false)
})
