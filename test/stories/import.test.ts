// The provider brings his customers along: `einlass import FILE`.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { verifyLedger } from '#server/access/6-prove/verify.ts'
import { importFile, type Report } from '#server/import/import-file.ts'
import { readCsv } from '#server/import/read-csv.ts'
import { readJsonList } from '#server/import/read-json.ts'
import { sayReport, showProgress } from '#server/import/say-report.ts'
import { startTestDesk, type TestDesk } from '../desk.ts'
import { codeMailedTo, mailsTo } from '../person.ts'

const house = { origin: 'http://localhost', provider: 'Shopwerk', zone: 'Europe/Berlin' }
const header = 'reference,account,zone,region,owner_name,owner_address,owner_language,shop_name,shop_origin'
const hats =
  'K-1,Hutladen,Europe/Berlin,DE-BE,Nils Neu,nils@hutladen.example,de,Hutladen,https://hutladen.example'
const caps =
  'K-1,Hutladen,Europe/Berlin,DE-BE,Nils Neu,nils@hutladen.example,de,Mützen,https://muetzen.example'
const tulips = 'K-2,Tulpen & Co,Europe/Amsterdam,NL,Noor Vermeer,noor@tulpenkas.example,nl,,'

let desk: TestDesk
let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'einlass-import-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))
const open = async () => {
  desk = await startTestDesk({ origins: { kaffeerad: 'http://kaffeerad.example' } })
}

function write(content: string | Buffer, name = 'accounts.csv'): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const csv = (...lines: string[]) => write([header, ...lines, ''].join('\r\n'))
const run = (path: string, how: { dryRun?: boolean; mails?: boolean } = {}): Promise<Report> =>
  importFile(desk.kernel, house, path, { dryRun: false, mails: true, ...how })
