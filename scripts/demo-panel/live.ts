import type { ServerResponse } from 'node:http'
import type { Client } from '../../clients/node/src/index.ts'
import type { PanelSession } from '../demo-panel.ts'

/** What ends by its time ends without a word from the desk; asking costs nothing while answers are remembered. */
const lookEveryMs = 1_000
const heartbeatMs = 15_000

type Page = { session: PanelSession; response: ServerResponse; told: string }

/**
 * Pages that are open in browsers: told which version of somebody's rights is the one of now, whenever that changes. A
 * page that shows another one fetches itself anew.
 */
export function keepOpenPages(client: Client, versionOf: (session: PanelSession) => Promise<string>) {
  const pages = new Set<Page>()

  async function tell(page: Page): Promise<void> {
    const version = await versionOf(page.session)
    if (page.told === version || page.response.destroyed) return
    page.told = version
    page.response.write(`data: ${version}\n\n`)
    if (version === 'ended') page.response.end()
  }
  const tellAll = (concerned: (session: PanelSession) => boolean) => {
    for (const page of pages) if (concerned(page.session)) tell(page).catch(() => undefined)
  }

  const forget = client.onChange(account =>
    tellAll(session => account === null || account === session.account),
  )
  const looking = setInterval(() => tellAll(() => true), lookEveryMs)
  const beating = setInterval(() => {
    for (const { response } of pages) response.write(':\n\n')
  }, heartbeatMs)

  return {
    open(session: PanelSession, response: ServerResponse): void {
      const page: Page = { session, response, told: '' }
      pages.add(page)
      response.on('close', () => pages.delete(page))
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      })
      response.write('retry: 1000\n\n')
      tell(page).catch(() => undefined)
    },
    close(): void {
      forget()
      clearInterval(looking)
      clearInterval(beating)
      for (const { response } of pages) response.end()
    },
  }
}
