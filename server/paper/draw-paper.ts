import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { type Doc, holdPen, margin, type Pen, pale, type Struct, sizes } from './hold-pen.ts'
import type { Block, Paper } from './paper.ts'

const { resolve } = createRequire(import.meta.url)
// Read once: both are needed for every paper, and each holds thousands of signs.
let fonts: Promise<[plain: Buffer, bold: Buffer]> | undefined
function readFonts() {
  const read = (name: string) => readFile(resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`))
  fonts ??= Promise.all([read('DejaVuSans'), read('DejaVuSans-Bold')])
  return fonts
}

const labelShare = 0.3

/** A paper as a PDF: A4, tagged for screen readers, with its attachment. */
export async function drawPaper(paper: Paper): Promise<Buffer> {
  const [plain, bold] = await readFonts()
  const doc = new PDFDocument({
    size: 'A4',
    margins: margin,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: paper.language,
    bufferPages: true,
    // Without this the library begins with a font that is not in the file.
    font: '',
    info: {
      Title: paper.title,
      Subject: paper.subtitle.slice(0, 200),
      Creator: 'Einlass',
      Producer: 'Einlass',
      CreationDate: paper.at,
    },
  })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((fulfil, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => fulfil(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  doc.registerFont('plain', plain as never)
  doc.registerFont('bold', bold as never)
  doc.file(Buffer.from(paper.attached.text), {
    name: paper.attached.name,
    type: 'application/json',
    description: paper.attached.says,
    creationDate: paper.at,
    modifiedDate: paper.at,
    relationship: 'Source',
  } as never)

  const pen = holdPen(doc)
  const root = doc.struct('Document')
  doc.addStructure(root)
  pen.line(root, 'H1', paper.title, { size: sizes.title, font: 'bold' })
  pen.line(root, 'P', paper.subtitle, { size: sizes.text + 1, color: pale })
  for (const part of paper.parts) {
    const section = doc.struct('Sect')
    root.add(section)
    if (part.onNewPage) doc.addPage()
    else if (!pen.room(80)) pen.gap(14)
    pen.line(section, 'H2', part.title, { size: sizes.heading, font: 'bold' })
    pen.rule()
    for (const block of part.blocks) drawBlock(doc, pen, section, block)
    section.end()
  }
  pen.gap(14)
  const foot = pen.isSignMissing() ? [...paper.foot, paper.missingSigns] : paper.foot
  for (const said of foot) pen.line(root, 'P', said, { size: sizes.small, color: pale })
  root.end()

  const { start, count } = doc.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page)
    // It stands in the margin, where text would begin a new page.
    const { bottom } = doc.page.margins
    doc.page.margins.bottom = 0
    pen.note(paper.pageOf(page + 1, count), doc.page.height - 40, { size: sizes.small, color: pale })
    doc.page.margins.bottom = bottom
  }
  doc.end()
  return done
}

function drawBlock(doc: Doc, pen: Pen, section: Struct, block: Block): void {
  if ('say' in block) pen.line(section, 'P', block.say, { size: sizes.text })
  else if ('facts' in block) drawFacts(doc, pen, section, block.facts)
  else drawTable(doc, pen, section, block.table)
}

function drawFacts(
  doc: Doc,
  pen: Pen,
  section: Struct,
  facts: Extract<Block, { facts: unknown }>['facts'],
): void {
  const list = doc.struct('L')
  section.add(list)
  for (const { label, text, is } of facts) {
    const item = doc.struct('LI')
    list.add(item)
    const [term, body] = [doc.struct('Lbl'), doc.struct('LBody')]
    item.add(term)
    item.add(body)
    pen.row([
      { into: term, text: label, share: labelShare, style: { size: sizes.text, font: 'bold' } },
      { into: body, text, share: 1 - labelShare, style: { size: is ? sizes.hash : sizes.text } },
    ])
    for (const one of [term, body, item]) one.end()
  }
  list.end()
}

function drawTable(
  doc: Doc,
  pen: Pen,
  section: Struct,
  { columns, rows }: Extract<Block, { table: unknown }>['table'],
): void {
  const table = doc.struct('Table')
  section.add(table)
  const drawRow = (tag: 'TH' | 'TD', cells: readonly { text: string; is?: 'hash' }[]) => {
    const row = doc.struct('TR')
    table.add(row)
    const drawn = cells.map(({ text, is }, index) => {
      const into = doc.struct(tag)
      row.add(into)
      const style = { size: is ? sizes.hash : sizes.text, font: tag === 'TH' ? 'bold' : 'plain' } as const
      return { into, text, share: columns[index]!.share, style }
    })
    // On each page the table says again what its columns are.
    pen.row(drawn, tag === 'TD' ? drawHead : undefined)
    for (const { into } of drawn) into.end()
    row.end()
  }
  const drawHead = () =>
    drawRow(
      'TH',
      columns.map(({ title }) => ({ text: title })),
    )
  pen.room(40)
  drawHead()
  for (const cells of rows) drawRow('TD', cells)
  table.end()
}
