// The truth table of compare-rights.ts. Read a line as a sentence: "asked for Orders and Users, agreed to Orders:
// Users is extra".
export type Line = {
  says: string
  requested: string[]
  agreed: string[]
  missing?: string[]
  extra?: string[]
  same?: string[]
}

// biome-ignore format: a table is read by its lines
export const table: Line[] = [
  { says: 'just what was agreed', requested: ['Orders', 'Products'], agreed: ['Orders', 'Products'], same: ['Orders', 'Products'] },
  { says: 'the order makes no difference', requested: ['Products', 'Orders'], agreed: ['Orders', 'Products'], same: ['Orders', 'Products'] },
  { says: 'more than was agreed', requested: ['Orders', 'Users'], agreed: ['Orders'], extra: ['Users'], same: ['Orders'] },
  { says: 'less than was agreed', requested: ['Orders'], agreed: ['Orders', 'Products'], missing: ['Products'], same: ['Orders'] },
  { says: 'something else than was agreed', requested: ['Users'], agreed: ['Orders'], missing: ['Orders'], extra: ['Users'] },
  { says: 'nothing was agreed: all of it is extra', requested: ['Orders', 'Users'], agreed: [], extra: ['Orders', 'Users'] },
  { says: 'nothing is asked for: all of it is missing', requested: [], agreed: ['Orders'], missing: ['Orders'] },
  { says: 'nothing and nothing', requested: [], agreed: [] },
  { says: 'capitals make no difference', requested: ['orders', 'DRAFT ORDERS'], agreed: ['Orders', 'Draft orders'], same: ['Orders', 'Draft orders'] },
  { says: 'spaces around and between make no difference', requested: ['  Draft   orders ', 'Gift\u00a0cards'], agreed: ['Draft orders', 'Gift cards'], same: ['Draft orders', 'Gift cards'] },
  { says: 'a name that stands there twice counts once', requested: ['Orders', 'orders'], agreed: ['Orders', 'Orders'], same: ['Orders'] },
  { says: 'an empty line is no right', requested: ['', '  ', 'Orders'], agreed: ['Orders', ''], same: ['Orders'] },
  { says: 'a right whose name begins alike is another one', requested: ['Orders: View'], agreed: ['Orders'], missing: ['Orders'], extra: ['Orders: View'] },
  { says: 'everything is never what was agreed piece by piece', requested: ['Full access'], agreed: ['Orders', 'Products'], missing: ['Orders', 'Products'], extra: ['Full access'] },
  { says: 'everything, if just that was agreed', requested: ['Full access'], agreed: ['Full access'], same: ['Full access'] },
  { says: 'names of objects are names like others', requested: ['constructor', '__proto__'], agreed: ['toString'], missing: ['toString'], extra: ['constructor', '__proto__'] },
]
