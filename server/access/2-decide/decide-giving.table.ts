// The truth table of decide-giving.ts. Times in hours around now (0); a day is 24. Read a line as a sentence:
// "an owner gives view from now until in 24 hours, at most 720 hours: allowed".
import type { RefusalCode } from '#contract/problems.ts'
import type { Permission } from '../permission.ts'

type Holder = { has: Permission[]; until: number | null; on?: string | null; passedOn?: boolean }
export type Line = {
  says: string
  giver: 'owner' | Holder
  wants: { what: Permission[]; from: number; until: number | null; on?: string | null; in?: string }
  longest?: number | null
  endless?: boolean
  verdict: 'allow' | RefusalCode[]
}

const view: Permission[] = ['shop.view']
const both: Permission[] = ['shop.view', 'shop.operate']

// biome-ignore format: a table is read by its lines
export const table: Line[] = [
  { says: 'an owner opens for a day', giver: 'owner', wants: { what: view, from: 0, until: 24 }, verdict: 'allow' },
  { says: 'an owner opens from tomorrow on', giver: 'owner', wants: { what: view, from: 24, until: 48 }, verdict: 'allow' },
  { says: 'the end has passed', giver: 'owner', wants: { what: view, from: -48, until: -24 }, verdict: ['end-is-past'] },
  { says: 'the end is this instant (half-open: nothing is left)', giver: 'owner', wants: { what: view, from: -1, until: 0 }, verdict: ['end-is-past'] },
  { says: 'begin and end at the same instant', giver: 'owner', wants: { what: view, from: 24, until: 24 }, verdict: ['end-before-begin'] },
  { says: 'the end comes before the beginning', giver: 'owner', wants: { what: view, from: 48, until: 24 }, verdict: ['end-before-begin'] },
  { says: 'exactly the longest time', giver: 'owner', wants: { what: view, from: 0, until: 720 }, longest: 720, verdict: 'allow' },
  { says: 'one hour too long', giver: 'owner', wants: { what: view, from: 0, until: 721 }, longest: 720, verdict: ['end-beyond-maximum'] },
  { says: 'the longest time counts from the beginning, if that is later', giver: 'owner', wants: { what: view, from: 100, until: 800 }, longest: 720, verdict: 'allow' },
  { says: 'the longest time counts from now, if the beginning has passed', giver: 'owner', wants: { what: view, from: -100, until: 720 }, longest: 720, verdict: 'allow' },
  { says: 'no end where there must be one', giver: 'owner', wants: { what: view, from: 0, until: null }, verdict: ['end-is-missing'] },
  { says: 'no end where there may be none', giver: 'owner', wants: { what: view, from: 0, until: null }, endless: true, verdict: 'allow' },
  { says: 'an owner gives what can never be given', giver: 'owner', wants: { what: ['ownership.transfer'], from: 0, until: 24 }, verdict: ['not-delegable'] },
  { says: 'what can never be given, hidden among the rest', giver: 'owner', wants: { what: ['shop.view', 'audit.export'], from: 0, until: 24 }, verdict: ['not-delegable'] },

  { says: 'a holder passes on what he has', giver: { has: both, until: 48 }, wants: { what: view, from: 0, until: 24 }, verdict: 'allow' },
  { says: 'a holder passes on exactly as long as he has', giver: { has: both, until: 48 }, wants: { what: both, from: 0, until: 48 }, verdict: 'allow' },
  { says: 'a holder passes on more than he has', giver: { has: view, until: 48 }, wants: { what: both, from: 0, until: 24 }, verdict: ['more-than-you-have'] },
  { says: 'a holder passes on longer than he has', giver: { has: both, until: 48 }, wants: { what: view, from: 0, until: 49 }, verdict: ['longer-than-you-have'] },
  { says: 'a holder with an end gives without end', giver: { has: both, until: 48 }, wants: { what: view, from: 0, until: null }, endless: true, verdict: ['longer-than-you-have'] },
  { says: 'a holder without end gives with an end', giver: { has: both, until: null }, wants: { what: view, from: 0, until: 24 }, verdict: 'allow' },
  { says: 'a holder of one shop gives that shop', giver: { has: both, until: 48, on: 'a' }, wants: { what: view, from: 0, until: 24, on: 'a' }, verdict: 'allow' },
  { says: 'a holder of one shop gives another', giver: { has: both, until: 48, on: 'a' }, wants: { what: view, from: 0, until: 24, on: 'b' }, verdict: ['more-than-you-have'] },
  { says: 'a holder of one shop gives the whole account', giver: { has: both, until: 48, on: 'a' }, wants: { what: view, from: 0, until: 24, on: null }, verdict: ['more-than-you-have'] },
  { says: 'a holder of the account gives one shop', giver: { has: both, until: 48, on: null }, wants: { what: view, from: 0, until: 24, on: 'a' }, verdict: 'allow' },
  { says: 'a holder of a group gives the group', giver: { has: both, until: 48, on: 'g' }, wants: { what: view, from: 0, until: 24, on: 'g' }, verdict: 'allow' },
  { says: 'a holder of a group gives a shop in it', giver: { has: both, until: 48, on: 'g' }, wants: { what: view, from: 0, until: 24, on: 'a', in: 'g' }, verdict: 'allow' },
  { says: 'a holder of a group gives a shop of another one', giver: { has: both, until: 48, on: 'g' }, wants: { what: view, from: 0, until: 24, on: 'a', in: 'h' }, verdict: ['more-than-you-have'] },
  { says: 'a holder of a group gives a shop of none', giver: { has: both, until: 48, on: 'g' }, wants: { what: view, from: 0, until: 24, on: 'a' }, verdict: ['more-than-you-have'] },
  { says: 'a holder of a group gives the whole account', giver: { has: both, until: 48, on: 'g' }, wants: { what: view, from: 0, until: 24, on: null }, verdict: ['more-than-you-have'] },
  { says: 'a holder of one shop gives its group', giver: { has: both, until: 48, on: 'a' }, wants: { what: view, from: 0, until: 24, on: 'g' }, verdict: ['more-than-you-have'] },
  { says: 'what was passed on goes no further', giver: { has: both, until: 48, passedOn: true }, wants: { what: view, from: 0, until: 24 }, verdict: ['chain-of-delegation'] },
  { says: 'all reasons are listed, the weightiest first', giver: { has: view, until: 1, passedOn: true }, wants: { what: both, from: 0, until: 1000 }, longest: 720, verdict: ['chain-of-delegation', 'more-than-you-have', 'longer-than-you-have', 'end-beyond-maximum'] },
]
