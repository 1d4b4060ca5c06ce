import { type Html, html } from './page.ts'

export type Field = {
  name: string
  label: string
  type?: 'text' | 'email' | 'password' | 'search'
  value?: string
  hint?: string
  /** What is wrong with the value, in a sentence; read out together with the field. */
  wrong?: string
  autocomplete?: string
  optional?: boolean
  autofocus?: boolean
}

/** A labelled line to fill in. A password is never sent back into the page. */
export function field(one: Field): Html {
  const described = [one.hint && `${one.name}-hint`, one.wrong && `${one.name}-wrong`]
    .filter(Boolean)
    .join(' ')
  return html`<div class="field"><label for="${one.name}">${one.label}</label>
<input id="${one.name}" name="${one.name}" type="${one.type ?? 'text'}"${attribute('value', one.type === 'password' ? undefined : one.value)}${attribute('autocomplete', one.autocomplete)}${attribute('aria-describedby', described)}${!one.optional && html` required`}${one.autofocus && html` autofocus`}${one.wrong && html` aria-invalid="true"`}>
${one.hint && html`<p class="hint" id="${one.name}-hint">${one.hint}</p>`}${one.wrong && html`<p class="wrong" id="${one.name}-wrong">${one.wrong}</p>`}</div>
`
}

/** A value that goes along with a form. */
export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

/** @param weight main: what the page is for, at most one a page */
export function button(label: string, weight: 'main' | 'plain' = 'main'): Html {
  return html`<button class="button ${weight}" type="submit">${label}</button>`
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function linkButton(label: string, to: string, weight: 'main' | 'plain' = 'plain'): Html {
  return html`<a class="button ${weight}" href="${to}">${label}</a>`
}

/** What can be done on this page, under one another. */
export function actions(...those: readonly (Html | false | undefined)[]): Html {
  return html`<div class="actions">${those}</div>`
}

/** @param tone warm: somebody can get in; good: done; bad: refused or failed */
export function notice(
  tone: 'plain' | 'warm' | 'good' | 'bad',
  ...sentences: readonly (Html | string)[]
): Html {
  return html`<div class="notice ${tone}"${tone === 'bad' && html` role="alert"`}>${sentences.map(one => html`<p>${one}</p>`)}</div>`
}

/** Pairs of what and how it is; pairs without a value are left out. */
export function facts(pairs: readonly (readonly [term: string, value: Html | string | undefined])[]): Html {
  return html`<dl>${pairs.map(([term, value]) => value !== undefined && html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`
}

function attribute(name: string, value: string | undefined): Html | false {
  return value ? html` ${name}="${value}"` : false
}
