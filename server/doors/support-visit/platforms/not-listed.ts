import type { Platform } from './platform.ts'
import { ownerConfirms, ownerDoes, supportConfirms, supportDoes } from './step.ts'

/** Whatever we know nothing about: support decides whether it has to get in at all, and everything is ticked off. */
export const notListed: Platform = {
  id: 'not-listed',
  method: 'by-hand',
  domains: [],
  rights: [],
  liveSession: { whenRemoved: 'unknown', because: 'The platform is not known.' },
  expiry: { of: 'unknown', because: 'The platform is not known.' },
  apiCheck: null,
  guide: {
    version: 1,
    checkedOn: '2026-11-22',
    basis: 'not checked',
    documentation: null,
    steps: {
      before: [supportConfirms('byHand.needed'), supportDoes('byHand.way')],
      open: [
        ownerConfirms('byHand.make'),
        ownerDoes('byHand.expire'),
        ownerDoes('common.resetInstead'),
        ownerDoes('common.until'),
      ],
      check: [ownerConfirms('byHand.look')],
      end: [
        ownerConfirms('byHand.remove'),
        ownerConfirms('byHand.sessions'),
        supportConfirms('byHand.refused'),
      ],
      after: [ownerDoes('common.strangers'), ownerConfirms('byHand.lookAround')],
    },
  },
}
