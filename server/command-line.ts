import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { confirmEnded } from './access/5-end/confirm-ended.ts'
import { endAll } from './access/5-end/end-all.ts'
import { checkFile } from './access/6-prove/check-document.ts'
import { everyAccount } from './access/account.ts'
import { record } from './access/record.ts'
import { type Desk, openDesk } from './desk.ts'
import { readOwnCatalogue } from './doors/sub-account/own-catalogue/own-catalogue.ts'
import { importFile } from './import/import-file.ts'
import { sayReport, showProgress } from './import/say-report.ts'
import { readHouse } from './people/house.ts'
import { isSetUp } from './people/set-up.ts'
import { guardedClock } from './plumbing/clock.ts'
import { explainConfig, readConfig } from './plumbing/config.ts'
import { type Database, openDatabase } from './plumbing/database.ts'
import { openLog } from './plumbing/log.ts'
import { markBounced } from './plumbing/mail/mark-bounced.ts'
import { readBeginning, readBounce } from './plumbing/mail/read-bounce.ts'
import { abandonKeys } from './plumbing/vault/abandon-keys.ts'
import { openVault, type Vault } from './plumbing/vault/open-vault.ts'
import { rotateKeys } from './plumbing/vault/rotate-keys.ts'
import { isDatabaseThere, offerSetup, openStore, serve } from './serve.ts'

