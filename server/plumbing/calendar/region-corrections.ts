import type { Language } from './language.ts'

export interface Correction {
  readonly region: string
  /** Rules of date-holidays that do not hold on a whole day in the whole region. */
  readonly drop: readonly string[]
  /** Rules in the grammar of date-holidays that are missing there. */
  readonly add: readonly { readonly rule: string; readonly names: Readonly<Record<Language, string>> }[]
  readonly source: string
}

const saintStephen = { de: 'Stephanstag', en: 'St Stephen’s Day', nl: 'Tweede kerstdag' }

// Without three days of rest in a row: the day counts unless Christmas is a Monday or a Friday.
const saintStephenUnlessThirdDay = { rule: '12-26 not on tuesday, saturday', names: saintStephen }

/**
 * Where date-holidays says 'public' and the law of the canton says otherwise. The data calls a day public
 * when some districts keep it; here a day counts only when the whole canton does. The error left over is
 * an end that comes a day early for some, never one that comes a day late.
 */
export const corrections: readonly Correction[] = [
  {
    region: 'CH-AG',
    drop: ['01-02', 'easter 1', '05-01', 'easter 50', 'easter 60', '08-15', '11-01', '12-08', '12-26'],
    add: [],
    source: 'hallo-aargau.ch: five holidays are the same in all districts, 1 May is none of them',
  },
  {
    region: 'CH-AI',
    drop: ['09-22'],
    add: [
      {
        rule: '12-08',
        names: {
          de: 'Mariä Empfängnis',
          en: 'Immaculate Conception',
          nl: 'Onbevlekte Ontvangenis van Maria',
        },
      },
    ],
    source: 'Ruhetagsgesetz GS 822.200 art. 2: St Maurice in the inner part of the canton only',
  },
  {
    region: 'CH-AR',
    drop: ['12-26 not on monday'],
    add: [saintStephenUnlessThirdDay],
    source: 'hallo-ar.ch, public holidays: not when Christmas is a Monday or a Friday',
  },
  {
    region: 'CH-FR',
    drop: ['easter 60', '08-15', '11-01', '12-08'],
    add: [],
    source: 'fr.ch, jours fériés: these four in the catholic part of the canton only',
  },
  {
    region: 'CH-GL',
    drop: ['12-24', '12-31', 'Thursday after 04-02 if is observance holiday then next Thursday'],
    add: [
      {
        rule: 'Thursday after 04-01 if is observance holiday then next Thursday',
        names: { de: 'Näfelser Fahrt', en: 'Battle of Näfels', nl: 'Slag bij Näfels' },
      },
    ],
    source: 'gl.ch, Feiertagsregelung: first Thursday of April (1 April included), not in Holy Week',
  },
  {
    region: 'CH-NE',
    drop: ['easter 1', 'easter 60'],
    add: [],
    source: 'RSN 941.02 art. 3: neither Easter Monday nor Corpus Christi (two communes only)',
  },
  {
    region: 'CH-SO',
    drop: ['03-19', 'easter 60', '08-15', '11-01'],
    add: [],
    source: 'so.ch, gesetzliche Feiertage: not in Bucheggberg, St Joseph in some communes only',
  },
  {
    region: 'CH-UR',
    drop: ['12-26 not on monday, friday'],
    add: [saintStephenUnlessThirdDay],
    source: 'Federal Office of Justice, list of cantonal holidays: the same rule as in both Appenzell',
  },
  {
    region: 'CH-VS',
    drop: ['easter 50'],
    add: [],
    source: 'valais4you.ch, holidays: Whit Monday is left to the employer',
  },
]
