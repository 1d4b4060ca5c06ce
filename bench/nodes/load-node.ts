// A load client for machines without wrk: each connection asks again as soon as it was answered. Takes answers without a
// body only, which is what gates give.
import { connect } from 'node:net'
import { givenOptions } from './answer-parent.ts'

const { url, headers, seconds, connections } = givenOptions<{
  url: string
  headers: Record<string, string>
  seconds: number
  connections: number
}>()
const { hostname, port, pathname } = new URL(url)
const question = `GET ${pathname} HTTP/1.1\r\n${Object.entries(headers)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('')}\r\n`
const begun = performance.now()
const waits: number[] = []
let refused = 0

function ask(): Promise<void> {
  return new Promise(resolve => {
    const socket = connect(Number(port), hostname)
    let sentAt = performance.now()
    let read = ''
    socket.setNoDelay(true)
    socket.write(question)
    socket.setEncoding('latin1').on('data', part => {
      read += part
      if (!read.endsWith('\r\n\r\n')) return
      if (!read.startsWith('HTTP/1.1 2')) refused += 1
      const now = performance.now()
      waits.push(now - sentAt)
      if (now - begun > seconds * 1_000) {
        socket.destroy()
        return resolve()
      }
      read = ''
      sentAt = now
      socket.write(question)
    })
    socket.on('error', () => {
      refused += 1
      resolve()
    })
  })
}

await Promise.all(Array.from({ length: connections }, ask))
const took = (performance.now() - begun) / 1_000
const p99Ms = waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? 0
console.log(JSON.stringify({ perSecond: waits.length / took, p99Ms, refused }))
