import type { FactsTexts } from '../de/facts.ts'

export const factsTexts: FactsTexts = {
  fact: {
    account: { made: '{{by}} made the account.', closed: '{{by}} closed the account.' },
    resource: {
      added: '{{by}} added {{resource}}.',
      removed: '{{by}} removed {{resource}}.',
      moved: '{{by}} changed to which group {{resource}} belongs.',
    },
    holder: { kept: '{{by}} kept the holder of {{resource}}.' },
    'asset-change': {
      asked: '{{by}} wants a change at the holder of a domain.',
      confirmed: '{{by}} confirmed the change of holder.',
      stopped: '{{by}} stopped the change of holder.',
      done: '{{by}} carried out the change of holder.',
    },
    'entrance-key': {
      made: '{{by}} made a door key for {{resource}}.',
      withdrawn: '{{by}} withdrew a door key for {{resource}}.',
    },
    panel: {
      added: '{{by}} connected a panel.',
      changed: '{{by}} changed a panel.',
      entered: '{{by}} opened the panel.',
    },
    'panel-key': {
      made: '{{by}} made a key for a panel.',
      withdrawn: '{{by}} withdrew the key of a panel.',
    },
    connection: {
      made: '{{by}} connected {{resource}} with Einlass.',
      removed: '{{by}} took the connection to {{resource}} away.',
    },
    recording: {
      begun: 'The recording of a session began.',
      kept: 'The recording of a session is kept.',
      watched: '{{by}} watched a recording.',
      destroyed: 'The content of a recording was destroyed.',
    },
    'private-address': {
      allowed: '{{by}} allowed Einlass to reach {{resource}} inside the own network.',
      closed: '{{by}} closed the own network for {{resource}} again.',
    },
    'request-code': {
      made: '{{by}} made a new request code.',
      used: '{{by}} used the request code to see what can be visited.',
    },
    visit: {
      begun: '{{by}} began a visit to {{resource}}.',
      agreed: 'The visit to {{resource}} is agreed.',
      'not-needed': '{{by}}: nobody needs access to {{resource}}.',
    },
    team: {
      made: '{{by}} made a team.',
      joined: '{{by}} added {{person}} to a team.',
      left: '{{by}} took {{person}} out of a team.',
    },
    person: {
      added: '{{by}} added {{person}}.',
      invited: '{{by}} sent {{person}} the link for the first password.',
      invited_screen: '{{by}} had the link for the first password of {{person}} shown on the screen.',
      deactivated: '{{by}} blocked {{person}}.',
      suspended: '{{by}} suspended the rights of {{person}}.',
      resumed: '{{by}} gave back to {{person}} what was suspended.',
      'suspension-dropped': '{{by}} ended what was suspended of {{person}}.',
    },
    member: {
      invited: '{{by}} invited {{person}} into this account.',
      accepted: '{{person}} accepted the invitation.',
      declined: '{{by}} declined the invitation.',
      'not-me': 'The mailbox of {{person}} says: that is not me.',
      asked: '{{person}} asks for something about the invitation.',
      'ask-refused': '{{by}} stays with the address of {{person}}.',
      'invitation-withdrawn': '{{by}} withdrew the invitation to {{person}}.',
    },
    contact: {
      added: '{{by}} added a contact.',
      changed: '{{by}} changed a contact.',
      removed: '{{by}} removed a contact.',
    },
    policy: { changed: '{{by}} changed the rules.' },
    webhook: {
      added: '{{by}} has {{resource}} told when rights change.',
      changed: '{{by}} changed the webhook {{resource}}.',
      removed: '{{by}} removed the webhook {{resource}}.',
    },
    request: {
      asked: '{{by}} asked for access to {{resource}}.',
      withdrawn: '{{by}} withdrew the request for {{resource}}.',
      lapsed: 'The request for {{resource}} lapsed without an answer.',
      decided: '{{by}} answered the request.',
      decided_allow: '{{by}} accepted the request.',
      decided_refuse: '{{by}} refused the request.',
    },
    grant: {
      opened_member: '{{subject}} became a member of the account, {{until}}.',
      ending_person:
        '{{by}} shut the access of {{subject}} to the account: {{cause}}. From here on nobody gets in through it.',
      opened: '{{by}} opened access to {{resource}} for {{subject}}, {{until}}.',
      opened_account: '{{by}} opened the whole account for {{subject}}, {{until}}.',
      begun: 'An access of {{subject}} began, as planned.',
      'end-moved_account': '{{by}} changed the end of an access to the whole account: now {{until}}.',
      ending_account:
        '{{by}} shut an access to the whole account: {{cause}}. From here on nobody gets in through it.',
      ended_account: 'Confirmed: nobody gets into the account through this access any more.',
      'end-moved': '{{by}} changed the end of the access to {{resource}}: now {{until}}.',
      ending: '{{by}} shut the access to {{resource}}: {{cause}}. From here on nobody gets in.',
      ended: 'Confirmed: nobody gets into {{resource}} through this access any more.',
    },
    ending: {
      unconfirmed:
        'After an ending it is not confirmed yet that everything at {{resource}} is shut. Einlass has raised an alarm.',
    },
    certificate: { signed: '{{person}} was given an SSH certificate for {{resource}}.' },
    entry: {
      opened: '{{person}} entered {{resource}}.',
      closed: '{{person}} is no longer in {{resource}}: {{cause}}.',
      refused: 'Confirmed: {{person}} does not get into {{resource}} this way any more.',
      gone: 'The connection of {{person}} to {{resource}} is proven to be gone.',
      held: 'A visit to {{resource}} stays open, because another access still allows it.',
    },
    step: {
      confirmed: '{{by}} confirmed a step.',
      undone: '{{by}} took back the confirmation of a step.',
    },
    rights: {
      read: '{{by}} noted which rights are asked for.',
      accepted: '{{by}} accepted additional rights.',
      reviewed: 'Einlass sent {{person}} a mail about rights.',
    },
    artefact: {
      wanted: 'A means of access is to be made in {{resource}}.',
      present: 'A means of access was made in {{resource}}.',
      removing: 'The means of access in {{resource}} is being removed.',
      gone: 'The means of access in {{resource}} is proven to be gone.',
      failed: 'Something went wrong with the means of access in {{resource}}.',
      'came-back': 'The means of access in {{resource}} is there again and is removed once more.',
      missing: 'The means of access in {{resource}} was removed by hand.',
    },
    inventory: { taken: 'Einlass looked at what is there in {{resource}}.' },
    'left-behind': {
      found: 'Something was left behind in {{resource}}.',
      removed: 'What was left behind in {{resource}} is proven to be removed.',
      kept: '{{by}} keeps what was found in {{resource}}.',
    },
    secret: {
      kept: '{{by}} put down: {{what}}.',
      revealed: '{{by}} has seen: {{what}}.',
      destroyed: 'Destroyed: {{what}}.',
      rotated: '{{by}} changed: {{what}}.',
    },
    owner: {
      reminded: 'Einlass reminded {{person}} that {{resource}} is still open.',
      told: 'Einlass sent {{person}} a mail about it.',
      'transfer-asked': '{{by}} offered {{person}} to take the account over.',
      'transfer-confirmed':
        '{{by}} confirmed to take the account over. Until it happens it can still be stopped.',
      'transfer-stopped': '{{by}} stopped the transfer of the account to {{person}}.',
      changed: 'The account belongs to {{person}} now.',
    },
  },
  words: {
    asDeputy: 'As a deputy, {{until}}',
    asViewer: 'Looks only, {{until}}',
    takesEffect: 'Happens on {{at}}, unless somebody stops it',
    theTeam: 'the support team',
    somebody: 'somebody',
    somebodyDid: 'Somebody',
    theShop: 'the shop',
    unknownKind: 'Something happened that this version of the console does not know ({{kind}}).',
    note: 'Note: {{note}}',
    reason: 'Reason: {{reason}}',
    caseNumber: 'Case: {{caseNumber}}',
  },
}
