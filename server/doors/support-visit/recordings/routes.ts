import * as contract from '#contract/recordings.ts'
import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { type Route, route } from '#server/access/route.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { changeRecordingPolicy, readRecordingPolicy } from './policy.ts'
import { listRecordings } from './read-recordings.ts'
import { watchRecording } from './watch-recording.ts'

/** The owner's side, and how long the provider keeps what is his. Whoever is recorded has no operation here. */
export function recordingRoutes(kernel: Kernel, vault: Vault): Route[] {
  const { database } = kernel
  return [
    route(contract.listRecordings, async ({ params, query, standing }) => {
      const { cursor, limit = 30 } = query
      const mayWatch = standing.as === 'owner' || standing.of.permissions.includes('access.decide')
      return database.reading(params.accountId, tx =>
        listRecordings(tx, vault, {
          ...params,
          limit,
          mayWatch,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      )
    }),
    route(contract.watchRecording, ({ params, body, caller }) =>
      watchRecording(kernel, vault, { ...params, personId: caller.personId, after: body.after }),
    ),
    route(contract.readRecordingPolicy, () => database.within(everyAccount, readRecordingPolicy)),
    route(contract.changeRecordingPolicy, ({ body, caller }) =>
      changeRecordingPolicy(kernel, { person: caller.personId }, body),
    ),
  ]
}
