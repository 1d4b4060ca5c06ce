import { createHash } from 'node:crypto'
import type { Language } from './calendar/language.ts'
import { pageStyle } from './page-style.ts'

/** Text that is HTML already; only the `html` tag makes it, so whatever else is put into a page gets escaped. */
class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
export type Html = Markup
type Piece = Html | string | number | null | undefined | false | readonly Piece[]

/** Builds HTML. Every value is escaped, unless it was built by this tag itself; null, undefined and false are left out. */
export function html(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  let text = literals[0]!
  for (let i = 0; i < pieces.length; i++) text += write(pieces[i]) + literals[i + 1]!
  return new Markup(text)
}

function write(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (piece instanceof Markup) return piece.text
  if (typeof piece === 'object') return piece.map(write).join('')
  return String(piece).replace(/[&<>"']/g, sign => escapes[sign]!)
}
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export type Page = {
  language: Language
  title: string
  /** Stands in the card, below the title. */
  body: Html
  /** Origins besides the page's own that its forms may be sent to. */
  formsGoTo?: readonly string[]
  /** A convenience; the page must work without it. Never with anything in it that came from outside. */
  script?: string
  /** The script speaks to this desk. */
  scriptConnects?: boolean
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%2312494e'/%3E%3Cpath d='M9 26V6h14v20' fill='none' stroke='%23fff' stroke-width='2.4'/%3E%3Cpath d='M9 6l8.500 3.500V29L9 26z' fill='%23f5b942'/%3E%3C/svg%3E"
const wordmark = html`<svg width="22" height="26" viewBox="0 0 26 30" aria-hidden="true"><path d="M4 27V3h16v24" fill="none" stroke="currentColor" stroke-width="2.600" stroke-linecap="round" stroke-linejoin="round"/><path d="M4 3l10 3.800v23L4 27z" fill="#f5b942"/><circle cx="11" cy="17.500" r="1.400" fill="#1d2322"/></svg>Einlass`

/** A whole page: one card on plain ground. Works without script, from 360 px up, light and dark. */
function frame(page: Page): string {
  return `<!doctype html>
${
  html`<html lang="${page.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${page.title} · Einlass</title><link rel="icon" href="${icon}">`
    .text
}
<style>${pageStyle}</style></head>
${
  html`<body><header><p class="wordmark">${wordmark}</p></header>
<main class="card"><h1>${page.title}</h1>
${page.body}</main>`.text
}${page.script ? `<script>${page.script}</script>` : ''}</body></html>
`
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const styleHash = hashOf(pageStyle)

/**
 * A page and the headers that it is sent with. Nothing is loaded, nothing runs, nobody frames it, nothing is kept.
 * The referrer is the origin alone: with none at all, browsers say `Origin: null` when a form is sent (Fetch §3.2),
 * and whoever receives the form could not tell this desk from a stranger's page.
 */
export function renderPage(page: Page): { text: string; headers: Record<string, string> } {
  const formsGoTo = ["'self'", ...(page.formsGoTo ?? [])].join(' ')
  return {
    text: frame(page),
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': page.language,
      'Content-Security-Policy': `default-src 'none'; style-src ${styleHash};${page.script ? ` script-src ${hashOf(page.script)};` : ''}${page.scriptConnects ? " connect-src 'self';" : ''} img-src data:; form-action ${formsGoTo}; frame-ancestors 'none'; base-uri 'none'`,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'strict-origin',
      'Cache-Control': 'no-store',
    },
  }
}

const spoken = new Set<string>(['de', 'en', 'nl'] satisfies Language[])

/**
 * The language that the reader likes best (RFC 9110 §12.5.4). Who names none gets German, the language of the house;
 * who names only others gets English.
 */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  if (!acceptLanguage) return 'de'
  let best: Language = 'en'
  let bestWeight = 0
  for (const range of acceptLanguage.slice(0, 300).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
    const language = tag.split('-')[0]!
    if (!spoken.has(language)) continue
    const weight = parameters.map(one => one.trim()).find(one => one.startsWith('q='))
    const q = weight === undefined ? 1 : Number(weight.slice(2))
    if (q > bestWeight) {
      best = language as Language
      bestWeight = q
    }
  }
  return best
}
