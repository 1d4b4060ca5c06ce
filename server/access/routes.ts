import * as accounts from '#contract/accounts.ts'
import * as entries from '#contract/entries.ts'
import * as grants from '#contract/grants.ts'
import * as proof from '#contract/proof.ts'
import * as unconfirmed from '#contract/unconfirmed.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { listRequests, readRequest } from './1-request/list-requests.ts'
import { countGrants } from './3-grant/count-grants.ts'
import type { Standing } from './3-grant/giver.ts'
import { listGrants, readGrant } from './3-grant/list-grants.ts'
import { listEndedFor } from './4-enter/list-ended-for.ts'
import { listOpenTo } from './4-enter/list-open-to.ts'
import { explain } from './4-enter/may.ts'
import type { Snapshots } from './4-enter/snapshots.ts'
import { writeTicket } from './4-enter/ticket.ts'
import type { ProbeEntry } from './5-end/confirm-ended.ts'
import { endAccess } from './5-end/end-access.ts'
import { endAll } from './5-end/end-all.ts'
import { endAndProve } from './5-end/end-and-prove.ts'
import { endPerson } from './5-end/end-person.ts'
import { giveBack } from './5-end/give-back.ts'
import { listUnconfirmed } from './5-end/list-unconfirmed.ts'
import { tryNow } from './5-end/try-now.ts'
import { exportLedger } from './6-prove/export-ledger.ts'
import { exportTimeline } from './6-prove/export-timeline.ts'
import type { QuestionAt } from './6-prove/grants-at.ts'
import type { Shown } from './6-prove/kinds-of-facts.ts'
import { makeReceipt } from './6-prove/receipt.ts'
import { type FactFilter, searchFacts } from './6-prove/search-facts.ts'
import { tellTimeline } from './6-prove/tell-timeline.ts'
import { verifyLedger } from './6-prove/verify.ts'
import { explainThen, listWhomToAsk, tellExplanation, whoCould } from './6-prove/who-could.ts'
import { everyAccount } from './account.ts'
import { isPermission } from './permission.ts'
import { type Kernel, type Recording, record } from './record.ts'
import { Refusal } from './refusal.ts'
import { type EnteredKind, enteredKinds } from './resource.ts'
import { type Route, route, sessionOf } from './route.ts'

/**
 * The kernel's own operations. What only one door does is in that door.
 * @param also what doors keep beside grants of a person, or of everybody (null), and what ends with them
 * @param tendSoon goes the desk's round without waiting for its time
 */
