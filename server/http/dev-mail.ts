import type { Language } from '#server/plumbing/calendar/language.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import type { Database } from '#server/plumbing/database.ts'
import { type ListedMail, listMails } from '#server/plumbing/mail/list-mails.ts'
import { type Html, html, renderPage } from '#server/plumbing/page.ts'
import { facts } from '#server/plumbing/page-parts.ts'
import type { MailTexts } from '#texts/de/mails.ts'
import { mailTexts } from '#texts/mails.ts'

const mostShown = 50

/**
 * The newest mails as they would arrive, for the demonstration and for development: mails say who was in which shop,
 * so a real desk has no such page. Each stands in a frame of its own that runs nothing and sends nothing.
 */
export async function renderDevMail(
  database: Database,
  language: Language,
): Promise<{ text: string; headers: Record<string, string> }> {
  const words = mailTexts[language].dev
  const mails = await listMails(database, mostShown)
  const page = renderPage({
    language,
    title: words.title,
    body: html`<p>${words.said}</p>
${mails.length === 0 ? html`<p>${words.none}</p>` : mails.map((mail, at) => showMail(mail, words, language, at === 0))}`,
  })
  // A frame inherits the policy of its page, and a mail carries its style in attributes.
  const policy = page.headers['Content-Security-Policy']?.replace(
    /style-src [^;]+/,
    "style-src 'unsafe-inline'",
  )
  return {
    text: page.text,
    headers: { ...page.headers, ...(policy && { 'Content-Security-Policy': policy }) },
  }
}

function showMail(mail: ListedMail, words: MailTexts['dev'], language: Language, isOpen: boolean): Html {
  const at = (instant: Date) => sayInstant(instant, 'UTC', language)
  const state = mail.bouncedAt
    ? words.bounced
    : mail.sentAt
      ? at(mail.sentAt)
      : mail.givenUpAt
        ? words.givenUp
        : words.waiting
  return html`<details${isOpen && html` open`}><summary><strong>${mail.subject}</strong><br><small>${mail.to} · ${at(mail.queuedAt)}</small></summary>
${facts([
  [words.to, mail.to],
  [words.kind, mail.kind],
  [words.written, at(mail.queuedAt)],
  [words.sent, state],
  [words.tries, mail.tries > 0 ? String(mail.tries) : undefined],
  [words.error, mail.error ?? undefined],
])}<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="${mail.subject}" srcdoc="${mail.html}" style="width:100%;height:34rem;border:1px solid;border-radius:10px"></iframe>
<details><summary>${words.plain}</summary><pre style="white-space:pre-wrap;overflow-wrap:anywhere">${linkAddresses(mail.plain)}</pre></details></details>
<hr>`
}

/** As mail programs do it with plain text; here only what stands alone on its line, which is what buttons lead to. */
function linkAddresses(plain: string): Html[] {
  return plain
    .split(/^(https?:\/\/\S+)$/m)
    .map((piece, at) =>
      at % 2 === 0 ? html`${piece}` : html`<a href="${piece}" target="_blank">${piece}</a>`,
    )
}
