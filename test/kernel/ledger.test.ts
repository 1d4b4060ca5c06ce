// The ledger can be added to and read. Whoever changes it otherwise is stopped by rights, then by triggers; and whoever
// has the database itself in his hands is found by the chain, by the signed checkpoints and by the exported documents.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import { checkDocument } from '#server/access/6-prove/check-document.ts'
import { exportLedger } from '#server/access/6-prove/export-ledger.ts'
import { signCheckpoints } from '#server/access/6-prove/sign-checkpoints.ts'
import { verifyLedger } from '#server/access/6-prove/verify.ts'
import { factKinds } from '#server/access/fact.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { day } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

let scene: Scene
let account: string
let receiptOf: string
before(async () => {
  scene = await openScene()
  account = scene.accountOf('kaffeerad')
  const inside = await scene.everybodyInside()
  receiptOf = inside.grants.samAtKaffeerad
  await scene.askAndAccept('kaffeerad', 'ines')
  await scene.olga.post(`/accounts/${account}/grants/${receiptOf}/ending`, { note: 'Danke — gelöst 🙂' })
  await scene.desk.round.tend()
  await scene.desk.round.daily()
  await scene.olga.post(`${scene.switchOf('roesterei')}/ending`, {})
  await scene.desk.round.tend()
})
after(() => scene.desk.close())

const verify = () =>
  scene.desk.kernel.database.reading(account, tx => verifyLedger(tx, account, scene.desk.keys))
const exported = () =>
  scene.desk.kernel.database.reading(account, tx =>
    exportLedger(tx, account, scene.desk.keys, scene.desk.kernel.clock.now()),
  )

describe('the ledger cannot be changed', () => {
  const additive = ['facts', 'checkpoints', 'decisions', 'entry_grants', 'used_tickets', 'artefact_grants']

  test('by the running desk: it has no right to', async () => {
    const client = new pg.Client({ connectionString: scene.desk.runtimeUrl })
    await client.connect()
    try {
      await client.query("select set_config('app.account', '*', false)")
      for (const table of additive)
        for (const statement of [
          `update access.${table} set account_id = account_id`,
          `delete from access.${table}`,
          `truncate access.${table} cascade`,
        ])
          await assert.rejects(client.query(statement), { code: '42501' }, statement)
      const rights = await client.query(
        `select c.relname from pg_class c where c.relnamespace = 'access'::regnamespace and c.relkind = 'r'
         and (has_table_privilege(c.oid, 'delete') or has_table_privilege(c.oid, 'truncate') or has_table_privilege(c.oid, 'trigger'))`,
      )
      assert.deepEqual(rights.rows, [], 'nothing of the kernel can be deleted by the desk')
    } finally {
      await client.end()
    }
  })

  test('by the owner of the database either, unless he takes the triggers away first', async () => {
    for (const table of ['facts', 'checkpoints'])
      for (const statement of [
        `update access.${table} set account_id = account_id`,
        `delete from access.${table}`,
        `truncate access.${table} cascade`,
      ])
        await assert.rejects(scene.desk.sql(statement), { constraint: 'facts_are_never_changed' }, statement)
  })

  test('by adding a fact that does not follow its predecessor', async () => {
    const add = (seq: string, previous: string) =>
      scene.desk.sql(
        `insert into access.facts (account_id, seq, at, kind, by_rule, data, prev_hash, hash)
         select account_id, ${seq}, at, 'grant.ended', 'clock', '{}', ${previous}, hash
         from access.facts where account_id = $1 order by seq desc limit 1`,
        [account],
      )
    const follows = { constraint: 'fact_follows_its_predecessor' }
    await assert.rejects(add('seq + 1', 'prev_hash'), follows)
    await assert.rejects(add('seq + 2', 'hash'), follows)
    await assert.rejects(add('seq', 'prev_hash'), { code: '23505' })
    assert.equal((await verify()).brokenAt, null)
  })

  test('so an ended grant keeps its witness, a closed entry stays closed, and nothing that is ending opens again', async () => {
    const refused = async (statement: string, constraint: string) =>
      assert.rejects(scene.desk.sql(statement, [account]), { constraint }, statement)
    const ended = 'access.grants where account_id = $1 and ended_at is not null'
    await refused(`update ${ended.replace(' where', " set witness = '[]' where")}`, 'ended_grant_stays_ended')
    await refused(
      `update ${ended.replace(' where', ' set ending_at = null, ending_cause = null where')}`,
      'ending_grant_stays_ending',
    )
    await refused(
      `update ${ended.replace(' where', " set ends_at = ends_at + interval '1 day' where")}`,
      'ending_grant_stays_ending',
    )
    await refused(
      "update access.grants set permissions = '{shop.view,audit.export}' where account_id = $1 and ending_at is null",
      'grant_keeps_what_it_says',
    )
    await refused(
      'update access.entries set closed_at = null, closed_cause = null where account_id = $1 and closed_at is not null',
      'closed_entry_stays_closed',
    )
    await refused(
      "update access.grants set ending_at = now(), ending_cause = 'revoked' where account_id = $1 and ending_at is null and id in (select grant_id from access.entry_grants)",
      'ending_grant_has_no_open_entries',
    )
  })
})

