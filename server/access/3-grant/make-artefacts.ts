import { sql } from 'kysely'
import type { Errands } from '#server/plumbing/errands.ts'
import { newId } from '#server/plumbing/ids.ts'
import { everyAccount } from '../account.ts'
import { nextTryAt } from '../back-off.ts'
import { brokenPromise, type Opened, type OutsideSystem } from '../outside.ts'
import { type Kernel, type Recording, record } from '../record.ts'
import { noteWaiting, traceOf } from './note-waiting.ts'

/**
 * A grant wants something to be there in a foreign system. If another grant wants the same thing there already, both
 * hold it from now on, and it stays until the last of them ends.
 * @param wanted.sharedAs what two grants must agree on for it to be the same thing: the mailbox of an account, the public
 * key of a key line. Never a secret. What one holds alone names itself (its grant, say).
 */
export async function wantArtefact(
  r: Recording,
  wanted: {
    accountId: string
    resourceId: string
    grantId: string
    system: string
    kind: string
    sharedAs: string
    reference: Record<string, string>
  },
): Promise<string> {
  const reference = JSON.stringify(wanted.reference)
  const there = await r.tx
    .selectFrom('access.artefacts')
    .select('id')
    .where('account_id', '=', wanted.accountId)
    .where('resource_id', '=', wanted.resourceId)
    .where('system', '=', wanted.system)
    .where('kind', '=', wanted.kind)
    .where('shared_as', '=', wanted.sharedAs)
    .where('removing_at', 'is', null)
    .executeTakeFirst()
  const id = there?.id ?? newId(r.now)
  if (!there) {
    await r.tx
      .insertInto('access.artefacts')
      .values({
        id,
        account_id: wanted.accountId,
        resource_id: wanted.resourceId,
        system: wanted.system,
        kind: wanted.kind,
        shared_as: wanted.sharedAs,
        reference,
        wanted_at: r.at,
      })
      .execute()
    r.fact(
      'artefact.wanted',
      { grant: wanted.grantId, artefact: id, resource: wanted.resourceId },
      { system: wanted.system, kind: wanted.kind },
      wanted.accountId,
    )
  }
  await r.tx
    .insertInto('access.artefact_grants')
    .values({ account_id: wanted.accountId, artefact_id: id, grant_id: wanted.grantId })
    .execute()
  return id
}

/**
 * What a door does before something is made outside; afterwards it could not be told any more from what was there. It
 * may be asked again for the same thing, by several nodes, until that is made. It never keeps an access from opening.
 */
export type BeforeMaking = (wanted: {
  artefactId: string
  accountId: string
  resourceId: string
  system: string
}) => Promise<void>

// So many are begun in a round; what is left is begun in the next.
const atOnce = 1_000
// How long an opening counts as under way when nobody says how it went, because the node that asked has died.
const openingSeconds = 120

/**
 * Makes what is wanted outside, while a grant that wants it is open: not before its beginning, which would be access
 * before its time. May be called at any time by anybody: what is there already is left alone.
 */
export async function makeArtefacts(
  kernel: Kernel,
  systems: ReadonlyMap<string, OutsideSystem>,
  before: BeforeMaking,
  errands: Errands,
): Promise<void> {
  await errands.run(
    await readWanted(kernel),
    artefact => artefact.resource_id,
    async artefact => {
      const system = systems.get(artefact.system)
      if (await noteWaiting(kernel, artefact, system, 'open')) return
      await before({
        artefactId: artefact.id,
        accountId: artefact.account_id,
        resourceId: artefact.resource_id,
        system: artefact.system,
      })
      if (await claimOpening(kernel, artefact)) await noteMade(kernel, artefact, await make(system, artefact))
    },
  )
}

type Wanted = Awaited<ReturnType<typeof readWanted>>[number]

