import type pg from 'pg'
import { monotonicMs } from '#server/plumbing/clock.ts'
import type { Database } from '#server/plumbing/database.ts'
import { newSecret } from '#server/plumbing/ids.ts'
import { epochChannel, personChannel } from '../account.ts'
import type { Snapshots } from './snapshots.ts'

/** Who else wants to know what is heard. */
export type Listeners = {
  changed(account: string, epoch: number): void
  /** Somebody's sign-in changed. */
  personChanged(person: string): void
  /** From here on everything is heard again; what was announced before may have been missed. */
  hearing(): void
  /** Everything that was committed before this monotonic instant has been heard. */
  heard?(at: number): void
}
const nobodyElse: Listeners = {
  changed: () => undefined,
  personChanged: () => undefined,
  hearing: () => undefined,
}

const beatEveryMs = 200
const reconnectAfterMs = [50, 100, 250, 500, 1_000]

/**
 * Hears what other nodes change, and proves that it hears: every 200 ms it sends itself a notification over the same
 * connection. PostgreSQL delivers notifications in the order of commits, so a beat that comes back means that every
 * change committed before it was sent has come too. When beats stop, the snapshots' lease runs out by itself.
 * @returns stop, which resolves when the connection is closed; deafForMs: for how long nothing has been heard,
 * undefined while it hears
 */
export function hearChanges(
  database: Database,
  snapshots: Snapshots,
  say: (sentence: string) => void,
  listeners: Listeners = nobodyElse,
): { stop(): Promise<void>; client(): pg.Client | undefined; deafForMs(): number | undefined } {
  const beatChannel = `einlass_beat_${newSecret().replaceAll('-', '_')}`.slice(0, 40)
  let client: pg.Client | undefined
  let stopped = false
  let failures = 0
  let deafSince: number | undefined = monotonicMs()

  async function listen(): Promise<void> {
    if (stopped) return
    let mine: pg.Client | undefined
    let beating: NodeJS.Timeout | undefined
    let isOver = false
    // Once for each connection, however it goes wrong: whoever tried again twice would have two for ever.
    const giveUp = (why: string) => {
      if (isOver) return
      isOver = true
      clearInterval(beating)
      snapshots.deaf()
      deafSince ??= monotonicMs()
      mine?.end().catch(() => undefined)
      if (!stopped) again(why)
    }
    const lose = () =>
      giveUp('The connection for notifications was lost; decisions ask the database until it is back.')
    try {
      mine = await database.connect()
      // Stopped while it was being opened: nobody else would end it.
      if (stopped) return lose()
      client = mine
      const sent = new Map<string, number>()
      let beat = 0
      mine.on('end', lose)
      mine.on('error', lose)
      mine.on('notification', message => {
        if (message.channel === beatChannel) {
          const at = sent.get(message.payload ?? '')
          if (at !== undefined) {
            snapshots.heard(at)
            listeners.heard?.(at)
          }
          sent.clear()
          return
        }
        if (message.channel === personChannel) {
          if (message.payload) listeners.personChanged(message.payload)
          return
        }
        const [account, epoch] = (message.payload ?? '').split(':')
        if (!account || !epoch) return
        snapshots.noticed(account, Number(epoch))
        listeners.changed(account, Number(epoch))
      })
      await mine.query(`listen ${epochChannel}; listen ${personChannel}; listen "${beatChannel}"`)
      if (isOver) return
      deafSince = undefined
      snapshots.hearing()
      listeners.hearing()
      failures = 0
      beating = setInterval(() => {
        // One beat at a time: when the last has not come back for a second the connection is taken for dead.
        const waiting = Math.min(...sent.values())
        if (sent.size > 0) {
          if (monotonicMs() - waiting > 1_000) lose()
          return
        }
        const name = String(beat++)
        sent.set(name, monotonicMs())
        mine?.query('select pg_notify($1, $2)', [beatChannel, name]).catch(lose)
      }, beatEveryMs)
      beating.unref()
    } catch {
      giveUp('The connection for notifications could not be opened.')
    }
  }

  function again(why: string): void {
    if (failures === 0) say(why)
    const wait = reconnectAfterMs[Math.min(failures, reconnectAfterMs.length - 1)]!
    failures += 1
    setTimeout(() => void listen(), wait).unref()
  }

  void listen()
  return {
    client: () => client,
    deafForMs: () => (deafSince === undefined ? undefined : monotonicMs() - deafSince),
    async stop() {
      stopped = true
      snapshots.deaf()
      await client?.end().catch(() => undefined)
    },
  }
}
