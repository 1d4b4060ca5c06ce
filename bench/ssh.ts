// A transfer through the SSH door, beside the same transfer from the same server without it; and how long a cut takes.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sshOptions, standAtDoor, until } from '../test/real/stand-at-door.ts'
import { isRunning, listProcesses, startSshd, whyNoSshd } from '../test/real/start-sshd.ts'
import { figure, type Result } from './measure/figures.ts'
import { seeded } from './measure/random.ts'
import { timeDownload } from './measure/ssh-transfer.ts'
import { inTurns, median, medianInterval, quantile } from './measure/statistics.ts'

const rounds = 10
const megabytes = 200
const cuts = 100
const peer = 'ssh without a door'

export async function benchSsh(): Promise<Result> {
  const whyNot = whyNoSshd()
  if (whyNot) throw new Error(`${whyNot}; nothing is reported.`)
  const sshd = await startSshd()
  try {
    const stand = await standAtDoor(sshd)
    try {
      const known = join(sshd.folder, 'known-plain')
      writeFileSync(known, `[127.0.0.1]:${sshd.port} ${sshd.hostKey.publicKey}`)
      const past = [...sshOptions(sshd.key, known), '-o', `Port=${sshd.port}`, `${sshd.logins[0]}@127.0.0.1`]
      const through = [...stand.options, 'visit-1@127.0.0.1']
      const pairs = await inTurns(
        rounds,
        () => timeDownload(through, megabytes),
        () => timeDownload(past, megabytes),
      )
      const ratios = pairs.map(({ a, b }) => (100 * a) / b)
      const [low, high] = medianInterval(ratios, seeded(1))

      const [client, program]: [number[], number[]] = [[], []]
      for (let round = 0; round < cuts; round++) {
        const mark = `sleep 8${process.pid}${round}`
        const shell = stand.ssh(['-tt', '127.0.0.1'])
        await until('a prompt', () => /[$#] /.test(shell.out()))
        shell.child.stdin.write(`${mark}\n`)
        const find = () => listProcesses().find(({ command }) => command === mark)?.pid
        await until('it runs', () => find() !== undefined)
        const pid = find()!
        const exited = new Promise(resolve => shell.child.once('exit', resolve))
        const begun = performance.now()
        stand.door.cut(stand.entries.at(-1)!, 'Over.')
        const since = () => performance.now() - begun
        await Promise.all([
          exited.then(() => client.push(since())),
          until('it is gone', () => !isRunning(pid)).then(() => program.push(since())),
        ])
      }
      const speed = (side: 'a' | 'b') => median(pairs.map(pair => pair[side]))
      return {
        bench: 'ssh',
        figures: [
          figure('throughput-of-plain-ssh', median(ratios), '%', { atLeast: 50 }, peer),
          figure('throughput-of-plain-ssh-low', low, '%', undefined, peer),
          figure('throughput-of-plain-ssh-high', high, '%', undefined, peer),
          figure('throughput', speed('a'), 'MB/s'),
          figure('throughput-plain-ssh', speed('b'), 'MB/s', undefined, peer),
          figure('cut-to-end-of-client-p50', quantile(client, 0.5), 'ms'),
          figure('cut-to-end-of-client-p99', quantile(client, 0.99), 'ms', { atMost: 100 }),
          figure('cut-to-end-of-program-p50', quantile(program, 0.5), 'ms'),
          figure('cut-to-end-of-program-p99', quantile(program, 0.99), 'ms'),
        ],
        notes: [
          `${rounds} pairs of ${megabytes} MB from the server, the door in this process, all on one machine: the door decrypts and encrypts everything on one processor`,
          `${cuts} shells with a running program, one after the other; the program is asked for every 5 ms`,
        ],
      }
    } finally {
      await stand.close()
    }
  } finally {
    await sshd.stop()
  }
}
