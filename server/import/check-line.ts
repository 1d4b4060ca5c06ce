import { Compile } from 'typebox/compile'
import { makeAccount } from '#contract/accounts.ts'
import type { EnteredKind } from '#server/access/resource.ts'
import type { WantedAccount } from '#server/people/open-account.ts'
import { isRegion } from '#server/plumbing/calendar/regions.ts'
import { readZone } from '#server/plumbing/calendar/zones.ts'
import type { Column } from './read-lines.ts'

/** What a line wants: the account with this reference, with at most this one shop. */
export type Wanted = Omit<WantedAccount, 'reference' | 'shops'> & {
  reference: string
  shop: { name: string; origin: string | null; kind: EnteredKind } | null
}

/** What holds where a line does not say it. */
export type Standards = { zone: string; region: string }

const rules: Readonly<Record<Column, string>> = {
  reference: 'must have 1 to 100 characters',
  account: 'must have 1 to 200 characters',
  zone: 'is no time zone (for instance Europe/Berlin)',
  region: 'is no region (for instance DE-BE)',
  owner_name: 'must have 1 to 200 characters',
  owner_address: 'is no mail address',
  owner_language: 'must be de, en or nl',
  shop_name: 'must have 1 to 200 characters',
  shop_origin: 'is no origin (for instance https://shop.example, in lower case and without a path)',
  shop_kind: 'must be shop or server, and a server has no shop_origin',
}

/** Where the contract of making an account keeps what a column says. */
const places: readonly [place: string, column: Column][] = [
  ['/reference', 'reference'],
  ['/name', 'account'],
  ['/zone', 'zone'],
  ['/region', 'region'],
  ['/owner/name', 'owner_name'],
  ['/owner/address', 'owner_address'],
  ['/owner/language', 'owner_language'],
  ['/shops/0/name', 'shop_name'],
  ['/shops/0/origin', 'shop_origin'],
  ['/shops/0/kind', 'shop_kind'],
]
const body = Compile(makeAccount.body)

/** Checks a line by the contract of making an account: what cannot be made at the desk cannot be imported either. */
export function checkLine(
  values: Readonly<Record<Column, string>>,
  standards: Standards,
): { wanted: Wanted } | { wrong: string } {
  const hasShop = values.shop_name !== '' || values.shop_origin !== '' || values.shop_kind !== ''
  const kind = (values.shop_kind || 'shop') as EnteredKind
  const shop = hasShop ? { name: values.shop_name, origin: values.shop_origin || null, kind } : null
  const account = {
    name: values.account,
    reference: values.reference,
    zone: values.zone || standards.zone,
    region: values.region || standards.region,
    owner: { name: values.owner_name, address: values.owner_address, language: values.owner_language },
    shops: shop ? [shop] : [],
  }
  const wrong = new Set<Column>()
  if (!body.Check(account))
    for (const { instancePath } of body.Errors(account))
      for (const [place, column] of places) if (instancePath === place) wrong.add(column)
  if (shop?.kind === 'server' && shop.origin !== null) wrong.add('shop_kind')
  const zone = readZone(account.zone)
  if (zone === undefined) wrong.add('zone')
  if (!isRegion(account.region)) wrong.add('region')
  const faults = places.flatMap(([, column]) => (wrong.has(column) ? [`${column} ${rules[column]}`] : []))
  // PostgreSQL keeps every character but this one.
  for (const [column, value] of Object.entries(values))
    if (value.includes('\u0000')) faults.push(`${column} has a character that cannot be kept`)
  if (faults.length > 0 || zone === undefined) return { wrong: faults.join('; ') }
  const { name, reference, region, owner } = account
  return {
    wanted: {
      name,
      reference,
      zone,
      region,
      owner: { ...owner, language: owner.language as Wanted['owner']['language'] },
      shop,
    },
  }
}