describe('whoever changes the ledger nevertheless is found', () => {
  /** As the superuser, without triggers, then everything back as it was. */
  async function tamper(statements: string[], look: () => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: scene.desk.ownerUrl })
    await client.connect()
    try {
      await client.query("set session_replication_role = 'replica'")
      await client.query('create temp table kept_facts as table access.facts')
      await client.query('create temp table kept_checkpoints as table access.checkpoints')
      await client.query(
        'create temp table kept_heads as select id, last_seq, last_hash from access.accounts',
      )
      try {
        for (const statement of statements) {
          const { rowCount } = await client.query(statement.replaceAll(':account', `'${account}'`))
          assert.ok(rowCount, `changes nothing: ${statement}`)
        }
        await look()
      } finally {
        await client.query('delete from access.facts')
        await client.query('insert into access.facts table kept_facts')
        await client.query('delete from access.checkpoints')
        await client.query('insert into access.checkpoints table kept_checkpoints')
        await client.query(
          'update access.accounts a set last_seq = k.last_seq, last_hash = k.last_hash from kept_heads k where k.id = a.id',
        )
      }
    } finally {
      await client.end()
    }
  }
  const found = (statements: string[], at: number) =>
    tamper(statements, async () => {
      assert.equal((await verify()).brokenAt, at, statements.join('; '))
      assert.equal(checkDocument(await exported()).intact, false, `exported: ${statements.join('; ')}`)
    })
  const where = (seq: number) => `where account_id = :account and seq = ${seq}`

  test('at the very fact that was rewritten, whatever of it', async () => {
    assert.equal((await verify()).brokenAt, null)
    for (const what of [
      `data = data || '{"cause": "expired"}'`,
      "at = at - interval '1 hour'",
      "at = at + interval '1 millisecond'",
      "kind = 'grant.opened'",
      'by_person = gen_random_uuid()',
      "by_person = null, by_rule = 'clock'",
      'behalf_of = gen_random_uuid()',
      'grant_id = gen_random_uuid()',
      'entry_id = gen_random_uuid()',
      'artefact_id = gen_random_uuid()',
      'request_id = gen_random_uuid()',
      'resource_id = gen_random_uuid()',
      'person_id = gen_random_uuid()',
      'hash = sha256(hash)',
      'prev_hash = sha256(prev_hash)',
    ])
      await found([`update access.facts set ${what} ${where(5)}`], 5)
  })

  test('behind a fact that was taken out, and at the first of two that were exchanged', async () => {
    await found([`delete from access.facts ${where(1)}`], 2)
    await found([`delete from access.facts ${where(5)}`], 6)
    await found(
      [
        `update access.facts set seq = 100000 ${where(5)}`,
        `update access.facts set seq = 5 ${where(6)}`,
        `update access.facts set seq = 6 ${where(100_000)}`,
      ],
      5,
    )
  })

  test('when the newest fact is missing, or all', async () => {
    const { facts } = await verify()
    await found([`delete from access.facts ${where(facts)}`], facts)
    await found(['delete from access.facts where account_id = :account'], 1)
  })

  test('when facts and the head of the chain are rolled back together, by the checkpoint that was signed in between', async () => {
    const [checkpoint] = await scene.desk.sql<{ seq: number }>(
      'select seq from access.checkpoints where account_id = $1',
      [account],
    )
    const signed = Number(checkpoint!.seq)
    assert.ok(signed > 6)
    await found(
      [
        `delete from access.facts where account_id = :account and seq >= ${signed}`,
        `update access.accounts set last_seq = ${signed - 1}, last_hash = (select hash from access.facts ${where(signed - 1)}) where id = :account`,
      ],
      signed,
    )
  })

  test('when a checkpoint is not what the key signed', async () => {
    const [checkpoint] = await scene.desk.sql<{ seq: number }>(
      'select seq from access.checkpoints where account_id = $1',
      [account],
    )
    const signed = Number(checkpoint!.seq)
    for (const what of [
      'signature = set_byte(signature, 3, (get_byte(signature, 3) + 1) % 256)',
      'on_date = on_date - 1',
      'hash = sha256(hash)',
    ])
      await found([`update access.checkpoints set ${what} where account_id = :account`], signed)
    await found(['update access.checkpoints set seq = seq - 1 where account_id = :account'], signed - 1)
    const other = await scene.desk.kernel.database.reading(account, tx =>
      verifyLedger(tx, account, deriveKeys(Buffer.alloc(32, 7))),
    )
    assert.equal(other.brokenAt, signed, 'signed by another desk')
  })

  test('and afterwards everything is whole again, so that the tests above have seen what they did', async () => {
    assert.equal((await verify()).brokenAt, null)
    assert.equal(checkDocument(await exported()).intact, true)
  })
})

