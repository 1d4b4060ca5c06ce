// The scene of these tests: several people are inside several shops at once, so that each test can say what must die
// and what must survive. Everything is done over HTTP by the people of the cast, and asked of the gate with the real
// cookie; what was written is read from the database as its owner.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { CastName } from '#db/seeds/cast.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { checkDocument } from '#server/access/6-prove/check-document.ts'
import { makeReceipt } from '#server/access/6-prove/receipt.ts'
import { verifyLedger } from '#server/access/6-prove/verify.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Recording, record } from '#server/access/record.ts'
import type { DeskOptions } from '#server/desk.ts'
import { hashSecret } from '#server/plumbing/ids.ts'
import { doorTexts } from '#texts/doors.ts'
import { type Client, startTestDesk } from '../desk.ts'
import { askGate, enterShop, type GateAnswer } from '../gate.ts'

export type Shop = 'kaffeerad' | 'roesterei' | 'tulpenkas'
/** Kaffeerad and Rösterei belong to Olga, Tulpenkas to Noor. */
export const ownerOf = { kaffeerad: 'olga', roesterei: 'olga', tulpenkas: 'noor' } as const
const origins = {
  kaffeerad: 'http://kaffeerad.example',
  roesterei: 'http://roesterei.example',
  tulpenkas: 'http://tulpenkas.example',
}

/** Friday of the week in which the tests live, 12:00 in Berlin: the end of what is switched on, unless said. */
export const friday = Date.UTC(2026, 10, 27, 11)
const fridayOnTheWall = '2026-11-27T12:00'

export type EntryRow = {
  id: string
  account_id: string
  resource_id: string
  person_id: string
  entrance: string
  closed_at: Date | null
  closed_cause: string | null
  closed_by: string | null
}
export type GrantRow = {
  id: string
  account_id: string
  ending_at: Date | null
  ending_cause: string | null
  ending_by: string | null
  ending_note: string | null
  ended_at: Date | null
  witness: { kind: string; id: string; how: string }[] | null
}
export type FactRow = {
  seq: number
  at: Date
  kind: string
  by_person: string | null
  by_rule: string | null
  grant_id: string | null
  entry_id: string | null
  artefact_id: string | null
  person_id: string | null
  data: Record<string, unknown>
}

export type Scene = Awaited<ReturnType<typeof openScene>>

