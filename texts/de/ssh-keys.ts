export const sshKeyTexts = {
  title: 'SSH-Schlüssel',
  hint: 'Mit diesen Schlüsseln kommen Sie auf Server, die für Sie geöffnet sind. Hier steht nur die öffentliche Hälfte.',
  none: 'Noch kein SSH-Schlüssel',
  noneHint:
    'Machen Sie mit ssh-keygen -t ed25519 ein Schlüsselpaar und fügen Sie hier die Zeile aus der Datei ein, die auf .pub endet.',
  add: 'Schlüssel hinzufügen',
  addNow: 'Hinzufügen',
  name: 'Name',
  nameHint: 'Zum Beispiel das Gerät, auf dem der Schlüssel liegt.',
  nameMissing: 'Geben Sie dem Schlüssel einen Namen.',
  publicKey: 'Öffentlicher Schlüssel',
  publicKeyHint:
    'Die ganze Zeile aus der .pub-Datei: ed25519, ECDSA P-256, RSA ab 3072 Bit oder ed25519 auf einem FIDO-Token.',
  publicKeyMissing: 'Fügen Sie den öffentlichen Schlüssel ein.',
  added: '„{{name}}“ ist eingetragen.',
  fingerprint: 'Fingerabdruck',
  addedAt: 'Eingetragen',
  used: 'Zuletzt benutzt',
  neverUsed: 'noch nie',
  usedFrom: '{{at}} aus dem Netz {{network}}',
  onlyCertificates: 'nur für Zertifikate',
  remove: 'Entfernen',
  removeOf: '„{{name}}“ entfernen',
  removeTitle: '„{{name}}“ entfernen?',
  removeHint: 'Was mit diesem Schlüssel hereingekommen ist, endet sofort.',
  removeLater: 'Ein Zertifikat, das dafür schon ausgestellt ist, gilt noch höchstens 15 Minuten.',
  removeNow: 'Jetzt entfernen',
  removed: '„{{name}}“ ist entfernt.',
  removedAt: 'Entfernt',
  isRemoved: 'entfernt',
  over_one: 'Ein entfernter Schlüssel',
  over_other: '{{count}} entfernte Schlüssel',
  valid: 'Ihre Schlüssel',
}

/** Die Gestalt der Texte: dieselben Schlüssel in jeder Sprache. */
export type SshKeyTexts = typeof sshKeyTexts
