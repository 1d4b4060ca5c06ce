import type { PaletteTexts } from '../de/palette.ts'

export const paletteTexts: PaletteTexts = {
  title: 'Search and commands',
  field: 'Command, page, account, person or shop',
  whichToEnd: 'Which access shall end?',
  end: 'End access …',
  endHint: 'choose what ends',
  endOf: 'End access of {{subject}}: {{where}}',
  endAll: 'End all accesses to {{account}} …',
  more: 'See more accesses',
  personHint: 'what is open to this person',
  shopHint: 'service access',
  languageHint: 'language',
  nothing: 'Nothing matches “{{search}}”.',
  nothingOpen: 'Nothing is open right now that you could end.',
  none: 'No match',
  count_one: '{{count}} match',
  count_other: '{{count}} matches',
  groups: {
    end: 'End',
    accounts: 'Accounts',
    people: 'People',
    shops: 'Shops',
    preferences: 'Language, view, sign out',
  },
}
