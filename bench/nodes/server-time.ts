import type { Server } from 'node:http'

/**
 * How long requests are inside of a server: from the moment its headers are read until the answer is handed to the
 * operating system. Watched only between `begin` and `end`, because it costs something itself.
 */
export function watchServerTime(server: Server): {
  begin(): object
  end(): { p50Ms: number; p99Ms: number }
} {
  let times: number[] | undefined
  server.prependListener('request', (_request, response) => {
    const into = times
    if (into === undefined) return
    const begun = performance.now()
    response.once('finish', () => into.push(performance.now() - begun))
  })
  return {
    begin() {
      times = []
      return {}
    },
    end() {
      const sorted = Float64Array.from(times ?? []).sort()
      times = undefined
      const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
      return { p50Ms: at(0.5), p99Ms: at(0.99) }
    },
  }
}
