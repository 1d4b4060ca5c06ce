import type { HandOverMailTexts } from '../de/hand-over-mails.ts'

export const handOverMailTexts: HandOverMailTexts = {
  hello: 'Beste {{name}},',
  button: 'Bekijken',
  foot: 'U krijgt dit bericht omdat het account {{account}} bij {{provider}} van u is.',
  automatic:
    'Einlass heeft het zelf geschreven. Links in onze berichten openen alleen een pagina. Einlass vraagt nooit per mail om een wachtwoord.',
  seen: {
    subject: '{{shop}}: inloggegevens zijn bekeken',
    first: 'Iemand heeft bekeken wat u voor {{shop}} hebt klaargelegd, of wat ervoor is aangemaakt:',
    later: 'Sinds het vorige bericht is voor {{shop}} bekeken:',
    item: '{{person}}: {{what}}, {{at}}',
    more: 'en nog {{count}} keer',
    known:
      'Een gezien wachtwoord is een bekend wachtwoord. Na afloop van de toegang herinnert Einlass u eraan het te wijzigen.',
  },
  change: {
    subject: '{{shop}}: wijzig wat gezien is',
    said: 'De toegang van {{person}} tot {{shop}} is voorbij sinds {{at}}. Deze inloggegevens zijn gezien, en niemand heeft bevestigd dat ze gewijzigd zijn:',
    todo: 'Wijzig ze waar ze gelden en bevestig dat daarna in Einlass. Tot dan staat het in het bewijs als open.',
  },
  kinds: {
    'login-url': 'inlogpagina',
    'user-name': 'gebruikersnaam',
    password: 'wachtwoord',
    sftp: 'SFTP-toegang',
    note: 'notitie',
    account: 'aangemaakt account',
  },
}
