import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ConnectorName } from '../platforms/platform.ts'
import { table } from './artefacts-of-visit.table.ts'
import { artefactsOf, methodOfVisit, type VisitTaken } from './artefacts-of-visit.ts'

const friday = new Date('2026-11-27T11:00:00Z')
const visit: VisitTaken = {
  tag: 'a1b2c3',
  platform: 'wordpress',
  method: 'provision',
  way: null,
  agent: { name: 'Sam Albers', publicKey: 'ssh-ed25519 AAAA sam' },
  mailbox: 'visits@shopwerk.example',
  role: null,
  sources: null,
  endsAt: friday,
}

describe('by which method somebody visits, and what is wanted outside for it', () => {
  for (const row of table) {
    const { platform, connected, way = null, makes } = row
    const given = `${platform}, ${connected ?? 'nothing'} connected${way ? `, by ${way}` : ''}`
    test(`${given}${row.key ? ' without a key' : ''}${row.mailbox ? ' without a mailbox' : ''}: ${makes.join(', ')}, because ${row.because}`, () => {
      const method = methodOfVisit(platform, connected)
      assert.equal(method, makes[0])
      const wanted = artefactsOf({
        ...visit,
        platform,
        method,
        way,
        agent: { ...visit.agent, ...(row.key ? { publicKey: null } : {}) },
        mailbox: row.mailbox ? null : visit.mailbox,
      })
      assert.deepEqual(
        wanted.map(({ kind, system }) => `${kind} in ${system}`),
        makes[1] ? [makes[1]] : [],
      )
    })
  }
})

describe('what two visits share', () => {
  const only = (given: Partial<VisitTaken>) => {
    const [one] = artefactsOf({ ...visit, ...given })
    return one && one.system !== 'by-hand' ? one : assert.fail('this is made by a connector')
  }
  const monday = new Date('2026-11-30T11:00:00Z')
  const other = { tag: 'd4e5f6', agent: { name: 'Ines Brandt', publicKey: 'ssh-ed25519 BBBB ines' } }
  const of = (connector: ConnectorName) =>
    connector === 'ssh-host'
      ? { platform: 'server' as const, method: 'server' as const, way: 'key-line' as const }
      : { platform: connector }

  for (const connector of ['wordpress', 'shopware', 'prestashop'] as const)
    test(`an account in ${connector} is shared, whoever visits and however long`, () => {
      const [one, two] = [only(of(connector)), only({ ...of(connector), ...other, endsAt: monday })]
      assert.equal(one.sharedAs, two.sharedAs)
      assert.notEqual(
        one.reference['mailbox'],
        two.reference['mailbox'],
        'made anew, it needs an address of its own',
      )
    })

  test('an account of Magento knows its end, so it is shared only until the same instant', () => {
    const one = only(of('magento'))
    assert.equal(one.reference['endsAt'], friday.toISOString())
    assert.equal(one.sharedAs, only({ ...of('magento'), ...other }).sharedAs)
    assert.notEqual(one.sharedAs, only({ ...of('magento'), endsAt: monday }).sharedAs)
  })

  test('key lines of two agents are never shared, nor two of one agent with different ends', () => {
    const one = only(of('ssh-host'))
    assert.notEqual(one.sharedAs, only({ ...of('ssh-host'), ...other }).sharedAs)
    assert.notEqual(one.sharedAs, only({ ...of('ssh-host'), endsAt: monday }).sharedAs)
    assert.equal(one.sharedAs, only({ ...of('ssh-host'), tag: other.tag }).sharedAs)
  })

  test('the mailbox of an account carries the mark of its visit, and is one that every system takes', () => {
    assert.equal(only({}).reference['mailbox'], 'visits+a1b2c3@shopwerk.example')
    assert.equal(
      only({ mailbox: 'desk+visits@shopwerk.example' }).reference['mailbox'],
      'desk+visits.a1b2c3@shopwerk.example',
    )
  })

  test('the role is the one that the connection asks for', () => {
    assert.equal(only({ role: 'shop_manager' }).reference['role'], 'shop_manager')
    assert.equal('role' in only({}).reference, false)
  })
})
