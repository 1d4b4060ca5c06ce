import { readLine } from './check-letters.ts'
import { type Checked, type Draft, refused, unusual, wrong } from './finding.ts'

export const longestName = 200

/** What somebody is called. An organisation does without the name of a person. */
export function checkName({ kind, name }: Draft): Checked<string> {
  const read = readLine('name', name, longestName)
  if (read.findings.some(finding => finding.is === 'wrong')) return read
  if (read.kept === null) return kind === 'organisation' ? read : refused(wrong('name', 'missing', { kind }))
  // It stands in letters to others, where a mail program would make a link of it.
  if (/@|:\/\/|\bwww\./i.test(read.kept)) return refused(wrong('name', 'name-is-an-address'))
  return read
}

/**
 * What organisations are called has a legal form in it, by which a registry knows them (DENIC wants it). By country,
 * the usual ones; the first three are named to people.
 */
const legalForms: Readonly<Record<string, readonly string[]>> = {
  DE: [
    'GmbH',
    'UG (haftungsbeschränkt)',
    'e. V.',
    'AG',
    'KG',
    'OHG',
    'GbR',
    'eGbR',
    'e. K.',
    'eG',
    'SE',
    'KGaA',
    'gGmbH',
    'PartG',
    'PartG mbB',
    'UG',
    'mbH',
    'Stiftung',
    'e.Kfr.',
    'e.Kfm.',
    'KdöR',
    'AöR',
  ],
  AT: [
    'GmbH',
    'e. U.',
    'OG',
    'AG',
    'KG',
    'FlexCo',
    'FlexKapG',
    'GesbR',
    'Verein',
    'Gen',
    'SE',
    'GesmbH',
    'Ges.m.b.H.',
    'Stiftung',
  ],
  CH: [
    'GmbH',
    'AG',
    'Verein',
    'SA',
    'Sàrl',
    'Sagl',
    'Genossenschaft',
    'KlG',
    'KmG',
    'SNC',
    'Stiftung',
    'Association',
    'Ltd',
  ],
  NL: [
    'B.V.',
    'V.O.F.',
    'Stichting',
    'N.V.',
    'C.V.',
    'Vereniging',
    'Coöperatie',
    'Eenmanszaak',
    'Maatschap',
    'U.A.',
  ],
  BE: [
    'BV',
    'NV',
    'VZW',
    'SRL',
    'SA',
    'ASBL',
    'VOF',
    'SNC',
    'CV',
    'SC',
    'CommV',
    'BVBA',
    'SPRL',
    'Stichting',
    'AISBL',
    'IVZW',
  ],
  GB: ['Ltd', 'PLC', 'LLP', 'Limited', 'CIC', 'LP', 'CIO', 'Public Limited Company', 'Charity', 'Trust'],
  US: [
    'LLC',
    'Inc.',
    'Corp.',
    'Incorporated',
    'Corporation',
    'LLP',
    'LP',
    'PLLC',
    'PBC',
    'Co.',
    'Ltd.',
    'Foundation',
  ],
}

/** As it stands in its register. */
export function checkOrganisation({ kind, organisation }: Draft, country: string | null): Checked<string> {
  const read = readLine('organisation', organisation, longestName)
  if (read.kept === null)
    return read.findings.length > 0 || kind !== 'organisation'
      ? read
      : refused(wrong('organisation', 'missing', { kind }))
  const forms = country === null ? undefined : legalForms[country]
  if (kind !== 'organisation' || !forms || forms.some(form => hasWord(read.kept!, form))) return read
  const examples = forms.slice(0, 3).join(', ')
  return {
    kept: read.kept,
    findings: [...read.findings, unusual('organisation', 'legal-form-missing', { examples })],
  }
}

/** Written with or without its dots and the spaces in between: 'e. V.', 'e.V.' and 'eV' are one. */
function hasWord(text: string, form: string): boolean {
  const dotless = (words: string) => words.replaceAll(/\.\s?/g, '').toLowerCase()
  const letters = dotless(form).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\d])${letters}(?![\\p{L}\\d])`, 'u').test(
    text
      .toLowerCase()
      .replaceAll(/(?<=\b\p{L})\.\s?(?=\p{L}\b)/gu, '')
      .replaceAll('.', ''),
  )
}
