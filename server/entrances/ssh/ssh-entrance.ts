import type { Doorkeeper } from '#server/access/4-enter/check-entry.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { leave } from '#server/access/5-end/leave.ts'
import { listOfLostNodes, readGone } from '#server/access/5-end/list-not-gone.ts'
import { type Gone, noteGone } from '#server/access/5-end/note-gone.ts'
import type { Actor } from '#server/access/person.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { newId } from '#server/plumbing/ids.ts'
import { beat } from '#server/plumbing/nodes.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import type { SshKeys } from '#server/plumbing/ssh/own-keys.ts'
import { type Admitting, admitVisitor, type LetIn } from './admit-visitor.ts'
import { openSshDoor, type SshDoor } from './door.ts'
import type { SshDoorNeeds } from './needs.ts'
import { probeSsh } from './probe.ts'
import { watchVisitors } from './watch-visitors.ts'

export type SshEntranceParts = Pick<Admitting, 'serverOf' | 'say'> & {
  kernel: Kernel
  doorkeeper: Doorkeeper
  keys: SshKeys
  record: SshDoorNeeds['record']
}

export type SshEntrance = {
  /** @returns the port */
  listen(port: number, host: string): Promise<number>
  /** Where it listens; undefined: this node has no SSH door. */
  port(): number | undefined
  live: SshDoor['live']
  /** Something has changed in this account. */
  changed(account: string): void
  /** Changes may have been missed. */
  lookAtAll(): void
  /** Writes down what was not yet: how connections went that could not be told then, and those of nodes that are lost. */
  settle(): Promise<void>
  probe: ProbeEntry
  /** Everybody who is inside goes. */
  close(): Promise<void>
}

/** Somebody's connection from the moment he was let in until it is written down how it went. */
type Held = LetIn & {
  since: number
  gone: Gone | undefined
  /** Nobody else will close its entry: something still holds it open. */
  isHeld: boolean
  cutting: Promise<void> | undefined
}

/** Between being let in and standing inside, a client shows that he holds his key: a moment. */
const arrivesWithinMs = 30_000
const lostAtOnce = 200
const door = { rule: 'ssh door' } as const

/** The SSH door with the kernel behind it: lets in by the kernel's word, watches over who is inside, and says when he is gone. */
export function openSshEntrance(parts: SshEntranceParts): SshEntrance {
  const { kernel, doorkeeper, keys, say } = parts
  const { clock, database } = kernel
  const nodeId = newId(clock.now())
  const inside = new Map<string, Held>()
  let listensAt: number | undefined

  /** Closes what nobody else closes, and notes that the connection is gone. What fails is done by the next round. */
  const writeDown = async (entryId: string, account: string, by: Actor, how: Gone, isLeft: boolean) => {
    const isNoted = await record(kernel, { accounts: [account], by }, async r => {
      if (isLeft) await leave(r, account, [entryId], 'left')
      return noteGone(r, account, entryId, how)
    })
    return isNoted || (await readGone(database, account, entryId))?.how != null
  }
  const settleOne = async (held: Held) => {
    if (!held.gone) return
    const { entryId, account, personId, gone, isHeld } = held
    const isLeft = gone === 'left' || isHeld
    const by = gone === 'left' ? { person: personId } : door
    if (await writeDown(entryId, account, by, gone, isLeft)) inside.delete(entryId)
  }
  const tryToSettle = (held: Held) =>
    settleOne(held).catch(() => say('It could not be written down yet how a visit over SSH ended.'))

  const left = (held: Held) => {
    watch.remove(held.entryId)
    held.gone ??= 'left'
    return tryToSettle(held)
  }
  const cut = (held: Held): Promise<void> => {
    held.cutting ??= (async () => {
      const isConfirmed = await sshDoor.cut(held.entryId, held.lastWords)
      watch.remove(held.entryId)
      held.gone ??= isConfirmed ? 'programs-ended' : 'programs-unknown'
      await tryToSettle(held)
    })()
    return held.cutting
  }

  const watch = watchVisitors(doorkeeper, clock, (visitor, isHeld) => {
    const held = inside.get(visitor.entryId)
    if (!held) return
    held.isHeld = isHeld
    void cut(held)
  })
  const admitting: Admitting = {
    ...parts,
    nodeId,
    letGo: (entryId, account, personId) =>
      void writeDown(entryId, account, { person: personId }, 'left', true).catch(() => undefined),
  }
  const sshDoor = openSshDoor({
    hostKey: keys.hostKey,
    async admit(asked) {
      const found = await admitVisitor(admitting, asked)
      if (!found) return undefined
      const held = { ...found.letIn, since: clock.now(), gone: undefined, isHeld: false, cutting: undefined }
      inside.set(held.entryId, held)
      watch.add(found.letIn)
      return found.admitted
    },
    mayGoOn: watch.mayGoOn,
    left(entryId) {
      const held = inside.get(entryId)
      if (held) void left(held)
    },
    record: parts.record,
    say,
    now: () => clock.now(),
  })

  return {
    async listen(port, host) {
      // Before anybody comes in: a node that was never heard holds nothing.
      await database.within('', tx => beat(tx, nodeId))
      listensAt = await sshDoor.listen(port, host)
      return listensAt
    },
    port: () => listensAt,
    live: sshDoor.live,
    changed: watch.changed,
    lookAtAll: watch.lookAtAll,
    async settle() {
      if (listensAt !== undefined) await database.within('', tx => beat(tx, nodeId))
      const standing = new Set(sshDoor.live().map(one => one.entryId))
      await forEach([...inside.values()], async held => {
        if (held.gone) await settleOne(held)
        else if (!held.cutting && !standing.has(held.entryId) && clock.now() - held.since > arrivesWithinMs)
          await left(held)
      })
      await forEach(await listOfLostNodes(database, lostAtOnce), lost =>
        writeDown(lost.id, lost.accountId, door, 'node-lost', true),
      )
    },
    probe: probeSsh({
      database,
      clock,
      doorkeeper,
      async end(entryId) {
        const held = inside.get(entryId)
        if (!held) return false
        await cut(held)
        return true
      },
    }),
    async close() {
      await sshDoor.close()
      watch.stop()
      await Promise.all([...inside.values()].map(held => held.cutting ?? left(held)))
    },
  }
}
