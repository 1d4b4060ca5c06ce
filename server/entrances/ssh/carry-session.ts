import type { Socket } from 'node:net'
import type { Client, ClientChannel, ExecOptions, PseudoTtyInfo, ServerChannel, Session } from 'ssh2'
import { type Recording, recordAsciicast } from './asciicast.ts'
import { quietly } from './end-programs.ts'
import type { Kind, Recorded, RecordingSink } from './needs.ts'
import { gather, pour, speakTo } from './speak-to.ts'
import { tame } from './tame.ts'

export type Running = {
  kind: Kind
  /** epoch ms */
  since: number
  hasTerminal: boolean
  agent: ServerChannel
  /** undefined: not open yet */
  target?: ClientChannel
  /** Resolves when it is open, or will never be. */
  opened: Promise<void>
  recording?: Recording
}

/** What a session of a visitor needs from the connection that it is part of. */
export type Carrier = {
  may: { shell: boolean; exec: boolean; sftp: boolean }
  banner: string | undefined
  /** Asked before anything begins. */
  mayBegin(): boolean
  /** Everything of this visitor has ended. */
  isOver(): boolean
  /** Resolves when the way to the server stands, or with the sentence why it does not. */
  target: Promise<{ client: Client; socket: Socket } | { error: string }>
  /** Of the visitor. */
  socket: Socket
  began(running: Running): void
  ended(running: Running): void
  record(what: Recorded): RecordingSink
  now(): number
}

const mostVariables = 32
const longestVariable = 1_000
/** Of what is shown of it. */
const longestCommand = 10_000
const largestScreen = 500

/**
 * Carries a session of a visitor to the server: a shell, a command, or SFTP, which passes through unread. Everything else
 * that could be asked for (agent, X11, variables, other subsystems) is refused.
 */
export function carrySession(session: Session, carrier: Carrier): void {
  let terminal: PseudoTtyInfo | undefined
  let running: Running | undefined
  const variables: Record<string, string> = {}

  session.on('pty', (accept, _reject, info) => {
    terminal = info
    accept?.()
  })
  session.on('env', (accept, reject, { key, val }) => {
    const isHarmless = /^(LANG|LC_[A-Z]{1,20})$/.test(key) && val.length <= longestVariable
    if (!isHarmless || Object.keys(variables).length >= mostVariables) return reject?.()
    variables[key] = val
    accept?.()
  })
  session.on('window-change', (accept, _reject, info) => {
    if (terminal) terminal = { ...terminal, ...info }
    accept?.()
    quietly(() => running?.target?.setWindow(info.rows, info.cols, info.height, info.width))
    running?.recording?.resize(within(info.cols, 80), within(info.rows, 24))
  })
  session.on('signal', (accept, _reject, { name }) => {
    accept?.()
    if (/^[A-Z0-9]{1,10}$/.test(name)) quietly(() => running?.target?.signal(name))
  })

  const begin = (kind: Kind, accept: () => ServerChannel, reject: () => unknown, command?: string) => {
    if (running || !carrier.may[kind] || !carrier.mayBegin()) return void reject?.()
    // At once: what the visitor sends meanwhile waits in the channel and not in the way.
    const agent = accept() as ServerChannel | undefined
    if (!agent) return
    const hasTerminal = terminal !== undefined && kind !== 'sftp'
    const opening = Promise.withResolvers<void>()
    running = { kind, since: carrier.now(), hasTerminal, agent, opened: opening.promise }
    const wanted = { terminal: hasTerminal ? () => terminal! : undefined, variables, command }
    carry(running, carrier, wanted, opening.resolve)
  }
  session.on('shell', (accept, reject) => begin('shell', accept, reject))
  session.on('exec', (accept, reject, { command }) => begin('exec', accept, reject, command))
  session.on('subsystem', (accept, reject, { name }) => {
    if (name === 'sftp') begin('sftp', accept, reject)
    else reject?.()
  })
}

type Wanted = {
  terminal: (() => PseudoTtyInfo) | undefined
  variables: Record<string, string>
  command: string | undefined
}

