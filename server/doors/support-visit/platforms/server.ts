import type { Platform } from './platform.ts'
import { connectorSteps } from './shared-steps.ts'
import { einlassDoes, only, ownerConfirms, ownerDoes, supportConfirms, supportDoes } from './step.ts'

const manual = 'https://man.openbsd.org/sshd.8'

export const server: Platform = {
  id: 'server',
  method: 'server',
  connector: 'ssh-host',
  domains: ['openbsd.org', 'openssh.com'],
  rights: ['SFTP', 'SSH'],
  liveSession: {
    whenRemoved: 'goes-on',
    because:
      'sshd looks at a key when a session begins and not again; what is running has to be ended on the server.',
  },
  expiry: {
    of: 'new-sessions',
    because:
      'expiry-time in authorized_keys and the end of a certificate keep out new sessions (sshd(8), AUTHORIZED_KEYS FILE FORMAT).',
  },
  apiCheck: null,
  guide: {
    version: 1,
    checkedOn: '2026-11-22',
    basis: 'read in the documentation',
    documentation: manual,
    steps: {
      before: [
        supportDoes('common.prepare'),
        supportConfirms('server.prepare'),
        ...connectorSteps.before,
        ...only('connected', ownerConfirms('server.hostKey')),
      ],
      open: [
        ...only('connected', einlassDoes('server.keyLine')),
        ...only('by-hand', ownerConfirms('server.addKey', manual)),
      ],
      check: [supportConfirms('server.enter'), ownerDoes('server.look')],
      end: [
        ...only('connected', einlassDoes('server.removeKeyLine')),
        ...only(
          'by-hand',
          ownerConfirms('server.removeKey'),
          ownerConfirms('server.cut'),
          supportConfirms('server.refused'),
        ),
      ],
      after: [...connectorSteps.after, ...only('by-hand', ownerConfirms('server.lookAround'))],
    },
  },
}
