/** Whom a domain can be registered for, or who is written to about it; a plain copy, bound to nothing. */
export type RegistrantContact = {
  kind: 'person' | 'organisation' | 'role'
  /** Of a person, of the mailbox, or of whom an organisation names; null: only the organisation is known. */
  name: string | null
  organisation: string | null
  /** At most three lines. */
  street: readonly string[]
  city: string
  /** State, province, canton */
  area: string | null
  postcode: string | null
  /** ISO 3166-1 alpha-2 */
  country: string
  phone: {
    /** E.164 with its plus */
    number: string
    extension: string | null
  } | null
  email: string
  /** What the person agrees to be published. */
  disclose: readonly Disclosable[]
}

export type Disclosable = 'name' | 'organisation' | 'address' | 'phone' | 'email'

/** How an address stands in a registry: `int` in 7-bit ASCII, `loc` as people there write it (RFC 5733 §2.4). */
export type PostalForm = 'int' | 'loc'

export type Postal = {
  name: string
  organisation: string | null
  street: string[]
  city: string
  area: string | null
  postcode: string | null
  country: string
}
