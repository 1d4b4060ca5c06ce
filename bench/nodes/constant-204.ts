// The floor of every gate in Node: answers everything with 204 and thinks nothing.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerParent } from './answer-parent.ts'

let answers = 0
const server = createServer((_request, response) => {
  answers += 1
  response.writeHead(204)
  response.end()
})
server.listen(0, '127.0.0.1', () => {
  answerParent(
    { port: (server.address() as AddressInfo).port },
    async () => ({ answers }),
    async () => server.closeAllConnections(),
  )
})
