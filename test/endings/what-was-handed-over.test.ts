// Whatever ends a grant destroys what was handed over by it, in the transaction that ends it: every cause of the closed
// list, and what belongs to another grant stays.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { EndingCause } from '#contract/grants.ts'
import { keepHandOver } from '#server/access/4-enter/hand-over/keep.ts'
import { reveal } from '#server/access/4-enter/hand-over/reveal.ts'
import { closeAccount } from '#server/access/5-end/close-account.ts'
import { deactivatePerson } from '#server/access/5-end/deactivate-person.ts'
import { type EndingCause as Cause, endAccess } from '#server/access/5-end/end-access.ts'
import { endAll } from '#server/access/5-end/end-all.ts'
import { noteExpired } from '#server/access/5-end/note-expired.ts'
import { removeResource } from '#server/access/5-end/remove-resource.ts'
import { type Recording, record } from '#server/access/record.ts'
import { openVault } from '#server/plumbing/vault/open-vault.ts'
import { hour } from '../desk.ts'
import { openScene, type Scene } from './scene.ts'

describe('what was handed over dies with its grant', () => {
  let scene: Scene
  let grant: string
  let seen: string
  let never: string
  let elsewhere: string
  before(async () => {
    scene = await openScene()
  })
  after(() => scene.desk.close())

  const vault = () => openVault(scene.desk.kernel.database, scene.desk.keys)
  const inAccount = <T>(shop: 'kaffeerad' | 'tulpenkas', write: (r: Recording) => Promise<T>) =>
    record(
      scene.desk.kernel,
      {
        accounts: [scene.accountOf(shop)],
        by: { person: scene.desk.cast.people[shop === 'kaffeerad' ? 'olga' : 'noor'] },
      },
      write,
    )
  const put = (shop: 'kaffeerad' | 'tulpenkas', grantId: string) =>
    inAccount(shop, r =>
      keepHandOver(
        r,
        vault(),
        { accountId: scene.accountOf(shop), grantId },
        { kind: 'password', label: null, values: { value: 'sesame' }, most: null },
      ),
    )
  const isSealed = async (id: string) =>
    (
      await scene.desk.sql(
        "select id from plumbing.secrets where keeper = 'hand-over:' || $1 and (destroyed_at is null or sealed is not null or wrapped_key is not null)",
        [id],
      )
    ).length > 0
  const rowOf = async (id: string) =>
    (
      await scene.desk.sql<{ over_because: string | null; first_seen_at: Date | null; made_by: string }>(
        'select * from access.hand_overs where id = $1',
        [id],
      )
    )[0]!

  beforeEach(async () => {
    grant = await scene.give('kaffeerad', 'sam', ['shop.view'], { endsAt: scene.desk.time.now + hour })
    seen = await put('kaffeerad', grant)
    never = await put('kaffeerad', grant)
    elsewhere = await put('tulpenkas', await scene.give('tulpenkas', 'ines', ['shop.view'], { endsAt: null }))
    await look()
  })
  const look = () =>
    reveal(scene.desk.kernel, vault(), {
      personId: scene.desk.cast.people.sam,
      grantId: grant,
      id: seen,
      network: null,
    })

  /** Each cause as it comes about; those that a person or an account does not survive come last. */
  const ways: [Cause, () => Promise<unknown>][] = [
    [
      'expired',
      async () => {
        scene.desk.time.pass(hour)
        await inAccount('kaffeerad', r => noteExpired(r, scene.accountOf('kaffeerad')))
      },
    ],
    [
      'emergency',
      () => inAccount('kaffeerad', r => endAll(r, scene.accountOf('kaffeerad'), 'emergency', null)),
    ],
    ['returned', () => giveBackAsSam()],
    ...(['revoked', 'replaced', 'parent-ended', 'giver-deactivated', 'suspended'] as const).map(
      (cause): [Cause, () => Promise<unknown>] => [
        cause,
        () => inAccount('kaffeerad', r => endAccess(r, scene.accountOf('kaffeerad'), [grant], cause)),
      ],
    ),
    [
      'resource-removed',
      () =>
        inAccount('kaffeerad', r =>
          removeResource(r, scene.accountOf('kaffeerad'), scene.shopId('kaffeerad')),
        ),
    ],
  ]
  const giveBackAsSam = async () => {
    const sam = await scene.desk.as('sam')
    const answer = await sam.post(`/me/open/${scene.shopId('kaffeerad')}/return`, {})
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
  }

  const assertDead = async (cause: Cause) => {
    assert.equal((await scene.grantOf(grant)).ending_cause, cause)
    for (const id of [seen, never]) {
      assert.equal(await isSealed(id), false, 'not one byte is left')
      assert.equal((await rowOf(id)).over_because, 'grant-ended')
    }
    assert.ok((await rowOf(seen)).first_seen_at, 'that it was seen stays')
    const destroyed = (await scene.factsOf(scene.accountOf('kaffeerad'), 'secret.destroyed')).filter(
      fact => fact.grant_id === grant,
    )
    assert.equal(destroyed.length, 2)
    await assert.rejects(look(), { code: 'not-found' })
    assert.equal(await isSealed(elsewhere), true, 'another grant keeps its own')
  }

  for (const [cause, end] of ways)
    test(`cause “${cause}”`, async () => {
      await end()
      await assertDead(cause)
      if (cause === 'resource-removed')
        await scene.desk.sql('update access.resources set removed_at = null, removed_by = null')
    })

  test('no cause of the list is left out', () => {
    const tried = new Set<string>([...ways.map(([cause]) => cause), 'account-closed', 'person-deactivated'])
    assert.deepEqual(
      EndingCause.anyOf.map(({ const: cause }) => cause).filter(cause => !tried.has(cause)),
      [],
    )
  })

  test('an end that does not succeed destroys nothing', async () => {
    await assert.rejects(
      inAccount('kaffeerad', async r => {
        await endAccess(r, scene.accountOf('kaffeerad'), [grant], 'revoked')
        throw new Error('something else went wrong')
      }),
    )
    assert.equal(await isSealed(seen), true)
    await look()
  })

  test('an end that forgot what was handed over cannot be committed', async () => {
    await assert.rejects(
      scene.desk.sql("update access.grants set ending_at = now(), ending_cause = 'revoked' where id = $1", [
        grant,
      ]),
      { constraint: 'ending_grant_has_no_secrets' },
    )
  })

  test('of a look and an end at the same moment, one comes first: never a look after the end', async () => {
    const looking = Promise.allSettled(Array.from({ length: 8 }, () => look()))
    const ended = await inAccount('kaffeerad', async r => {
      await endAccess(r, scene.accountOf('kaffeerad'), [grant], 'revoked')
      return r.at
    })
    for (const one of await looking)
      if (one.status === 'fulfilled') assert.ok(one.value.at <= ended)
      else assert.equal((one.reason as { code: string }).code, 'not-found')
    const facts = (await scene.factsOf(scene.accountOf('kaffeerad'))).filter(fact => fact.grant_id === grant)
    const end = facts.find(fact => fact.kind === 'grant.ending')!
    assert.ok(facts.filter(fact => fact.kind === 'secret.revealed').every(fact => fact.seq < end.seq))
  })

  test('cause “account-closed”', async () => {
    await inAccount('kaffeerad', r => closeAccount(r, scene.accountOf('kaffeerad')))
    await assertDead('account-closed')
    await scene.desk.sql('update access.accounts set closed_at = null, closed_by = null')
  })

  test('cause “person-deactivated”', async () => {
    await deactivatePerson(
      scene.desk.kernel,
      { person: scene.desk.cast.people.dora },
      scene.desk.cast.people.sam,
      null,
    )
    await assertDead('person-deactivated')
  })
})
