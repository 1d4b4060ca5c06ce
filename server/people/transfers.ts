import type { Static } from 'typebox'
import type { Transfer as TransferShape } from '#contract/members.ts'
import {
  confirmTransfer,
  listTransfers,
  offerAccount,
  readTransfer,
  stopTransfer,
  type Transfer,
} from '#server/access/3-grant/hand-over.ts'
import type { Settled, TellSettled } from '#server/access/5-end/change-owner.ts'
import { everyAccount, readAccount, readProvider } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { sameTimeAfterDays } from '#server/plumbing/calendar/preset-end.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { House } from './house.ts'
import type { PeopleNews } from './mail/news.ts'
import { tellPerson } from './mail/tell-person.ts'
import { readTransferWaitDays } from './policy.ts'
import { findReader } from './readers.ts'

export type TransferView = Static<typeof TransferShape>
type Step = Extract<PeopleNews, { readerIs: 'from' | 'to' }>['kind']

/** The owner offers his account to a member. @throws as offerAccount */
export async function askTransfer(
  kernel: Kernel,
  house: House,
  by: { person: string },
  accountId: string,
  toPerson: string,
): Promise<TransferView> {
  return record(kernel, { accounts: [accountId], by }, async r => {
    const id = await offerAccount(r, accountId, toPerson)
    const transfer = (await readTransfer(r.tx, id))!
    await tellBoth(r.tx, house, 'transfer-asked', transfer, transfer.expiresAt, r.at)
    return viewTransfer(transfer, by.person, r.at)
  })
}

/** The next owner confirms; from now on both have some days to stop it. @throws Refusal 'not-found'; as confirmTransfer */
export async function confirmAsNextOwner(
  kernel: Kernel,
  house: House,
  by: { person: string },
  transferId: string,
): Promise<TransferView> {
  const accountId = await findAccountOf(kernel, transferId, by.person, ['to'])
  return record(kernel, { accounts: [accountId], by }, async r => {
    const transfer = await readTransfer(r.tx, transferId)
    if (!transfer) throw new Refusal('transfer-is-over')
    const days = await readTransferWaitDays(r.tx)
    const takesEffectAt =
      sameTimeAfterDays(days, { now: r.at, zone: transfer.account.zone }) ??
      new Date(r.now + days * 24 * 3_600_000)
    const { confirmed } = await confirmTransfer(r, transfer, takesEffectAt)
    if (confirmed) await tellBoth(r.tx, house, 'transfer-confirmed', transfer, takesEffectAt, r.at)
    return viewTransfer((await readTransfer(r.tx, transferId))!, by.person, r.at)
  })
}

/** Either of the two stops it. @throws Refusal 'not-found', 'transfer-is-over' */
export async function stopAsOneOfBoth(
  kernel: Kernel,
  house: House,
  by: { person: string; name: string },
  transferId: string,
): Promise<Date> {
  const accountId = await findAccountOf(kernel, transferId, by.person, ['from', 'to'])
  return record(kernel, { accounts: [accountId], by: { person: by.person } }, async r => {
    const transfer = await readTransfer(r.tx, transferId)
    if (!transfer) throw new Refusal('transfer-is-over')
    await stopTransfer(r, transfer)
    await tellBoth(r.tx, house, 'transfer-stopped', transfer, r.at, r.at, by.name)
    return r.at
  })
}

export async function listTransfersOf(tx: Tx, personId: string, at: Date): Promise<TransferView[]> {
  return (await listTransfers(tx, { personId }, at)).map(transfer => viewTransfer(transfer, personId, at))
}

/** Tells both what the desk's round has made of a transfer. @param deskOrigin where links lead, without a path */
export function tellSettled(deskOrigin: string): TellSettled {
  return async (tx: Tx, settled: Settled, at: Date) => {
    const account = await readAccount(tx, settled.accountId)
    const { name: provider, zone } = await readProvider(tx)
    const house = { origin: deskOrigin, provider, zone }
    const names = await tx
      .selectFrom('people.persons')
      .select(['id', 'name'])
      .where('id', 'in', [settled.from, settled.to])
      .execute()
    const named = (id: string) => ({ id, name: names.find(person => person.id === id)?.name ?? '' })
    const kind = settled.outcome === 'done' ? 'transfer-done' : 'transfer-stopped'
    await tellBoth(tx, house, kind, { account, from: named(settled.from), to: named(settled.to) }, at, at)
  }
}

export function viewTransfer(transfer: Transfer, reader: string, at: Date): TransferView {
  const isNext = transfer.to.id === reader
  const isAsked = transfer.takesEffectAt === null
  return {
    id: transfer.id,
    account: { id: transfer.account.id, name: transfer.account.name },
    from: transfer.from,
    to: transfer.to,
    state: isAsked ? 'asked' : 'waiting',
    askedAt: transfer.askedAt.toISOString(),
    expiresAt: transfer.expiresAt.toISOString(),
    takesEffectAt: transfer.takesEffectAt?.toISOString() ?? null,
    can: {
      confirm: !isNext ? 'not-allowed' : isAsked && transfer.expiresAt > at ? true : 'transfer-is-over',
      stop: isNext || transfer.from.id === reader ? true : 'not-allowed',
    },
  }
}

/** What is over already is told to the two of them; to everybody else there is none. @throws Refusal 'not-found' */
async function findAccountOf(
  kernel: Kernel,
  transferId: string,
  personId: string,
  as: readonly ('from' | 'to')[],
): Promise<string> {
  const transfer = await kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.ownership_transfers')
      .select(['account_id', 'from_person', 'to_person'])
      .where('id', '=', transferId)
      .executeTakeFirst(),
  )
  if (!transfer || !as.some(one => transfer[`${one}_person`] === personId)) throw new Refusal('not-found')
  return transfer.account_id
}

async function tellBoth(
  tx: Tx,
  house: House,
  kind: Step,
  transfer: {
    account: { id: string; name: string; zone: string }
    from: { id: string; name: string }
    to: { id: string; name: string }
  },
  when: Date,
  at: Date,
  by?: string,
): Promise<void> {
  const { id, name, zone } = transfer.account
  for (const readerIs of ['from', 'to'] as const) {
    const reader = await findReader(tx, transfer[readerIs].id)
    if (!reader) continue
    await tellPerson(
      tx,
      house,
      reader,
      {
        kind,
        account: { id, name, zone },
        from: transfer.from.name,
        to: transfer.to.name,
        at: when,
        by,
        readerIs,
      },
      at,
    )
  }
}
