import type { SshWayTexts } from '../de/ssh-way.ts'

export const sshWayTexts: SshWayTexts = {
  title: 'Access over SSH',
  toWay: 'Access over SSH',
  notOpen: 'This server is not open to you (any more).',
  may: 'You may',
  until: 'Open',
  door: 'Through the SSH door',
  doorHint:
    'Your key opens the door; you never see the credential of the server. When the access ends, the connection is cut.',
  noDoor: 'This Einlass has no SSH door. Ask whoever runs it to switch it on.',
  shell: 'Shell',
  files: 'Files',
  host: 'Fingerprint of the door',
  copy: 'Copy the command',
  keysFirst: 'First you need an SSH key.',
  toKeys: 'Manage SSH keys',
  certificate: 'With a certificate',
  certificateHint:
    'For servers that trust this Einlass. It is good for at most 15 minutes and never longer than the access; as long as that is open you get a new one.',
  key: 'Key',
  sign: 'Sign a certificate',
  signed: 'Good until {{at}}. Save it beside the key as …-cert.pub.',
  copyCertificate: 'Copy the certificate',
  notConnected: 'The owner has not connected this server for SSH yet.',
}
