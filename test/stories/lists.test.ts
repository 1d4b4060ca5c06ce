// What an owner looks for and finds: who can get in and through what, what would be cut, what happened to whom. Every
// filter is tried against what it must leave out.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { CastName } from '#db/seeds/cast.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { writeRow } from '#server/access/6-prove/export-timeline.ts'
import { searchFacts } from '#server/access/6-prove/search-facts.ts'
import { membersDoor } from '#server/access/account.ts'
import type { Permission } from '#server/access/permission.ts'
import { record } from '#server/access/record.ts'
import { newId } from '#server/plumbing/ids.ts'
import { day, hour } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

/** What an owner gives to a member: on the whole account, without end. */
function makeMember(scene: Scene, name: CastName, permissions: Permission[]): Promise<string> {
  const accountId = scene.accountOf('kaffeerad')
  return record(
    scene.desk.kernel,
    { accounts: [accountId], by: { person: scene.desk.cast.people.olga } },
    r =>
      openGrant(
        r,
        {
          accountId,
          resourceId: null,
          door: membersDoor,
          subject: { kind: 'person', id: scene.desk.cast.people[name] },
          permissions,
          beginsAt: r.now,
          endsAt: null,
          reason: null,
          caseNumber: null,
          message: null,
          giver: { as: 'owner' },
        },
        { longestMs: null, endless: true },
      ),
  )
}

describe('who can get in', () => {
  let scene: Scene
  let account: string
  let sam: string
  let ines: string
  let team: string
  let member: string
  before(async () => {
    scene = await openScene()
    account = scene.accountOf('kaffeerad')
    ;[sam, ines] = (await scene.turnOn('kaffeerad', ['sam', 'ines'])) as [string, string]
    ;[team] = (await scene.turnOn('roesterei', 'team')) as [string]
    member = await makeMember(scene, 'noor', ['access.view', 'shop.view'])
    await scene.enter('kaffeerad', 'sam')
  })
  after(() => scene.desk.close())

  const list = async (query: string) => {
    const { status, body } = await scene.olga.get(`/accounts/${account}/grants?${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    return new Set((body.items as { id: string }[]).map(grant => grant.id))
  }
  const only = (...ids: string[]) => new Set(ids)

  test('is everybody, unless asked for less', async () => {
    assert.deepEqual(await list(''), only(sam, ines, team, member))
  })

  test('by person: what was given to him by name, and to a team that he is in', async () => {
    const { people } = scene.desk.cast
    assert.deepEqual(await list(`person=${people.sam}`), only(sam, team))
    assert.deepEqual(await list(`person=${people.noor}`), only(member))
    assert.deepEqual(await list(`person=${people.olga}`), only())
    // A team is no person.
    assert.deepEqual(await list(`person=${scene.desk.cast.supportTeam}`), only())
  })

  test('by door, by being an outsider, by somebody being inside, by shop, and by all of these at once', async () => {
    assert.deepEqual(await list('door=service-switch'), only(sam, ines, team))
    assert.deepEqual(await list('whom=outsiders'), only(sam, ines, team))
    assert.deepEqual(await list('whom=members'), only(member))
    assert.deepEqual(await list('inside=true'), only(sam))
    assert.deepEqual(await list(`resource=${scene.shopId('roesterei')}`), only(team))
    const { people } = scene.desk.cast
    assert.deepEqual(await list(`person=${people.sam}&whom=outsiders&inside=true`), only(sam))
    assert.deepEqual(await list(`person=${people.ines}&inside=true`), only())
  })

  test('page by page nothing is lost and nothing comes twice, also over both subjects of a person', async () => {
    const { sam: person } = scene.desk.cast.people
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await scene.olga.get(
        `/accounts/${account}/grants?person=${person}&limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      )
      seen.push(...body.items.map((grant: { id: string }) => grant.id))
      if (!body.next) break
      cursor = body.next
    }
    assert.deepEqual(seen.toSorted(), [sam, team].toSorted())
  })

  test('is counted, with what ending all of them would cut', async () => {
    const { status, body } = await scene.olga.get(`/accounts/${account}/grants/count`)
    assert.equal(status, 200)
    const supporters = await scene.desk.sql<{ count: number }>(
      `select count(distinct person_id)::int as count from access.team_members where team_id = $1 and left_at is null`,
      [scene.desk.cast.supportTeam],
    )
    // Sam and Ines are in the team too; Noor is the member.
    assert.deepEqual(body, {
      everybody: { grants: 4, people: supporters[0]!.count + 1, liveEntries: 1 },
      outsiders: { grants: 3, people: supporters[0]!.count, liveEntries: 1 },
      unconfirmed: 0,
    })
  })

  test('neither a stranger nor his own agent may look', async () => {
    for (const client of [scene.sam, scene.ines])
      for (const path of ['grants', 'grants/count', 'people', 'timeline', 'timeline.csv'])
        assert.equal((await client.get(`/accounts/${account}/${path}`)).status, 404, path)
  })
})

