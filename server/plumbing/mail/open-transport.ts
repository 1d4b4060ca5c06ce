import { createTransport } from 'nodemailer'

/** What is handed to the mail server, one recipient a mail. */
export type Message = {
  id: string
  thread: string
  to: string
  subject: string
  plain: string
  html: string
  language: string
}

/**
 * A mail server that takes mails. `send` resolves when the server has taken the mail; every refusal is an error.
 * @throws ServerAway when no mail could be handed over at the moment, whatever it says
 */
export type Transport = { send(message: Message): Promise<void>; close(): void }

/** The mail server cannot be reached, or does not let this desk in: it is not about the mail. */
export class ServerAway extends Error {}

// What nodemailer was doing when the server said no to this one mail.
const aboutTheMail = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])

// A server that is slower than this is treated like one that does not answer; the mail is tried again.
const connectMs = 10_000
const answerMs = 10_000
const silenceMs = 30_000

/**
 * The way to one mail server; connects for each mail.
 * @param smtp url: smtp:// or smtps://, with user and password in it if the server wants them; from: `Name <address>`
 */
export function openTransport({ url, from }: { url: string; from: string }): Transport {
  const smtp = createTransport({
    url,
    connectionTimeout: connectMs,
    greetingTimeout: answerMs,
    socketTimeout: silenceMs,
    // A mail is text from the database: nothing in it may make this process open a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = /@([^\s@<>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
  // A connection that broke may have broken over this mail or over all of them: the server is asked which.
  const whose = async (error: unknown): Promise<unknown> => {
    const { code, command = '' } = error as { code?: string; command?: string }
    if (aboutTheMail.has(command)) return error
    // Asking again would be a second wrong password, and some servers count them.
    if (code === 'EAUTH') return new ServerAway((error as Error).message, { cause: error })
    try {
      await smtp.verify()
      return error
    } catch (away) {
      return new ServerAway(away instanceof Error ? away.message : String(away), { cause: error })
    }
  }
  const hand = (message: Message) => {
    const thread = `<${message.thread}.thread@${host}>`
    return smtp.sendMail({
      from,
      // As an object, so that a comma in the address cannot become a second recipient.
      to: { name: '', address: message.to },
      subject: message.subject,
      text: message.plain,
      html: message.html,
      // The same at every try: a mail server that sees it twice can tell (RFC 5322 §3.6.4).
      messageId: `<${message.id}@${host}>`,
      inReplyTo: thread,
      references: thread,
      xMailer: false,
      headers: {
        // RFC 3834 §5: keeps holiday answers and other robots from answering.
        'Auto-Submitted': 'auto-generated',
        'Content-Language': message.language,
      },
    })
  }
  return {
    async send(message) {
      try {
        await hand(message)
      } catch (error) {
        throw await whose(error)
      }
    },
    close: () => smtp.close(),
  }
}
