import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from 'ssh2'
import { type Carrier, carrySession, type Running } from './carry-session.ts'
import { endPrograms, quietly } from './end-programs.ts'
import type { Admitted, Kind, SshDoorNeeds } from './needs.ts'
import { reachTarget } from './reach-target.ts'
import { tame } from './tame.ts'

/** How long the last words may take on their way to somebody who reads slowly. */
const lastWordsMs = 200
/** How long a client has to show them and go by itself. */
const disconnectMs = 50
/** How long a server has to open what it was asked for when the end came. */
const openingMs = 500
const longestTimer = 2 ** 31 - 1

export type Visitor = {
  entryId: string
  live(): { entryId: string; since: number; kind: Kind | 'waiting' }[]
  /** Ends it on both sides, whatever runs. */
  cut(words: string): void
  /** Cuts it if it is no longer allowed. */
  check(): void
  /** The door closes. What runs ends; the entry may come again. */
  leave(): void
  /** Resolves when nothing of it is left: whether the server has confirmed that no program of his runs any more. */
  gone: Promise<boolean>
}

/** Somebody who was let in: his connection, the way to the server, and what he does there. */
export function welcome(
  needs: SshDoorNeeds,
  admitted: Admitted,
  connection: Connection,
  socket: Socket,
  mostChannels: number,
): Visitor {
  const { entryId } = admitted
  const since = needs.now()
  const running = new Set<Running>()
  const giveUp = new AbortController()
  let isOver = false
  let hasBroken = false
  let setGone: (isConfirmed: boolean) => void
  const gone = new Promise<boolean>(resolve => {
    setGone = resolve
  })

  const reaching = reachTarget(admitted.target, giveUp.signal)
  const target: Carrier['target'] = reaching.then(reached => {
    if (reached.done) {
      reached.client.once('close', () => {
        hasBroken ||= !isOver
        // What ran there tells its end first.
        setTimeout(() => end('broke'), lastWordsMs)
      })
      return reached
    }
    if (!isOver && reached.strange)
      needs.say(
        `${admitted.person} was not let through to ${admitted.target.host}: it showed the host key ${reached.strange}, which is not pinned.`,
      )
    else if (!isOver) needs.say(`The way to ${admitted.target.host} did not open: ${reached.error}`)
    hasBroken = true
    // Whoever has asked for something is told; then there is nothing to stay for.
    setTimeout(() => end('broke'), 10 * lastWordsMs)
    return { error: reached.error }
  })

  const stop = () => {
    isOver = true
    clearTimeout(timer)
    giveUp.abort()
  }
  const closeAgent = () => {
    quietly(() => connection.end())
    socket.destroySoon()
    setTimeout(() => socket.destroy(), lastWordsMs)
  }
  /**
   * A client that is disconnected throws away what it has not shown yet. So each session ends with the words and its
   * end, upon which most clients go by themselves; the others are disconnected a moment later.
   */
  const sayLast = (words: string) => {
    for (const one of running) endWith(words, one)
    // Nothing more is heard.
    connection.removeAllListeners('session')
    socket.once('close', () => clearTimeout(disconnecting))
    const disconnecting = setTimeout(closeAgent, running.size > 0 ? disconnectMs : 0)
  }
  const closeTarget = async (isCut: boolean) => {
    const ending = [...running]
    for (const one of ending) void one.recording?.end()
    running.clear()
    const reached = await reaching
    // What is being opened this moment must not begin after everything else has ended.
    await Promise.race([Promise.all(ending.map(one => one.opened)), sleep(openingMs)])
    const programs = ending.flatMap(({ kind, hasTerminal, target: channel }) =>
      channel ? [{ kind, hasTerminal, channel }] : [],
    )
    let isConfirmed = true
    if (reached.done) {
      isConfirmed = await endPrograms(reached.client, programs, isCut)
      reached.socket.destroy()
      if (isCut && !isConfirmed)
        needs.say(
          `The connection of ${admitted.person} to ${admitted.target.host} is cut; whether a program of his still runs there was not confirmed.`,
        )
    }
    if (!socket.closed) await new Promise(resolve => socket.once('close', resolve))
    setGone(isConfirmed)
  }
  const end = (how: 'left' | 'broke') => {
    if (isOver) return
    stop()
    closeAgent()
    void closeTarget(false)
    needs.left(entryId, how)
  }
  const cut = (words: string) => {
    if (isOver) return
    stop()
    sayLast(tame(words))
    void closeTarget(true)
  }
  const mayGoOn = () => needs.now() < admitted.until && needs.mayGoOn(entryId)
  const check = () => {
    if (!isOver && !mayGoOn()) cut(sayOver)
  }
  const timer = setTimeout(check, Math.min(longestTimer, Math.max(0, admitted.until - needs.now())))

  const carrier: Carrier = {
    may: admitted.may,
    banner: admitted.banner === undefined ? undefined : tame(admitted.banner),
    target,
    socket,
    mayBegin() {
      check()
      return !isOver && running.size < mostChannels
    },
    isOver: () => isOver,
    began: one => void running.add(one),
    ended: one => void running.delete(one),
    record: what => needs.record(entryId, what),
    now: needs.now,
  }
  connection.on('session', (accept, reject) => {
    if (carrier.mayBegin()) carrySession(accept(), carrier)
    else reject()
  })
  connection.on('error', () => {
    hasBroken = true
  })
  connection.once('close', () => end(hasBroken || running.size > 0 ? 'broke' : 'left'))

  return {
    entryId,
    live: () =>
      isOver
        ? []
        : running.size === 0
          ? [{ entryId, since, kind: 'waiting' }]
          : [...running].map(({ kind, since: began }) => ({ entryId, since: began, kind })),
    cut,
    check,
    leave: () => end('broke'),
    gone,
  }
}

const sayOver = 'This access is over.'

/** Leaves the other screen, shows the cursor, ends colours: the words stand on the screen that stays. */
const plainScreen = '\u001b[?1049l\u001b[?25h\u001b[0m'

function endWith(words: string, { agent, hasTerminal }: Running): void {
  // What is typed from now on goes nowhere.
  agent.removeAllListeners('data')
  agent.pause()
  quietly(() => {
    if (hasTerminal) agent.write(`${plainScreen}\r\n${words.replaceAll(/\r?\n/g, '\r\n')}\r\n`)
    else agent.stderr.write(`${words}\n`)
    agent.exit(255)
    agent.end()
  })
}
