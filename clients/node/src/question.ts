/** What can be asked about. Of all but an account: in whose account it must be, if that is known (`account`). */
export type Resource = {
  type: 'account' | 'service' | 'domain' | 'department' | 'shop' | 'server' | 'group'
  /** The desk's id, or your own word for it. */
  id: string
  account?: string
}

/** May this person do this there? */
export type Question = {
  /** The desk's id of the person. */
  person: string
  /** For instance `invoices.view` or `domains.dns`. */
  permission: string
  resource: Resource
}

/** One key for one question, whatever its words contain: `a` and `b,c` are not `a,b` and `c`. */
export function keyOf({ person, permission, resource }: Question): string {
  return JSON.stringify([person, permission, resource.type, resource.id, resource.account ?? null])
}

/** As OpenID AuthZEN Authorization API 1.0 §6.1 writes it. */
export function evaluationOf({ person, permission, resource }: Question): object {
  const { type, id, account } = resource
  return {
    subject: { type: 'person', id: person },
    action: { name: permission },
    resource: { type, id, ...(account === undefined ? {} : { properties: { account } }) },
  }
}
