import type { Platform } from './platform.ts'
import { ownerConfirms, ownerDoes, supportConfirms, supportDoes } from './step.ts'

const staff = 'https://support.ecwid.com/hc/en-us/articles/115005355089-Adding-and-managing-staff-accounts'

export const ecwid: Platform = {
  id: 'ecwid',
  method: 'invite',
  domains: ['ecwid.com'],
  rights: ['Reports and analytics', 'Marketing', 'Website', 'Sales channels', 'Catalog', 'Sales'],
  liveSession: {
    whenRemoved: 'unknown',
    because: 'What was read of the page on staff accounts says nothing about it.',
  },
  expiry: { of: 'nothing', because: 'No end of access is described.' },
  apiCheck: null,
  guide: {
    version: 1,
    checkedOn: '2026-11-22',
    basis: 'read in the documentation',
    documentation: staff,
    unread: ['end'],
    steps: {
      before: [supportDoes('common.prepare'), supportDoes('common.mailbox'), ownerDoes('ecwid.plan')],
      open: [
        ownerDoes('ecwid.writes'),
        ownerConfirms('ecwid.invite', staff),
        ownerDoes('common.until'),
        supportConfirms('common.accept'),
      ],
      check: [
        ownerDoes('ecwid.look', staff),
        ownerConfirms('common.compareRights'),
        ownerDoes('common.onlyOne'),
      ],
      end: [
        ownerConfirms('ecwid.remove', staff),
        ownerConfirms('common.gone'),
        supportConfirms('common.openWindow'),
      ],
      after: [ownerDoes('common.strangers'), ownerDoes('common.apps')],
    },
  },
}
