import type { Static } from 'typebox'
import type { listEntranceKeys } from '#contract/accounts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { ResourceName } from '#contract/words.ts'

/** A shop whose door has keys. */
export type Shop = Static<typeof ResourceName>
export type GateKey = AnswerOf<typeof listEntranceKeys>['items'][number]
