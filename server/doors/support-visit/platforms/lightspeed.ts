import type { Platform } from './platform.ts'
import { ownerConfirms, ownerDoes, supportConfirms, supportDoes } from './step.ts'

/** The page that was found is about the E-Series, which is Ecwid; for the C-Series nothing of Lightspeed's own was found. */
const staff =
  'https://x-series-support.lightspeedhq.com/hc/en-us/articles/38699815951259-Creating-staff-accounts-in-Lightspeed-eCom'

export const lightspeed: Platform = {
  id: 'lightspeed',
  method: 'invite',
  domains: ['lightspeedhq.com'],
  rights: ['Full permissions'],
  liveSession: { whenRemoved: 'unknown', because: 'Nothing was found about it.' },
  expiry: { of: 'unknown', because: 'Nothing was found about it.' },
  apiCheck: null,
  guide: {
    version: 1,
    checkedOn: '2026-11-22',
    basis: 'not checked',
    documentation: staff,
    steps: {
      before: [
        ownerDoes('lightspeed.series', staff),
        supportDoes('common.prepare'),
        supportDoes('common.mailbox'),
      ],
      open: [ownerConfirms('lightspeed.invite'), ownerDoes('common.until'), supportConfirms('common.accept')],
      check: [
        ownerDoes('lightspeed.look'),
        ownerConfirms('common.compareRights'),
        ownerDoes('common.onlyOne'),
      ],
      end: [
        ownerConfirms('lightspeed.remove'),
        ownerConfirms('common.gone'),
        supportConfirms('common.openWindow'),
      ],
      after: [ownerDoes('common.strangers'), ownerDoes('common.apps')],
    },
  },
}
