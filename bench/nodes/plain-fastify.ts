// A Fastify as its documentation begins: one route that takes the question and sends an answer that it has ready.
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { answerParent, givenOptions } from './answer-parent.ts'
import { watchServerTime } from './server-time.ts'

const { path, answer } = givenOptions<{ path: string; answer: object }>()
const app = Fastify()
app.post(path, async () => answer)
await app.listen({ port: 0, host: '127.0.0.1' })
const serverTime = watchServerTime(app.server)
let answers = 0
app.server.on('request', () => {
  answers += 1
})

answerParent(
  { port: (app.server.address() as AddressInfo).port },
  async question => {
    switch (question['do']) {
      case 'count-answers':
        return { answers }
      case 'begin-server-time':
        return serverTime.begin()
      case 'end-server-time':
        return serverTime.end()
      default:
        throw new Error(`This node does not know how to ${String(question['do'])}.`)
    }
  },
  () => app.close(),
)