const numbers = ({ lines, accounts, shops, unchanged, differs, wrong }: Report) => [
  lines,
  accounts,
  shops,
  unchanged,
  differs.length,
  wrong.length,
]
/** Everything that is written anywhere, but for who is signed in. */
async function everything(): Promise<string> {
  const tables = await desk.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('access', 'people', 'plumbing', 'service_switch', 'sub_account') order by 1`,
  )
  const all: Record<string, unknown> = {}
  for (const { name } of tables)
    all[name] = (
      await desk.sql<{ all: unknown }>(`select json_agg(t order by t::text) as all from ${name} t`)
    )[0]!.all
  return JSON.stringify(all)
}
const accountsHere = () =>
  desk.sql<{ id: string; name: string; reference: string; owner: string; shops: string[] }>(
    `select a.id, a.name, a.reference, p.address as owner,
       array(select r.name from access.resources r where r.account_id = a.id and r.removed_at is null order by r.name) as shops
     from access.accounts a join people.persons p on p.id = a.owner_id where a.reference is not null order by a.reference`,
  )

describe('a file is imported', () => {
  beforeEach(open)
  afterEach(() => desk.close())

  test('accounts, owners and shops; several lines of one reference are one account', async () => {
    const report = await run(csv(hats, tulips, caps))
    assert.deepEqual(numbers(report), [3, 2, 2, 0, 0, 0])
    const [first, second] = await accountsHere()
    assert.deepEqual(
      [first!.name, first!.owner, first!.shops],
      ['Hutladen', 'nils@hutladen.example', ['Hutladen', 'Mützen']],
    )
    assert.deepEqual(
      [second!.name, second!.owner, second!.shops],
      ['Tulpen & Co', 'noor@tulpenkas.example', []],
    )
    const facts = await desk.sql<{ kind: string; by_rule: string }>(
      'select kind, by_rule from access.facts where account_id = $1 order by seq',
      [first!.id],
    )
    assert.deepEqual(facts, [
      { kind: 'account.made', by_rule: 'import' },
      { kind: 'resource.added', by_rule: 'import' },
      { kind: 'resource.added', by_rule: 'import' },
    ])
    const verified = await desk.kernel.database.reading(first!.id, tx =>
      verifyLedger(tx, first!.id, desk.keys),
    )
    assert.equal(verified.brokenAt, null)
  })

  test('a new owner gets one mail however many accounts he has, and one who signs in already none', async () => {
    const second = hats.replace('K-1', 'K-9').replace('https://hutladen', 'https://other')
    await run(csv(hats, tulips, second))
    assert.equal((await mailsTo(desk, 'nils@hutladen.example')).length, 1)
    assert.ok(await codeMailedTo(desk, 'nils@hutladen.example', 'first-password'))
    assert.deepEqual(await mailsTo(desk, 'noor@tulpenkas.example'), [])
  })

  test('without mails if they are not wanted', async () => {
    await run(csv(hats), { mails: false })
    assert.deepEqual(await desk.sql('select from plumbing.mails'), [])
    assert.deepEqual(await desk.sql('select from people.single_use_links'), [])
  })

  test('twice changes nothing', async () => {
    const path = csv(hats, tulips, caps)
    await run(path)
    const before = await everything()
    assert.deepEqual(numbers(await run(path)), [3, 0, 0, 3, 0, 0])
    assert.equal(await everything(), before)
  })

  test('what is here otherwise is told and left as it is', async () => {
    await run(csv(hats))
    const before = await everything()
    const report = await run(
      csv(
        'K-1,Huthaus,Europe/Vienna,AT-9,Nils Alt,nils@hutladen.example,en,Hüte,https://hutladen.example',
        'K-1,Hutladen,Europe/Berlin,DE-BE,Olga,olga@kaffeerad.example,de,,',
        'K-1,Hutladen,Europe/Berlin,DE-BE,Nils Neu,nils@hutladen.example,de,Hutladen,',
      ),
    )
    assert.deepEqual(
      report.differs.map(({ line, what }) => `${line} ${what.split(' ')[0]}`),
      ['2 account', '2 zone', '2 region', '2 owner_name', '2 owner_language', '2 shop_name', '3 the'],
    )
    assert.deepEqual(numbers(report).slice(1, 4), [0, 0, 3])
    assert.equal(await everything(), before)
  })

  test('a shop that was removed does not come back, nor does a closed account', async () => {
    await run(csv(hats, tulips))
    await desk.sql("update access.resources set removed_at = now() where origin = 'https://hutladen.example'")
    await desk.sql("update access.accounts set closed_at = now() where reference = 'K-2'")
    const before = await everything()
    const report = await run(csv(hats, `${tulips.slice(0, -1)}Zwiebeln,`))
    assert.deepEqual(numbers(report), [2, 0, 0, 2, 2, 0])
    assert.equal(await everything(), before)
  })

  test('a dry run writes nothing, and says what would come of it', async () => {
    const path = csv(
      hats,
      caps,
      tulips,
      hats,
      'K-3,Dieb,Europe/Berlin,DE-BE,Dieb,dieb@x.example,de,Dieb,https://muetzen.example',
      'K-4,Dieb,Europe/Berlin,DE-BE,Dieb,dieb@x.example,de,Dieb,http://kaffeerad.example',
      'K-5,Falsch,Mars,DE-BE,Falsch,falsch@x.example,de,,',
    )
    const before = await everything()
    const thought = await run(path, { dryRun: true })
    assert.equal(await everything(), before)
    const done = await run(path)
    assert.deepEqual(thought, done)
    assert.deepEqual(numbers(done), [7, 2, 2, 1, 0, 3])
    assert.deepEqual(await run(path, { dryRun: true }), { ...done, accounts: 0, shops: 0, unchanged: 4 })
    assert.match(sayReport(thought, true), /Would make 2 accounts and 2 shops[\s\S]*nothing was written/)
  })

  test('every wrong line is told with its number, and keeps no right one from being imported', async () => {
    const report = await run(
      csv(
        hats,
        ',Ohne,Europe/Berlin,DE-BE,A,a@x.example,de,,',
        'K-10,,Europe/Berlin,DE-BE,A,a@x.example,de,,',
        'K-11,A,EST,XX-1,A,a@x.example,de,,',
        'K-12,A,Europe/Berlin,DE-BE,,keine Adresse,fr,,',
        'K-13,A,Europe/Berlin,DE-BE,A,a@x.example,de,,https://shop.example',
        'K-14,A,Europe/Berlin,DE-BE,A,a@x.example,de,S,https://Shop.example/path',
        `K-15,${'x'.repeat(300)},Europe/Berlin,DE-BE,A,a@x.example,de,,`,
        'K-16,A,Europe/Berlin,DE-BE,A,a@x.example,de',
        'K-17,"A"B,Europe/Berlin,DE-BE,A,a@x.example,de,,',
        'K-18,"A\nB',
        'C",Europe/Berlin,DE-BE,A,a@x.example,de,S,http://kaffeerad.example',
        tulips,
      ),
    )
    assert.deepEqual(
      report.wrong.map(({ line, what }) => `${line}: ${what}`),
      [
        '3: reference must have 1 to 100 characters',
        '4: account must have 1 to 200 characters',
        '5: zone is no time zone (for instance Europe/Berlin); region is no region (for instance DE-BE)',
        '6: owner_name must have 1 to 200 characters; owner_address is no mail address; owner_language must be de, en or nl',
        '7: shop_name must have 1 to 200 characters',
        '8: shop_origin is no origin (for instance https://shop.example, in lower case and without a path)',
        '9: account must have 1 to 200 characters',
        '10: has 7 fields, and the first line 9',
        '11: there is text between a closing quote and the end of the field',
        '12: shop_origin belongs to another shop already',
      ],
    )
    assert.deepEqual(
      (await accountsHere()).map(account => account.reference),
      ['K-1', 'K-2'],
    )
    const said = sayReport(report, false)
    assert.ok(said.endsWith('  line 12: shop_origin belongs to another shop already\n'), said)
  })

  test('a person who was deactivated owns nothing new', async () => {
    await desk.sql(
      "update people.persons set deactivated_at = now() where address = 'noor@tulpenkas.example'",
    )
    for (const dryRun of [true, false]) {
      const report = await run(csv(tulips), { dryRun })
      assert.deepEqual(report.wrong, [
        { line: 2, what: 'owner_address belongs to somebody who was deactivated' },
      ])
    }
  })

  test('zone and region are the provider’s if the file does not say them', async () => {
    const path = write(
      'reference;account;owner_name;owner_address;owner_language\nK-1;Eins;Nils;nils@x.example;de\n',
    )
    assert.deepEqual(numbers(await run(path)), [1, 1, 0, 0, 0, 0])
    const [row] = await desk.sql("select zone, region from access.accounts where reference = 'K-1'")
    assert.deepEqual(row, { zone: 'Europe/Berlin', region: 'DE-BE' })
  })

  test('JSON says the same', async () => {
    const entry = {
      reference: 17,
      account: 'Hutladen',
      zone: 'Europe/Berlin',
      region: null,
      owner_name: 'Nils "Nil" [Neu]',
      owner_address: 'nils@hutladen.example',
      owner_language: 'de',
      shop_name: 'Hüte, }{ und mehr',
    }
    const path = write(
      `\uFEFF${JSON.stringify([entry, { ...entry, shop_name: 'Noch einer' }, 7, { ...entry, colour: 'red' }, { ...entry, account: ['x'] }], null, 2)}\n`,
      'accounts.json',
    )
    const report = await run(path)
    assert.deepEqual(numbers(report), [5, 1, 2, 0, 0, 3])
    assert.deepEqual(
      report.wrong.map(({ line, what }) => `${line}: ${what}`),
      ['22: is no object ({ … })', '23: there is no “colour”', '34: account is neither a text nor a number'],
    )
    assert.deepEqual((await accountsHere())[0]!.shops, ['Hüte, }{ und mehr', 'Noch einer'])
  })

  test('names carry nothing into the terminal', async () => {
    await run(csv(hats))
    const report = await run(csv(hats.replace('Hutladen', 'Hut\u001b[2Jladen\u202E')))
    const said = sayReport(report, false)
    assert.match(said, /line 2: account is/)
    for (const mark of ['\u001b', '\u202E']) assert.equal(said.includes(mark), false)
  })

  test('two at once: the second is told to wait', async () => {
    const path = csv(...Array.from({ length: 40 }, (_, i) => line(i)))
    const both = await Promise.allSettled([run(path), run(path)])
    const rejected = both.find(one => one.status === 'rejected')
    assert.match(String(rejected?.reason), /Another import is running/)
    assert.equal((await accountsHere()).length, 40)
    assert.deepEqual(numbers(await run(path)).slice(1, 4), [0, 0, 40])
  })
})

function line(i: number): string {
  return `L-${i},Laden ${i},Europe/Berlin,DE-BE,Nils ${i},nils${i}@x.example,de,Laden,https://laden${i}.example`
}