function carry(running: Running, carrier: Carrier, wanted: Wanted, opened: () => void): void {
  const { agent, kind } = running
  const mouth = speakTo(agent)
  let isOver = false
  let isUnseen = false
  const over = () => {
    if (isOver) return
    isOver = true
    void running.recording?.end()
    carrier.ended(running)
  }
  const tell = (sentence: string) =>
    running.hasTerminal
      ? mouth.say('out', Buffer.from(`\r\n${sentence}\r\n`), () => undefined)
      : mouth.say('err', Buffer.from(`${sentence}\n`), () => undefined)
  const leave = (exit: () => void) =>
    mouth.whenQuiet(() => {
      quietly(exit)
      quietly(() => agent.end())
    })

  carrier.began(running)
  agent.on('error', () => undefined)
  agent.stderr.on('error', () => undefined)
  agent.once('close', () => {
    over()
    const { target } = running
    if (!target) return
    quietly(() => target.close())
    // What nobody reads any more would keep the channel from closing.
    target.resume()
    target.stderr.resume()
  })
  if (kind === 'shell' && carrier.banner) {
    const lines = carrier.banner.split(/\r?\n/)
    const text = running.hasTerminal ? `${lines.join('\r\n')}\r\n` : `${lines.join('\n')}\n`
    mouth.say(running.hasTerminal ? 'out' : 'err', Buffer.from(text), () => undefined)
  }

  const fail = (sentence: string) => {
    tell(sentence)
    leave(() => agent.exit(255))
  }
  void carrier.target.then(reached => {
    if (isOver || carrier.isOver() || 'error' in reached) {
      opened()
      if ('error' in reached && !isOver) fail(reached.error)
      return
    }
    try {
      open(reached.client, kind, wanted, (error, target) => {
        if (!error) running.target = target
        opened()
        if (error) return fail('The server does not open that.')
        if (!isOver && !carrier.isOver()) return join(target, reached.socket)
        // Nobody waits for it any more.
        quietly(() => target.signal('KILL'))
        quietly(() => target.close())
      })
    } catch {
      opened()
      fail('The connection to the server broke.')
    }
  })

  /** Nobody works unseen where it was promised that it is recorded. He may open another session, with a recording of its own. */
  const endUnseen = (target: ClientChannel) => {
    isUnseen = true
    fail('The recording of this session has ended, and the session with it.')
    quietly(() => target.signal('KILL'))
    quietly(() => target.close())
  }

  const join = (target: ClientChannel, socket: Socket) => {
    const screen = wanted.terminal?.()
    // It may have been resized while the way was built.
    if (screen) quietly(() => target.setWindow(screen.rows, screen.cols, screen.height, screen.width))
    const recording = kind === 'sftp' ? undefined : record(running, carrier, wanted, () => endUnseen(target))
    if (recording) running.recording = recording

    target.on('error', () => undefined)
    pour(
      agent,
      (part, done) => {
        if (isUnseen) return done()
        gather(socket)
        quietly(() => target.write(part, done))
      },
      () => quietly(() => target.end()),
    )
    const hear = (stream: 'out' | 'err') => (part: Buffer, done: () => void) => {
      if (isUnseen) return done()
      gather(carrier.socket)
      recording?.output(part)
      mouth.say(stream, part, done)
    }
    let exit: (() => void) | undefined
    target.once('exit', (code: number | null, signal?: string, core?: unknown, why?: string) => {
      if (code === null)
        exit = () => agent.exit((signal ?? 'SIGKILL').replace(/^SIG/, ''), core === true, why ?? '')
      else exit = () => agent.exit(code)
    })
    // It is over when both streams are at their end and the channel is closed, in whatever order.
    let open = 3
    const oneLess = () => {
      open--
      if (open > 0) return
      if (!exit && kind !== 'sftp' && !isUnseen) tell('The connection to the server broke.')
      leave(exit ?? (() => agent.exit(255)))
    }
    pour(target, hear('out'), oneLess)
    pour(target.stderr, hear('err'), oneLess)
    target.once('close', oneLess)
  }
}

function open(
  client: Client,
  kind: Kind,
  { terminal, variables, command }: Wanted,
  then: (error: Error | undefined, channel: ClientChannel) => void,
): void {
  const info = terminal?.()
  // Its typings miss that `modes` may be given on.
  const pty = info && { ...info, modes: info.modes as never, term: termOf(info) }
  if (kind === 'sftp') client.subsys('sftp', then)
  else if (kind === 'shell') client.shell(pty ?? false, { env: variables }, then)
  else client.exec(command ?? '', { env: variables, ...(pty ? { pty } : {}) } satisfies ExecOptions, then)
}

function termOf(info: PseudoTtyInfo): string {
  const { term } = info as { term?: unknown }
  return typeof term === 'string' && /^[\w.+-]{1,64}$/.test(term) ? term : 'vt100'
}

function within(size: number | undefined, usual: number): number {
  return Math.min(largestScreen, size || usual)
}

function record(
  running: Running,
  carrier: Carrier,
  { terminal, command }: Wanted,
  stopped: () => void,
): Recording {
  const screen = terminal?.()
  const what: Recorded = {
    kind: running.kind === 'exec' ? 'exec' : 'shell',
    ...(command === undefined ? {} : { command: tame(command.slice(0, longestCommand)) }),
    width: within(screen?.cols, 80),
    height: within(screen?.rows, 24),
  }
  return recordAsciicast(carrier.record(what), {
    ...what,
    addReturns: !running.hasTerminal,
    stopped,
    now: carrier.now,
  })
}
