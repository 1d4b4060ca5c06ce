export type Element = {
  name: string
  attributes: Readonly<Record<string, string>>
  children: readonly Element[]
  /** What stands directly in it, without what stands in its children. */
  text: string
}

const mostDepth = 20
const mostElements = 100_000
const named = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])
// One step of reading each: what stands there, from the last place on.
const step =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g

class NotRead extends Error {}

/**
 * A small and strict reader for what PrestaShop’s webservice answers: elements, attributes, text and CDATA. There is no
 * DOCTYPE and no entity besides the five of XML itself and characters by number, so nothing can be fetched or multiplied
 * by what a foreign shop writes. @returns undefined for everything else
 */
export function readXml(source: string): Element | undefined {
  try {
    return read(source.replace(/^\uFEFF?\s*(<\?xml [^?<>]*\?>)?/, '').trim())
  } catch (error) {
    if (error instanceof NotRead) return undefined
    throw error
  }
}

function read(source: string): Element {
  type Growing = Element & { attributes: Record<string, string>; children: Element[] }
  const top: Growing = { name: '', attributes: {}, children: [], text: '' }
  const open: Growing[] = [top]
  let elements = 0
  step.lastIndex = 0
  while (step.lastIndex < source.length) {
    const match = step.exec(source)
    if (!match) throw new NotRead()
    const [, cdata, closing, opening, attributes, isEmpty, text] = match
    const inside = open.at(-1)!
    if (cdata !== undefined) {
      if (inside === top) throw new NotRead()
      inside.text += cdata
    } else if (text !== undefined) {
      if (inside === top && text.trim() !== '') throw new NotRead()
      inside.text += decode(text)
    } else if (closing !== undefined) {
      if (inside === top || inside.name !== closing) throw new NotRead()
      open.pop()
    } else if (opening !== undefined) {
      if (++elements > mostElements || open.length > mostDepth) throw new NotRead()
      if (inside === top && top.children.length > 0) throw new NotRead()
      const element: Growing = {
        name: opening,
        attributes: readAttributes(attributes ?? ''),
        children: [],
        text: '',
      }
      inside.children.push(element)
      if (!isEmpty) open.push(element)
    }
  }
  if (open.length !== 1 || top.children.length !== 1) throw new NotRead()
  return top.children[0]!
}

function readAttributes(source: string): Record<string, string> {
  const read: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [, name, double, single] of source.matchAll(attribute)) {
    if (name! in read) throw new NotRead()
    read[name!] = decode(double ?? single ?? '')
  }
  return read
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));|&/gi, (_whole, decimal, hex, name) => {
    const mark = named.get(name)
    if (mark !== undefined) return mark
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    const isCharacter =
      code === 9 ||
      code === 10 ||
      code === 13 ||
      (code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff))
    if (!isCharacter) throw new NotRead()
    return String.fromCodePoint(code)
  })
}

/** Text as it may stand in an element; what XML 1.0 cannot hold at all is left out. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[<>&"']/g, mark => `&#${mark.charCodeAt(0)};`)
}
