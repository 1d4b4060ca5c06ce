// A load client for machines without wrk: each connection asks again as soon as it was answered, until this is
// interrupted.
import { writeSync } from 'node:fs'
import { connect } from 'node:net'
import { givenOptions } from './answer-parent.ts'

const { url, headers, connections, body } = givenOptions<{
  url: string
  headers: Record<string, string>
  connections: number
  body?: string
}>()
const { hostname, port, pathname } = new URL(url)
const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
const question = `${body === undefined ? 'GET' : 'POST'} ${pathname} HTTP/1.1\r\n${Object.entries({
  ...headers,
  ...length,
})
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('')}\r\n${body ?? ''}`
const waits: number[] = []
let refused = 0

function ask(): void {
  const socket = connect(Number(port), hostname)
  let sentAt = performance.now()
  let read = ''
  socket.setNoDelay(true)
  socket.write(question)
  socket.setEncoding('latin1').on('data', part => {
    read += part
    const end = read.indexOf('\r\n\r\n')
    if (end < 0 || read.length < end + 4 + Number(/content-length: (\d+)/i.exec(read)?.[1] ?? 0)) return
    if (!read.startsWith('HTTP/1.1 2')) refused += 1
    const now = performance.now()
    waits.push(now - sentAt)
    read = ''
    sentAt = now
    socket.write(question)
  })
  socket.on('close', () => {
    refused += 1
  })
  socket.on('error', () => undefined)
}

process.on('SIGINT', () => {
  const p99Ms = waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? null
  writeSync(1, JSON.stringify({ answers: waits.length, p99Ms, refused }))
  process.exit(0)
})
for (let i = 0; i < connections; i++) ask()
