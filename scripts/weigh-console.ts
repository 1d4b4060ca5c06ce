import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const dist = join(import.meta.dirname, '../web/dist')

/**
 * What a browser has to fetch before the console shows something, in bytes of gzipped JavaScript: all that index.html
 * names and what that imports, the heaviest page, and the heaviest language. A limit on single files would not see
 * a page that pulls in three others.
 * @throws Error when the console is not built
 */
export function weighConsole(): {
  bytes: number
  heaviestPage: string
  files: { name: string; bytes: number }[]
} {
  const index = join(dist, 'index.html')
  if (!existsSync(index)) throw new Error('The console is not built: web/dist/index.html is missing.')
  const named = [...readFileSync(index, 'utf8').matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(
    found => found[1]!,
  )
  const first = closureOf(named)
  const later = [...new Set([...first].flatMap(name => importsOf(name).later))]
  const beyond = (name: string) => [...closureOf([name])].filter(one => !first.has(one))
  const heaviest = (names: string[]) => names.toSorted((a, b) => weigh(beyond(b)) - weigh(beyond(a)))[0]
  // Of each language two files are fetched: the words of the console and those of the refusals.
  const texts = ['console', 'refusals'].map(kind =>
    heaviest(later.filter(name => name.startsWith(`${kind}-`))),
  )
  const page = heaviest(later.filter(name => !/^(console|refusals)-/.test(name)))
  const all = new Set([...first, ...[...texts, page].filter(name => name !== undefined).flatMap(beyond)])
  const files = [...all].map(name => ({ name, bytes: weigh([name]) })).sort((a, b) => b.bytes - a.bytes)
  return { bytes: weigh([...all]), heaviestPage: page?.replace(/-[\w-]{8}\.js$/, '') ?? 'none', files }
}

function closureOf(names: readonly string[]): Set<string> {
  const found = new Set<string>()
  const follow = (name: string) => {
    if (found.has(name)) return
    found.add(name)
    importsOf(name).now.forEach(follow)
  }
  names.forEach(follow)
  return found
}

function importsOf(name: string): { now: string[]; later: string[] } {
  const text = readFileSync(join(dist, 'assets', name), 'utf8')
  const read = (pattern: RegExp) => [...text.matchAll(pattern)].map(found => basename(found[1]!))
  return {
    now: read(/(?:\bfrom|\bimport)\s*["'`](\.\/[^"'`]+\.js)["'`]/g),
    later: read(/\bimport\(\s*["'`](\.\/[^"'`]+\.js)["'`]\s*\)/g),
  }
}

function weigh(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, 'assets', name))).length, 0)
}
