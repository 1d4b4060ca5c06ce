import type { Method, PlatformId } from '../platforms/platform.ts'
import type { Way } from './artefacts-of-visit.ts'

type Row = {
  platform: PlatformId
  /** What is connected to the shop or server. */
  connected: string | null
  way?: Way
  key?: 'none'
  mailbox?: 'none'
  /** The method, and what is wanted outside; nothing: the visit needs nothing there. */
  makes: readonly [Method, string?]
  because: string
}

/** Who knows the platforms can read this, and correct it. */
export const table: readonly Row[] = [
  {
    platform: 'wordpress',
    connected: 'wordpress',
    makes: ['provision', 'admin in wordpress'],
    because: 'Einlass makes the account and takes it away',
  },
  {
    platform: 'shopware',
    connected: 'shopware',
    makes: ['provision', 'admin in shopware'],
    because: 'the same',
  },
  {
    platform: 'prestashop',
    connected: 'prestashop',
    makes: ['provision', 'admin in prestashop'],
    because: 'the same',
  },
  {
    platform: 'magento',
    connected: 'magento',
    makes: ['provision', 'admin in magento'],
    because: 'the same',
  },
  {
    platform: 'wordpress',
    connected: null,
    makes: ['by-hand', 'admin in by-hand'],
    because: 'nobody has connected the shop: the owner makes the account by the guide',
  },
  {
    platform: 'wordpress',
    connected: 'shopware',
    makes: ['by-hand', 'admin in by-hand'],
    because: 'another system is connected there: it cannot make an account of this one',
  },
  {
    platform: 'shopify',
    connected: null,
    makes: ['invite', 'invitation in by-hand'],
    because: 'the platform knows invitations; only its owner can accept one',
  },
  {
    platform: 'wix',
    connected: 'wordpress',
    makes: ['invite', 'invitation in by-hand'],
    because: 'what is connected does not matter where people are invited',
  },
  {
    platform: 'not-listed',
    connected: null,
    makes: ['by-hand', 'admin in by-hand'],
    because: 'nobody knows the platform: everything is ticked off',
  },
  {
    platform: 'server',
    connected: 'ssh-host',
    way: 'key-line',
    makes: ['server', 'key-line in ssh-host'],
    because: 'the line stays on the server while the visit is open',
  },
  {
    platform: 'server',
    connected: 'ssh-host',
    way: 'key-line',
    key: 'none',
    makes: ['server'],
    because: 'without a key of the agent there is nothing to write into the file',
  },
  {
    platform: 'server',
    connected: 'ssh-host',
    way: 'certificate',
    makes: ['server'],
    because: 'a certificate is made anew every few minutes and leaves nothing on the server',
  },
  {
    platform: 'server',
    connected: 'ssh-host',
    way: 'ssh-door',
    makes: ['server'],
    because: 'he goes through the door of Einlass and has nothing on the server',
  },
  {
    platform: 'server',
    connected: null,
    way: 'password',
    makes: ['server'],
    because: 'the password goes through the vault',
  },
  {
    platform: 'wordpress',
    connected: 'wordpress',
    mailbox: 'none',
    makes: ['provision'],
    because: 'without a mailbox of ours no account is made; asking is refused before',
  },
]
