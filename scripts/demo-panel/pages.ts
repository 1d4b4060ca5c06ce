import { type Html, html } from '#server/plumbing/page.ts'
import { say } from '#server/plumbing/text.ts'
import type { Holder } from './holders.ts'
import { type Area, ofAccount, ofDepartment, ofDomain, ofPackage, type Rights, type Who } from './rights.ts'
import { type Department, type Domain, phpVersions, type Things } from './things.ts'
import type { PanelLanguage, Words } from './words.ts'

export type Showing = {
  language: PanelLanguage
  t: Words
  who: Who
  rights: Rights
  things: Things
  /** Where the desk is. */
  desk: string
}

/** What an area shows to this person: exactly the buttons that he may press. */
export function showArea(area: Area, showing: Showing, holders: readonly Holder[]): Html {
  switch (area) {
    case 'invoices':
      return showInvoices(showing)
    case 'domains':
      return showDomains(showing, holders)
    case 'tickets':
      return showTickets(showing)
    case 'packages':
      return showPackages(showing)
  }
}

function showInvoices({ t, language, who, rights, things }: Showing): Html {
  if (things.invoices.length === 0) return html`<p class="dim">${t.noInvoices}</p>`
  const money = new Intl.NumberFormat(language, { style: 'currency', currency: 'EUR' })
  const mayPay = rights.may('invoices.pay', ofAccount(who))
  return html`<ul class="card rows">${things.invoices.map(
    one => html`<li><span class="grow"><b>${one.number}</b> · ${one.what}<br><span class="dim">${sayDay(one.date, language)}</span></span>
<span class="money">${money.format(one.cents / 100)}</span> <span class="pill ${one.state}">${t[one.state]}</span>
${mayPay && one.state === 'open' && html`<form method="post" action="/invoices/${one.number}/payment"><button aria-label="${say(t.payOf, { what: one.number })}">${t.pay}</button></form>`}</li>`,
  )}</ul>`
}

function showDomains(showing: Showing, holders: readonly Holder[]): Html {
  const { t, who, rights, things } = showing
  const shown = things.domains.filter(({ reference }) =>
    ['domains.view', 'domains.dns', 'domains.name-servers'].some(one =>
      rights.may(one, ofDomain(who, reference)),
    ),
  )
  const mayOrder = rights.may('domains.order', ofAccount(who))
  return html`${shown.length === 0 && html`<p class="dim">${t.noDomains}</p>`}${shown.map(domain => showDomain(domain, showing))}
${mayOrder && showOrder(showing, holders)}`
}

function showDomain(domain: Domain, { t, language, who, rights }: Showing): Html {
  const { reference } = domain
  const may = (permission: string) => rights.may(permission, ofDomain(who, reference))
  const at = encodeURIComponent(reference)
  return html`<section class="card"><h2>${reference}</h2>
<p class="dim">${say(t.until, { at: sayDay(domain.until, language) })}${domain.holder && html` · ${say(t.holderIs, { name: domain.holder })}`}</p>
<h3>${say(t.records, { domain: reference })}</h3>
${
  may('domains.dns')
    ? domain.records.map(
        (
          one,
          i,
        ) => html`<form class="line" method="post" action="/domains/${at}/records/${i}"><label>${one.name} ${one.type}
<input id="r-${reference}-${i}" name="value" maxlength="200" required value="${one.value}" aria-label="${say(t.valueOf, { name: one.name, kind: one.type, domain: reference })}"></label>
<button class="plain" aria-label="${say(t.saveOf, { what: `${one.name} ${one.type}, ${reference}` })}">${t.save}</button></form>`,
      )
    : html`<ul class="rows">${domain.records.map(one => html`<li><span>${one.name} ${one.type}</span> <code class="grow">${one.value}</code></li>`)}</ul>`
}
${
  may('domains.name-servers')
    ? html`<form class="stack" method="post" action="/domains/${at}/name-servers"><label>${say(t.nameServersOf, { domain: reference })} <small>${t.nameServersHint}</small>
<textarea id="n-${reference}" name="servers" rows="3" required>${domain.nameServers.join('\n')}</textarea></label><button aria-label="${say(t.saveOf, { what: say(t.nameServersOf, { domain: reference }) })}">${t.save}</button></form>`
    : html`<h3>${t.nameServers}</h3><p>${domain.nameServers.join(', ')}</p>`
}</section>`
}