describe('ending everything that one person was given', () => {
  let scene: Scene
  let account: string
  before(async () => {
    scene = await openScene()
    account = scene.accountOf('kaffeerad')
  })
  after(() => scene.desk.close())
  const end = (person: string, client = scene.olga) =>
    client.post(`/accounts/${account}/people/${person}/ending`, { note: 'Danke' })

  test('ends what is his, closes what only that held open, and names what a team still opens to him', async () => {
    const { people } = scene.desk.cast
    const [atKaffeerad, ines] = (await scene.turnOn('kaffeerad', ['sam', 'ines'])) as [string, string]
    const [atRoesterei] = (await scene.turnOn('roesterei', 'team')) as [string]
    const own = await scene.give('roesterei', 'sam', ['shop.view'])
    const inKaffeerad = await scene.enter('kaffeerad', 'sam')
    const inesInside = await scene.enter('kaffeerad', 'ines')
    const inRoesterei = await scene.enter('roesterei', 'sam')

    const { status, body } = await end(people.sam)
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(
      body.grants.map((grant: { id: string }) => grant.id).toSorted(),
      [atKaffeerad, own].toSorted(),
    )
    assert.equal(body.closedEntries.length, 1)
    assert.deepEqual(
      body.stillOpen.map((grant: { grantId: string }) => grant.grantId),
      [atRoesterei],
      'the team’s, and not what is open to Ines',
    )
    await scene.assertRefused('kaffeerad', inKaffeerad)
    await scene.assertInside('kaffeerad', inesInside)
    await scene.assertInside('roesterei', inRoesterei)
    await scene.assertEnded(atKaffeerad, 'revoked', scene.desk.time.now, 'olga')
    assert.equal((await scene.grantOf(atRoesterei)).ending_at, null)
    assert.equal((await scene.grantOf(ines)).ending_at, null)

    const again = await end(people.sam)
    assert.equal(again.status, 200)
    assert.deepEqual([again.body.grants, again.body.closedEntries], [[], []])
  })

  test('of somebody who never had anything here, or of a team, there is nothing to end', async () => {
    const { people, supportTeam } = scene.desk.cast
    for (const id of [people.noor, people.dora, newId(0), supportTeam]) {
      const { status } = await end(id)
      // Dora is in a team of the provider, but in none that was let in here.
      assert.equal(status, 404, id)
    }
    assert.equal((await end(people.ines, scene.noor)).status, 404, 'of another account')
    assert.equal((await end(people.ines, scene.sam)).status, 404, 'by a guest')
  })
})

