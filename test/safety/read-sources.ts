import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

export type Source = { path: string; text: string }
export type Import = {
  /** A path of this repository, `node:…`, or the name of a package */
  target: string
  /** Takes nothing but types: gone before anything runs. */
  onlyTypes: boolean
  line: number
}

const root = join(import.meta.dirname, '../..')

/** Every source file of the product itself and of what is around it, with forward slashes, sorted. */
export function readSources(): Source[] {
  return globSync('{contract,server,db,texts,web,test,bench,scripts}/**/*.{ts,tsx,mjs,css}', {
    cwd: root,
    exclude: path => /(^|\/)(dist|node_modules)(\/|$)/.test(path),
  })
    .map(path => path.replaceAll('\\', '/'))
    .sort()
    .map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

const clause = /\{[^}]*\}|\*(?:\s+as\s+\w+)?|\w+(?:\s*,\s*(?:\{[^}]*\}|\*\s+as\s+\w+))?/
const statement = new RegExp(
  `^(?:import|export)\\s+(type\\s+)?(?:(${clause.source})\\s+from\\s+)?'([^']+)'`,
  'gm',
)
const dynamic = /\bimport\(\s*('[^']+'|[^)]*)\s*\)/g
const required = /\brequire\(\s*('[^']+'|[^)]*)\s*\)/g

/** Static and dynamic imports. A dynamic one whose target is not written out is '(computed)': nobody can check it. */
export function importsOf({ path, text }: Source): Import[] {
  const code = withoutComments(text)
  const lineAt = (index: number) => code.slice(0, index).split('\n').length
  const found: Import[] = []
  for (const match of code.matchAll(statement)) {
    const names = /\{([^}]*)\}/.exec(match[2] ?? '')?.[1]
    const allTypes =
      names?.split(',').every(name => /^\s*(type\s|$)/.test(name)) && !/^\s*\w+\s*,/.test(match[2] ?? '')
    found.push({
      target: resolve(path, match[3]!),
      onlyTypes: Boolean(match[1] || allTypes),
      line: lineAt(match.index),
    })
  }
  for (const pattern of [dynamic, required]) {
    for (const match of code.matchAll(pattern)) {
      const named = /^'([^']+)'$/.exec(match[1]!.trim())?.[1]
      found.push({
        target: named ? resolve(path, named) : '(computed)',
        onlyTypes: false,
        line: lineAt(match.index),
      })
    }
  }
  return found
}

function resolve(from: string, target: string): string {
  if (target.startsWith('#')) return target.slice(1)
  if (target.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), target))
  return target
}

/** The same text with every comment blanked out, line by line, so that line numbers stay. */
export function withoutComments(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, comment => comment.replaceAll(/[^\n]/g, ' '))
    .replaceAll(
      /(^|[\s;,{(])\/\/[^\n]*/g,
      (comment, before: string) => before + ' '.repeat(comment.length - before.length),
    )
}
