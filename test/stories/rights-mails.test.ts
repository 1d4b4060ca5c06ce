// Whoever is given rights, or loses them, is told so; and the owner of what somebody else did with them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answered, day } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { mailsTo } from '../person.ts'

let scene: Scene
let path: string
before(async () => {
  scene = await openScene()
  path = `/accounts/${scene.accountOf('kaffeerad')}/assignments`
  await scene.give('kaffeerad', 'sam', ['shop.view'])
})
after(() => scene.desk.close())

const done = (answer: Answered, status = 200) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}

/** What was written to somebody about rights since the last look, by every round that tells. */
async function letters(address: string) {
  await scene.desk.round.tell()
  const mails = (await mailsTo(scene.desk, address)).filter(mail => mail.kind.startsWith('rights-'))
  await scene.desk.sql("delete from plumbing.mails where kind like 'rights-%' and lower(to_address) = $1", [
    address,
  ])
  return mails
}
const olga = 'olga@kaffeerad.example'
const sam = 'sam@shopwerk.example'

test('given, changed, ended: one letter each, and none about what nothing became of', async () => {
  const given = done(
    await scene.olga.post(path, {
      personId: scene.desk.cast.people.sam,
      scopeId: null,
      audience: 'agency',
      permissions: ['domains.view', 'domains.dns'],
      until: { preset: 'three-working-days' },
    }),
    201,
  )
  const [first, ...more] = await letters(sam)
  assert.deepEqual([first?.kind, more], ['rights-given', []])
  assert.match(first!.plain, /change DNS/)
  assert.match(first!.plain, /in the whole account/)
  assert.deepEqual(await letters(olga), [], 'she has done it herself')
  assert.deepEqual(await letters(sam), [], 'told once')

  const change = (permissions: string[], version: number) =>
    scene.olga.put(`${path}/${given.id}`, { permissions }, { 'if-match': `"${version}"` })
  const once = done(await change(['domains.view', 'invoices.view'], given.version))
  const twice = done(await change(['domains.view', 'tickets.view'], once.version))
  const changed = await letters(sam)
  assert.deepEqual(
    changed.map(mail => mail.kind),
    ['rights-changed'],
    'two changes are one letter',
  )
  assert.match(changed[0]!.plain, /Allowed from now on:\s+- look at tickets/)
  assert.match(changed[0]!.plain, /Not allowed any more:\s+- change DNS/)
  assert.doesNotMatch(changed[0]!.plain, /invoices/)

  done(await scene.olga.post(`${path}/${twice.id}/ending`, { note: 'Thank you' }))
  const ended = await letters(sam)
  assert.deepEqual(
    ended.map(mail => mail.kind),
    ['rights-ended'],
  )
  assert.match(ended[0]!.plain, /They were ended\./)
  assert.match(ended[0]!.plain, /Thank you/)
  assert.deepEqual(await letters(olga), [])
})

test('an end that comes by itself is told to both', async () => {
  done(
    await scene.olga.post(path, {
      personId: scene.desk.cast.people.sam,
      scopeId: null,
      audience: 'support',
      permissions: ['tickets.view'],
      until: { preset: 'three-working-days' },
    }),
    201,
  )
  await letters(sam)
  scene.desk.time.now += 7 * day
  await scene.desk.round.tend()
  await scene.desk.round.tell()
  const [toSam, toOlga] = await Promise.all([letters(sam), letters(olga)])
  assert.match(toSam[0]?.plain ?? '', /The time was over/)
  assert.match(toOlga[0]?.plain ?? '', /Die Zeit war um/)
})