export async function openScene(options: Partial<DeskOptions> & { startAt?: number } = {}) {
  const desk = await startTestDesk({ origins, ...options })
  const [olga, noor, dora, sam, ines] = (await Promise.all(
    (['olga', 'noor', 'dora', 'sam', 'ines'] as const).map(name => desk.as(name)),
  )) as [Client, Client, Client, Client, Client]
  const clients: Record<CastName, Client> = { olga, noor, dora, sam, ines }
  /** Hours have passed, and nobody is signed in any more who did nothing meanwhile. */
  async function everybodySignsInAnew(): Promise<void> {
    for (const [name, client] of Object.entries(clients) as [CastName, Client][])
      client.cookie = (await desk.as(name)).cookie
  }
  for (const shop of ['roesterei', 'tulpenkas'] as const) {
    const made = await dora.post(`/provider/shops/${desk.cast.shops[shop]!.id}/gate-keys`)
    assert.equal(made.status, 201, JSON.stringify(made.body))
    desk.cast.shops[shop]!.gateKey = made.body.key
  }

  const shopId = (shop: Shop) => desk.cast.shops[shop]!.id
  const accountOf = (shop: Shop) => desk.cast.accounts[ownerOf[shop]]!
  const switchOf = (shop: Shop) => `/accounts/${accountOf(shop)}/shops/${shopId(shop)}/service-access`

  async function turnOn(
    shop: Shop,
    who: 'team' | CastName[],
    wish: { until?: string; preset?: string; mode?: 'full' | 'read-only'; by?: CastName } = {},
  ): Promise<string[]> {
    const client = clients[wish.by ?? ownerOf[shop]]
    const { body: before } = await client.get(switchOf(shop))
    const answer = await client.put(
      switchOf(shop),
      {
        until: wish.preset
          ? { preset: wish.preset }
          : { local: wish.until ?? fridayOnTheWall, zone: 'Europe/Berlin' },
        mode: wish.mode ?? 'full',
        who:
          who === 'team'
            ? { kind: 'team' }
            : { kind: 'named', people: who.map(name => desk.cast.people[name]) },
      },
      { 'if-match': `"${before.version}"` },
    )
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    const subjects = who === 'team' ? [desk.cast.supportTeam] : who.map(name => desk.cast.people[name])
    return subjects.map(
      subject =>
        answer.body.grants.find(
          (grant: { subject: { id: string }; state: string }) =>
            grant.subject.id === subject && grant.state === 'open',
        ).id,
    )
  }

  /** A grant that no door makes yet, given by the owner: delegation, the whole account, a later beginning. */
  function give(
    shop: Shop,
    to: CastName | 'team',
    permissions: readonly Permission[],
    more: {
      wholeAccount?: boolean
      door?: string
      reason?: string
      caseNumber?: string
      beginsAt?: number
      endsAt?: number | null
      /** In the same transaction, with the new grant. */
      also?: (r: Recording, grantId: string) => Promise<unknown>
    } = {},
  ): Promise<string> {
    const { endsAt = friday } = more
    return record(
      desk.kernel,
      { accounts: [accountOf(shop)], by: { person: desk.cast.people[ownerOf[shop]] } },
      async r => {
        const id = await openGrant(
          r,
          {
            accountId: accountOf(shop),
            resourceId: more.wholeAccount ? null : shopId(shop),
            door: more.door ?? 'test',
            subject:
              to === 'team'
                ? { kind: 'team', id: desk.cast.supportTeam }
                : { kind: 'person', id: desk.cast.people[to] },
            permissions,
            beginsAt: more.beginsAt ?? r.now,
            endsAt,
            reason: more.reason ?? null,
            caseNumber: more.caseNumber ?? null,
            message: null,
            giver: { as: 'owner' },
          },
          { longestMs: null, endless: true },
        )
        await more.also?.(r, id)
        return id
      },
    )
  }

  /** A second opening beside the first, by a request that the owner accepts: the two overlap. */
  async function askAndAccept(shop: Shop, agent: 'sam' | 'ines', until = fridayOnTheWall): Promise<string> {
    const asked = await clients[agent].post('/provider/requests', {
      shopId: shopId(shop),
      wants: [{ permission: 'shop.view', reason: 'to look' }],
      until: { local: until, zone: 'Europe/Berlin' },
      forWhom: 'me',
    })
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    const decided = await clients[ownerOf[shop]].post(
      `/accounts/${accountOf(shop)}/requests/${asked.body.id}/decision`,
      { outcome: 'allow' },
    )
    assert.equal(decided.status, 200, JSON.stringify(decided.body))
    const [opened] = await desk.sql<{ id: string }>(
      'select g.id from access.grants g join access.decisions d on d.id = g.decision_id where d.request_id = $1',
      [asked.body.id],
    )
    return opened!.id
  }

  const enter = (shop: Shop, agent: CastName) => enterShop(desk, shop, clients[agent])
  const ask = (shop: Shop, cookie: string, node: { url: string } = desk): Promise<GateAnswer> =>
    askGate({ cast: desk.cast, url: node.url }, shop, cookie)

  async function assertInside(shop: Shop, cookie: string, node?: { url: string }): Promise<void> {
    const answer = await ask(shop, cookie, node)
    assert.equal(answer.status, 200, `must survive at ${shop}: ${answer.text.slice(0, 200)}`)
    assert.ok(answer.headers['remote-user'])
  }

  async function assertRefused(shop: Shop, cookie: string, node?: { url: string }): Promise<void> {
    const answer = await ask(shop, cookie, node)
    assert.equal(answer.status, 403, `must be refused at ${shop}`)
    // A proxy copies these to the shop; a refusal that carried them could still be believed.
    assert.equal(answer.headers['remote-user'], undefined)
    assert.equal(answer.headers['x-einlass-assertion'], undefined)
  }

  async function entryOf(cookie: string): Promise<EntryRow> {
    const token = cookie.slice(cookie.indexOf('=') + 1)
    const [row] = await desk.sql<EntryRow>('select * from access.entries where token_hash = $1', [
      hashSecret(token),
    ])
    return row ?? assert.fail('there is no entry of this cookie')
  }

  async function grantOf(id: string): Promise<GrantRow> {
    const [row] = await desk.sql<GrantRow>('select * from access.grants where id = $1', [id])
    return row ?? assert.fail('there is no such grant')
  }

  const factsOf = (accountId: string, kind?: string) =>
    desk.sql<FactRow>(
      'select * from access.facts where account_id = $1 and ($2::text is null or kind = $2) order by seq',
      [accountId, kind ?? null],
    )

  /** Closed, with this cause, at this instant; written to the ledger by this person (or, with a dash, by a rule). */
  async function assertClosed(cookie: string, cause: string, at: number, by: CastName | `– ${string}`) {
    const entry = await entryOf(cookie)
    assert.equal(entry.closed_cause, cause)
    assert.equal(entry.closed_at?.toISOString(), new Date(at).toISOString())
    const facts = (await factsOf(entry.account_id, 'entry.closed')).filter(fact => fact.entry_id === entry.id)
    assert.equal(facts.length, 1, 'closed once, written down once')
    assert.equal(facts[0]!.data['cause'], cause)
    assert.equal(facts[0]!.data['closedAt'], new Date(at).toISOString())
    assertActor(facts[0]!, by)
    await assertToldWhy(entry, cookie, cause, by)
  }

  /**
   * The page that the visitor finds says when it ended, why, and by whom. A removed shop has no door left to say it, and
   * who came over SSH finds no page.
   */
  async function assertToldWhy(entry: EntryRow, cookie: string, cause: string, by: string) {
    if (cause === 'resource-removed' || entry.entrance === 'ssh') return
    const shop = Object.entries(desk.cast.shops).find(([, { id }]) => id === entry.resource_id)![0] as Shop
    const { text } = await askGate({ cast: desk.cast, url: desk.url }, shop, cookie, {
      'accept-language': 'en',
    })
    const says = doorTexts.en.gate
    assert.ok(text.includes(says.overTitle), text)
    assert.ok(text.includes(says.overBecause[cause as keyof typeof says.overBecause]), `${cause}: ${text}`)
    const [person] = await desk.sql<{ name: string }>('select name from people.persons where id = $1', [
      by in desk.cast.people ? desk.cast.people[by as CastName] : null,
    ])
    if (person) assert.ok(text.includes(person.name), `${person.name}: ${text}`)
  }

  async function assertOpen(cookie: string): Promise<void> {
    assert.equal((await entryOf(cookie)).closed_at, null)
  }

  function assertActor(fact: FactRow, by: CastName | `– ${string}`): void {
    if (by in desk.cast.people) assert.equal(fact.by_person, desk.cast.people[by as CastName])
    else assert.equal(fact.by_rule, by.slice(2))
  }

  /**
   * The grant is ending since this instant with this cause, the ledger says so, and after the desk's round it is ended
   * with witnesses; the receipt says the same, is signed, and the chain is whole.
   */
  async function assertEnded(id: string, cause: string, at: number, by: CastName | `– ${string}`) {
    const ending = await grantOf(id)
    assert.equal(ending.ending_cause, cause)
    assert.equal(ending.ending_at?.toISOString(), new Date(at).toISOString())
    const said = (await factsOf(ending.account_id, 'grant.ending')).filter(fact => fact.grant_id === id)
    assert.equal(said.length, 1, 'ended once, written down once')
    assert.equal(said[0]!.data['cause'], cause)
    assert.equal(said[0]!.data['endingAt'], new Date(at).toISOString())
    assertActor(said[0]!, by)

    await desk.round.tend()
    const ended = await grantOf(id)
    assert.ok(ended.ended_at, 'the round proved that it is over')
    const proven = (await factsOf(ended.account_id, 'grant.ended')).filter(fact => fact.grant_id === id)
    assert.equal(proven.length, 1)
    assert.deepEqual(proven[0]!.data['witnesses'], ended.witness)

    const receipt = await receiptOf(id)
    assert.equal(receipt.state, 'ended')
    assert.equal(receipt.ending.cause, cause)
    assert.equal(receipt.ending.at, new Date(at).toISOString())
    assert.equal(receipt.ending.confirmedAt, ended.ended_at.toISOString())
    assert.equal(checkDocument(receipt).intact, true)
    return receipt
  }

  // biome-ignore lint/suspicious/noExplicitAny: a test reads what came, and fails where it is not there
  async function receiptOf(grantId: string): Promise<any> {
    const { account_id } = await grantOf(grantId)
    return desk.kernel.database.reading(account_id, tx =>
      makeReceipt(tx, desk.keys, account_id, grantId, desk.kernel.clock.now()),
    )
  }

  async function assertLedgersWhole(): Promise<void> {
    for (const accountId of [desk.cast.provider, ...Object.values(desk.cast.accounts)]) {
      const verified = await desk.kernel.database.reading(accountId, tx =>
        verifyLedger(tx, accountId, desk.keys),
      )
      assert.equal(verified.brokenAt, null)
      assert.ok(verified.facts > 0)
    }
  }

  /** The page of the gate that ends one's own visit, posted from the shop itself. */
  function leave(shop: Shop, cookie: string, origin: string = origins[shop]): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = {
        'x-einlass-gate-key': desk.cast.shops[shop]!.gateKey!,
        'x-forwarded-proto': 'http',
        'x-forwarded-host': new URL(origins[shop]).host,
        'content-length': '0',
        cookie,
        origin,
      }
      request(`${desk.url}/gate/leave`, { method: 'POST', headers, agent: false }, response => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0))
      })
        .on('error', reject)
        .end()
    })
  }

  /**
   * Holds something in the database from outside, so that two transactions meet in a certain order.
   * @param lock for instance 'lock table access.used_tickets in access exclusive mode'
   */
  async function hold(lock: string) {
    const client = new pg.Client({ connectionString: desk.ownerUrl })
    await client.connect()
    await client.query('begin')
    await client.query(lock)
    const waiting = async () => {
      const { rows } = await client.query<{ count: number }>(
        `select count(distinct pid)::int as count from pg_locks where not granted and pid in (
           select pid from pg_stat_activity where datname = current_database())`,
      )
      return rows[0]!.count
    }
    return {
      /** Resolves when that many transactions wait for a lock, or when this work is done without having to wait. */
      async until(count: number, work: Promise<unknown>): Promise<void> {
        let isDone = false
        const done = () => {
          isDone = true
        }
        work.then(done, done)
        while (!isDone && (await waiting()) < count) await sleep(5)
      },
      async release(): Promise<void> {
        await client.query('commit')
        await client.end()
      },
    }
  }

  /**
   * Sam is inside Kaffeerad, Rösterei and Tulpenkas, Ines is inside Kaffeerad: by a grant of her own, so that what
   * ends for him need not end for her.
   */
  async function everybodyInside(wish: { until?: string; preset?: string } = {}) {
    const [samAtKaffeerad, inesAtKaffeerad] = await turnOn('kaffeerad', ['sam', 'ines'], wish)
    const [samAtRoesterei] = await turnOn('roesterei', ['sam'], wish)
    const [samAtTulpenkas] = await turnOn('tulpenkas', ['sam'], wish.preset ? wish : {})
    return {
      grants: {
        samAtKaffeerad: samAtKaffeerad!,
        inesAtKaffeerad: inesAtKaffeerad!,
        samAtRoesterei: samAtRoesterei!,
        samAtTulpenkas: samAtTulpenkas!,
      },
      cookies: {
        samAtKaffeerad: await enter('kaffeerad', 'sam'),
        inesAtKaffeerad: await enter('kaffeerad', 'ines'),
        samAtRoesterei: await enter('roesterei', 'sam'),
        samAtTulpenkas: await enter('tulpenkas', 'sam'),
      },
    }
  }

  return {
    everybodySignsInAnew,
    desk,
    clients,
    ...clients,
    shopId,
    accountOf,
    switchOf,
    turnOn,
    give,
    askAndAccept,
    enter,
    ask,
    assertInside,
    assertRefused,
    assertClosed,
    assertOpen,
    assertEnded,
    assertLedgersWhole,
    leave,
    hold,
    entryOf,
    grantOf,
    factsOf,
    receiptOf,
    everybodyInside,
  }
}

export type Inside = Awaited<ReturnType<Scene['everybodyInside']>>