/** Whoever orders chooses among the contacts of the account who is to hold it. */
function showOrder({ t, desk, who }: Showing, holders: readonly Holder[]): Html {
  return html`<section class="card"><h2>${t.order}</h2>
${
  holders.length === 0
    ? html`<p>${t.noHolders}</p><p><a href="${desk}/accounts/${who.account}/contacts">${t.toContacts}</a></p>`
    : html`<form class="stack" method="post" action="/domains/order"><label>${t.orderName} <small>${t.orderHint}</small><input id="order-name" name="domain" maxlength="80" required autocapitalize="none" spellcheck="false"></label>
<label>${t.holder}<select id="order-holder" name="holder" required><option value="">${t.choose}</option>${holders.map(one => html`<option value="${one.id}">${one.shownAs}</option>`)}</select></label>
<button>${t.orderNow}</button></form>`
}</section>`
}

function showTickets(showing: Showing): Html {
  const { who, rights, things } = showing
  return html`${things.departments
    .filter(({ reference }) =>
      ['tickets.view', 'tickets.open'].some(one => rights.may(one, ofDepartment(who, reference))),
    )
    .map(one => showDepartment(one, showing))}`
}

function showDepartment({ reference, name }: Department, { t, who, rights, things }: Showing): Html {
  const may = (permission: string) => rights.may(permission, ofDepartment(who, reference))
  const tickets = things.tickets.filter(({ department }) => department === reference)
  return html`<section class="card"><h2>${say(t.department, { name })}</h2>
${
  !may('tickets.view')
    ? html`<p class="dim">${t.mayNotSee}</p>`
    : tickets.length === 0
      ? html`<p class="dim">${t.noTickets}</p>`
      : tickets.map(
          one => html`<article><h3>${one.number} · ${one.subject} <span class="pill ${one.state}">${t[one.state]}</span></h3>
<ul class="rows">${one.messages.map(message => html`<li><span class="grow"><b>${message.by}</b><br>${message.text}</span></li>`)}</ul>
${may('tickets.answer') && one.state === 'open' && html`<form class="stack" method="post" action="/tickets/${one.number}/answers"><label>${say(t.answerTo, { number: one.number })}<textarea id="a-${one.number}" name="text" rows="2" maxlength="2000" required></textarea></label><button class="plain" aria-label="${say(t.sendOf, { what: say(t.answerTo, { number: one.number }) })}">${t.send}</button></form>`}
${may('tickets.close') && one.state === 'open' && html`<form class="line" method="post" action="/tickets/${one.number}/closing"><button class="plain" aria-label="${say(t.closeOf, { number: one.number })}">${t.close}</button></form>`}</article>`,
        )
}
${may('tickets.open') && html`<form class="stack" method="post" action="/departments/${reference}/tickets"><h3>${say(t.openTicketIn, { name })}</h3><label>${t.subject}<input id="s-${reference}" name="subject" maxlength="200" required></label><label>${t.text}<textarea id="t-${reference}" name="text" rows="3" maxlength="2000" required></textarea></label><button aria-label="${say(t.sendOf, { what: say(t.openTicketIn, { name }) })}">${t.send}</button></form>`}</section>`
}

function showPackages({ t, who, rights, things }: Showing): Html {
  const shown = things.packages.filter(({ reference }) =>
    ['services.view', 'services.manage'].some(one => rights.may(one, ofPackage(who, reference))),
  )
  if (shown.length === 0) return html`<p class="dim">${t.noPackages}</p>`
  return html`${shown.map(
    one => html`<section class="card"><h2>${one.name}</h2><p>${say(t.used, { used: one.used })}</p>
${
  one.php !== null &&
  (rights.may('services.manage', ofPackage(who, one.reference))
    ? html`<form class="line" method="post" action="/packages/${one.reference}/php"><label>${say(t.phpOf, { name: one.name })}<select id="p-${one.reference}" name="php">${phpVersions.map(version => html`<option${version === one.php && html` selected`}>${version}</option>`)}</select></label><button aria-label="${say(t.saveOf, { what: say(t.phpOf, { name: one.name }) })}">${t.save}</button></form>`
    : html`<p>${t.php}: ${one.php}</p>`)
}</section>`,
  )}`
}

function sayDay(day: string, language: PanelLanguage): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString(language, { dateStyle: 'medium', timeZone: 'UTC' })
}
