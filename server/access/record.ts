import { sql } from 'kysely'
import type { Json } from '#server/plumbing/canonical-json.ts'
import type { Clock } from '#server/plumbing/clock.ts'
import type { Database, Tx } from '#server/plumbing/database.ts'
import { announce } from './account.ts'
import { type Fact, type FactAbout, type FactKind, hashFact } from './fact.ts'
import type { Actor } from './person.ts'
import { Refusal } from './refusal.ts'
import { isHeard, tellPrograms } from './tell-programs.ts'

/** What the kernel needs to change anything. */
export type Kernel = {
  database: Database
  clock: Clock
  /** Called right after the commit: this node's snapshots of the account are old from now on, and this has happened. */
  noticed(accountId: string, epoch: number, kinds: ReadonlySet<FactKind>): void
}

/** A transaction in which accounts are locked and facts are collected: the only way to write access.*. */
export type Recording = {
  tx: Tx
  /** One instant for everything this transaction writes: epoch ms of the kernel's clock. */
  now: number
  /** The same instant, for columns. */
  at: Date
  by: Actor
  /** Adds a fact to the chain of the account (by default the first of those locked). */
  fact(
    kind: FactKind,
    about: FactAbout,
    data: { readonly [key: string]: Json | undefined },
    accountId?: string,
  ): void
}

type Head = { seq: number; hash: Buffer; lastAt: number }

/**
 * Changes state and writes down what happened: one transaction, both or neither. Locks the named accounts first, in
 * the order of their ids (so that two of these cannot wait for each other), lets `write` do the change, chains the
 * facts, raises each account's epoch and tells the other nodes, and the provider's programs when somebody's rights
 * change. Without a fact nothing has changed and no epoch rises.
 * @throws Refusal 'not-found' when an account is not there
 */
export async function record<T>(
  kernel: Kernel,
  doing: {
    accounts: readonly string[]
    by: Actor
    scope?: string /** Runs first, before the locks: makes the account whose first fact this is. */
    make?: (tx: Tx) => Promise<void>
  },
  write: (recording: Recording) => Promise<T>,
): Promise<T> {
  const accounts = [...new Set(doing.accounts)].sort()
  const scope = doing.scope ?? (accounts.length === 1 ? accounts[0]! : '*')
  const raised: { accountId: string; epoch: number }[] = []
  const happened: Fact[] = []

  const result = await kernel.database.within(scope, async tx => {
    await doing.make?.(tx)
    const heads = await lockAccounts(tx, accounts)
    const now = Math.max(kernel.clock.now(), ...[...heads.values()].map(head => head.lastAt))
    const facts: Fact[] = []
    const recording: Recording = {
      tx,
      now,
      at: new Date(now),
      by: doing.by,
      fact(kind, about, data, accountId = doing.accounts[0]!) {
        const head = heads.get(accountId)
        if (!head) throw new Error(`account ${accountId} is not locked by this recording`)
        head.seq += 1
        facts.push({ accountId, seq: head.seq, at: now, kind, ...actorOf(doing.by), about, data })
      },
    }
    const written = await write(recording)
    if (facts.length > 0) raised.push(...(await appendFacts(tx, facts, heads)))
    happened.push(...facts)
    return written
  })

  for (const { accountId, epoch } of raised) {
    const kinds = happened.filter(fact => fact.accountId === accountId).map(fact => fact.kind)
    kernel.noticed(accountId, epoch, new Set(kinds))
  }
  return result
}

async function lockAccounts(tx: Tx, accounts: readonly string[]): Promise<Map<string, Head>> {
  const rows = await tx
    .selectFrom('access.accounts')
    .select(['id', 'last_seq', 'last_hash', 'last_at'])
    .where('id', 'in', [...accounts])
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.length !== accounts.length) throw new Refusal('not-found')
  return new Map(
    rows.map(row => [
      row.id,
      { seq: row.last_seq, hash: row.last_hash, lastAt: row.last_at?.getTime() ?? 0 },
    ]),
  )
}

/** A statement of PostgreSQL takes 65 535 values, and a fact has sixteen. */
const factsPerStatement = 1_000

async function appendFacts(tx: Tx, facts: readonly Fact[], heads: Map<string, Head>) {
  const rows = facts.map(fact => {
    const head = heads.get(fact.accountId)!
    const previous = head.hash
    head.hash = hashFact(fact, previous)
    head.lastAt = fact.at
    return {
      account_id: fact.accountId,
      seq: fact.seq,
      at: new Date(fact.at),
      kind: fact.kind,
      by_person: fact.byPerson,
      by_rule: fact.byRule,
      behalf_of: fact.behalfOf,
      grant_id: fact.about.grant ?? null,
      entry_id: fact.about.entry ?? null,
      artefact_id: fact.about.artefact ?? null,
      request_id: fact.about.request ?? null,
      resource_id: fact.about.resource ?? null,
      person_id: fact.about.person ?? null,
      data: JSON.stringify(fact.data),
      prev_hash: previous,
      hash: head.hash,
    }
  })
  for (let from = 0; from < rows.length; from += factsPerStatement)
    await tx
      .insertInto('access.facts')
      .values(rows.slice(from, from + factsPerStatement))
      .execute()

  const raised: { accountId: string; epoch: number }[] = []
  for (const accountId of new Set(facts.map(fact => fact.accountId))) {
    const head = heads.get(accountId)!
    const { epoch, is_heard } = await tx
      .updateTable('access.accounts')
      .set({
        epoch: sql<number>`epoch + 1`,
        last_seq: head.seq,
        last_hash: head.hash,
        last_at: new Date(head.lastAt),
      })
      .where('id', '=', accountId)
      .returning(['epoch', isHeard.as('is_heard')])
      .executeTakeFirstOrThrow()
    await announce(tx, accountId, epoch)
    if (is_heard)
      await tellPrograms(
        tx,
        { id: accountId, epoch, at: new Date(head.lastAt) },
        facts.filter(fact => fact.accountId === accountId),
      )
    raised.push({ accountId, epoch })
  }
  return raised
}

function actorOf(by: Actor): Pick<Fact, 'byPerson' | 'byRule' | 'behalfOf'> {
  return 'person' in by
    ? { byPerson: by.person, byRule: null, behalfOf: by.behalfOf ?? null }
    : { byPerson: null, byRule: by.rule, behalfOf: null }
}
