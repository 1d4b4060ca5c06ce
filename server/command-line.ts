import { readFileSync } from 'node:fs'
import { confirmEnded } from './access/5-end/confirm-ended.ts'
import { endAll } from './access/5-end/end-all.ts'
import { checkDocument } from './access/6-prove/check-document.ts'
import { everyAccount } from './access/account.ts'
import { record } from './access/record.ts'
import { openDesk } from './desk.ts'
import { explainConfig, readConfig } from './plumbing/config.ts'
import { openLog } from './plumbing/log.ts'
import { offerSetup, openStore, serve } from './serve.ts'

const usage = `einlass COMMAND

  serve                       starts the desk
  migrate                     brings the database up to date and stops
  revoke --all [--note TEXT]  ends every access in every account, without sign-in, for emergencies
  verify FILE                 checks an exported ledger or a receipt, offline
  config validate|explain     is the configuration right? · every setting, its value and where it came from
`

/** @returns the exit code: 0 done, 1 refused or failed, 2 not understood */
export async function runCommand(args: readonly string[]): Promise<number> {
  const [command = 'serve', ...rest] = args
  try {
    switch (command) {
      case 'serve':
        return await serveUntilStopped()
      case 'migrate': {
        const store = await openStore(readConfig(process.env), openLog('pretty'))
        await store.postgres?.stop()
        return 0
      }
      case 'revoke':
        if (rest[0] !== '--all') break
        return await revokeAll(rest[1] === '--note' ? (rest[2] ?? null) : null)
      case 'verify':
        if (!rest[0]) break
        return verifyFile(rest[0])
      case 'config':
        if (rest[0] === 'explain') process.stdout.write(`${explainConfig(process.env)}\n`)
        else if (rest[0] === 'validate') readConfig(process.env)
        else break
        return 0
      case 'help':
      case '--help':
        process.stdout.write(usage)
        return 0
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    return 1
  }
  process.stderr.write(usage)
  return 2
}

async function serveUntilStopped(): Promise<number> {
  const config = readConfig(process.env)
  // Listens before it starts: who stops it half-way through its start stops its database too.
  const stop = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  void stop.then(() => setTimeout(() => process.exit(1), 10_000).unref())
  const running = await serve(config)
  await offerSetup(running)
  await stop
  await running.stop()
  return 0
}

/** Works beside a running desk (which hears of it at once) and without one. */
async function revokeAll(note: string | null): Promise<number> {
  const config = readConfig(process.env)
  const log = openLog('silent')
  const store = await openStore(config, log, 'beside')
  const desk = await openDesk({
    databaseUrl: store.runtimeUrl,
    keys: store.keys,
    url: config.url,
    log,
    withoutRounds: true,
  })
  let grants = 0
  let entries = 0
  try {
    const { kernel } = desk
    const accounts = await kernel.database.within(everyAccount, async tx =>
      tx.selectFrom('access.grants').select('account_id').distinct().where('ending_at', 'is', null).execute(),
    )
    for (const { account_id: accountId } of accounts) {
      const cut = await record(kernel, { accounts: [accountId], by: { rule: 'command line' } }, r =>
        endAll(r, accountId, 'emergency', note),
      )
      grants += cut.grants.length
      entries += cut.entries.length
      await confirmEnded(
        kernel,
        desk.probe,
        accountId,
        cut.grants.map(grant => grant.id),
      )
    }
  } finally {
    await desk.close()
    await store.postgres?.stop()
  }
  process.stdout.write(
    `Ended ${grants} grants and closed ${entries} entries in every account. Nobody is let in by them any more.\n`,
  )
  return 0
}

function verifyFile(path: string): number {
  const verdict = checkDocument(JSON.parse(readFileSync(path, 'utf8')) as unknown)
  process.stdout.write(`${verdict.says}\n`)
  return verdict.intact ? 0 : 1
}
