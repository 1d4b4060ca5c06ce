// The closed list of refusals. The kernel, the doors and the console speak these codes; HTTP learns the status here
// and nowhere else. What may not be seen is 'not-found', whatever the true reason, so that nothing leaks.
// Shape on the wire: RFC 9457. What each means for the person, the operator and support: docs/refusals.md.

export const problems = {
  'not-signed-in': { status: 401, title: 'Sign in first.' },
  'sign-in-failed': { status: 401, title: 'The address or the password is not right.' },
  'too-many-tries': { status: 429, title: 'Too many tries. Wait a little and try again.' },
  'second-factor-needed': {
    status: 401,
    title: 'Give the code of your authenticator app too, or use a passkey.',
  },
  'second-factor-missing': {
    status: 403,
    title:
      'You must have a second factor: a passkey or an authenticator app. Sign in at the sign-in page to set one up.',
  },
  'fresh-proof-needed': { status: 403, title: 'Prove anew that it is you, by passkey or one-time code.' },
  'proof-failed': { status: 403, title: 'That was not right.' },
  'passkey-refused': { status: 400, title: 'This passkey cannot be used here.' },
  'last-sign-in-method': { status: 409, title: 'This is your last way to sign in. Add another one first.' },
  'key-may-not': { status: 403, title: 'This API key has no scope for that.' },
  'not-found': { status: 404, title: 'There is nothing here, or nothing that you may see.' },
  'not-allowed': { status: 403, title: 'You may see this, but not do that.' },
  'other-site': { status: 403, title: 'The request did not come from this site.' },
  'invalid-input': { status: 400, title: 'Something in the request is not as it must be.' },
  conflict: {
    status: 409,
    title: 'Somebody else changed this meanwhile. Look at what is there now and decide again.',
  },
  'version-missing': {
    status: 428,
    title: 'Say which version you saw (If-Match), so that nobody is overwritten.',
  },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for another request.' },
  'idempotency-key-in-progress': {
    status: 409,
    title: 'The first request with this Idempotency-Key is still being answered.',
  },
  'link-is-over': { status: 410, title: 'This link was used or is too old. Ask for a new one.' },
  'password-too-weak': {
    status: 400,
    title: 'The password must have at least 12 characters and not be a common one.',
  },

  'ssh-key-refused': { status: 400, title: 'This public key cannot be used.' },
  'ssh-key-is-taken': { status: 409, title: 'This public key is registered already.' },
  'no-ssh-here': { status: 409, title: 'This server is not connected for SSH.' },
  'no-such-zone': { status: 400, title: 'This time zone is not known.' },
  'no-such-region': { status: 400, title: 'This region is not known.' },
  'no-such-date': { status: 400, title: 'This date does not exist.' },
  'no-such-time': { status: 400, title: 'This time does not exist on that day: the clock was put forward.' },
  'end-is-past': { status: 400, title: 'The end has already passed.' },
  'end-before-begin': { status: 400, title: 'The end must come after the beginning.' },
  'end-beyond-maximum': { status: 400, title: 'The end is later than the provider allows.' },
  'end-is-missing': { status: 400, title: 'Say until when.' },
  'nobody-may-enter': { status: 400, title: 'Say who may enter.' },
  'not-in-the-support-team': { status: 400, title: 'One of these people is not in the support team.' },
  'already-off': { status: 409, title: 'Service access is off already.' },

  'not-delegable': { status: 403, title: 'This right can never be passed on.' },
  'more-than-you-have': { status: 403, title: 'Nobody can give more than he has himself.' },
  'longer-than-you-have': { status: 403, title: 'Nobody can give longer than he has himself.' },
  'chain-of-delegation': { status: 403, title: 'What was passed on cannot be passed on again.' },
  'ending-already': { status: 409, title: 'This has been ended. Open it anew if it is still needed.' },
  'account-is-closed': { status: 409, title: 'This account is closed.' },
  'resource-is-removed': { status: 409, title: 'This shop was removed.' },

  'own-request': { status: 403, title: 'Nobody answers his own request.' },
  'request-is-answered': { status: 409, title: 'This request has been answered already.' },
  'request-has-lapsed': {
    status: 410,
    title: 'Nobody answered in time, so this request has lapsed. Ask again.',
  },
  'request-was-withdrawn': { status: 410, title: 'This request was withdrawn.' },
  'reason-is-missing': { status: 400, title: 'Give a reason for each right that you ask for.' },
  'already-asked': { status: 409, title: 'There is an open request of yours for this shop already.' },

  'request-code-is-wrong': {
    status: 403,
    title: 'This request code is not right. Ask the owner for the one that Einlass shows him now.',
  },
  'need-is-not-said': { status: 400, title: 'Say first whether somebody has to get in at all.' },
  'mailbox-is-missing': {
    status: 409,
    title: 'The provider has not named a mailbox yet under which visits are made.',
  },
  'more-than-was-asked': { status: 400, title: 'This right was not asked for.' },

  'no-open-grant': { status: 403, title: 'Nobody has opened access for you here at this time.' },
  'no-entrance-here': { status: 409, title: 'This shop has no entrance yet: its gate is not set up.' },
  'ticket-is-over': { status: 410, title: 'This ticket was used or is too old. Enter again from the desk.' },

  'no-such-system': { status: 400, title: 'This desk cannot connect such a system.' },
  'not-connected': { status: 409, title: 'Nothing is connected here yet.' },
  'connection-is-in-use': {
    status: 409,
    title:
      'Something is left there that only the present connection can take away. End the access first and wait until that is confirmed.',
  },

  'left-behind-is-over': {
    status: 409,
    title: 'One of these is gone already, or is being removed. Look at what is there now.',
  },
  'nothing-is-missing': { status: 409, title: 'Nothing is missing here that could be made again.' },
  'recording-is-gone': {
    status: 410,
    title: 'The content of this recording was destroyed, because its time was over.',
  },
  'other-side-confirms': { status: 403, title: 'The other side confirms this step.' },
  'step-not-now': { status: 409, title: 'It is not the turn of this step.' },
  'rights-differ': {
    status: 409,
    title: 'Compare the rights first, and take away or accept what is too much.',
  },
  'not-a-network': {
    status: 400,
    title: 'This is no address and no network, or far too wide.',
  },
  'hand-over-needs-a-name': { status: 409, title: 'Only one person by name can get this.' },
  'hand-over-is-over': { status: 410, title: 'This is not there any more.' },
  'rotation-is-not-due': { status: 409, title: 'There is nothing to confirm here.' },

  'already-invited': {
    status: 409,
    title: 'This address is invited already. Send the invitation again instead.',
  },
  'already-a-member': { status: 409, title: 'This person is a member already.' },
  'not-a-member': { status: 409, title: 'This person is no member of the account.' },
  'owner-must-hand-over': {
    status: 409,
    title: 'The account is yours. Hand it over to somebody else, or close it, before you leave.',
  },
  'transfer-runs-already': {
    status: 409,
    title: 'The account is about to change hands already. Stop that first.',
  },
  'transfer-is-over': { status: 410, title: 'This has happened or was stopped already.' },
  'contact-is-wrong': {
    status: 400,
    title: 'Some of this cannot be kept as a contact. The findings say what, field by field.',
  },
  'contact-is-needed': {
    status: 409,
    title: 'This contact is still needed. Choose another one there first.',
  },
  'contact-cannot-be-holder': {
    status: 400,
    title:
      'Something is missing in this contact before it can hold a domain. The faults say what, field by field.',
  },
  'holder-is-there': { status: 409, title: 'This domain has a holder already. Ask for a change.' },
  'change-runs-already': { status: 409, title: 'A change is under way here already. Stop that first.' },
  'change-is-over': { status: 410, title: 'This has happened or was stopped already.' },
  'name-does-not-match': { status: 400, title: 'Type the name of the account exactly as it is.' },
  'owner-has-all-rights': { status: 409, title: 'The owner may do everything already.' },
  'not-to-yourself': { status: 403, title: 'Nobody gives rights to himself.' },
  'has-rights-here': { status: 409, title: 'This person has rights here already. Change those.' },
  'person-is-suspended': {
    status: 409,
    title: 'This person is suspended. Resume first, or end what the person has.',
  },
  'not-suspended': { status: 409, title: 'This person is not suspended.' },
  'nobody-suspends-himself': { status: 403, title: 'Nobody suspends himself.' },
  'owner-stays': {
    status: 409,
    title: 'The account belongs to this person. It must be handed over first.',
  },
  'member-is-not-suspended': {
    status: 409,
    title: 'Members are not suspended. End the membership, and invite again when it is time.',
  },
  'not-a-group': { status: 400, title: 'This is no group.' },
  'group-in-a-group': { status: 400, title: 'A group cannot belong to a group.' },
  'reference-is-taken': { status: 409, title: 'This number is taken already.' },
  'origin-is-taken': { status: 409, title: 'Another shop has this address already.' },
  'signs-in-already': { status: 409, title: 'This person can sign in already.' },

  'setup-is-done': { status: 410, title: 'This instance is set up already.' },
  'address-is-taken': { status: 409, title: 'Somebody with this address exists already.' },
  'database-is-away': {
    status: 503,
    title: 'The database does not answer. Until it does, nobody is let in.',
  },
  internal: { status: 500, title: 'Something went wrong on our side.' },
} as const satisfies Record<string, { status: number; title: string }>

export type RefusalCode = keyof typeof problems
