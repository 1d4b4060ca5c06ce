/** Who holds a grant: one person, or a team of the provider (whoever is in it at that moment). */
export type Subject = { kind: 'person' | 'team'; id: string }

/**
 * Who did something. Every fact names one: a person, perhaps on behalf of another, or a rule of the desk itself
 * ('clock' for what time brings, 'setup', 'command line' for whoever has the machine, 'invitation' and 'mailbox' for
 * whoever holds the link of one or of a mail and is not signed in, 'recorder' for what keeps recordings).
 */
export type Actor =
  | { person: string; behalfOf?: string }
  | {
      rule:
        | 'clock'
        | 'setup'
        | 'command line'
        | 'import'
        | 'witness'
        | 'invitation'
        | 'mailbox'
        | 'ssh door'
        | 'recorder'
    }