/** What nobody has tried yet comes first: shops that do not answer must not keep the others waiting. */
async function readWanted(kernel: Kernel) {
  const at = new Date(kernel.clock.now())
  return kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.artefacts as a')
      .selectAll('a')
      .where('a.present_at', 'is', null)
      .where('a.removing_at', 'is', null)
      .where(eb => eb.or([eb('a.opening_until', 'is', null), eb('a.opening_until', '<=', at)]))
      .where(eb => eb.or([eb('a.next_try_at', 'is', null), eb('a.next_try_at', '<=', at)]))
      .where(
        sql<boolean>`exists (select from access.artefact_grants h join access.open_grants(${at}) g on g.id = h.grant_id where h.artefact_id = a.id)`,
      )
      .orderBy('a.tries')
      .orderBy('a.id')
      .limit(atOnce)
      .execute(),
  )
}

/** Written before anybody outside is asked: one node opens it, and no other takes for gone what is still coming. */
function claimOpening(kernel: Kernel, artefact: Wanted): Promise<boolean> {
  return record(kernel, { accounts: [artefact.account_id], by: { rule: 'clock' } }, async r => {
    const claimed = await r.tx
      .updateTable('access.artefacts')
      .set({ opening_until: new Date(r.now + openingSeconds * 1000) })
      .where('id', '=', artefact.id)
      .where('present_at', 'is', null)
      .where('removing_at', 'is', null)
      .where(eb => eb.or([eb('opening_until', 'is', null), eb('opening_until', '<=', r.at)]))
      .where(eb => eb.or([eb('next_try_at', 'is', null), eb('next_try_at', '<=', r.at)]))
      .returning('id')
      .executeTakeFirst()
    return claimed !== undefined
  })
}

async function make(system: OutsideSystem | undefined, artefact: Wanted): Promise<Opened> {
  if (!system) return { done: false, error: `no connection to ${artefact.system} is set up` }
  try {
    return await system.open(traceOf(artefact))
  } catch (error) {
    return { done: false, ...brokenPromise(artefact.system, error) }
  }
}

async function noteMade(kernel: Kernel, artefact: Wanted, outcome: Opened): Promise<void> {
  await record(kernel, { accounts: [artefact.account_id], by: { rule: 'clock' } }, async r => {
    const about = { artefact: artefact.id, resource: artefact.resource_id }
    if (outcome.done) {
      // Whatever happened to the grant meanwhile: it is there now, and must be taken away like anything that is there,
      // even if another node looked before it was made and took it for gone.
      const present = await r.tx
        .updateTable('access.artefacts')
        .set({
          present_at: r.at,
          opening_until: null,
          waits_for: null,
          reference: JSON.stringify(outcome.reference),
          error: null,
          error_at: null,
          gone_at: null,
          witness: null,
          missing_at: null,
          tries: 0,
          tried_at: r.at,
          next_try_at: null,
        })
        .where('id', '=', artefact.id)
        .where('present_at', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (present)
        r.fact(
          'artefact.present',
          about,
          { system: artefact.system, kind: artefact.kind },
          artefact.account_id,
        )
      return
    }
    const isNews = outcome.error !== artefact.error
    const tries = artefact.tries + 1
    const waits = await r.tx
      .updateTable('access.artefacts')
      .set({
        opening_until: null,
        tries,
        tried_at: r.at,
        next_try_at: nextTryAt(tries, r.now),
        ...(isNews ? { error: outcome.error, error_at: r.at } : {}),
      })
      .where('id', '=', artefact.id)
      .where('removing_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    // To be taken away meanwhile: from now on its absence is a witness, and its ending has tries of its own.
    if (!waits) {
      await r.tx
        .updateTable('access.artefacts')
        .set({ opening_until: null, next_try_at: null })
        .where('id', '=', artefact.id)
        .execute()
      return
    }
    if (isNews)
      r.fact(
        'artefact.failed',
        about,
        { system: artefact.system, doing: 'open', error: outcome.error },
        artefact.account_id,
      )
  })
}
