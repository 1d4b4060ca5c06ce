export const sshWayTexts = {
  title: 'Zugang über SSH',
  toWay: 'Zugang über SSH',
  notOpen: 'Dieser Server ist nicht (mehr) für Sie offen.',
  may: 'Sie dürfen',
  until: 'Offen',
  door: 'Durch die SSH-Tür',
  doorHint:
    'Ihr Schlüssel öffnet die Tür; das Kennwort des Servers sehen Sie nie. Mit dem Ende des Zugangs reißt die Verbindung ab.',
  noDoor: 'Dieser Einlass hat keine SSH-Tür. Bitten Sie den Betreiber, sie einzuschalten.',
  shell: 'Shell',
  files: 'Dateien',
  host: 'Fingerabdruck der Tür',
  copy: 'Befehl kopieren',
  keysFirst: 'Zuerst brauchen Sie einen SSH-Schlüssel.',
  toKeys: 'SSH-Schlüssel verwalten',
  certificate: 'Mit einem Zertifikat',
  certificateHint:
    'Für Server, die diesem Einlass trauen. Es gilt höchstens 15 Minuten und nie länger als der Zugang; solange er offen ist, bekommen Sie ein neues.',
  key: 'Schlüssel',
  sign: 'Zertifikat ausstellen',
  signed: 'Gilt bis {{at}}. Speichern Sie es neben dem Schlüssel als …-cert.pub.',
  copyCertificate: 'Zertifikat kopieren',
  notConnected: 'Der Eigentümer hat diesen Server noch nicht für SSH verbunden.',
}

/** Die Gestalt der Texte: dieselben Schlüssel in jeder Sprache. */
export type SshWayTexts = typeof sshWayTexts
