import * as accounts from '#contract/accounts.ts'
import * as entries from '#contract/entries.ts'
import * as grants from '#contract/grants.ts'
import * as proof from '#contract/proof.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { listRequests, readRequest } from './1-request/list-requests.ts'
import type { Standing } from './3-grant/giver.ts'
import { listGrants, readGrant } from './3-grant/list-grants.ts'
import { listOpenTo } from './4-enter/list-open-to.ts'
import { explain } from './4-enter/may.ts'
import type { Snapshots } from './4-enter/snapshots.ts'
import { writeTicket } from './4-enter/ticket.ts'
import type { ProbeEntry } from './5-end/confirm-ended.ts'
import { endAccess } from './5-end/end-access.ts'
import { endAll } from './5-end/end-all.ts'
import { endAndProve } from './5-end/end-and-prove.ts'
import { giveBack } from './5-end/give-back.ts'
import { exportLedger } from './6-prove/export-ledger.ts'
import { readTimeline } from './6-prove/read-facts.ts'
import { makeReceipt } from './6-prove/receipt.ts'
import { tellTimeline } from './6-prove/tell-timeline.ts'
import { verifyLedger } from './6-prove/verify.ts'
import { everyAccount } from './account.ts'
import { isPermission } from './permission.ts'
import type { Kernel } from './record.ts'
import { Refusal } from './refusal.ts'
import { type Route, route } from './route.ts'

/** The kernel's own operations. What only one door does is in that door. */
export function kernelRoutes(kernel: Kernel, snapshots: Snapshots, keys: Keys, probe: ProbeEntry): Route[] {
  const { database, clock } = kernel
  const inside = <T>(accountId: string, work: Parameters<typeof database.within<T>>[1]) =>
    database.within(accountId, work)
  const may = (standing: Standing) => ({
    end:
      standing.as === 'owner' || standing.of.permissions.includes('access.end')
        ? (true as const)
        : 'not-allowed',
  })

  return [
    route(grants.listGrants, ({ params, query, standing }) =>
      inside(params.accountId, tx =>
        listGrants(
          tx,
          { accountId: params.accountId, state: query.state ?? 'live', resourceId: query.resource },
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
    route(grants.endAllGrants, ({ params, body, caller }) =>
      endAndProve(
        kernel,
        probe,
        { accountId: params.accountId, by: { person: caller.personId }, resourceId: null },
        r => endAll(r, params.accountId, 'revoked', body.note ?? null),
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
      return {
        now: new Date(now).toISOString(),
        items: await database.within(everyAccount, tx => listOpenTo(tx, caller.personId, now)),
      }
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
          session: caller.sessionId,
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
        const limit = query.limit ?? 30
        const before = query.cursor === undefined ? null : Number(query.cursor)
        if (before !== null && !Number.isSafeInteger(before))
          throw new Refusal('invalid-input', { field: 'cursor' })
        const facts = await readTimeline(tx, params.accountId, query.grant ?? null, before, limit + 1)
        const shown = facts.slice(0, limit)
        return {
          items: await tellTimeline(tx, shown),
          next: facts.length > limit ? String(shown.at(-1)!.seq) : null,
        }
      }),
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
    route(proof.explain, async ({ params, query }) => {
      if (!isPermission(query.permission)) throw new Refusal('invalid-input', { field: 'permission' })
      const provider = snapshots.provider()
      const [snapshot, roster] = await Promise.all([
        snapshots.fetch(params.accountId),
        provider ? snapshots.fetch(provider) : undefined,
      ])
      const now = clock.now()
      const explanation = explain(
        snapshot!,
        roster ?? null,
        { person: query.person, permission: query.permission, resource: query.resource ?? null },
        now,
      )
      return {
        allowed: explanation.allowed,
        at: new Date(now).toISOString(),
        because: explanation.because.map(grant => ({
          grantId: grant.id,
          until: Number.isFinite(grant.endsAt) ? new Date(grant.endsAt).toISOString() : null,
        })),
        whyNot: explanation.whyNot.map(({ grant, reason }) => ({ grantId: grant.id, reason })),
      }
    }),
    route(accounts.listShops, ({ params }) =>
      inside(params.accountId, async tx => ({
        items: await tx
          .selectFrom('access.resources')
          .select(['id', 'name', 'origin'])
          .where('account_id', '=', params.accountId)
          .where('removed_at', 'is', null)
          .orderBy('name')
          .execute(),
      })),
    ),
  ]
}

function decides(standing: Standing): boolean {
  return standing.as === 'owner' || standing.of.permissions.includes('access.decide')
}

/** A path at the same host: begins with one slash, so that a browser can take it for nothing else. */
export function isLocalPath(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  return text.length <= 2_000 && /^\/(?![/\\])[^\\\u0000-\u001f\u007f]*$/.test(text)
}
