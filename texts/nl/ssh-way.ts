import type { SshWayTexts } from '../de/ssh-way.ts'

export const sshWayTexts: SshWayTexts = {
  title: 'Toegang via SSH',
  toWay: 'Toegang via SSH',
  notOpen: 'Deze server is niet (meer) voor u open.',
  may: 'U mag',
  until: 'Open',
  door: 'Door de SSH-deur',
  doorHint:
    'Uw sleutel opent de deur; het wachtwoord van de server ziet u nooit. Als de toegang eindigt, wordt de verbinding verbroken.',
  noDoor: 'Deze Einlass heeft geen SSH-deur. Vraag de beheerder haar in te schakelen.',
  shell: 'Shell',
  files: 'Bestanden',
  host: 'Vingerafdruk van de deur',
  copy: 'Opdracht kopiëren',
  keysFirst: 'Eerst hebt u een SSH-sleutel nodig.',
  toKeys: 'SSH-sleutels beheren',
  certificate: 'Met een certificaat',
  certificateHint:
    'Voor servers die deze Einlass vertrouwen. Het is hoogstens 15 minuten geldig en nooit langer dan de toegang; zolang die open is, krijgt u een nieuw.',
  key: 'Sleutel',
  sign: 'Certificaat uitgeven',
  signed: 'Geldig tot {{at}}. Bewaar het naast de sleutel als …-cert.pub.',
  copyCertificate: 'Certificaat kopiëren',
  notConnected: 'De eigenaar heeft deze server nog niet voor SSH verbonden.',
}
