import type { ChangePages } from '../de/change-pages.ts'

export const changePages: ChangePages = {
  title: 'Wijziging bevestigen',
  holder: {
    old: 'Het domein {{domain}} moet een andere houder krijgen. Daarvoor moet deze mailbox ja zeggen.',
    new: 'Het contact {{contact}} moet houder van het domein {{domain}} worden. Daarvoor moet deze mailbox ja zeggen.',
    stop: 'Het domein {{domain}} krijgt een andere houder als niemand bezwaar maakt. Tot dan kunt u het tegenhouden.',
  },
  address: {
    old: 'Het contact {{contact}} is houder van domeinen en moet een ander e-mailadres krijgen: {{address}}. Daarvoor moet deze mailbox ja zeggen.',
    new: 'Het contact {{contact}} moet dit e-mailadres krijgen: {{address}}. Daarvoor moet deze mailbox ja zeggen.',
    stop: 'Het contact {{contact}} krijgt een ander e-mailadres als niemand bezwaar maakt: {{address}}. Tot dan kunt u het tegenhouden.',
  },
  next: {
    holder:
      'Als beide mailboxen hebben bevestigd, wordt nog {{count}} dagen gewacht; zolang kan het worden tegengehouden. Daarna voert de provider het uit.',
    address:
      'Als beide mailboxen hebben bevestigd, wordt nog {{count}} dagen gewacht; zolang kan het worden tegengehouden. Daarna geldt het nieuwe adres.',
  },
  words: {
    account: 'Account',
    domain: 'Domein',
    oldHolder: 'Houder nu',
    newHolder: 'Houder daarna',
    nobody: 'niet bekend',
    contact: 'Contact',
    oldAddress: 'Adres nu',
    newAddress: 'Adres daarna',
    askedBy: 'Gevraagd door',
    until: 'Termijn',
  },
  confirm: 'Ja, ik bevestig',
  stop: 'Nee, tegenhouden',
  half: 'Dank u. Nu moet de andere mailbox nog ja zeggen.',
  both: 'Dank u. Beide mailboxen hebben bevestigd. De wachttijd loopt tot {{at}}.',
  stopped: 'Tegengehouden. Alles blijft zoals het is; alle betrokkenen horen ervan.',
}
