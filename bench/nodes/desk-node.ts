// One node of the desk, as it is started for people, in a process that can be measured.
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { openDesk } from '#server/desk.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { openLog } from '#server/plumbing/log.ts'
import { answerParent, givenOptions } from './answer-parent.ts'
import { watchServerTime } from './server-time.ts'

const options = givenOptions<{ databaseUrl: string; url: string; withoutRounds?: boolean }>()

// Counted here and not in the statistics of the database, which come late and count heartbeats too.
let queries = 0
const send = pg.Client.prototype.query
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  if (this !== desk?.hearing.client()) queries += 1
  return Reflect.apply(send, this, args)
} as typeof send

let desk: Awaited<ReturnType<typeof openDesk>> | undefined
const begun = performance.now()
desk = await openDesk({ ...options, keys: deriveKeys(Buffer.alloc(32, 1)), log: openLog('silent') })
const port = await desk.listen(0, '127.0.0.1')
const opened = desk
// The commit that ends a grant, as near as this process sees it: it is told right after.
let endedAt = 0
const { kernel } = opened
const noticed = kernel.noticed
kernel.noticed = (account, epoch, kinds) => {
  if (kinds.has('grant.ending')) endedAt = performance.timeOrigin + performance.now()
  noticed.call(kernel, account, epoch, kinds)
}
const serverTime = watchServerTime(opened.app.server)
let answers = 0
opened.app.server.on('request', () => {
  answers += 1
})

answerParent(
  { port, readyMs: performance.now() - begun, rssMb: rssMb() },
  async question => {
    switch (question['do']) {
      case 'count-queries':
        return { queries }
      case 'count-answers':
        return { answers }
      case 'tell-ending':
        return { endedAt }
      case 'begin-server-time':
        return serverTime.begin()
      case 'end-server-time':
        return serverTime.end()
      case 'read-memory':
        return { rssMb: rssMb() }
      default:
        throw new Error(`This node does not know how to ${String(question['do'])}.`)
    }
  },
  () => opened.close(),
)

function rssMb(): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
  return line ? Number(line[1]) / 1_024 : process.memoryUsage.rss() / 1_048_576
}
