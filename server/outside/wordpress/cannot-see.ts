/** What this connector cannot see or do, for the people who rely on it. English sentences, one each. */
export const cannotSee: readonly string[] = [
  'Open sessions of accounts that it has not made: the REST API of WordPress has no word for them.',
  'Whether the password or the mailbox of an account that was there before has been changed.',
  'Keys of the WooCommerce REST API: WooCommerce does not list them there.',
  'What plugins keep in tables of their own: their accounts, tokens, connections to services.',
  'Must-use plugins and drop-ins, changed files, and anything put on the server past WordPress.',
  'Events planned for later (WP-Cron, Action Scheduler).',
  'Accounts that a plugin hides from lists, and the super admins of a network of sites.',
  'Rights that a plugin gives at the moment of asking, without writing them to an account.',
  'Roles whose rights have been changed, unless an account with one of the rights looked for appears by it.',
  'Whether signing in is refused, where a shop asks for a second factor or a puzzle before it looks at the password.',
  'What the visitor read, exported or changed in content, orders and settings.',
]
