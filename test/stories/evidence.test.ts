// Evidence of a visit: the whole life of a grant of the door support-visit with something made in a foreign system, told
// by its receipt as JSON and as PDF, and by the export of a period. Over HTTP; the foreign system is made up.
import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { readReceiptPdf } from '#contract/proof.ts'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { checkDocument, checkFile } from '#server/access/6-prove/check-document.ts'
import type { Connector } from '#server/access/outside.ts'
import { day, hour } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

const there = new Set<string>()
/** A made-up shop that keeps the contract of an outside system. */
const madeUp: Connector = {
  name: 'made-up',
  verified: 'documentation',
  cannotSee: [],
  async open({ artefactId }) {
    there.add(artefactId)
    return { done: true, reference: { login: 'einlass-1' } }
  },
  async close({ artefactId }) {
    there.delete(artefactId)
    return { done: true }
  },
  async confirmClosed({ artefactId }) {
    return there.has(artefactId)
      ? { gone: false, error: 'the login still works' }
      : { gone: true, how: 'the login was tried and refused' }
  },
  inventory: async () => ({ seen: true, found: [] }),
  test: async () => ({ works: true, version: '1' }),
  remove: async () => ({ done: true }),
}

const run = promisify(execFile)
const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined

describe('the evidence of a visit', () => {
  let scene: Scene
  let folder: string
  let grant: string
  let base: string
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'einlass-evidence-'))
    scene = await openScene({ connectors: () => [madeUp] })
    base = `/accounts/${scene.accountOf('kaffeerad')}`
    grant = await scene.give('kaffeerad', 'sam', ['shop.view', 'shop.operate'], {
      door: 'support-visit',
      reason: 'The checkout shows <b>an error</b>',
      caseNumber: 'T-4711',
      also: (r, grantId) =>
        wantArtefact(r, {
          accountId: scene.accountOf('kaffeerad'),
          resourceId: scene.shopId('kaffeerad'),
          grantId,
          system: 'made-up',
          kind: 'admin',
          sharedAs: '',
          reference: {},
        }),
    })
    await scene.desk.round.tend()
    scene.desk.time.pass(60_000)
    await scene.enter('kaffeerad', 'sam')
    scene.desk.time.pass(hour / 2)
    const ended = await scene.olga.post(`${base}/grants/${grant}/ending`, { note: 'Thank you' })
    assert.equal(ended.status, 200)
    await scene.desk.round.tend()
    await scene.desk.round.tend()
  })
  after(async () => {
    await scene?.desk.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function fetchPdf(language = 'de'): Promise<Buffer> {
    const response = await fetch(
      `${scene.desk.url}/api/v1${base}/grants/${grant}/receipt.pdf?language=${language}`,
      { headers: { cookie: scene.olga.cookie! } },
    )
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), readReceiptPdf.answersAs)
    return Buffer.from(await response.arrayBuffer())
  }

  test('the receipt tells who asked, what was made, who went in from where, and what vouches for the end', async () => {
    const { status, body } = await scene.olga.get(`${base}/grants/${grant}/receipt`)
    assert.equal(status, 200)
    assert.equal(checkDocument(body).intact, true, 'what the contract lets out is what was signed')
    assert.equal(body.asked, null)
    assert.equal(body.decided.by, 'Olga Ostermann')
    const [artefact] = body.artefacts
    assert.equal(artefact.system, 'made-up')
    assert.equal(artefact.witness, 'machine')
    assert.equal(artefact.how, 'the login was tried and refused')
    assert.ok(artefact.wantedAt <= artefact.presentAt && artefact.presentAt < artefact.goneAt)
    const [entry] = body.entries
    assert.equal(entry.entrance, 'gate')
    assert.ok('network' in entry, 'null: the gate was not told it here')
    assert.ok(entry.refusedAt)
    assert.deepEqual(body.notConfirmed, [])
    assert.deepEqual(body.witnesses.map(({ kind }: { kind: string }) => kind).sort(), ['artefact', 'entry'])
    for (const { facts } of body.sections) assert.ok(facts.length > 0, 'a section without anything in it')
  })

  test('a request is told with its reasons, and what the owner changed of it', async () => {
    const asked = await scene.askAndAccept('roesterei', 'ines')
    const { body } = await scene.olga.get(`/accounts/${scene.accountOf('roesterei')}/grants/${asked}/receipt`)
    assert.deepEqual(body.asked.wants, [{ permission: 'shop.view', reason: 'to look' }])
    assert.equal(body.decided.outcome, 'allow')
    assert.deepEqual(body.decided.notGiven, [])
    assert.equal(checkDocument(body).intact, true)
  })

  test('the PDF says the same in the language of its reader, and carries the signed receipt', async t => {
    for (const [language, words] of [
      ['de', 'In fremden Systemen angelegt'],
      ['en', 'Made in foreign systems'],
      ['nl', 'Aangemaakt in andere systemen'],
    ] as const) {
      const began = performance.now()
      const pdf = await fetchPdf(language)
      t.diagnostic(`${language}: ${pdf.length} bytes after ${Math.round(performance.now() - began)} ms`)
      const verdict = checkFile(pdf)
      assert.equal(verdict.intact, true, verdict.says)
      if (!hasPdftotext) continue
      const path = join(folder, `${language}.pdf`)
      writeFileSync(path, pdf)
      const text = (await run('pdftotext', ['-raw', path, '-'])).stdout
      for (const said of [words, 'T-4711', '<b>an error</b>', 'made-up: admin', 'the login was tried'])
        assert.ok(text.replaceAll(/\s+/g, ' ').includes(said), `${language} does not say ${said}:\n${text}`)
      const info = (await run('pdfinfo', [path])).stdout
      assert.match(info, /Tagged:\s+yes/)
      assert.match(info, /A4/)
      assert.match((await run('pdfdetach', ['-list', path])).stdout, /1 embedded file/)
    }
  })

  test('einlass verify takes the PDF', async () => {
    const path = join(folder, 'receipt.pdf')
    writeFileSync(path, await fetchPdf())
    const verify = () => run(process.execPath, ['server/main.ts', 'verify', path])
    assert.match((await verify()).stdout, /^Intact: .*The pages are those that were issued with it\./)
    writeFileSync(path, 'no document')
    await assert.rejects(verify(), { code: 1 })
  })

  test('a PDF is refused when a byte of its pages, its receipt or its signature was changed, or more was written behind it', async () => {
    const pdf = await fetchPdf()
    const changedAt = (at: number) => {
      const changed = Buffer.from(pdf)
      changed[at] = changed[at]! ^ 1
      return changed
    }
    const attached = pdf.indexOf('/EmbeddedFile')
    for (const [what, file] of Object.entries({
      'a page': changedAt(Math.floor(pdf.length / 2)),
      'the attached receipt': changedAt(pdf.indexOf('stream', attached) + 400),
      'the signature': changedAt(pdf.length - 20),
      'the head': changedAt(8),
      'text behind it': Buffer.concat([pdf, Buffer.from('% more\n')]),
      'without its signature': pdf.subarray(0, pdf.lastIndexOf('\n%einlass-paper-1')),
      'cut off': pdf.subarray(0, pdf.length - 300),
      empty: Buffer.from('%PDF-1.7'),
    })) {
      const verdict = checkFile(file)
      assert.equal(verdict.intact, false, what)
      assert.match(verdict.says, /^BROKEN/, what)
    }
  })

  test('a receipt as it was before visits can still be checked', async () => {
    const { body } = await scene.olga.get(`${base}/grants/${grant}/receipt`)
    const { sections: _, ...less } = body
    assert.equal(checkDocument(less).intact, false, 'leaving a section out is a change')
  })

  const period = `from=${new Date(Date.UTC(2026, 10, 1)).toISOString()}&to=${new Date(Date.UTC(2026, 11, 1)).toISOString()}`

  test('the evidence of a period counts every access that was open in it, and can be checked', async () => {
    const { status, body } = await scene.olga.get(`${base}/evidence.json?${period}`)
    assert.equal(status, 200)
    const [{ count }] = (await scene.desk.sql<{ count: number }>(
      'select count(*)::int as count from access.grants where account_id = $1',
      [scene.accountOf('kaffeerad')],
    )) as [{ count: number }]
    assert.equal(body.visits.length, count)
    assert.equal(body.totals.visits, count)
    assert.deepEqual(checkDocument(body).intact, true, checkDocument(body).says)
    const visit = body.visits.find((one: { grant: string }) => one.grant === grant)
    const of = (name: string) =>
      visit.requirements.find(({ requirement }: { requirement: string }) => requirement === name)
    assert.equal(of('8.2.1').verdict, 'shown')
    assert.equal(of('8.2.7').verdict, 'partly', 'nobody recorded what was done inside, and it says so')
    assert.equal(of('8.2.8').verdict, 'beyond')
    assert.equal(of('8.4').verdict, 'shown', 'password and code')
    for (const { points } of visit.requirements)
      for (const point of points) if (point.met === true) assert.ok(point.facts.length > 0, point.says)

    visit.caseNumber = 'T-1'
    assert.equal(checkDocument(body).intact, false)
  })

  test('of a period before, there is nothing; a period that ends before it begins is refused', async () => {
    const { body } = await scene.olga.get(
      `${base}/evidence.json?from=2020-01-01T00:00:00.000Z&to=2020-02-01T00:00:00.000Z`,
    )
    assert.deepEqual(body.visits, [])
    assert.equal(checkDocument(body).intact, true)
    const refused = await scene.olga.get(
      `${base}/evidence?from=2020-02-01T00:00:00.000Z&to=2020-01-01T00:00:00.000Z`,
    )
    assert.equal(refused.body.code, 'invalid-input')
  })

  test('the table and the list have the same accesses', async () => {
    const { body: table } = await scene.olga.get(`${base}/evidence.csv?${period}`)
    const lines = (table as string).trim().split('\r\n')
    const { body: document } = await scene.olga.get(`${base}/evidence.json?${period}`)
    assert.equal(lines.length, document.visits.length + 1)
    assert.ok(lines.some(line => line.includes('T-4711') && line.includes('over-and-proven yes')))
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await scene.olga.get(
        `${base}/evidence?${period}&limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      )
      seen.push(...body.items.map((one: { grant: string }) => one.grant))
      if (body.next === null) break
      cursor = body.next
    }
    assert.deepEqual(
      seen,
      document.visits.map((one: { grant: string }) => one.grant),
    )
  })

  test('nobody else gets it', async () => {
    for (const client of [scene.noor, scene.sam, scene.dora])
      for (const path of [
        `evidence?${period}`,
        `evidence.json?${period}`,
        `evidence.csv?${period}`,
        `grants/${grant}/receipt.pdf`,
      ])
        assert.ok([403, 404].includes((await client.get(`${base}/${path}`)).status), path)
  })

  test('ten thousand accesses of a year are written as they are read', async t => {
    const account = scene.accountOf('kaffeerad')
    const [opened] = await scene.desk.sql<{ id: string; decision_id: string }>(
      'select id, decision_id from access.grants where id = $1',
      [grant],
    )
    await scene.desk.sql('alter table access.facts disable trigger fact_follows_its_predecessor')
    // Planted beside the actions of people: state and facts as they would be, without their hashes, which nobody asks here.
    await scene.desk.sql(
      `with head as (select last_seq as seq from access.accounts where id = $1),
        made as (
          insert into access.grants (id, account_id, door, subject_kind, subject_id, permissions, decision_id, begins_at, ends_at, made_at, ending_at, ending_cause, ended_at, witness)
          select gen_random_uuid(), $1, 'support-visit', 'person', $2, '{shop.view}', $3,
            at, at + interval '2 hours', at, at + interval '1 hour', 'revoked', at + interval '1 hour', '[]'
          from (select $4::timestamptz + n * interval '50 minutes' as at from generate_series(1, 10000) n) planned
          returning id, begins_at)
      insert into access.facts (account_id, seq, at, kind, by_person, grant_id, person_id, data, prev_hash, hash)
      select $1, head.seq + row_number() over (), made.begins_at, 'grant.opened', $5, made.id, $2,
        jsonb_build_object('door', 'support-visit', 'subject', 'person', 'permissions', '["shop.view"]'::jsonb,
          'beginsAt', to_char(made.begins_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          'endsAt', to_char((made.begins_at + interval '2 hours') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
        decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
      from made, head`,
      [
        account,
        scene.desk.cast.people.sam,
        opened!.decision_id,
        new Date(Date.UTC(2027, 0, 1)),
        scene.desk.cast.people.olga,
      ],
    )
    await scene.desk.sql(
      'update access.accounts set last_seq = (select max(seq) from access.facts where account_id = $1) where id = $1',
      [account],
    )
    scene.desk.time.pass(500 * day)
    const olga = await scene.desk.as('olga')
    global.gc?.()
    const before = process.memoryUsage().heapUsed
    const began = performance.now()
    const response = await fetch(
      `${scene.desk.url}/api/v1${base}/evidence.json?from=2027-01-01T00:00:00.000Z&to=2028-01-01T00:00:00.000Z`,
      { headers: { cookie: olga.cookie! } },
    )
    let first: number | undefined
    let most = 0
    let bytes = 0
    for await (const chunk of response.body!) {
      first ??= performance.now() - began
      bytes += chunk.length
      most = Math.max(most, process.memoryUsage().heapUsed - before)
    }
    const took = performance.now() - began
    t.diagnostic(
      `${(bytes / 1e6).toFixed(1)} MB in ${(took / 1000).toFixed(1)} s, first bytes after ${first?.toFixed(0)} ms, heap at most ${(most / 1e6).toFixed(0)} MB above the beginning`,
    )
    assert.ok(bytes > 10_000_000, 'ten thousand accesses are in it')
    // The whole text alone would be held several times over if it were put together first.
    assert.ok(most < 150_000_000, `${most} bytes of heap`)
  })
})