describe('a file that cannot be used', () => {
  before(open)
  after(() => desk.close())

  const wrong: [name: string, content: string | Buffer, says: RegExp][] = [
    ['is empty', '', /empty/],
    ['has no names of columns', `${hats}\n`, /must name the columns/],
    ['misses a column', 'reference,account\nK-1,Hutladen\n', /owner_name is missing/],
    ['has a column that nobody knows', `${header},colour\n`, /no column “colour”/],
    ['has a column twice', `${header},zone\n`, /zone is there twice/],
    [
      'is in another encoding',
      Buffer.from(`${header}\n${hats}\nK-9,M\xfctzen\n`, 'latin1'),
      /not written in UTF-8/,
    ],
    ['is JSON, but no list', '  [1] x', /after the end/],
  ]
  for (const [name, content, says] of wrong)
    test(name, async () => {
      await assert.rejects(run(write(content)), says)
      assert.deepEqual(await accountsHere(), [])
    })
  test('is not there', async () => {
    await assert.rejects(run(join(folder, 'nowhere.csv')), /ENOENT/)
  })
})

describe('CSV is read as RFC 4180 says', () => {
  async function read(text: string, cut = 3): Promise<unknown[]> {
    async function* parts() {
      for (let i = 0; i < text.length; i += cut) yield text.slice(i, i + cut)
    }
    const records = []
    for await (const record of readCsv(parts()))
      records.push('fields' in record ? record.fields : record.wrong)
    return records
  }
  const cases: [name: string, text: string, records: unknown[]][] = [
    [
      'plain',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'without a last line end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with semicolons',
      'a;b\n1,5;2\n',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'with quotes',
      'a,b\n"x,""y""",""\n',
      [
        ['a', 'b'],
        ['x,"y"', ''],
      ],
    ],
    [
      'with line ends in quotes',
      'a,b\r\n"x\r\ny",2\r\n',
      [
        ['a', 'b'],
        ['x\r\ny', '2'],
      ],
    ],
    [
      'with CR alone',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with empty lines',
      'a,b\n\n\r\n1,2\n\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'with empty fields',
      'a,b,c\n,,\n',
      [
        ['a', 'b', 'c'],
        ['', '', ''],
      ],
    ],
    ['with one column', 'a\n""\nx\n', [['a'], [''], ['x']]],
    [
      'with a quote that is not closed',
      'a,b\n"x,2\n3,4\n',
      [['a', 'b'], 'a quote is opened and never closed'],
    ],
    [
      'with a quote in the middle',
      'a,b\nx"y,2\n3,4\n',
      [['a', 'b'], 'there is a quote inside a field that has no quotes around it', ['3', '4']],
    ],
  ]
  for (const [name, text, records] of cases)
    test(name, async () => {
      for (const cut of [1, 2, 3, 1_000]) assert.deepEqual(await read(text, cut), records)
    })

  test('and a quote that swallows the file is given up', async () => {
    const records = await read(`a,b\n"${'x\n'.repeat(100_000)}`, 5_000)
    assert.equal(records.length, 2)
    assert.match(String(records[1]), /perhaps a quote is not closed/)
  })

  test('and a list that is cut off is told', async () => {
    async function* parts() {
      yield '[{"a": 1}, {"a"'
    }
    const entries = []
    for await (const entry of readJsonList(parts())) entries.push(entry)
    assert.deepEqual(entries, [
      { line: 1, value: { a: 1 } },
      { line: 1, wrong: 'is no JSON' },
      { line: 1, wrong: 'the list is not closed: the file may be cut off' },
    ])
  })
})

describe('progress', () => {
  const shown = (isTTY: boolean) => {
    let text = ''
    const progress = showProgress({ isTTY, write: part => (text += part) })
    for (const [part, lines] of [
      [0.25, 500],
      [0.5, 1_000],
      [1, 2_000],
    ] as const)
      progress.show(part, lines)
    progress.end()
    return text
  }
  test('is a bar on a terminal', () => {
    assert.match(shown(true), /\r█{7}░{23} 25 %, 500 lines\r[\s\S]*100 %, 2000 lines\n$/)
  })
  test('is a line for every thousand elsewhere', () => {
    assert.equal(shown(false), '1000 lines read\n2000 lines read\n')
  })
})
