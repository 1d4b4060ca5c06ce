// What stands behind the ? of an address: every filter is a link that can be passed on. What is not understood falls away.
import { type FactGroup, factGroups } from '../desk/fact-group.ts'

type Raw = Record<string, unknown>

export type TimelineSearch = {
  show?: FactGroup
  grant?: string
  person?: string
  resource?: string
  /** Days on the calendar of the account, both included: YYYY-MM-DD. */
  from?: string
  to?: string
  view?: 'grants'
}
export function readTimelineSearch(raw: Raw): TimelineSearch {
  const show = factGroups.find(group => group === raw['show'])
  return {
    ...(show ? { show } : {}),
    ...texts(raw, ['grant', 'person', 'resource', 'from', 'to']),
    ...(raw['view'] === 'grants' ? { view: 'grants' as const } : {}),
  }
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

export type GrantsSearch = {
  whom?: 'outsiders' | 'members'
  person?: string
  door?: string
  resource?: string
  inside?: true
}
export function readGrantsSearch(raw: Raw): GrantsSearch {
  const whom = raw['whom']
  return {
    ...(whom === 'outsiders' || whom === 'members' ? { whom } : {}),
    ...texts(raw, ['person', 'door', 'resource']),
    ...(raw['inside'] === true || raw['inside'] === 'true' ? { inside: true as const } : {}),
  }
}

export type WhySearch = { ask?: 'who'; person?: string; permission?: string; resource?: string; at?: string }
export function readWhySearch(raw: Raw): WhySearch {
  return {
    ...(raw['ask'] === 'who' ? { ask: 'who' as const } : {}),
    ...texts(raw, ['person', 'permission', 'resource', 'at']),
  }
}

/** The step of the wizard, from 1; and the contact that it begins with. */
export type InviteSearch = { step?: number; contact?: string }
export function readInviteSearch(raw: Raw): InviteSearch {
  const step = Number(raw['step'])
  return {
    ...(Number.isInteger(step) && step > 1 && step <= 6 ? { step } : {}),
    ...texts(raw, ['contact']),
  }
}

export type MailsSearch = { state?: 'waiting' | 'failed' | 'sent' }
export function readMailsSearch(raw: Raw): MailsSearch {
  const state = (['waiting', 'failed', 'sent'] as const).find(one => one === raw['state'])
  return state ? { state } : {}
}

const peopleShown = ['contact', 'invited', 'active', 'suspended', 'ended', 'review'] as const
export type PeopleSearch = { show?: (typeof peopleShown)[number] }
export function readPeopleSearch(raw: Raw): PeopleSearch {
  const show = peopleShown.find(one => one === raw['show'])
  return show ? { show } : {}
}

function texts<K extends string>(raw: Raw, names: readonly K[]): { [k in K]?: string } {
  const found: { [k in K]?: string } = {}
  for (const name of names) {
    const value = raw[name]
    if (typeof value === 'string' && value !== '' && value.length <= 200) found[name] = value
  }
  return found
}
