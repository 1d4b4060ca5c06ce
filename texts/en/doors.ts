import type { DoorTexts } from '#texts/de/doors.ts'

export const doorTexts: DoorTexts = {
  ssh: {
    /** Shown when a shell opens, before anything of the server. */
    banner: (person, resource, account) => `Einlass: ${resource} of ${account}. Signed in as ${person}.`,
    /** The last that somebody reads whose shell is cut. */
    over: 'This access has ended.',
  },
  gate: {
    overTitle: 'Your access has ended',
    over: shop =>
      `You were in ${shop}. That access is over; the visit in this browser opens nothing any more.`,
    overNext: 'If something is left to do, ask the owner for access again.',
    overFacts: { at: 'Ended', by: 'By', why: 'Why', note: 'Note' },
    overBecause: {
      expired: 'The agreed time is over.',
      revoked: 'It was ended by hand.',
      returned: 'It was given back.',
      replaced: 'It was replaced by a changed access.',
      emergency: 'Everything was ended in an emergency.',
      'person-deactivated': 'Your sign-in was blocked.',
      'giver-deactivated': 'Whoever gave it was blocked.',
      'parent-ended': 'The access it was given from has ended.',
      'account-closed': 'The account was closed.',
      'resource-removed': 'The shop was removed.',
      suspended: 'The owner, or who acts for the owner, suspended your rights.',
      left: 'You left the shop.',
      'signed-out': 'The sign-in with which you entered has ended.',
      'too-old': 'A visit lasts twelve hours at most. If access is still open, simply enter again.',
      'key-removed': 'The SSH key with which you entered was removed.',
      'resource-moved': 'Where you entered no longer belongs to what is open to you.',
      'left-team': 'You are no longer in the team it was given to.',
    },
    notOpenTitle: 'It is not open for you',
    notOpen: shop => `Nobody has given you access to ${shop} at this time.`,
    notOpenNext: 'Ask the owner for it, or sign in as someone else if you have two sign-ins.',
    ask: 'Ask for access',
    asSomeoneElse: 'Sign in as someone else',
    enterAgain: 'Enter again',
    toDesk: 'To Einlass',

    signedOutTitle: 'You are not in here (any more)',
    signedOut: shop => `Before you go on in ${shop}, come in through the door once more.`,
    signedOutLost: 'What you sent just now did not arrive.',

    ticketOverTitle: 'This ticket is no longer valid',
    ticketOver: 'It opens the door once, within five minutes. Nothing is lost: enter again from Einlass.',
    wrongTicketTitle: 'This ticket does not belong here',
    wrongTicket: 'It is for another door, or it does not come from Einlass. Enter again from Einlass.',
    otherSiteTitle: 'That came from another site',
    otherSite:
      'The way in is from Einlass only. If you just followed a link that you do not trust: nothing has happened.',

    awayTitle: 'Nobody can get in at the moment',
    away: 'Einlass cannot look up right now who may enter. Until it can, the door stays shut. Try again in a few seconds.',

    hereTitle: shop => `You are in ${shop}`,
    who: 'Who',
    where: 'Where',
    until: 'Until, at the latest',
    may: 'You may',
    mayView: 'look',
    mayOperate: 'look and change things',
    untilHint: 'Then this visit ends by itself. If the owner ends access earlier, that takes effect at once.',
    back: 'Back to the shop',
    leave: 'Leave this shop',
    giveBack: 'Done: give access back',
    giveBackHint: 'Leaving closes this visit only. When everything is done, give access back in Einlass.',

    outsideTitle: 'You are not inside',
    outside: shop => `There is no open visit to ${shop} in this browser.`,
    leftTitle: 'You have left the shop',
    left: shop =>
      `Your visit to ${shop} is closed. Access itself stays open until it ends or you give it back.`,
  },
}