describe('ending all outsiders', () => {
  let scene: Scene
  let account: string
  let members: string[]
  let outsiders: string[]
  let cookies: Record<'member' | 'outsider' | 'both', string>
  before(async () => {
    scene = await openScene()
    account = scene.accountOf('kaffeerad')
    const noor = await makeMember(scene, 'noor', ['access.view', 'access.end', 'shop.view'])
    const ines = await makeMember(scene, 'ines', ['access.view', 'shop.view'])
    const named = await scene.turnOn('kaffeerad', ['sam', 'ines'])
    const team = await scene.turnOn('roesterei', 'team')
    const later = await scene.give('kaffeerad', 'dora', ['shop.view'], {
      beginsAt: scene.desk.time.now + day,
      endsAt: scene.desk.time.now + 2 * day,
    })
    members = [noor, ines]
    outsiders = [...named, ...team, later]
    cookies = {
      member: await scene.enter('kaffeerad', 'noor'),
      outsider: await scene.enter('kaffeerad', 'sam'),
      both: await scene.enter('kaffeerad', 'ines'),
    }
  })
  after(() => scene.desk.close())

  test('is counted beforehand: the visit of somebody who is a member too would not be cut', async () => {
    const { body } = await scene.olga.get(`/accounts/${account}/grants/count`)
    assert.equal(body.outsiders.grants, outsiders.length)
    assert.equal(body.outsiders.liveEntries, 1)
    assert.equal(body.everybody.liveEntries, 3)
  })

  test('ends exactly what is no member’s, also what has not begun', async () => {
    const { status, body } = await scene.olga.post(`/accounts/${account}/endings`, {
      whom: 'outsiders',
      note: 'Nach dem Vorfall',
    })
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(body.grants.map((grant: { id: string }) => grant.id).toSorted(), outsiders.toSorted())
    assert.equal(body.closedEntries.length, 1)
    for (const id of outsiders) await scene.assertEnded(id, 'revoked', scene.desk.time.now, 'olga')
  })

  test('what must survive: members’ grants, their visits, a visit that both held, their right to look and to end', async () => {
    for (const id of members) assert.equal((await scene.grantOf(id)).ending_at, null)
    await scene.assertRefused('kaffeerad', cookies.outsider)
    await scene.assertInside('kaffeerad', cookies.member)
    await scene.assertInside('kaffeerad', cookies.both)
    const seen = await scene.noor.get(`/accounts/${account}/grants`)
    assert.deepEqual(seen.body.items.map((grant: { id: string }) => grant.id).toSorted(), members.toSorted())
    await scene.assertLedgersWhole()
  })

  test('without saying whom it ends everybody’s', async () => {
    const { body } = await scene.olga.post(`/accounts/${account}/endings`, {})
    assert.deepEqual(body.grants.map((grant: { id: string }) => grant.id).toSorted(), members.toSorted())
    for (const cookie of [cookies.member, cookies.both]) await scene.assertRefused('kaffeerad', cookie)
  })
})

