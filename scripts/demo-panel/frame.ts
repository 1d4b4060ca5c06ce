import type { ServerResponse } from 'node:http'
import { type Html, html } from '#server/plumbing/page.ts'
import type { Area } from './rights.ts'
import type { PanelLanguage, Words } from './words.ts'

export type PanelPage = {
  language: PanelLanguage
  t: Words
  title: string
  body: Html
  status?: number
  /** Where the desk is, for the way back. */
  desk: string
  /** Of somebody who is in. */
  inside?: { name: string; areas: readonly Area[]; here: Area | null; version: string }
}

/** Sends a page. Every one of them says that this is a demonstration. */
export function sendPage(response: ServerResponse, page: PanelPage): void {
  const { language, t, title, inside, desk } = page
  const nav =
    inside &&
    html`<nav aria-label="${t.areas}"><ul>${inside.areas.map(area => html`<li><a href="/${area}"${inside.here === area && html` aria-current="page"`}>${t[area]}</a></li>`)}</ul></nav>
<div class="who"><span>${t.signedInAs} <b>${inside.name}</b></span> <a href="${desk}/rights">${t.toDesk}</a> <form method="post" action="/leave"><button class="plain">${t.leave}</button></form></div>`
  const text =
    html`<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title} · ${t.panel}</title><link rel="stylesheet" href="/look.css"><link rel="icon" href="data:,"></head>
<body data-version="${inside?.version ?? 'ended'}" data-told="${t.rightsChanged}"><p class="demo">${t.demo}</p><header><strong class="brand">${t.panel}</strong>${nav}</header><p id="told" role="status"></p>
<main><h1 tabindex="-1">${title}</h1>${page.body}</main>${inside && html`<script src="/live.js"></script>`}</body></html>`
      .text
  response.writeHead(page.status ?? 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': language,
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    'X-Content-Type-Options': 'nosniff',
    // A form says where it comes from; with no referrer at all it would say null.
    'Referrer-Policy': 'same-origin',
  })
  response.end(`<!doctype html>\n${text}`)
}

export function sendText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, {
    'Content-Type': `${type}; charset=utf-8`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  })
  response.end(text)
}
