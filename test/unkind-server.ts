// A mail server of some forty lines that can also be unkind. It speaks as much SMTP (RFC 5321) as is needed here.
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'

/** What the server answers at a stage instead of yes; 'close' hangs up there. */
type Manners = { greeting?: string; auth?: string; rcpt?: string; data?: string | 'close' }
export type Received = { from: string; to: string[]; text: string }

export class UnkindServer {
  manners: Manners = {}
  /** How often somebody tried to sign in. */
  signIns = 0
  readonly received: Received[] = []
  /** Every mail whose text arrived, also those that were then refused. */
  readonly seen: Received[] = []
  private readonly server: Server
  private port = 0
  constructor() {
    this.server = createServer(socket => {
      let mail: Received = { from: '', to: [], text: '' }
      let waiting = ''
      let inData = false
      const say = (line: string) => socket.write(`${line}\r\n`)
      socket.on('error', () => undefined)
      say(this.manners.greeting ?? '220 unkind ESMTP')
      socket.setEncoding('utf8').on('data', part => {
        waiting += part
        for (;;) {
          const end = waiting.indexOf(inData ? '\r\n.\r\n' : '\r\n')
          if (end < 0) return
          const line = waiting.slice(0, end)
          waiting = waiting.slice(end + (inData ? 5 : 2))
          if (inData) {
            inData = false
            mail.text = line
            this.seen.push(mail)
            if (this.manners.data === 'close') return void socket.destroy()
            if (this.manners.data === undefined) this.received.push(mail)
            say(this.manners.data ?? '250 taken')
          } else if (/^MAIL FROM:/i.test(line)) {
            mail = { from: line.slice(10), to: [], text: '' }
            say('250 yes')
          } else if (/^RCPT TO:/i.test(line)) {
            mail.to.push(line.slice(8))
            say(this.manners.rcpt ?? '250 yes')
          } else if (/^DATA/i.test(line)) {
            inData = true
            say('354 go on')
          } else if (/^QUIT/i.test(line)) {
            say('221 bye')
            socket.end()
          } else if (/^AUTH/i.test(line)) {
            this.signIns += 1
            say(this.manners.auth ?? '235 welcome')
          } else say(this.manners.auth ? '250-unkind\r\n250 AUTH PLAIN' : '250 unkind')
        }
      })
    })
  }

  /** Always on the same port. @returns the address for openTransport */
  async start(): Promise<string> {
    if (!this.server.listening) {
      this.server.listen(this.port, '127.0.0.1')
      await once(this.server, 'listening')
    }
    this.port = (this.server.address() as AddressInfo).port
    return `smtp://127.0.0.1:${this.port}?ignoreTLS=true`
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return
    this.server.close()
    await once(this.server, 'close')
  }
}

/** A header of a received mail, unfolded. */
export function headerOf(text: string, name: string): string | undefined {
  const found = new RegExp(`^${name}:(.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(text)
  return found?.[1]?.replaceAll(/\r\n\s+/g, ' ').trim()
}
