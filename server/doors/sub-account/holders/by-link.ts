// What the page behind the links of a change needs (server/http/pages/change-page.ts), and nothing else.
import type { Kernel } from '#server/access/record.ts'
import { readHouse } from '#server/people/house.ts'
import * as confirm from './changes/confirm.ts'
import type { Change } from './changes/read-changes.ts'

export { lookAtChange, type Opened } from './changes/confirm.ts'

/** @param origin of the desk @throws Refusal 'link-is-over' */
export async function confirmByLink(kernel: Kernel, origin: string, code: string): Promise<Change> {
  return confirm.confirmChange(kernel, await readHouse(kernel.database, origin), code)
}

/** @param origin of the desk @throws Refusal 'link-is-over' */
export async function stopByLink(kernel: Kernel, origin: string, code: string): Promise<Change> {
  return confirm.stopByLink(kernel, await readHouse(kernel.database, origin), code)
}
