import { spawn } from 'node:child_process'

/**
 * Reads so many megabytes from a server with the OpenSSH client, into nothing.
 * @param args of `ssh`, up to the destination
 * @returns megabytes per second, from the start of the client to its end
 */
export async function timeDownload(args: readonly string[], megabytes: number): Promise<number> {
  const begun = performance.now()
  const child = spawn('ssh', [...args, `head -c ${megabytes}000000 /dev/zero`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let says = ''
  child.stderr.on('data', part => (says += part))
  const code = await new Promise(resolve => child.once('close', resolve))
  if (code !== 0) throw new Error(`The transfer failed, nothing is reported: ${says}`)
  return (megabytes * 1_000) / (performance.now() - begun)
}
