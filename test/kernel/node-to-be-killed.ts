// A node of the desk in a process of its own, which test/kernel/killed-at-any-step.test.ts kills in the middle of a call.
import type { OutsideSystem } from '#server/access/outside.ts'
import type { Kernel } from '#server/access/record.ts'
import { tend } from '#server/access/tend.ts'
import { openDatabase } from '#server/plumbing/database.ts'
import { openErrands } from '#server/plumbing/errands.ts'

const { DATABASE_URL = '', FOREIGN = '', NOW = '' } = process.env
const ask = async (what: string, id: string): Promise<{ there: boolean }> =>
  (await fetch(`${FOREIGN}/${what}/${id}`)).json() as Promise<{ there: boolean }>

const presto: OutsideSystem = {
  name: 'presto',
  async open({ artefactId }) {
    await ask('make', artefactId)
    return { done: true, reference: { login: artefactId } }
  },
  async close({ artefactId }) {
    await ask('take', artefactId)
    return { done: true }
  },
  async confirmClosed({ artefactId }) {
    const { there } = await ask('look', artefactId)
    return there
      ? { gone: false, error: 'It is still there.' }
      : { gone: true, how: 'asked for and not there' }
  },
  inventory: async () => ({ seen: true, found: [] }),
}

const kernel: Kernel = {
  database: openDatabase(DATABASE_URL, () => undefined),
  clock: { now: () => Number(NOW) },
  noticed: () => undefined,
}
await tend(
  kernel,
  async () => ({ refused: true, how: 'nobody is inside' }),
  new Map([['presto', presto]]),
  async () => undefined,
  async () => undefined,
  openErrands(8, undefined, () => undefined),
)
await kernel.database.close()
