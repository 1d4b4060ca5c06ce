import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import type { OutsideSystem } from '#server/access/outside.ts'
import { type Kernel, record } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { byHand } from './want-by-hand.ts'

type Word = { key: string; needed_from: 'owner' | 'support'; confirmed_at: Date | null; name: string | null }

/**
 * What people do in systems that Einlass cannot reach: it is open when they have said that it is, and gone when they have
 * said that it is gone. It stands in the door and not among the connectors, because it speaks to nobody outside and
 * looks only at what was confirmed here.
 */
export function byHandSystem(kernel: Kernel): OutsideSystem {
  const { database } = kernel
  const look = (artefactId: string, phases: readonly string[]) =>
    database.within(everyAccount, tx => readWords(tx, artefactId, phases))

  return {
    name: byHand,
    async waitsFor({ artefactId }, before) {
      return sayWhoIsMissing(await look(artefactId, before === 'open' ? lettingIn : takingOut))
    },
    async open({ artefactId, reference }) {
      const isIn = await turn(kernel, artefactId, 'let_in_at', lettingIn)
      if (isIn) return { done: true, reference: { ...reference } }
      return { done: false, error: await sayNotDone(look(artefactId, lettingIn)) }
    },
    close: async () => ({ done: true }),
    async confirmClosed({ artefactId }) {
      const isOut = await turn(kernel, artefactId, 'taken_out_at', takingOut)
      const words = await look(artefactId, takingOut)
      if (isOut) return { gone: true, how: sayWhoConfirmed(words), by: 'people' }
      return { gone: false, error: await sayNotDone(Promise.resolve(words)) }
    },
    inventory: async () => ({ seen: false, error: 'What is there can only be seen by people.' }),
  }
}

const lettingIn = ['open', 'check']
const takingOut = ['end']

async function readWords(tx: Tx, artefactId: string, phases: readonly string[]): Promise<Word[]> {
  const words = await tx
    .selectFrom('support_visit.steps as s')
    .leftJoin('people.persons as p', 'p.id', 's.confirmed_by')
    .select(['s.key', 's.needed_from', 's.confirmed_at', 'p.name'])
    .where('s.artefact_id', '=', artefactId)
    .where('s.phase', 'in', [...phases])
    .where('s.needed_from', 'is not', null)
    .orderBy('s.position')
    .execute()
  return words as Word[]
}

/**
 * Lets the guide go on, if every word is there, and shuts behind it: from then on none can be taken back. Under the
 * account's lock, as confirming and undoing are; otherwise a word that is just being taken back could still count.
 */
async function turn(
  kernel: Kernel,
  artefactId: string,
  column: 'let_in_at' | 'taken_out_at',
  phases: readonly string[],
): Promise<boolean> {
  const guided = await kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('support_visit.guided_artefacts')
      .select('account_id')
      .where('artefact_id', '=', artefactId)
      .executeTakeFirst(),
  )
  if (!guided) return false
  return record(kernel, { accounts: [guided.account_id], by: { rule: 'clock' } }, async r => {
    const turned = await sql`
      update support_visit.guided_artefacts w set ${sql.ref(column)} = coalesce(${sql.ref(column)}, ${r.at})
      where w.artefact_id = ${artefactId}
        and exists (select from support_visit.steps s where s.artefact_id = w.artefact_id)
        and (w.${sql.ref(column)} is not null or not exists (
          select from support_visit.steps s where s.artefact_id = w.artefact_id
            and s.phase = any (${[...phases]}::text[]) and s.needed_from is not null and s.confirmed_at is null))
      returning w.artefact_id`.execute(r.tx)
    return turned.rows.length > 0
  })
}

/** null: nobody is missing */
function sayWhoIsMissing(words: readonly Word[]): string | null {
  const missing = (side: Word['needed_from'], name: string) => {
    const count = words.filter(word => word.needed_from === side && !word.confirmed_at).length
    return count === 0 ? [] : [`${name} to confirm ${count === 1 ? 'one step' : `${count} steps`}`]
  }
  const who = [...missing('owner', 'the owner'), ...missing('support', 'support')]
  return who.length === 0 ? null : `waits for ${who.join(' and for ')}`
}

async function sayNotDone(words: Promise<readonly Word[]>): Promise<string> {
  return sayWhoIsMissing(await words) ?? 'there is no guide for it'
}

function sayWhoConfirmed(words: readonly Word[]): string {
  const said = words.flatMap(({ key, name, confirmed_at }) =>
    confirmed_at ? [`${key} by ${name ?? 'somebody'} at ${confirmed_at.toISOString()}`] : [],
  )
  return `confirmed by people, seen by no program: ${said.join('; ')}`
}
