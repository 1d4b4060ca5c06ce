import { sql } from 'kysely'
import type { Errands } from '#server/plumbing/errands.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import { noteLapsed } from './1-request/note-lapsed.ts'
import { type BeforeMaking, makeArtefacts } from './3-grant/make-artefacts.ts'
import { noteBegun } from './3-grant/note-begun.ts'
import { raiseAlarms } from './5-end/alarms.ts'
import { settleTransfers, type TellSettled } from './5-end/change-owner.ts'
import { clearArtefacts } from './5-end/clear-artefacts.ts'
import { confirmClosed, provableClosings } from './5-end/confirm-closed.ts'
import { confirmEnded, type ProbeEntry, provable } from './5-end/confirm-ended.ts'
import { endForDeactivated } from './5-end/deactivate-person.ts'
import { noteExpired } from './5-end/note-expired.ts'
import { everyAccount } from './account.ts'
import type { OutsideSystem } from './outside.ts'
import { type Kernel, record } from './record.ts'

/**
 * The desk's own round: writes down what time brought, makes and clears what is wanted outside, and proves what is
 * ending. No decision waits for it: what it writes was true before. What there is to do is read from the state itself,
 * so nothing can be lost between a state and a queue, and any node may do it at any time.
 * What fails does not keep the rest from being done, and above all not the alarm.
 * @param tellSettled tells people that an account has changed hands, or cannot
 * @param beforeMaking what the doors do before something is made outside
 * @param errands what goes out to foreign systems; a round does not wait for those that hang
 */
export async function tend(
  kernel: Kernel,
  probe: ProbeEntry,
  systems: ReadonlyMap<string, OutsideSystem>,
  tellSettled: TellSettled,
  beforeMaking: BeforeMaking,
  errands: Errands,
): Promise<void> {
  const steps = [
    () => noteWhatTimeBrought(kernel),
    () => endForDeactivated(kernel),
    () => settleTransfers(kernel, tellSettled),
    () => makeArtefacts(kernel, systems, beforeMaking, errands),
    () => clearArtefacts(kernel, systems, errands),
    () =>
      proveAll(
        (after, limit) => provable(kernel, after, limit),
        (accountId, grantIds) => confirmEnded(kernel, probe, accountId, grantIds),
      ),
    () =>
      proveAll(
        (after, limit) => provableClosings(kernel, after, limit),
        (accountId, entryIds) => confirmClosed(kernel, probe, accountId, entryIds),
      ),
    () => raiseAlarms(kernel),
  ]
  await forEach(steps, step => step())
}

async function noteWhatTimeBrought(kernel: Kernel): Promise<void> {
  await forEach(await accountsWhereTimePassed(kernel), accountId =>
    record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, async r => {
      await noteExpired(r, accountId)
      await noteBegun(r, accountId)
      await noteLapsed(r, accountId)
    }),
  )
}

/**
 * Proves what is waiting for it, account by account and page by page to the end: what cannot be proven for days must not
 * keep what can from being proven.
 * @param waiting a page in the order of the ids, of those after the one given
 */
async function proveAll(
  waiting: (after: string, limit: number) => Promise<{ accountId: string; id: string }[]>,
  prove: (accountId: string, ids: string[]) => Promise<unknown>,
): Promise<void> {
  const pageSize = 200
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const page = await waiting(after, pageSize)
    await forEach(
      Map.groupBy(page, one => one.accountId),
      ([accountId, those]) =>
        prove(
          accountId,
          those.map(one => one.id),
        ),
    )
    if (page.length < pageSize) return
    after = page.at(-1)!.id
  }
}

async function accountsWhereTimePassed(kernel: Kernel): Promise<string[]> {
  const now = new Date(kernel.clock.now())
  return kernel.database.within(everyAccount, async tx => {
    const rows = await sql<{ account_id: string }>`
      (select account_id from access.grants where ending_at is null and ends_at <= ${now} order by ends_at limit 500)
      union (select account_id from access.grants where begins_at > made_at and begin_noted_at is null and ending_at is null and begins_at <= ${now} order by begins_at limit 500)
      union (select account_id from access.entries where closed_at is null and expires_at <= ${now} order by expires_at limit 500)
      union (select account_id from access.requests where decided_at is null and withdrawn_at is null and lapse_noted_at is null and lapses_at <= ${now} limit 500)`.execute(
      tx,
    )
    return rows.rows.map(row => row.account_id)
  })
}