export function kernelRoutes(
  kernel: Kernel,
  snapshots: Snapshots,
  keys: Keys,
  probe: ProbeEntry,
  tendSoon: () => void,
  also: (r: Recording, accountId: string, personId: string | null) => Promise<void>,
): Route[] {
  const { database, clock } = kernel
  const inside = <T>(accountId: string, work: Parameters<typeof database.within<T>>[1]) =>
    database.within(accountId, work)
  const may = (standing: Standing) => ({
    end:
      standing.as === 'owner' || standing.of.permissions.includes('access.end')
        ? (true as const)
        : 'not-allowed',
  })

  const tryOnce = async (accountId: string, grantId: string, personId: string) => {
    await record(kernel, { accounts: [accountId], by: { person: personId } }, r =>
      tryNow(r, accountId, grantId),
    )
    tendSoon()
    const { items } = await listUnconfirmed(database, probe, { limit: 1 }, { accountId, grantId })
    return { ending: items[0] ?? null }
  }

  return [
    route(unconfirmed.listUnconfirmed, ({ query }) =>
      listUnconfirmed(database, probe, { cursor: query.cursor, limit: query.limit ?? 30 }),
    ),
    route(unconfirmed.listUnconfirmedOfAccount, async ({ params, query, standing }) => ({
      ...(await listUnconfirmed(
        database,
        probe,
        { cursor: query.cursor, limit: query.limit ?? 30 },
        { accountId: params.accountId },
      )),
      can: { tryNow: may(standing).end },
    })),
    route(unconfirmed.tryToConfirm, ({ params, caller }) =>
      tryOnce(params.accountId, params.grantId, caller.personId),
    ),
    route(unconfirmed.tryToConfirmByProvider, async ({ params, caller }) => {
      const grant = await inside(everyAccount, tx =>
        tx
          .selectFrom('access.grants')
          .select('account_id')
          .where('id', '=', params.grantId)
          .executeTakeFirst(),
      )
      if (!grant) throw new Refusal('not-found')
      return tryOnce(grant.account_id, params.grantId, caller.personId)
    }),
    route(grants.listGrants, ({ params, query, standing }) =>
      inside(params.accountId, tx =>
        listGrants(
          tx,
          {
            accountId: params.accountId,
            state: query.state ?? 'live',
            resourceId: query.resource,
            personId: query.person,
            door: query.door,
            whom: query.whom,
            inside: query.inside,
          },
          clock.now(),
          may(standing),
          { cursor: query.cursor, limit: query.limit ?? 30 },
        ),
      ),
    ),
    route(grants.readGrant, ({ params, standing }) =>
      inside(params.accountId, tx =>
        readGrant(tx, params.accountId, params.grantId, clock.now(), may(standing)),
      ),
    ),
    route(grants.endGrant, async ({ params, body, caller }) => {
      const grant = await inside(params.accountId, tx =>
        readGrant(tx, params.accountId, params.grantId, clock.now(), { end: true }),
      )
      return endAndProve(
        kernel,
        probe,
        {
          accountId: params.accountId,
          by: { person: caller.personId },
          resourceId: grant.resource?.id ?? null,
        },
        r => endAccess(r, params.accountId, [params.grantId], 'revoked', body.note ?? null),
      )
    }),
    route(grants.countGrants, ({ params }) =>
      inside(params.accountId, tx => countGrants(tx, params.accountId, clock.now())),
    ),
    route(grants.endPerson, ({ params: { accountId, personId }, body, caller }) =>
      endAndProve(
        kernel,
        probe,
        { accountId, by: { person: caller.personId }, resourceId: null, personId },
        async r => {
          const cut = await endPerson(r, accountId, personId, body.note ?? null)
          await also(r, accountId, personId)
          return cut
        },
      ),
    ),
    route(grants.endAllGrants, ({ params, body, caller }) =>
      endAndProve(
        kernel,
        probe,
        { accountId: params.accountId, by: { person: caller.personId }, resourceId: null },
        async r => {
          const cut = await endAll(r, params.accountId, 'revoked', body.note ?? null, body.whom)
          await also(r, params.accountId, null)
          return cut
        },
      ),
    ),
    route(grants.listRequests, ({ params, query, caller, standing }) =>
      inside(params.accountId, tx =>
        listRequests(
          tx,
          { accountId: params.accountId, state: query.state ?? 'pending' },
          clock.now(),
          { personId: caller.personId, decides: decides(standing) },
          { cursor: query.cursor, limit: query.limit ?? 30 },
        ),
      ),
    ),
    route(grants.readRequest, ({ params, caller, standing }) =>
      inside(params.accountId, tx =>
        readRequest(tx, params.requestId, params.accountId, clock.now(), {
          personId: caller.personId,
          decides: decides(standing),
        }),
      ),
    ),

    route(entries.listOpenToMe, async ({ caller }) => {
      const now = clock.now()
      return database.within(everyAccount, async tx => ({
        now: new Date(now).toISOString(),
        items: await listOpenTo(tx, caller.personId, now),
        ended: await listEndedFor(tx, caller.personId, now),
      }))
    }),
    route(entries.prepareEntry, async ({ params, body, caller }) => {
      const now = clock.now()
      const open = (
        await database.within(everyAccount, tx => listOpenTo(tx, caller.personId, now, params.resourceId))
      )[0]
      // A shop that is not open to him and one that does not exist are the same to a guest.
      if (!open) throw new Refusal('not-found')
      if (open.can.enter !== true) throw new Refusal('no-entrance-here')
      const to = body.to ?? '/'
      if (!isLocalPath(to)) throw new Refusal('invalid-input', { field: 'to' })
      const ticket = writeTicket(
        keys.derive('ticket'),
        {
          account: open.account.id,
          resource: open.resource.id,
          person: caller.personId,
          session: sessionOf(caller).sessionId,
        },
        now,
      )
      return {
        postTo: `${open.resource.origin}/.einlass/arrive`,
        ticket: ticket.text,
        to,
        expiresAt: new Date(ticket.expiresAt).toISOString(),
      }
    }),
    route(entries.giveBack, async ({ params, body, caller }) => {
      const now = clock.now()
      const open = (
        await database.within(everyAccount, tx => listOpenTo(tx, caller.personId, now, params.resourceId))
      )[0]
      if (!open) throw new Refusal('not-found')
      return endAndProve(
        kernel,
        probe,
        { accountId: open.account.id, by: { person: caller.personId }, resourceId: params.resourceId },
        r => giveBack(r, open.account.id, params.resourceId, caller.personId, body.note ?? null),
      )
    }),

    route(proof.readTimeline, ({ params, query }) =>
      inside(params.accountId, async tx => {
        const behind = query.cursor === undefined ? null : Number(query.cursor)
        if (behind !== null && !Number.isSafeInteger(behind))
          throw new Refusal('invalid-input', { field: 'cursor' })
        const from = { order: 'newest first', behind } as const
        const { facts, goOn } = await searchFacts(
          tx,
          params.accountId,
          filterOf(query),
          from,
          query.limit ?? 30,
        )
        return { items: await tellTimeline(tx, facts), next: goOn === null ? null : String(goOn) }
      }),
    ),
    route(
      proof.exportTimeline,
      ({ params, query, caller }) =>
        // Sent as it is read, so that the longest ledger needs no more memory than a short one.
        exportTimeline(
          database,
          params.accountId,
          filterOf(query),
          query.language ?? caller.language,
        ) as never,
    ),
    route(proof.verifyLedger, ({ params }) =>
      database.reading(params.accountId, async tx => {
        const verified = await verifyLedger(tx, params.accountId, keys)
        return {
          account: params.accountId,
          facts: verified.facts,
          intact: verified.brokenAt === null,
          brokenAt: verified.brokenAt,
          checkpoints: verified.checkpoints,
          head: verified.head.toString('hex'),
          checkedAt: new Date(clock.now()).toISOString(),
        }
      }),
    ),
    route(proof.exportLedger, ({ params }) =>
      database.reading(params.accountId, tx => exportLedger(tx, params.accountId, keys, clock.now())),
    ),
    route(
      proof.readReceipt,
      ({ params }) =>
        // The body is built from the ledger; the contract's schema is what lets each part of it out.
        database.reading(params.accountId, tx =>
          makeReceipt(tx, keys, params.accountId, params.grantId, clock.now()),
        ) as never,
    ),
    route(proof.explain, async ({ params: { accountId }, query }) => {
      const question = questionOf(accountId, query, clock.now())
      const then = () => inside(accountId, tx => explainThen(tx, query.person, question))
      if (query.at !== undefined) return tellExplanation(await then(), question.at)
      const provider = snapshots.provider()
      const [snapshot, roster] = await Promise.all([
        snapshots.fetch(accountId),
        provider ? snapshots.fetch(provider) : undefined,
      ])
      const { because, whyNot } = explain(
        snapshot!,
        roster ?? null,
        { person: query.person, permission: question.permission, resource: question.resourceId },
        question.at.getTime(),
      )
      // What is answered at the doors counts; the database tells the rest: the names, what is over, and what has begun
      // since the last look.
      const saysYes = new Set(because.map(grant => grant.id))
      const saysNo = new Map(whyNot.map(({ grant, reason }) => [grant.id, reason as string]))
      return tellExplanation(await then(), question.at, ({ ground, reason }) =>
        saysYes.has(ground.grantId) && reason !== 'resource-removed'
          ? null
          : (saysNo.get(ground.grantId) ?? reason),
      )
    }),
    route(proof.whoCould, ({ params: { accountId }, query }) =>
      inside(accountId, tx => whoCould(tx, questionOf(accountId, query, clock.now()))),
    ),
    route(proof.whomToAsk, ({ params }) =>
      inside(params.accountId, tx => listWhomToAsk(tx, params.accountId, clock.now())),
    ),
    route(accounts.listShops, ({ params }) =>
      inside(params.accountId, async tx => ({
        items: (
          await tx
            .selectFrom('access.resources')
            .select(['id', 'name', 'origin', 'kind'])
            .where('account_id', '=', params.accountId)
            .where('kind', 'in', enteredKinds)
            .where('removed_at', 'is', null)
            .orderBy('name')
            .execute()
        ).map(({ kind, ...resource }) => ({ ...resource, kind: kind as EnteredKind })),
      })),
    ),
  ]
}

