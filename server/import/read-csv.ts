/** A record of the file by the number of the line in which it begins; or what is wrong with it. */
export type CsvRecord = { line: number; fields: string[] } | { line: number; wrong: string }

/** Characters of one record. One that is longer has lost its closing quote, and would take the rest of the file with it. */
const longestRecord = 100_000

/**
 * Comma- or semicolon-separated values (RFC 4180), which of both is told by the first line. Beyond the RFC: lines may end
 * with LF, CR or CRLF, and empty ones are passed over. Holds one record at a time.
 * @param parts of the text, cut anywhere
 */
export async function* readCsv(parts: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  const reader = new Reader()
  for await (const part of parts) {
    yield* reader.read(part)
    if (reader.isLost) return
  }
  yield* reader.end()
}

class Reader {
  /** A quote was open for so long that nobody knows what is in it. */
  isLost = false
  #delimiter: string | undefined
  /** Before the delimiter is known: the first line as far as it came. */
  #head = ''
  #line = 1
  #begunAt = 1
  #length = 0
  #fields: string[] = []
  #field = ''
  #within: 'nothing' | 'plain' | 'quotes' | 'closing quote' = 'nothing'
  #wrong: string | undefined
  #afterReturn = false

  read(part: string): CsvRecord[] {
    if (this.#delimiter !== undefined) return this.#takeAll(part)
    this.#head += part
    const isThere = /[\r\n]/.test(this.#head) || this.#head.length >= longestRecord
    return isThere ? this.#takeAll(this.#chooseDelimiter()) : []
  }

  end(): CsvRecord[] {
    const records = this.#delimiter === undefined ? this.#takeAll(this.#chooseDelimiter()) : []
    if (this.#within === 'quotes') this.#wrong = 'a quote is opened and never closed'
    const last = this.#endRecord()
    return last ? [...records, last] : records
  }

  #takeAll(text: string): CsvRecord[] {
    const records: CsvRecord[] = []
    for (const character of text) {
      const record = this.#take(character)
      if (record) records.push(record)
      if (this.isLost) break
    }
    return records
  }

  #chooseDelimiter(): string {
    const text = this.#head
    const line = /^[^\r\n]*/.exec(text)![0].replaceAll(/"[^"]*"/g, '')
    this.#delimiter = line.split(';').length > line.split(',').length ? ';' : ','
    this.#head = ''
    return text
  }

  #take(character: string): CsvRecord | undefined {
    const isSecondOfTwo = character === '\n' && this.#afterReturn
    this.#afterReturn = character === '\r'
    const isLineEnd = character === '\n' || character === '\r'
    if (isLineEnd && !isSecondOfTwo) this.#line += 1
    if (++this.#length > longestRecord) {
      this.isLost = true
      return {
        line: this.#begunAt,
        wrong: `is longer than ${longestRecord} characters; perhaps a quote is not closed. Nothing after it was read`,
      }
    }
    if (this.#within === 'quotes') {
      if (character === '"') this.#within = 'closing quote'
      else this.#field += character
      return undefined
    }
    if (isLineEnd) return isSecondOfTwo ? this.#passOver() : this.#endRecord()
    if (character === this.#delimiter) this.#endField()
    else if (character === '"') this.#takeQuote()
    else {
      if (this.#within === 'closing quote')
        this.#wrong ??= 'there is text between a closing quote and the end of the field'
      this.#within = 'plain'
      this.#field += character
    }
    return undefined
  }

  #takeQuote(): void {
    if (this.#within === 'closing quote') {
      this.#within = 'quotes'
      this.#field += '"'
    } else if (this.#within === 'nothing') this.#within = 'quotes'
    else this.#wrong ??= 'there is a quote inside a field that has no quotes around it'
  }

  /** The second character of a line end. */
  #passOver(): undefined {
    this.#begunAt = this.#line
    this.#length = 0
  }

  #endField(): void {
    this.#fields.push(this.#field)
    this.#field = ''
    this.#within = 'nothing'
  }

  #endRecord(): CsvRecord | undefined {
    const isEmpty = this.#fields.length === 0 && this.#within === 'nothing'
    this.#endField()
    const record: CsvRecord = this.#wrong
      ? { line: this.#begunAt, wrong: this.#wrong }
      : { line: this.#begunAt, fields: this.#fields }
    this.#fields = []
    this.#wrong = undefined
    this.#begunAt = this.#line
    this.#length = 0
    return isEmpty ? undefined : record
  }
}
