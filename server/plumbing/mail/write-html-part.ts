import { type Html, html } from '../page.ts'
import { type Block, type Letter, longestLine, longestQuote, type Said, type Value } from './letter.ts'
import { tameLine, tameLines } from './tame-text.ts'

// Many mail programs drop a style sheet and keep style attributes; those that keep both get the dark colours from it.
const dark = `@media (prefers-color-scheme:dark){
.ground{background:#131919!important}.card{background:#1b2222!important;border-color:#323c3c!important}
.text{color:#e6ebea!important}.dim{color:#a9b4b2!important}.line{border-color:#323c3c!important}
.button{background:#86bec0!important;color:#0d1212!important}}`

const font =
  "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Helvetica Neue',Arial,sans-serif"
const text = 'color:#1d2322;font-size:16px;line-height:1.55'
const dim = 'color:#5a5f5c;font-size:14px;line-height:1.5'

/** The HTML part of a letter: one card of at most 600 px, readable too where its style sheet is dropped. */
export function writeHtmlPart(letter: Letter, subject: string): string {
  return `<!doctype html>
${
  html`<html lang="${letter.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${subject}</title>`
    .text
}<style>${dark}</style></head>
${
  html`<body class="ground" style="margin:0;padding:0;background:#f8f6f2;${font}">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f8f6f2"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:#ffffff;border:1px solid #e0dbd1;border-radius:14px;text-align:left"><tr><td style="padding:28px 24px">
<p class="dim" style="margin:0 0 16px;${dim};font-weight:600">Einlass</p>
<h1 class="text" style="margin:0 0 16px;color:#1d2322;font-size:22px;line-height:1.3;font-weight:650">${sayHtml(letter.subject)}</h1>
${letter.blocks.map(writeBlock)}<div class="line" style="border-top:1px solid #e0dbd1;margin:28px 0 0;padding:14px 0 0">
${letter.foot.map(
  said => html`<p class="dim" style="margin:0 0 8px;${dim}">${sayHtml(said)}</p>
`,
)}</div></td></tr></table></td></tr></table></body></html>`.text
}
`
}

function writeBlock(block: Block): Html {
  if ('say' in block)
    return html`<p class="text" style="margin:0 0 16px;${text}">${sayHtml(block.say)}</p>
`
  if ('facts' in block)
    return html`<table class="line" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px;border-top:1px solid #e0dbd1">
${block.facts.map(
  ([
    term,
    value,
  ]) => html`<tr><th class="dim line" scope="row" width="34%" style="padding:8px 12px 8px 0;text-align:left;vertical-align:top;font-weight:400;border-bottom:1px solid #e0dbd1;${dim}">${term}</th><td class="text line" style="padding:8px 0;vertical-align:top;border-bottom:1px solid #e0dbd1;${text}">${sayHtml(value)}</td></tr>
`,
)}</table>
`
  if ('list' in block)
    return html`<ul class="text" style="margin:0 0 16px;padding:0 0 0 20px;${text}">
${block.list.map(
  item => html`<li style="margin:0 0 6px">${sayHtml(item)}</li>
`,
)}</ul>
`
  if ('quote' in block)
    return html`<blockquote class="text line" dir="auto" style="margin:0 0 16px;padding:2px 0 2px 14px;border-left:3px solid #e0dbd1;${text}">${tameLines(block.quote, longestQuote).map((line, at) => [at > 0 && html`<br>`, line])}</blockquote>
`
  return html`<p style="margin:24px 0 8px"><a class="button" href="${block.url}" target="_blank" style="display:inline-block;background:#155458;color:#ffffff;font-size:16px;font-weight:600;line-height:1.3;text-decoration:none;padding:13px 22px;border-radius:10px">${block.button}</a></p>
<p class="dim" style="margin:0 0 16px;${dim};overflow-wrap:anywhere">${block.url}</p>
`
}

function sayHtml([text, values = {}]: Said): Html {
  return html`${text.split(/\{\{(\w+)\}\}/).map((piece, at) => (at % 2 === 0 ? piece : writeValue(text, piece, values[piece])))}`
}

function writeValue(text: string, name: string, value: Value | undefined): Html {
  if (value === undefined) throw new Error(`the text "${text}" needs ${name}`)
  return typeof value === 'object' ? html`<bdi>${tameLine(value.theirs, longestLine)}</bdi>` : html`${value}`
}
