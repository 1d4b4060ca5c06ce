import type PDFDocument from 'pdfkit'
import { breakLines } from './break-lines.ts'
import { fitText } from './fit-text.ts'

export type Doc = InstanceType<typeof PDFDocument>
export type Struct = ReturnType<Doc['struct']>
type FontName = 'plain' | 'bold'
export type Style = { size: number; font?: FontName; color?: string }

export const margin = { top: 56, bottom: 64, left: 56, right: 56 }
export const sizes = { title: 20, heading: 12, text: 9, hash: 6.5, small: 7.5 }
const ink = '#000000'
export const pale = '#555555'
const between = 6

/** What the font file knows of itself; pdfkit keeps it to itself. */
type Face = {
  unitsPerEm: number
  hasGlyphForCodePoint(point: number): boolean
  glyphForCodePoint(point: number): { advanceWidth: number }
}

/** Draws lines from top to bottom, breaking them and the pages itself. */
export function holdPen(doc: Doc) {
  const width = doc.page.width - margin.left - margin.right
  const bottom = () => doc.page.height - margin.bottom
  const faces = { plain: faceOf(doc, 'plain'), bold: faceOf(doc, 'bold') }
  let isSignMissing = false

  const linesOf = (text: string, wide: number, { size, font = 'plain' }: Style) => {
    const fitted = fitText(text, point => faces[font].has(point))
    isSignMissing ||= fitted.missing
    return breakLines(fitted.text, wide, sign => faces[font].widthOf(sign) * size)
  }
  const draw = (
    lines: readonly string[],
    x: number,
    top: number,
    { size, font = 'plain', color = ink }: Style,
  ) => {
    doc.font(font).fontSize(size).fillColor(color)
    for (const [index, line] of lines.entries())
      doc.text(line, x, top + index * heightOf(size), { lineBreak: false })
  }

  /** Cells beside each other, each tagged; what does not fit the page goes on at the top of the next one. */
  function row(
    cells: readonly { into: Struct; text: string; share: number; style: Style }[],
    onNewPage?: () => void,
  ): void {
    let x = margin.left
    const rest = cells.map(({ into, text, share, style }) => {
      const lines = linesOf(text, width * share - between, style)
      const left = x
      x += width * share
      return { into, lines, left, style }
    })
    const needed = Math.max(...rest.map(({ lines, style }) => lines.length * heightOf(style.size)))
    // A row stays together, unless it is longer than a page.
    if (needed <= bottom() - margin.top - 40 && room(needed)) onNewPage?.()
    while (rest.some(({ lines }) => lines.length > 0)) {
      const top = doc.y
      let end = top
      for (const cell of rest) {
        const fitting = Math.max(0, Math.floor((bottom() - top) / heightOf(cell.style.size)))
        const now = cell.lines.splice(0, fitting)
        if (now.length === 0) continue
        cell.into.add(() => draw(now, cell.left, top, cell.style))
        end = Math.max(end, top + now.length * heightOf(cell.style.size))
      }
      doc.y = end
      if (rest.some(({ lines }) => lines.length > 0)) doc.addPage()
    }
    doc.y += 3
  }

  /** Begins a new page unless there is so much room on this one. @returns whether it did */
  function room(height: number): boolean {
    if (doc.y + height <= bottom()) return false
    doc.addPage()
    return true
  }

  return {
    row,
    room,
    isSignMissing: () => isSignMissing,
    line(into: Struct, tag: string, text: string, style: Style): void {
      const element = doc.struct(tag)
      into.add(element)
      row([{ into: element, text, share: 1, style }])
      element.end()
    },
    gap(height: number): void {
      doc.y += height
    },
    rule(): void {
      doc.markContent('Artifact', { type: 'Layout' } as never)
      doc
        .moveTo(margin.left, doc.y)
        .lineTo(margin.left + width, doc.y)
        .lineWidth(0.5)
        .strokeColor(ink)
        .stroke()
      doc.endMarkedContent()
      doc.y += 5
    },
    /** One short line at a place of its own, outside of what a screen reader reads. */
    note(text: string, top: number, style: Style): void {
      const [line] = linesOf(text, width, style)
      doc.markContent('Artifact', { type: 'Pagination' } as never)
      draw([line!], margin.left, top, style)
      doc.endMarkedContent()
    },
  }
}
export type Pen = ReturnType<typeof holdPen>

function heightOf(size: number): number {
  return size * 1.3
}

function faceOf(doc: Doc, name: FontName) {
  doc.font(name)
  const face = (doc as unknown as { _font: { font: Face } })._font.font
  const widths = new Map<string, number>()
  return {
    has: (point: number) => face.hasGlyphForCodePoint(point),
    /** In parts of the size of the font. */
    widthOf(sign: string): number {
      const known = widths.get(sign)
      if (known !== undefined) return known
      const found = face.glyphForCodePoint(sign.codePointAt(0)!).advanceWidth / face.unitsPerEm
      widths.set(sign, found)
      return found
    },
  }
}
