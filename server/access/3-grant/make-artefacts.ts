import { newId } from '#server/plumbing/ids.ts'
import { everyAccount } from '../account.ts'
import type { OutsideSystem } from '../outside.ts'
import { type Kernel, type Recording, record } from '../record.ts'

/**
 * A grant wants something to be there in a foreign system. If another grant wants the same thing there already, both
 * hold it from now on, and it stays until the last of them ends.
 */
export async function wantArtefact(
  r: Recording,
  wanted: {
    accountId: string
    resourceId: string
    grantId: string
    system: string
    kind: string
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

/** Makes what is wanted outside. May be called at any time by anybody: what is there already is left alone. */
export async function makeArtefacts(
  kernel: Kernel,
  systems: ReadonlyMap<string, OutsideSystem>,
): Promise<number> {
  const wanted = await kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.artefacts')
      .selectAll()
      .where('present_at', 'is', null)
      .where('removing_at', 'is', null)
      .orderBy('wanted_at')
      .limit(50)
      .execute(),
  )
  for (const artefact of wanted) {
    const outcome = (await systems.get(artefact.system)?.open({
      artefactId: artefact.id,
      resourceId: artefact.resource_id,
      kind: artefact.kind,
      reference: artefact.reference as Record<string, unknown>,
    })) ?? {
      done: false as const,
      error: `no connection to ${artefact.system} is set up`,
    }
    await record(kernel, { accounts: [artefact.account_id], by: { rule: 'clock' } }, async r => {
      const about = { artefact: artefact.id, resource: artefact.resource_id }
      if (outcome.done) {
        // Whatever happened to the grant meanwhile: it is there now, and must be taken away like anything that is there.
        await r.tx
          .updateTable('access.artefacts')
          .set({
            present_at: r.at,
            reference: JSON.stringify(outcome.reference),
            error: null,
            error_at: null,
          })
          .where('id', '=', artefact.id)
          .where('present_at', 'is', null)
          .execute()
        r.fact(
          'artefact.present',
          about,
          { system: artefact.system, kind: artefact.kind },
          artefact.account_id,
        )
      } else if (outcome.error !== artefact.error) {
        await r.tx
          .updateTable('access.artefacts')
          .set({ error: outcome.error, error_at: r.at })
          .where('id', '=', artefact.id)
          .execute()
        r.fact(
          'artefact.failed',
          about,
          { system: artefact.system, doing: 'open', error: outcome.error },
          artefact.account_id,
        )
      }
    })
  }
  return wanted.length
}
