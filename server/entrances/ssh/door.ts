import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { AuthContext, Connection } from 'ssh2'
import ssh2 from 'ssh2'
import { networkOf } from '#server/people/tries.ts'
import { keepKeys } from './keep-keys.ts'
import { type Arrival, countArrivals, type Limits, usualLimits } from './limit-arrivals.ts'
import type { Admitted, Kind, SshDoorNeeds } from './needs.ts'
import { proveKey } from './prove-key.ts'
import { algorithms, keepaliveCount, keepaliveMs } from './speak-ssh.ts'
import { type Visitor, welcome } from './visitor.ts'

const checkMs = 1_000
/** Offers and signatures together: who has more keys than this has to say which one he means. */
const mostRequests = 40
const longestLogin = 200

export type SshDoor = {
  /** @returns the port */
  listen(port: number, host: string): Promise<number>
  /**
   * Ends every connection of this entry at once, on both sides. The words are the last that the visitor reads.
   * @returns when nothing of them is left: whether each server has confirmed that no program of his runs any more
   */
  cut(entryId: string, words: string): Promise<boolean>
  /** Who is inside, with what; since: epoch ms. */
  live(): { entryId: string; since: number; kind: Kind | 'waiting' }[]
  /** Lets nobody in any more, ends everything, and resolves when nothing is left. */
  close(): Promise<void>
}

type Arrived = { socket: Socket; arrival: Arrival; network: string; grace: NodeJS.Timeout }

/**
 * The SSH door: a visitor signs in here with his key, and the door signs in at the server with a credential that he never
 * sees. Nothing but sessions passes: no forwarding of any kind.
 */
export function openSshDoor(needs: SshDoorNeeds, limits: Limits = usualLimits): SshDoor {
  const visitors = new Set<Visitor>()
  const arrived = new Map<string, Arrived>()
  const arrivals = countArrivals(limits)
  let isClosing = false

  const ssh = new ssh2.Server(
    {
      hostKeys: [needs.hostKey],
      ident: 'Einlass',
      algorithms,
      keepaliveInterval: keepaliveMs,
      keepaliveCountMax: keepaliveCount,
    },
    (connection, { ip, port }) => {
      connection.on('error', () => undefined)
      keepKeys(connection)
      const known = arrived.get(nameOf(ip, port))
      if (known) askWho(connection, known)
      else connection.end()
    },
  )
  const listener = createServer({ noDelay: true }, socket => {
    socket.on('error', () => undefined)
    const network = networkOf(socket.remoteAddress ?? null)
    const arrival = isClosing ? undefined : arrivals.arrive(network)
    if (!arrival) return void socket.destroy()
    // Counted from the first byte: who says nothing at all holds no place for long.
    const grace = setTimeout(() => socket.destroy(), limits.loginMs)
    const name = nameOf(socket.remoteAddress, socket.remotePort)
    arrived.set(name, { socket, arrival, network, grace })
    socket.once('close', () => {
      clearTimeout(grace)
      arrived.delete(name)
      arrival.leave()
    })
    ssh.injectSocket(socket)
  })
  const round = setInterval(() => {
    for (const visitor of visitors) visitor.check()
  }, checkMs)
  round.unref()

  const askWho = (connection: Connection, { socket, arrival, network, grace }: Arrived) => {
    let tries = 0
    let requests = 0
    let admitted: Admitted | undefined
    const refuse = (context: AuthContext) => {
      if (tries >= limits.tries || requests >= mostRequests) connection.end()
      else context.reject(['publickey'])
    }
    connection.on('authentication', context => {
      requests++
      if (context.method !== 'publickey' || context.username.length > longestLogin) return refuse(context)
      const shown = proveKey(context)
      if (shown === 'asks') return requests >= mostRequests ? refuse(context) : context.accept()
      tries++
      if (shown === 'unfit') return refuse(context)
      const asked = { login: context.username, keyFingerprint: shown.holds, network }
      admit(asked)
        .then(answer => {
          if (!answer) return refuse(context)
          if (socket.destroyed || isClosing) {
            needs.left(answer.entryId, 'broke')
            return
          }
          admitted = answer
          context.accept()
        })
        .catch(() => connection.end())
    })
    connection.once('ready', () => {
      if (!admitted) return connection.end()
      clearTimeout(grace)
      arrival.prove()
      const visitor = welcome({ ...needs, left }, admitted, connection, socket, limits.channels)
      visitors.add(visitor)
      void visitor.gone.then(() => visitors.delete(visitor))
      visitor.check()
    })
  }
  /** With several connections the entry goes on until the last has ended. */
  const left: SshDoorNeeds['left'] = (entryId, how) => {
    if (!live().some(one => one.entryId === entryId)) needs.left(entryId, how)
  }
  const live = () => [...visitors].flatMap(visitor => visitor.live())
  /** Whoever cannot be asked about is nobody. */
  const admit = async (asked: { login: string; keyFingerprint: string; network: string }) => {
    try {
      return await needs.admit(asked)
    } catch {
      needs.say('The SSH door could not ask who may come in, and let nobody in.')
      return undefined
    }
  }

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        listener.once('error', reject)
        listener.listen(port, host, () => {
          listener.off('error', reject)
          listener.on('error', () => needs.say('The SSH door could not take a connection.'))
          resolve((listener.address() as AddressInfo).port)
        })
      }),
    async cut(entryId, words) {
      const his = [...visitors].filter(visitor => visitor.entryId === entryId)
      for (const visitor of his) visitor.cut(words)
      return (await Promise.all(his.map(visitor => visitor.gone))).every(isConfirmed => isConfirmed)
    },
    live,
    async close() {
      isClosing = true
      clearInterval(round)
      const closed = new Promise(resolve => listener.close(resolve))
      for (const visitor of visitors) visitor.leave()
      for (const { socket, grace } of arrived.values()) {
        clearTimeout(grace)
        if (!socket.destroyed) socket.destroySoon()
      }
      await Promise.all([...visitors].map(visitor => visitor.gone))
      for (const { socket } of arrived.values()) socket.destroy()
      await closed
    },
  }
}

function nameOf(address: string | undefined, port: number | undefined): string {
  return `${address} ${port}`
}
