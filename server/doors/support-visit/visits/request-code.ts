import { randomInt } from 'node:crypto'
import type { Static } from 'typebox'
import type { RequestCode as Shape } from '#contract/visits.ts'
import { everyAccount, readAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { countTry, forgive, networkOf } from '#server/people/tries.ts'
import type { Tx } from '#server/plumbing/database.ts'

/** No two of these are taken for one another, by eye or by ear on the telephone; without vowels no word comes about. */
const letters = '3479CDFGHJKMNPQRTVWXY'
const length = 8

export function newCode(): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}

/** As people read it to each other: K7RT-9QXW. */
export function sayCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** What somebody typed, with whatever spaces, dashes and small letters. undefined: no code looks like this. */
export function readCode(typed: string): string | undefined {
  const plain = typed
    .normalize('NFKC')
    .replaceAll(/[\s\p{Pd}\p{Cf}\u2212._]/gu, '')
    .toUpperCase()
  return plain.length === length && [...plain].every(one => letters.includes(one)) ? plain : undefined
}

export async function tellRequestCode(tx: Tx, accountId: string): Promise<Static<typeof Shape>> {
  const row = await tx
    .selectFrom('support_visit.request_codes as c')
    .innerJoin('people.persons as p', 'p.id', 'c.made_by')
    .select(['c.code', 'c.made_at', 'c.made_by', 'p.name'])
    .where('c.account_id', '=', accountId)
    .executeTakeFirst()
  return row
    ? {
        code: sayCode(row.code),
        madeAt: row.made_at.toISOString(),
        madeBy: { id: row.made_by, name: row.name },
      }
    : { code: null, madeAt: null, madeBy: null }
}

/** A new code in place of the one before, which is worth nothing from now on. @throws Refusal 'account-is-closed' */
export async function renewRequestCode(kernel: Kernel, personId: string, accountId: string): Promise<void> {
  await record(kernel, { accounts: [accountId], by: { person: personId } }, async r => {
    if ((await readAccount(r.tx, accountId)).closedAt) throw new Refusal('account-is-closed')
    const made = { code: newCode(), made_at: r.at, made_by: personId }
    await r.tx
      .insertInto('support_visit.request_codes')
      .values({ account_id: accountId, ...made })
      .onConflict(conflict => conflict.column('account_id').doUpdateSet(made))
      .execute()
    r.fact('request-code.made', {}, {})
  })
}

/** So often somebody of support may be wrong within a quarter of an hour, and so often all behind one network. */
const mostWrong = 10
const mostWrongOfNetwork = 40

/**
 * The account whose code this is. Wrong, unknown, renewed and of a closed account are all answered alike.
 * @param network of the caller
 * @throws Refusal 'request-code-is-wrong', 'too-many-tries'
 */
export async function accountOfCode(
  kernel: Kernel,
  personId: string,
  network: string | null,
  typed: string,
): Promise<string> {
  const tries = await countTry(
    kernel.database,
    [
      { key: `request-code of ${personId}`, most: mostWrong },
      { key: `request-code from ${networkOf(network)}`, most: mostWrongOfNetwork },
    ],
    new Date(kernel.clock.now()),
  )
  const code = readCode(typed) ?? ''
  return kernel.database.within(everyAccount, async tx => {
    const found = await tx
      .selectFrom('support_visit.request_codes as c')
      .innerJoin('access.accounts as a', 'a.id', 'c.account_id')
      .select('c.account_id')
      .where('c.code', '=', code)
      .where('a.closed_at', 'is', null)
      .executeTakeFirst()
    if (!found) throw new Refusal('request-code-is-wrong')
    await forgive(tx, tries)
    return found.account_id
  })
}