describe('what was open to me and is over', () => {
  let scene: Scene
  before(async () => {
    scene = await openScene()
  })
  after(() => scene.desk.close())
  const ended = async (name: 'sam' | 'ines' | 'noor') => (await scene[name].get('/me/open')).body.ended

  test('is told with who ended it and why, to those to whom it was open and to nobody else', async () => {
    const [grant] = (await scene.turnOn('kaffeerad', ['sam'])) as [string]
    scene.desk.time.pass(hour)
    await scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/grants/${grant}/ending`, {
      note: 'Fertig, danke',
    })
    const [first, ...more] = await ended('sam')
    assert.deepEqual(more, [])
    assert.deepEqual(
      { ...first, account: first.account.name, by: first.by.name, resource: first.resource.id },
      {
        grantId: grant,
        account: 'Kaffeerad',
        resource: scene.shopId('kaffeerad'),
        at: new Date(scene.desk.time.now).toISOString(),
        cause: 'revoked',
        by: 'Olga Ostermann',
        note: 'Fertig, danke',
        zone: 'Europe/Berlin',
      },
    )
    assert.deepEqual(await ended('ines'), [])
    assert.deepEqual(await ended('noor'), [])
  })

  test('a team’s is told to who was in it then, and to nobody who came later', async () => {
    await scene.turnOn('roesterei', 'team')
    scene.desk.time.pass(hour)
    const left = await scene.dora.delete(
      `/provider/teams/${scene.desk.cast.supportTeam}/members/${scene.desk.cast.people.ines}`,
    )
    assert.equal(left.status, 200, JSON.stringify(left.body))
    scene.desk.time.pass(hour)
    const account = scene.accountOf('roesterei')
    await scene.olga.post(`/accounts/${account}/endings`, {})
    assert.equal((await ended('sam')).length, 2)
    assert.deepEqual(await ended('ines'), [], 'she had left before')
  })

  test('over by the clock counts at once, what never began does not, and after seven days nothing is told', async () => {
    const [grant] = (await scene.turnOn('tulpenkas', ['sam'], { until: '2026-11-24T12:00' })) as [string]
    const never = await scene.give('tulpenkas', 'sam', ['shop.view'], {
      beginsAt: scene.desk.time.now + 2 * day,
      endsAt: scene.desk.time.now + 3 * day,
    })
    await scene.noor.post(`/accounts/${scene.accountOf('tulpenkas')}/grants/${never}/ending`)
    scene.desk.time.pass(2 * day)
    const sam = await scene.desk.as('sam')
    const { body } = await sam.get('/me/open')
    assert.equal(body.ended[0].grantId, grant)
    assert.equal(body.ended[0].cause, 'expired')
    assert.equal(body.ended[0].at, '2026-11-24T11:00:00.000Z')
    assert.ok(!body.ended.some((one: { grantId: string }) => one.grantId === never))
    scene.desk.time.pass(7 * day)
    assert.deepEqual((await (await scene.desk.as('sam')).get('/me/open')).body.ended, [])
  })
})

describe('the timeline', () => {
  let scene: Scene
  let account: string
  before(async () => {
    scene = await openScene()
    account = scene.accountOf('kaffeerad')
    await scene.turnOn('kaffeerad', ['sam', 'ines'])
    scene.desk.time.pass(hour)
    await scene.enter('kaffeerad', 'sam')
    scene.desk.time.pass(hour)
    await scene.turnOn('roesterei', 'team')
    const asked = await scene.ines.post('/provider/requests', {
      shopId: scene.shopId('roesterei'),
      wants: [{ permission: 'shop.view', reason: 'to look' }],
      until: { preset: 'one-week' },
      forWhom: 'me',
    })
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    scene.desk.time.pass(hour)
    await scene.olga.post(`/accounts/${account}/endings`, {})
    await scene.desk.round.tend()
  })
  after(() => scene.desk.close())

  type Row = {
    seq: number
    at: string
    kind: string
    by: { id: string } | null
    about: Record<string, string>
  }
  const look = async (query: string): Promise<Row[]> => {
    const { status, body } = await scene.olga.get(`/accounts/${account}/timeline?limit=100&${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(body.next, null)
    return body.items
  }
  const left = async (test: (row: Row) => boolean) => (await look('')).filter(test).map(row => row.seq)
  const seqs = async (query: string) => (await look(query)).map(row => row.seq)

  test('by person: what he did and what was done about him', async () => {
    const { sam, olga } = scene.desk.cast.people
    const his = (id: string) => (row: Row) => row.by?.id === id || row.about['person'] === id
    for (const id of [sam, olga]) {
      const expected = await left(his(id))
      assert.ok(expected.length > 2)
      assert.deepEqual(await seqs(`person=${id}`), expected)
    }
    assert.deepEqual(await seqs(`person=${scene.desk.cast.people.noor}`), [])
  })

  test('by what it shows; every fact is in exactly one of the groups', async () => {
    const groups = ['requests', 'access', 'entries', 'people', 'told']
    const shown = await Promise.all(groups.map(group => look(`show=${group}`)))
    assert.deepEqual(
      shown.flatMap(rows => rows.map(row => row.seq)).toSorted((a, b) => b - a),
      await seqs(''),
    )
    assert.ok(shown[0]!.length > 0 && shown[0]!.every(row => row.kind.startsWith('request.')))
    assert.ok(shown[2]!.length > 1 && shown[2]!.every(row => row.kind.startsWith('entry.')))
  })

  test('by time, half-open, by shop, and by all together', async () => {
    const all = await look('')
    const at = all.find(row => row.kind === 'entry.opened')!.at
    const next = all.findLast(row => row.at > at)!.at
    assert.deepEqual(await seqs(`from=${at}&to=${next}`), await left(row => row.at === at))
    assert.deepEqual(await seqs(`to=${at}`), await left(row => row.at < at))
    assert.deepEqual(await seqs('from=2027-01-01T00:00:00.000Z'), [])
    const shop = scene.shopId('roesterei')
    assert.deepEqual(await seqs(`resource=${shop}`), await left(row => row.about['resource'] === shop))
    const { sam } = scene.desk.cast.people
    assert.deepEqual(
      await seqs(`person=${sam}&show=entries&resource=${scene.shopId('kaffeerad')}&from=${at}`),
      await left(row => row.kind.startsWith('entry.') && row.about['person'] === sam),
    )
  })

  test('goes on where it stopped, through every filter', async () => {
    const walk = async (query: string) => {
      const found: number[] = []
      for (let cursor = ''; ; ) {
        const { body } = await scene.olga.get(`/accounts/${account}/timeline?limit=2&${query}${cursor}`)
        found.push(...body.items.map((row: Row) => row.seq))
        if (body.next === null) return found
        cursor = `&cursor=${body.next}`
      }
    }
    for (const query of ['', 'show=access', `person=${scene.desk.cast.people.sam}`])
      assert.deepEqual(await walk(query), await seqs(query), query)
    assert.equal((await scene.olga.get(`/accounts/${account}/timeline?cursor=x`)).status, 400)
  })

  test('is a table for a spreadsheet, oldest first, in which no cell is a formula', async () => {
    await scene.desk.sql(`update people.persons set name = $1 where id = $2`, [
      '=HYPERLINK("http://evil.example","Sam, hier")',
      scene.desk.cast.people.sam,
    ])
    const { status, body, headers } = await scene.olga.get(`/accounts/${account}/timeline.csv?language=de`)
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8')
    const rows = readTable(body)
    const [head, ...facts] = rows
    assert.equal(new Set(rows.map(row => row.length)).size, 1, 'every row has every column')
    const column = (name: string) => facts.map(row => row[head!.indexOf(name)]!)
    assert.deepEqual(column('seq').map(Number), (await seqs('')).toReversed())
    assert.deepEqual(column('kind'), (await look('')).map(row => row.kind).toReversed())
    assert.ok(column('person').includes(`'=HYPERLINK("http://evil.example","Sam, hier")`))
    assert.ok(column('at').every(at => at.endsWith('Z')))
    assert.ok(column('local_time').every(at => /Uhr \(MEZ\)$/.test(at)))
    assert.ok(column('data').every(data => typeof JSON.parse(data) === 'object'))
    assert.deepEqual(
      rows.flat().filter(cell => /^[=+\-@\t\r]/.test(cell)),
      [],
    )

    const some = readTable((await scene.olga.get(`/accounts/${account}/timeline.csv?show=entries`)).body)
    assert.deepEqual(
      some.slice(1).map(row => Number(row[0])),
      (await seqs('show=entries')).toReversed(),
    )
  })

  test('the table is taken away by its owner alone: who may only look is refused', async () => {
    await makeMember(scene, 'noor', ['access.view'])
    assert.equal((await scene.noor.get(`/accounts/${account}/timeline`)).status, 200)
    assert.equal((await scene.noor.get(`/accounts/${account}/timeline.csv`)).status, 403)
  })

  test('a cell that begins like a formula is text, and a break or a quote stays inside its cell', () => {
    assert.equal(
      writeRow(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\ry', 'a=b', 'say "hi"\n', '']),
      `'=1+1,'+1,'-1,'@SUM(A1),'\tx,"'\ry",a=b,"say ""hi""\n",\r\n`,
    )
  })

  test('a search that finds nothing among thousands says where it stopped, and goes on to the end', async () => {
    const { provider, people } = scene.desk.cast
    // Thousands of facts by one person, none of them about requests: the second filter leaves nothing of the first.
    await scene.desk.sql(`
      set session_replication_role = replica;
      insert into access.facts (account_id, seq, at, kind, by_person, data, prev_hash, hash)
      select '${provider}', last_seq + n, now(), 'policy.changed', '${people.dora}', '{}', last_hash, last_hash
      from access.accounts, generate_series(1, 12000) n where id = '${provider}'`)
    const filter = { person: people.dora, show: 'requests' as const }
    let looks = 0
    for (let behind: number | null = null; ; looks++) {
      const { facts, goOn } = await scene.desk.kernel.database.within(provider, tx =>
        searchFacts(tx, provider, filter, { order: 'newest first', behind }, 30),
      )
      assert.deepEqual(facts, [])
      if (goOn === null) break
      assert.ok(behind === null || goOn < behind, 'it goes on')
      behind = goOn
    }
    assert.ok(looks >= 2 && looks <= 4, `${looks} looks`)
  })
})

/** RFC 4180, read naively. */
function readTable(text: string): string[][] {
  const rows: string[][] = [[]]
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y
  const body = text.replace(/^\uFEFF/, '')
  while (cells.lastIndex < body.length) {
    const cell = cells.exec(body) ?? assert.fail(`not a table at ${cells.lastIndex}`)
    rows.at(-1)!.push(cell[1]?.replaceAll('""', '"') ?? cell[2]!)
    if (cell[3] === '\r\n' && cells.lastIndex < body.length) rows.push([])
  }
  return rows
}
