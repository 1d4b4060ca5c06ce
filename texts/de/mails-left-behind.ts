export type MailsLeftBehind = typeof mailsLeftBehind

/** Mails about what a visit leaves behind. */
export const mailsLeftBehind = {
  item: '{{kind}}: {{name}}',
  more_one: 'und noch etwas',
  more_other: 'und {{count}} weitere',
  'left-behind': {
    subject: 'In {{shop}} ist etwas zurückgeblieben',
    said: 'In {{shop}} ist etwas, das vor dem Besuch nicht da war. Einlass hat es nicht angerührt:',
    next: 'Sehen Sie es sich an: Entfernen Sie, was niemand von Ihnen angelegt hat, oder sagen Sie, dass es Ihnen gehört.',
    button: 'Ansehen und entscheiden',
  },
  'inventory-not-seen': {
    subject: 'Der Besuch in {{shop}} lässt sich nicht vergleichen',
    said: 'Bevor der Besuch in {{shop}} begann, konnte Einlass nicht sehen, was da war. Der Besuch hat trotzdem begonnen. Was er zurücklässt, kann darum am Ende niemand sicher sagen.',
    why: 'Grund',
    next: 'Sehen Sie nach dem Besuch selbst die Verwalter, Schlüssel und Erweiterungen durch.',
    button: 'Zum Besuch',
  },
  'artefact-came-back': {
    subject: 'Wieder da: ein entfernter Zugang zu {{shop}}',
    said: 'In {{shop}} ist ein Zugang wieder da, der nachweislich fort war. So etwas geschieht, wenn eine Sicherung eingespielt wird. Der Besuch bleibt beendet; Einlass entfernt den Zugang noch einmal und prüft, dass er fort ist.',
    next: 'Wenn niemand eine Sicherung eingespielt hat, sehen Sie nach, wer ihn angelegt hat.',
    button: 'Zum Besuch',
  },
  'artefact-missing': {
    subject: 'Der Zugang für den Besuch in {{shop}} fehlt',
    said: 'Jemand hat in {{shop}} von Hand entfernt, was für den noch offenen Besuch angelegt war. Von selbst legt Einlass es nicht wieder an.',
    next: 'War das ein Versehen, legt ein Knopf es wieder an. Ist der Besuch vorbei, beenden Sie ihn.',
    nextAgent:
      'War das ein Versehen, können Sie es wieder anlegen lassen. Sonst fragen Sie, wem der Shop gehört.',
    button: 'Zum Besuch',
    buttonAgent: 'Zu Ihren offenen Zugängen',
  },
}