describe('checkpoints', () => {
  test('are signed at most once a day for each chain, and only when it has moved', async () => {
    const { database } = scene.desk.kernel
    const sign = (now: number) => signCheckpoints(database, scene.desk.keys, now)
    const midnight = Date.UTC(2026, 10, 25)
    await sign(midnight - 1)
    assert.equal(await sign(midnight - 1), 0, 'twice on the same day')
    assert.equal(await sign(midnight), 0, 'nothing has happened since')
    await scene.turnOn('roesterei', ['sam'])
    assert.equal(await sign(midnight - 1), 0, 'the day that is signed is over')
    assert.equal(await sign(midnight), 1)
    await scene.turnOn('roesterei', ['ines'])
    await scene.turnOn('tulpenkas', ['ines'])
    await Promise.all([sign(midnight + day), sign(midnight + day), sign(midnight + day)])
    const days = await scene.desk.sql<{ count: number }>(
      'select count(*)::int as count from access.checkpoints group by account_id, on_date',
    )
    assert.ok(days.every(row => row.count === 1))
    assert.equal(await sign(midnight), 0, 'a clock that goes back signs no second past')
    assert.equal((await verify()).brokenAt, null)
    assert.equal((await verify()).checkpoints, 4)
  })
})

describe('an exported document', () => {
  type Document = Record<string, unknown> & { facts: Record<string, unknown>[] }
  let ledger: Document
  let receipt: Document
  before(async () => {
    ledger = JSON.parse(JSON.stringify(await exported())) as Document
    receipt = JSON.parse(JSON.stringify(await scene.receiptOf(receiptOf))) as Document
  })
  const copy = () => structuredClone(ledger)
  const refused = (document: unknown, why: string) => {
    const verdict = checkDocument(document)
    assert.equal(verdict.intact, false, why)
    assert.match(verdict.says, /^BROKEN/)
  }

  test('is intact as it came, and names the key that vouches for it', () => {
    for (const document of [ledger, receipt]) {
      const verdict = checkDocument(document)
      assert.equal(verdict.intact, true, verdict.says)
      assert.ok(verdict.says.includes(scene.desk.keys.signing.jwk.x))
    }
  })

  test('is not intact with facts left out, exchanged, doubled, or taken from elsewhere', async () => {
    const without = (at: number, count = 1) => {
      const changed = copy()
      changed.facts.splice(at, count)
      return changed
    }
    refused(without(0), 'the first is missing')
    refused(without(4), 'one in the middle is missing')
    refused(without(-1), 'the newest is missing')
    refused(without(-3, 3), 'the newest three are missing')
    refused(without(0, ledger.facts.length), 'all are missing')
    const exchanged = copy()
    exchanged.facts.splice(4, 2, ledger.facts[5]!, ledger.facts[4]!)
    refused(exchanged, 'two are exchanged')
    refused({ ...ledger, facts: [...ledger.facts, ledger.facts.at(-1)] }, 'the newest is doubled')
    const noors = scene.accountOf('tulpenkas')
    const other = await scene.desk.kernel.database.reading(noors, tx =>
      exportLedger(tx, noors, scene.desk.keys, scene.desk.kernel.clock.now()),
    )
    refused(
      { ...ledger, facts: other.facts, checkpoints: other.checkpoints, head: other.head },
      'another account',
    )
    refused({ ...other, account: ledger['account'] }, 'under another name')
  })

  test('is not intact with anything else of it changed', () => {
    refused({ ...ledger, account: { id: account, name: 'Somebody else' } }, 'renamed')
    refused({ ...ledger, checkpoints: [] }, 'without its checkpoints')
    refused({ ...ledger, exportedAt: '2026-01-01T00:00:00.000Z' }, 'of another day')
    refused({ ...receipt, state: 'open' }, 'another state')
    refused({ ...receipt, entries: [] }, 'without its entries')
    refused({ ...receipt, facts: [] }, 'without its facts')
    const { signature: _, ...unsigned } = ledger
    refused(unsigned, 'unsigned')
  })

  test('is signed by another key if somebody forges it whole: then the key that it names is another', async () => {
    const forged = await scene.desk.kernel.database.reading(account, tx =>
      exportLedger(tx, account, deriveKeys(Buffer.alloc(32, 7)), scene.desk.kernel.clock.now()),
    )
    const verdict = checkDocument({ ...forged, checkpoints: [] })
    assert.ok(!verdict.says.includes(scene.desk.keys.signing.jwk.x))
  })

  test('is not intact with any one character of any fact changed', () => {
    const other = fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyzABCDEFTZ -_.:,"{}[]\\/+ü')
    fc.assert(
      fc.property(
        fc.constantFrom('ledger', 'receipt'),
        fc.nat(),
        fc.nat(),
        other,
        (which, fact, at, character) => {
          const document = which === 'ledger' ? ledger : receipt
          const index = fact % document.facts.length
          const text = JSON.stringify(document.facts[index])
          const place = at % text.length
          fc.pre(text[place] !== character)
          const changed = parse(text.slice(0, place) + character + text.slice(place + 1))
          // What is no JSON any more is no document.
          if (changed === undefined) return
          refused({ ...document, facts: document.facts.with(index, changed) }, text)
        },
      ),
      { numRuns: 1_500 },
    )
  })

  test('is not intact with any one character anywhere changed', () => {
    const other = fc.constantFrom(...'0123456789abcdefzAFTZ -_.:"+/=')
    fc.assert(
      fc.property(fc.boolean(), fc.nat(), other, (isLedger, at, character) => {
        const { facts, ...rest } = isLedger ? ledger : receipt
        const text = JSON.stringify(rest)
        const place = at % text.length
        fc.pre(text[place] !== character)
        const changed = parse(text.slice(0, place) + character + text.slice(place + 1))
        if (changed === undefined) return
        const verdict = checkDocument({ ...changed, facts })
        assert.equal(verdict.intact, false, `${text.slice(Math.max(0, place - 20), place)}[${character}]`)
      }),
      { numRuns: 1_000 },
    )
  })

  test('is answered with a verdict and no stumbling, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('einlass-ledger-1', 'einlass-receipt-1', 'x'),
        (value, format) => {
          const rest = value !== null && typeof value === 'object' ? value : { facts: value, account: value }
          for (const document of [
            value,
            { ...rest, format },
            { ...ledger, facts: value },
            { ...ledger, checkpoints: value },
            { ...ledger, publicKey: value },
            { ...receipt, facts: value },
            { ...receipt, signature: value },
          ])
            assert.equal(checkDocument(document).intact, false)
        },
      ),
      { numRuns: 300 },
    )
  })

  function parse(text: string): Record<string, unknown> | undefined {
    try {
      return JSON.parse(text) as Record<string, unknown>
    } catch {
      return undefined
    }
  }
})

test('every kind of fact is written by some code, apart from the debts in unwritten-facts.txt', () => {
  const root = join(import.meta.dirname, '../..')
  const code = globSync('server/**/*.ts', { cwd: root, exclude: ['**/*.test.ts', 'server/access/fact.ts'] })
    .map(file => readFileSync(join(root, file), 'utf8'))
    .join('\n')
  const unwritten = factKinds.filter(kind => !new RegExp(`fact\\(\\s*'${kind}'`).test(code))
  const debts = readFileSync(join(import.meta.dirname, 'unwritten-facts.txt'), 'utf8')
    .split('\n')
    .filter(Boolean)
  assert.deepEqual(unwritten, debts)
})
