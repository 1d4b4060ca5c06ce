import { connect, type Socket } from 'node:net'

/** One request through the gate: when it was sent, and what came (ms of `performance.now()`). */
export type Probe = { sentAt: number; answeredAt: number; status: number }

export type Prober = {
  /** What was asked so far, in the order of sending. */
  probes: readonly Probe[]
  /** Stops asking; resolves when everything that was asked is answered. */
  stop(): Promise<void>
}

type Line = { socket: Socket; waiting: Waiting | undefined }
type Question = { text: string; answered(probe: Probe): void }
type Waiting = Question & { sentAt: number }

const betweenMs = 3

/**
 * Connections to a gate which stay open from one prober to the next. An open loop needs many: a slow answer must not
 * keep the next question from being sent.
 */
export function openLines(port: number): { ask(question: string): Promise<Probe>; close(): void } {
  const lines: Line[] = []
  const open = (): Line => {
    const line: Line = { socket: connect(port, '127.0.0.1'), waiting: undefined }
    let read = ''
    line.socket.setNoDelay(true)
    line.socket.setEncoding('latin1').on('data', part => {
      read += part
      const end = read.indexOf('\r\n\r\n')
      if (end === -1 || read.length < end + 4 + Number(/content-length: (\d+)/i.exec(read)?.[1] ?? 0)) return
      const { waiting } = line
      line.waiting = undefined
      waiting?.answered({
        sentAt: waiting.sentAt,
        answeredAt: performance.now(),
        status: Number(read.slice(9, 12)),
      })
      read = ''
    })
    // The desk closes lines that nobody used for a while; what was asked at that very moment is asked again.
    line.socket.on('error', () => undefined)
    line.socket.on('close', () => {
      lines.splice(lines.indexOf(line), 1)
      if (line.waiting && !isOver) send(line.waiting)
    })
    lines.push(line)
    return line
  }
  const send = ({ text, answered }: Question) => {
    const line = lines.find(one => one.waiting === undefined) ?? open()
    line.waiting = { text, answered, sentAt: performance.now() }
    line.socket.write(text)
  }
  let isOver = false
  return {
    ask: text => new Promise(answered => send({ text, answered })),
    close() {
      isOver = true
      for (const { socket } of lines) socket.destroy()
    },
  }
}

/** Asks about every 3 ms, whether the last was answered or not. */
export function probe(lines: ReturnType<typeof openLines>, question: string): Prober {
  const probes: Probe[] = []
  const asked: Promise<unknown>[] = []
  const begun = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    // Timers of Node come late and never twice; what was missed is made up for.
    for (; begun + sent * betweenMs <= performance.now(); sent++)
      asked.push(lines.ask(question).then(one => probes.push(one)))
  }, 1)
  return {
    probes,
    async stop() {
      clearInterval(timer)
      await Promise.all(asked)
      probes.sort((a, b) => a.sentAt - b.sentAt)
    },
  }
}

export function writeQuestion(path: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}
