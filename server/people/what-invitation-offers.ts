import type { Recording } from '#server/access/record.ts'
import type { ResourceKind } from '#server/access/resource.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Invitation } from './invitations.ts'

/** What a door promises with an invitation; until when stands with the invitation. */
export type Offered = {
  permissions: readonly string[]
  /** null: the whole account */
  scope: { id: string; name: string; kind: ResourceKind } | null
  reason: string | null
}

/**
 * The door behind invitations that make nobody a member. It keeps what it promises, and gives exactly that when somebody
 * accepts; people/ knows no door and is handed this.
 */
export type InvitationOffers = {
  read(tx: Tx, invitation: Invitation): Promise<Offered>
  /** May whoever invites still give what he promised? Asked whenever the invitation is looked at. */
  stands(tx: Tx, invitation: Invitation, at: Date): Promise<boolean>
  /**
   * Opens what was promised, in the transaction in which the invitation is accepted; the decision is the inviter's, and
   * what he stands on is asked anew.
   * @throws Refusal 'has-rights-here', 'owner-has-all-rights', or whatever keeps the inviter from giving it
   */
  takeUp(r: Recording, invitation: Invitation, personId: string): Promise<void>
}
