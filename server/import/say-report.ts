import { tameLine } from '#server/plumbing/mail/tame-text.ts'
import type { Report } from './import-file.ts'

/** What came of an import, for the operator; every wrong line at the end, where it is seen. */
export function sayReport(report: Report, dryRun: boolean): string {
  const would = dryRun ? 'Would make' : 'Made'
  const lines = [
    `Read ${count(report.lines, 'line')}. ${would} ${count(report.accounts, 'account')} and ${count(report.shops, 'shop')}; ${count(report.unchanged, 'line')} had nothing to do.`,
  ]
  if (dryRun) lines.push('This was a dry run: nothing was written.')
  if (report.differs.length > 0)
    lines.push(
      '',
      'Otherwise here than in the file, and left as it is:',
      ...report.differs.map(({ line, what }) => `  line ${line}: ${tame(what)}`),
    )
  if (report.wrong.length > 0)
    lines.push(
      '',
      `${count(report.wrong.length, 'line')} not imported:`,
      ...report.wrong.map(({ line, what }) => `  line ${line}: ${tame(what)}`),
    )
  return `${lines.join('\n')}\n`
}

/** A bar on a terminal; a line for every thousand elsewhere, so that a log can be followed. */
export function showProgress(stream: { isTTY?: boolean; write(text: string): unknown }) {
  let told = 0
  return {
    show(part: number, lines: number): void {
      if (stream.isTTY) {
        const full = Math.floor(part * barWidth)
        const bar = '█'.repeat(full) + '░'.repeat(barWidth - full)
        stream.write(`\r${bar} ${Math.floor(part * 100)} %, ${count(lines, 'line')}`)
        return
      }
      const thousands = Math.floor(lines / 1_000)
      if (thousands === told) return
      told = thousands
      stream.write(`${thousands * 1_000} lines read\n`)
    },
    end(): void {
      if (stream.isTTY) stream.write('\n')
    },
  }
}
const barWidth = 30

function count(number: number, one: string): string {
  return `${number} ${number === 1 ? one : `${one}s`}`
}

/** Names come from the file: none of them may steer the terminal or turn the sentence around. */
function tame(text: string): string {
  return tameLine(text, 500)
}
