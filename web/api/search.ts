// What stands behind the ? of an address: every filter is a link that can be passed on. What is not understood falls away.
import { type FactGroup, factGroups } from '../desk/fact-group.ts'

type Raw = Record<string, unknown>

export type TimelineSearch = { show?: FactGroup; grant?: string }
export function readTimelineSearch(raw: Raw): TimelineSearch {
  const show = factGroups.find(group => group === raw['show'])
  return { ...(show ? { show } : {}), ...(typeof raw['grant'] === 'string' ? { grant: raw['grant'] } : {}) }
}

export type ListSearch = { state?: 'all' | 'pending' }
export function readListSearch(raw: Raw): ListSearch {
  return raw['state'] === 'all' || raw['state'] === 'pending' ? { state: raw['state'] } : {}
}

export type AskSearch = { shop?: string }
export function readAskSearch(raw: Raw): AskSearch {
  return typeof raw['shop'] === 'string' && raw['shop'] !== '' ? { shop: raw['shop'] } : {}
}

export type AccountsSearch = { search?: string }
export function readAccountsSearch(raw: Raw): AccountsSearch {
  const search = typeof raw['search'] === 'number' ? String(raw['search']) : raw['search']
  return typeof search === 'string' && search !== '' ? { search } : {}
}
