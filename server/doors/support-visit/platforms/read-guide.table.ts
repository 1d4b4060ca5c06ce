// The truth table of read-guide.ts: who must say that something is done before a phase is over. Read a line as a
// sentence: "Shopify, end: the owner has removed the collaborator and sees him gone, support sees nothing open".
import type { Phase, PlatformId } from './platform.ts'
import type { Circumstances } from './read-guide.ts'
import type { StepText } from './step.ts'

export type Line = {
  says: string
  platform: PlatformId
  phase: Phase
  given?: Partial<Circumstances>
  owner?: StepText[]
  support?: StepText[]
}

// biome-ignore format: a table is read by its lines
export const table: Line[] = [
  { says: 'Shopify is let in by a code, a request, a comparison and a yes', platform: 'shopify', phase: 'open', owner: ['shopify.giveCode', 'shopify.compareRequest', 'shopify.accept'], support: ['shopify.sendRequest'] },
  { says: 'on Shopify the owner looks at the rights once more', platform: 'shopify', phase: 'check', owner: ['shopify.look'] },
  { says: 'Shopify is over when the collaborator is out and no window opens', platform: 'shopify', phase: 'end', owner: ['shopify.remove', 'shopify.gone'], support: ['common.openWindow'] },
  { says: 'after Shopify the request code is a new one', platform: 'shopify', phase: 'after', owner: ['shopify.newCode'] },
  { says: 'Wix is let in by an invitation that support accepts', platform: 'wix', phase: 'open', owner: ['wix.invite'], support: ['common.accept'] },
  { says: 'Wix is over when the collaborator is out of the list', platform: 'wix', phase: 'end', owner: ['wix.remove', 'common.gone'], support: ['common.openWindow'] },
  { says: 'nothing is connected where there is no connector', platform: 'wix', phase: 'end', given: { connected: true }, owner: ['wix.remove', 'common.gone'], support: ['common.openWindow'] },

  { says: 'a connected WordPress lets in without anybody', platform: 'wordpress', phase: 'open', given: { connected: true } },
  { says: 'a connected WordPress ends without anybody: Einlass proves it', platform: 'wordpress', phase: 'end', given: { connected: true } },
  { says: 'after a connected WordPress the owner looks at what was left behind', platform: 'wordpress', phase: 'after', given: { connected: true }, owner: ['provision.leftBehind'] },
  { says: 'a WordPress that Einlass cannot reach is ended by people', platform: 'wordpress', phase: 'end', owner: ['wordpress.remove', 'common.gone'], support: ['common.openWindow'] },
  { says: 'in PrestaShop sessions are looked at as well', platform: 'prestashop', phase: 'end', owner: ['prestashop.remove', 'prestashop.sessions'], support: ['common.openWindow'] },

  { says: 'before Einlass touches a server, its owner has compared the host key', platform: 'server', phase: 'before', given: { connected: true }, owner: ['server.hostKey'], support: ['server.prepare'] },
  { says: 'a server by hand: the line is out, what ran is cut, a new try is refused', platform: 'server', phase: 'end', owner: ['server.removeKey', 'server.cut'], support: ['server.refused'] },
  { says: 'a platform that nobody knows: support decides first whether to get in at all', platform: 'not-listed', phase: 'before', support: ['byHand.needed'] },
  { says: 'a platform that nobody knows: removed, sessions ended, refused', platform: 'not-listed', phase: 'end', owner: ['byHand.remove', 'byHand.sessions'], support: ['byHand.refused'] },

  { says: 'allowed addresses are named before', platform: 'squarespace', phase: 'before', given: { allowList: true }, support: ['allowList.name'] },
  { says: 'allowed addresses go in first', platform: 'magento', phase: 'open', given: { connected: true, allowList: true }, owner: ['allowList.putIn'] },
  { says: 'allowed addresses come out last, when the account itself was seen to be shut', platform: 'wix', phase: 'end', given: { allowList: true }, owner: ['wix.remove', 'common.gone', 'allowList.takeOut'], support: ['common.openWindow'] },
  { says: 'allowed addresses come out even where Einlass does the rest', platform: 'magento', phase: 'end', given: { connected: true, allowList: true }, owner: ['allowList.takeOut'] },
  { says: 'a password that was seen is changed, also where Einlass does the rest', platform: 'shopware', phase: 'after', given: { connected: true, handedOver: true }, owner: ['provision.leftBehind', 'handOver.change'] },
  { says: 'a password that was seen is changed on a server', platform: 'server', phase: 'after', given: { handedOver: true }, owner: ['server.lookAround', 'handOver.change'] },
]
