import type { PolicyTexts } from '../de/policy.ts'

export const policyTexts: PolicyTexts = {
  title: 'Rules',
  hint: 'They hold for everything that is opened or asked from now on. What is open stays as it is.',
  saveOf: 'Save: {{section}}',
  serviceTitle: 'Service access',
  factorTitle: 'Second factor',
  factorHint: 'Whoever works for you needs one in any case. This is about owners and members.',
  factorLabel: 'Owners and members',
  factorOptional: 'Optional',
  factorOptionalHint: 'A password is enough to sign in.',
  factorMust: 'Required',
  factorMustHint: 'A passkey or the code of an app belongs to it.',
  factorAllHave: 'All owners and members have one already.',
  factorWithout_one: '{{count}} person has none yet.',
  factorWithout_other: '{{count}} people have none yet.',
  factorWillEnd:
    'Saving signs out sessions without a second factor at once; one is set up at the next sign-in. After that everything can be done as before.',
  factorWould: 'Once it is required, they set one up at their next sign-in.',
  holderTitle: 'Domain holders',
  holderDays: 'Days of waiting',
  holderDaysHint:
    'When both mailboxes have confirmed another holder or another address, it waits that long. In this time it can be stopped. What waits already stays as it was promised.',
  transferTitle: 'Handing over an account',
  transferDays: 'Waiting time, in days',
  transferDaysHint:
    'Between the consent of the new owner and the change. Until then both can stop it (0 to 31).',
  standardsTitle: 'New accounts',
  standardsHint: 'The form for a new account begins with this. Existing accounts stay as they are.',
  longestDays: 'Longest duration of service access, in days',
  longestDaysHint: 'No owner can open for longer at once (1 to 366).',
  requestLapsesDays: 'A request lapses after this many days',
  requestLapsesDaysHint: 'Without an answer nobody gets in (1 to 31).',
  longestVisitDays: 'Longest duration of a visit, in days',
  recordingsTitle: 'Recordings',
  keepDays: 'Keep the content, in days after the end',
  keepDaysHint:
    'After that the content is destroyed, of recordings that exist already too. When who was recorded, and the checksum, stay (1 to 3650).',
  saved: 'The new rules hold.',
  range: 'A whole number from {{least}} to {{most}}.',
}