/** @throws Refusal 'invalid-input' for what is no permission, and for an instant that has not come */
function questionOf(
  accountId: string,
  query: { permission: string; resource?: string; at?: string },
  now: number,
): QuestionAt {
  if (!isPermission(query.permission)) throw new Refusal('invalid-input', { field: 'permission' })
  const at = query.at === undefined ? now : Date.parse(query.at)
  if (!(at <= now)) throw new Refusal('invalid-input', { field: 'at' })
  return { accountId, permission: query.permission, resourceId: query.resource ?? null, at: new Date(at) }
}

/** @throws Refusal 'invalid-input' for instants that are none */
function filterOf(query: {
  grant?: string
  person?: string
  resource?: string
  show?: Shown
  from?: string
  to?: string
}): FactFilter {
  const { from, to, ...rest } = query
  const instant = (field: 'from' | 'to', text: string | undefined) => {
    if (text === undefined) return undefined
    const at = Date.parse(text)
    if (Number.isNaN(at)) throw new Refusal('invalid-input', { field })
    return at
  }
  return {
    grant: rest.grant,
    person: rest.person,
    resource: rest.resource,
    show: rest.show,
    from: instant('from', from),
    to: instant('to', to),
  }
}

function decides(standing: Standing): boolean {
  return standing.as === 'owner' || standing.of.permissions.includes('access.decide')
}

/** A path at the same host: begins with one slash, so that a browser can take it for nothing else. */
export function isLocalPath(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  return text.length <= 2_000 && /^\/(?![/\\])[^\\\u0000-\u001f\u007f]*$/.test(text)
}
