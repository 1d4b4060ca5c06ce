import assert from 'node:assert/strict'
import { startTestDesk, type TestDesk } from '../desk.ts'
import { changesBetween, openEye } from './look-at-everything.ts'
import { type Stage, setTheStage } from './set-the-stage.ts'

export type WatchedDesk = {
  stage: Stage
  desk: TestDesk
  /** Fails when any row of any table is not as it was when the desk opened. */
  nothingChanged(after: string): Promise<void>
  close(): Promise<void>
}

/** One desk on the stage for a whole file of refusals: since none may change anything, all can meet the same desk. */
export async function openWatchedDesk(): Promise<WatchedDesk> {
  const stage = await setTheStage()
  const desk = await startTestDesk({ template: stage.template })
  const eye = await openEye(desk.ownerUrl)
  const before = await eye.look()
  return {
    stage,
    desk,
    async nothingChanged(after) {
      assert.deepEqual(changesBetween(before, await eye.look()), [], after)
    },
    async close() {
      await eye.close()
      await desk.close()
      await stage.close()
    },
  }
}