const usage = `einlass COMMAND

  serve                       starts the desk
  migrate                     brings the database up to date and stops
  revoke --all [--note TEXT]  ends every access in every account, without sign-in, for emergencies
  bounce                      reads from standard input what a mail server sent back, and notes it at the mail
  import FILE [--dry-run] [--no-mail]
                              makes the accounts and shops of a file (CSV or JSON) that are not here yet
  key rotate                  makes a new key for the vault, beside a running desk, and destroys the old one
  key abandon [--for-good]    when the master key is lost: says what cannot be read any more; destroys it
  verify FILE                 checks an exported ledger, a receipt (JSON or PDF) or the evidence of a period, offline
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
      case 'bounce':
        return await noteBounce(process.stdin)
      case 'import': {
        const { values, positionals } = readImportArguments(rest)
        if (positionals.length !== 1) break
        return await importAccounts(positionals[0]!, {
          dryRun: values['dry-run'] === true,
          mails: values['no-mail'] !== true,
        })
      }
      case 'key':
        if (rest[0] === 'rotate' && rest.length === 1) return await rotateVault()
        if (rest[0] === 'abandon' && (rest.length === 1 || (rest.length === 2 && rest[1] === '--for-good')))
          return await abandonVault(rest[1] === '--for-good')
        break
      case 'verify':
        if (!rest[0]) break
        return verifyFile(rest[0])
      case 'config':
        if (rest[0] === 'explain') process.stdout.write(`${explainConfig(process.env)}\n`)
        else if (rest[0] === 'validate') validateConfig()
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

/** @throws Error with what is wrong, also in the file that it names */
function validateConfig(): void {
  const { catalogue } = readConfig(process.env)
  if (catalogue !== undefined) readOwnCatalogue(catalogue)
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

/** Works beside a running desk (which hears of what is done at once) and without one. */
async function atTheDesk<T>(work: (desk: Desk, url: string) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const log = openLog('silent')
  const store = await openStore(config, log, 'beside')
  try {
    const desk = await openDesk({
      databaseUrl: store.runtimeUrl,
      keys: store.keys,
      url: config.url,
      log,
      withoutRounds: true,
    })
    try {
      return await work(desk, config.url)
    } finally {
      await desk.close()
    }
  } finally {
    await store.postgres?.stop()
  }
}

async function revokeAll(note: string | null): Promise<number> {
  let grants = 0
  let entries = 0
  let unproven = 0
  await atTheDesk(async ({ kernel, probe }) => {
    const accounts = await kernel.database.within(everyAccount, async tx =>
      tx.selectFrom('access.grants').select('account_id').distinct().where('ending_at', 'is', null).execute(),
    )
    for (const { account_id: accountId } of accounts) {
      const cut = await record(kernel, { accounts: [accountId], by: { rule: 'command line' } }, r =>
        endAll(r, accountId, 'emergency', note),
      )
      grants += cut.grants.length
      entries += cut.entries.length
      const confirmations = await confirmEnded(
        kernel,
        probe,
        accountId,
        cut.grants.map(grant => grant.id),
      )
      unproven += confirmations.filter(one => one.endedAt === null).length
    }
  })
  process.stdout.write(
    `Ended ${grants} grants and closed ${entries} entries in every account. Nobody is let in by them any more.\n`,
  )
  // What was made in foreign systems is taken away by the desk's rounds, for which this command does not wait.
  if (unproven > 0)
    process.stdout.write(
      `Of these, ${unproven} are not proven yet: the running desk takes away what was made elsewhere, and raises an alarm for what it cannot.\n`,
    )
  return 0
}

/** The mail server keeps what it hands over and comes again (sysexits.h: EX_TEMPFAIL). */
const comeAgain = 75

/**
 * Whatever is no report about a mail of this desk is read and dropped with 0: another answer would make the mail server
 * write to whoever sent it, and addresses of senders are forged.
 */
async function noteBounce(input: AsyncIterable<Buffer>): Promise<number> {
  const bounce = readBounce(await readBeginning(input))
  let isNoted = false
  try {
    if (bounce) {
      const config = readConfig(process.env)
      if (!(await isDatabaseThere(config))) throw new Error('No desk is running here that could note it.')
      const store = await openStore(config, openLog('silent'), 'beside')
      const database = openDatabase(store.runtimeUrl, () => undefined)
      try {
        isNoted = await markBounced(database, bounce, new Date(guardedClock().now()))
      } finally {
        await database.close()
        await store.postgres?.stop()
      }
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    return comeAgain
  }
  process.stdout.write(
    isNoted
      ? `The mail ${bounce!.mailId} came back: ${bounce!.error}\n`
      : 'This is no new report about a mail of this desk. Nothing was changed.\n',
  )
  return 0
}

function readImportArguments(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: { 'dry-run': { type: 'boolean' }, 'no-mail': { type: 'boolean' } },
    allowPositionals: true,
  })
}

/** The mails of an import without a running desk leave when the desk is started. */
function importAccounts(path: string, how: { dryRun: boolean; mails: boolean }): Promise<number> {
  return atTheDesk(async ({ kernel }, url) => {
    if (!(await isSetUp(kernel)))
      throw new Error('This desk is not set up yet. Start it and open the link that it shows; then import.')
    const house = await readHouse(kernel.database, url)
    const progress = showProgress(process.stderr)
    const report = await importFile(kernel, house, path, how, progress.show)
    progress.end()
    process.stdout.write(sayReport(report, how.dryRun))
    return report.wrong.length > 0 ? 1 : 0
  })
}

async function atTheVault<T>(work: (database: Database, vault: Vault, at: Date) => Promise<T>): Promise<T> {
  const store = await openStore(readConfig(process.env), openLog('silent'), 'beside')
  const database = openDatabase(store.runtimeUrl, () => undefined)
  try {
    return await work(database, openVault(database, store.keys), new Date(guardedClock().now()))
  } finally {
    await database.close()
    await store.postgres?.stop()
  }
}

async function rotateVault(): Promise<number> {
  const done = await atTheVault((database, vault, at) => rotateKeys(database, vault, at))
  if (!done) {
    process.stdout.write('Nothing was ever kept in the vault, so it has no key yet.\n')
    return 0
  }
  const { rewrapped, broken, carriedOn, begunAt } = done
  process.stdout.write(
    carriedOn
      ? `Went on with the rotation of ${begunAt.toISOString()}, which was interrupted. Say it again for a key that is newer than that.\n`
      : 'The vault has a new key.\n',
  )
  process.stdout.write(`Secrets that were wrapped anew: ${rewrapped}.\n`)
  if (broken.length > 0)
    throw new Error(
      `The old key is retired and not destroyed: ${broken.length} secrets cannot be opened, because their rows were changed: ${broken.join(', ')}`,
    )
  process.stdout.write('The old key is destroyed.\n')
  return 0
}

async function abandonVault(forGood: boolean): Promise<number> {
  const { secrets, isShut } = await atTheVault((database, vault, at) =>
    abandonKeys(database, vault, at, forGood),
  )
  process.stdout.write(
    !isShut
      ? 'The master key opens the vault. Nothing is lost, and nothing was changed.\n'
      : forGood
        ? `Destroyed: ${secrets} secrets that nobody could read any more. What is kept from now on can be read again.\n`
        : `The master key given here (EINLASS_KEY, or master.key in the data directory) does not open the vault; ${secrets} secrets cannot be read. Nothing was changed. If the right one is lost for good: einlass key abandon --for-good\n`,
  )
  return 0
}

function verifyFile(path: string): number {
  const verdict = checkFile(readFileSync(path))
  process.stdout.write(`${verdict.says}\n`)
  return verdict.intact ? 0 : 1
}
