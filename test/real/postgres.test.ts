import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, afterEach, before, suite, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { chooseDataDirectory } from '#server/plumbing/postgres/choose-directory.ts'
import { explainFailure } from '#server/plumbing/postgres/explain-failure.ts'
import { findBinaries } from '#server/plumbing/postgres/find-binaries.ts'
import { findBarrier, findChildUser } from '#server/plumbing/postgres/find-child-user.ts'
import { keepLogSmall } from '#server/plumbing/postgres/keep-log-small.ts'
import { lockDirectory } from '#server/plumbing/postgres/lock-directory.ts'
import { identifyProcess, listPostgresOn } from '#server/plumbing/postgres/read-process.ts'
import { type Postgres, type StartOptions, startPostgres } from '#server/plumbing/postgres/start-postgres.ts'
import { supervise } from '#server/plumbing/postgres/supervise.ts'
import { sharedMemory } from '#server/plumbing/postgres/write-settings.ts'

const isRoot = process.getuid?.() === 0
const onlyRoot = isRoot ? false : 'only root can start the database as another user'
const nobody = { uid: 65534, gid: 65534 }
const quick = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }

const folders: string[] = []
const running: Postgres[] = []
const children: ChildProcess[] = []
const words = new Map<ChildProcess, { out: string; error: string }>()
/** Programs that need no copying, for the tests that are about something else. */
let binaries: string

before(async () => {
  const directory = newDirectory()
  const found = await start({ directory, binaries: undefined, settings: quick })
  const copies = join(directory, 'runtime')
  binaries = existsSync(copies)
    ? join(copies, readdirSync(copies)[0]!, 'bin')
    : (await findBinaries({ directory })).bin
  await found.stop()
})

afterEach(async () => {
  await Promise.all(running.splice(0).map(postgres => postgres.stop()))
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

after(() => {
  // What a killed process left behind, also when its test failed half-way.
  for (const folder of folders) {
    for (const { pid } of listPostgresOn(join(folder, 'data', 'postgres', 'data')))
      process.kill(pid, 'SIGKILL')
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

suite('starting', () => {
  test('a cold start creates a database, a warm one finds its rows again', async () => {
    const directory = newDirectory()
    const cold = await start({ directory, settings: {} })
    assert.match(cold.version, /^\d+\.\d+/)
    await query(cold, 'create table kept (word text)')
    await query(cold, "insert into kept values ('here')")
    await cold.stop()

    const warm = await start({ directory, settings: {} })
    assert.deepEqual(await query(warm, 'select word from kept'), [{ word: 'here' }])
    const [about] = await query(
      warm,
      `select current_database() as database, current_user as role, lower('ÄÖÜ') as letters,
        current_setting('data_checksums') as checksums, current_setting('fsync') as fsync`,
    )
    assert.deepEqual(about, {
      database: 'einlass',
      role: 'einlass_owner',
      letters: 'äöü',
      checksums: 'on',
      fsync: 'on',
    })
  })

  test('nobody else can read the data or reach the database', async () => {
    const directory = newDirectory()
    const postgres = await start({ directory, settings: { listen_addresses: '*' } })
    assert.deepEqual(await query(postgres, 'show listen_addresses'), [{ listen_addresses: '' }])
    const socket = new URL(postgres.url.replace('@/', '@host/')).searchParams.get('host')!
    for (const folder of [postgres.dataDirectory, socket]) {
      assert.equal(statSync(folder).mode & 0o777, 0o700, folder)
      if (isRoot) assert.notEqual(statSync(folder).uid, 0, folder)
    }
    for (const file of ['einlass.lock', 'engine.json', 'postgres/postgres.log']) {
      assert.equal(statSync(join(directory, file)).mode & 0o077, 0, file)
    }
  })

  test('the log does not tell what stands in the rows', async () => {
    const directory = newDirectory()
    const postgres = await start({ directory })
    await query(postgres, 'create table mail (address text unique)')
    const insert = "insert into mail values ('ada@example.test')"
    await query(postgres, insert)
    await assert.rejects(query(postgres, insert), { code: '23505' })
    const log = readFileSync(join(directory, 'postgres', 'postgres.log'), 'utf8')
    assert.match(log, /duplicate key value/)
    assert.doesNotMatch(log, /ada@example/)
  })

  test('variables of the environment that steer other clients change nothing', async () => {
    const directory = newDirectory()
    const child = runNode(`await (await ${startAs(directory)}).stop(); console.log('was ready')`, {
      env: { ...process.env, PGPORT: '7777', PGSSLMODE: 'require', PGHOST: 'elsewhere.test' },
    })
    await said(child, /was ready/)
  })

  test('Ctrl-C in the terminal does not reach the database, nor does the environment', {
    skip: process.platform !== 'linux',
  }, async () => {
    process.env['EINLASS_TEST_SECRET'] = 'a secret of this process'
    const postgres = await start({ directory: newDirectory() })
    delete process.env['EINLASS_TEST_SECRET']
    const fields = readFileSync(`/proc/${postgres.pid()}/stat`, 'utf8').split(') ')[1]!.split(' ')
    assert.equal(Number(fields[2]), postgres.pid(), 'it leads a process group of its own')
    assert.doesNotMatch(readFileSync(`/proc/${postgres.pid()}/environ`, 'utf8'), /a secret/)
  })

  for (const [what, name] of [
    ['a space', 'data of Einlass'],
    ['quotes, a comma and letters of many languages', `d'a"t,a-äß-データ`],
    ['a very long path', join(...Array.from({ length: 8 }, () => 'a-folder-with-quite-a-long-name'))],
  ] as const) {
    test(`the data directory may have ${what}`, async () => {
      const directory = join(newFolder(), name)
      const postgres = await start({ directory })
      assert.deepEqual(await query(postgres, 'select 1 as one'), [{ one: 1 }])
      const [{ unix_socket_directories: socket } = {}] = await query(postgres, 'show unix_socket_directories')
      assert.equal(statSync(String(socket)).mode & 0o777, 0o700)
      await postgres.stop()
      assert.equal(existsSync(String(socket)), false, 'the folder for the socket is gone')
    })
  }

  test('shared memory that is missing or tiny is replaced by files', {
    skip: process.platform !== 'linux',
  }, async () => {
    const mmap = { dynamic_shared_memory_type: 'mmap' }
    assert.deepEqual(sharedMemory('/nowhere'), mmap)
    assert.deepEqual(sharedMemory('/proc'), mmap)
    assert.deepEqual(sharedMemory('/'), {})
    const postgres = await start({ directory: newDirectory(), settings: { ...quick, ...mmap } })
    assert.deepEqual(await query(postgres, 'show dynamic_shared_memory_type'), [mmap])
  })

  test('another name for the database is created beside the first', async () => {
    const directory = newDirectory()
    await (await start({ directory })).stop()
    const postgres = await start({ directory, database: 'second "one"' })
    assert.deepEqual(await query(postgres, 'select current_database() as name'), [{ name: 'second "one"' }])
  })
})

suite('users of the operating system', () => {
  test('below a folder that only root may pass, the data go elsewhere', { skip: onlyRoot }, async () => {
    const home = newFolder()
    chmodSync(home, 0o700)
    const fallback = join(newFolder(), 'lib', 'einlass')
    const wanted = join(home, 'my shop', 'data')
    const chosen = chooseDataDirectory({ wanted, asRoot: true, fallback })
    assert.equal(dirname(chosen.directory), fallback)
    assert.match(chosen.directory, /my_shop-[0-9a-f]{8}$/)
    assert.ok(chosen.why?.includes(home), chosen.why)
    assert.equal(existsSync(fallback), false, 'choosing creates nothing')

    const postgres = await start({ directory: chosen.directory })
    assert.deepEqual(await query(postgres, 'select 1 as one'), [{ one: 1 }])
    await postgres.stop()

    chmodSync(home, 0o711)
    const later = chooseDataDirectory({ wanted, asRoot: true, fallback })
    assert.equal(later.directory, chosen.directory, 'data that exist are not left for an empty folder')
    const other = join(newFolder(), 'data')
    assert.deepEqual(chooseDataDirectory({ wanted: other, asRoot: true, fallback }), { directory: other })
  })

  test('a folder that was set by hand is refused with what to do, and never replaced', {
    skip: onlyRoot,
  }, async () => {
    const home = newFolder()
    chmodSync(home, 0o700)
    const wanted = join(home, 'data')
    assert.throws(() => chooseDataDirectory({ wanted, asRoot: true, explicit: true }), {
      message: new RegExp(`EINLASS_DATA is ${wanted}.*chmod o\\+x ${home}$`),
    })
    await assert.rejects(start({ directory: wanted }), { message: /may not pass .*chmod o\+x/ })
  })

  test('data below a folder that only root may pass are not left for an empty one', {
    skip: onlyRoot,
  }, () => {
    const home = newFolder()
    chmodSync(home, 0o700)
    const wanted = join(home, 'data')
    mkdirSync(wanted)
    writeFileSync(join(wanted, 'engine.json'), '{}')
    assert.throws(() => chooseDataDirectory({ wanted, asRoot: true }), { message: /There is a database in/ })
  })

  test('a home directory is not opened for the database, a folder of ours is', { skip: onlyRoot }, () => {
    const home = newFolder()
    writeFileSync(join(home, 'letters.txt'), '')
    chmodSync(home, 0o700)
    assert.throws(() => chooseDataDirectory({ wanted: home, asRoot: true, explicit: true }), {
      message: /chmod o\+x/,
    })
    unlinkSync(join(home, 'letters.txt'))
    assert.deepEqual(chooseDataDirectory({ wanted: home, asRoot: true }), { directory: home })
  })

  test('files that root brought back from a backup are given to the user of the database', {
    skip: onlyRoot,
  }, async () => {
    const directory = newDirectory()
    const first = await start({ directory })
    await query(first, 'create table kept as select 7 as number')
    await first.stop()
    for (const name of readdirSync(first.dataDirectory, { recursive: true })) {
      chownSync(join(first.dataDirectory, String(name)), 0, 0)
    }
    chownSync(first.dataDirectory, 0, 0)
    assert.deepEqual(await query(await start({ directory }), 'select number from kept'), [{ number: 7 }])
  })

  test('an ordinary user starts it as himself, and is told when he may not write', async t => {
    const file = new URL(import.meta.resolve('#server/plumbing/postgres/start-postgres.ts')).pathname
    const barrier =
      isRoot && (findBarrier(nobody, dirname(file)) ?? findBarrier(nobody, dirname(process.execPath)))
    if (barrier) return t.skip(`an ordinary user may not pass ${barrier}`)
    const as = isRoot ? nobody : {}
    const mine = newFolder()
    if (isRoot) chownSync(mine, nobody.uid, nobody.gid)
    const directory = join(mine, 'data')
    const child = runNode(
      `const postgres = await ${startAs(directory)}
      process.on('SIGTERM', () => postgres.stop().then(() => console.log('stopped')))
      console.log('pid', postgres.pid())`,
      as,
    )
    const pid = Number(/pid (\d+)/.exec(await said(child, /pid \d+\n/))?.[1])
    assert.equal(statSync(join(directory, 'postgres', 'data')).uid, isRoot ? nobody.uid : process.getuid?.())
    assert.equal(statSync(directory).mode & 0o777, 0o700)
    child.kill('SIGTERM')
    await said(child, /stopped/)
    assert.equal(identifyProcess(pid), undefined)

    const locked = newFolder()
    chmodSync(locked, 0o555)
    const refused = runNode(`await ${startAs(join(locked, 'data'))}`, as)
    assert.match(await failed(refused), /cannot be used by this user: .*EINLASS_DATA/)
  })
})

suite('two at once', () => {
  test('a second process on the same data is refused and disturbs nothing', async () => {
    const directory = newDirectory()
    const postgres = await start({ directory })
    const pid = postgres.pid()
    const second = runNode(`await ${startAs(directory)}`)
    const words = await failed(second)
    assert.ok(words.includes(`in use by another Einlass (process ${process.pid})`), words)
    await assert.rejects(start({ directory }), { message: /in use by another Einlass/ })
    assert.equal(postgres.pid(), pid)
    assert.deepEqual(await query(postgres, 'select 1 as one'), [{ one: 1 }])
  })

  test('of many processes that find the lock of a dead one, exactly one gets it', async () => {
    const directory = newDirectory()
    mkdirSync(directory)
    writeLock(directory, { pid: process.pid, startedAt: 'long ago', token: 'dead' })
    const path = import.meta.resolve('#server/plumbing/postgres/lock-directory.ts')
    const rivals = Array.from({ length: 6 }, () =>
      runNode(
        `const { lockDirectory } = await import('${path}')
        process.stdin.resume()
        await new Promise(resolve => process.stdin.once('data', resolve))
        await lockDirectory(${JSON.stringify(directory)}).then(
          () => console.log('held'), error => console.log('refused', error.message))`,
      ),
    )
    await sleep(300)
    for (const rival of rivals) rival.stdin?.write('go\n')
    const answers = await Promise.all(rivals.map(rival => said(rival, /held|refused.*\n/)))
    const holder = rivals[answers.findIndex(answer => answer.startsWith('held'))]
    assert.equal(answers.filter(answer => answer.startsWith('held')).length, 1, answers.join(''))
    for (const answer of answers) {
      if (answer.startsWith('refused')) assert.ok(answer.includes(`process ${holder?.pid}`), answer)
    }
    assert.deepEqual(readdirSync(directory), ['einlass.lock'], 'nothing of the struggle is left')
  })

  test('in three hundred races for the lock of a dead one, never two get it', async () => {
    const directory = newDirectory()
    mkdirSync(directory)
    const path = import.meta.resolve('#server/plumbing/postgres/lock-directory.ts')
    // Threads that wait for the same number of the round: they begin within a microsecond, as processes never would.
    const shared = new Int32Array(new SharedArrayBuffer(12))
    const [round, finished, held] = [0, 1, 2]
    const source = `
      const { workerData: { shared, directory, path } } = require('node:worker_threads')
      import(path).then(async ({ lockDirectory }) => {
        for (let number = 1; number <= 300; number += 1) {
          Atomics.wait(shared, ${round}, number - 1)
          await lockDirectory(directory).then(() => Atomics.add(shared, ${held}, 1), () => undefined)
          Atomics.add(shared, ${finished}, 1)
          Atomics.notify(shared, ${finished})
        }
      })`
    const rivals = Array.from({ length: 3 }, () => {
      return new Worker(source, { eval: true, workerData: { shared, directory, path } })
    })
    try {
      for (let number = 1; number <= 300; number += 1) {
        writeLock(directory, { pid: process.pid, startedAt: 'long ago', token: `dead${number}` })
        Atomics.store(shared, finished, 0)
        Atomics.store(shared, held, 0)
        Atomics.store(shared, round, number)
        Atomics.notify(shared, round)
        for (let done = 0; done < rivals.length; done = Atomics.load(shared, finished)) {
          await Atomics.waitAsync(shared, finished, done, 1000).value
        }
        assert.equal(Atomics.load(shared, held), 1, `race ${number}`)
      }
    } finally {
      await Promise.all(rivals.map(rival => rival.terminate()))
    }
  })

  test('a lock counts as long as its process lives, whoever has the number later', async () => {
    const directory = newDirectory()
    mkdirSync(directory)
    const other = runProgram('sleep', ['60'])
    const pid = other.pid!
    writeLock(directory, { pid, startedAt: identifyProcess(pid)!, token: 'a' })
    await assert.rejects(lockDirectory(directory), { message: new RegExp(`process ${pid}\\)`) })

    writeLock(directory, { pid, startedAt: 'the start of a process before it', token: 'b' })
    const lock = await lockDirectory(directory)
    assert.equal(lock.held(), true)
    lock.release()
    assert.equal(existsSync(join(directory, 'einlass.lock')), false)

    writeFileSync(join(directory, 'einlass.lock'), '')
    const after = await lockDirectory(directory)
    writeLock(directory, { pid, startedAt: 'of somebody who took over', token: 'c' })
    assert.equal(after.held(), false)
    after.release()
    assert.equal(existsSync(join(directory, 'einlass.lock')), true, 'the lock of another one is not released')
  })

  test('a lock is released by the death of its holder', async () => {
    const directory = newDirectory()
    mkdirSync(directory)
    const path = import.meta.resolve('#server/plumbing/postgres/lock-directory.ts')
    const holder = runNode(
      `const { lockDirectory } = await import('${path}')
      await lockDirectory(${JSON.stringify(directory)}); console.log('held'); setInterval(() => 0, 1000)`,
    )
    await said(holder, /held/)
    await assert.rejects(lockDirectory(directory), { message: new RegExp(`process ${holder.pid}\\)`) })
    await kill(holder, 'SIGKILL')
    assert.equal((await lockDirectory(directory)).held(), true)
  })

  test('somebody in another container, whose process is not to be seen, is found by his socket', async () => {
    const directory = newDirectory()
    const first = await start({ directory })
    await first.stop()
    const server = createServer(socket => socket.destroy())
    server.listen(join(directory, 'postgres', 'socket', '.s.PGSQL.5432'))
    await once(server, 'listening')
    try {
      await assert.rejects(start({ directory }), {
        message: /Another PostgreSQL works on .*another container/,
      })
    } finally {
      server.close()
    }
  })
})

suite('after kill -9', () => {
  test('of Einlass: the orphan is found and stopped, and every acknowledged row is there', async () => {
    const directory = newDirectory()
    const child = runNode(
      `const postgres = await ${startAs(directory, '{}')}
      console.log('pid', postgres.pid())
      const { default: pg } = await import('${import.meta.resolve('pg')}')
      const client = new pg.Client(postgres.url)
      await client.connect()
      await client.query('create table counted (number int primary key)')
      for (let number = 1; ; number += 1) {
        await client.query('insert into counted values ($1)', [number])
        console.log('row', number)
      }`,
    )
    const words = await said(child, /row 50\n/)
    const orphan = Number(/pid (\d+)/.exec(words)?.[1])
    const output = await kill(child, 'SIGKILL')
    assert.ok(identifyProcess(orphan), 'the database outlived its parent')

    const sentences: string[] = []
    const postgres = await start({ directory, settings: {}, say: sentence => sentences.push(sentence) })
    assert.ok(
      sentences.some(sentence => sentence.includes(`still runs (process ${orphan})`)),
      sentences.join('\n'),
    )
    assert.equal(identifyProcess(orphan), undefined)
    const acknowledged = Number([...output.matchAll(/row (\d+)\n/g)].at(-1)?.[1])
    assert.ok(acknowledged >= 50)
    const [found] = await query(
      postgres,
      `select count(*)::int as rows from counted where number <= ${acknowledged}`,
    )
    assert.deepEqual(found, { rows: acknowledged })
  })

  test('of Einlass in the middle of its first start: the next one begins anew', async () => {
    const directory = newDirectory()
    const child = runNode(`await ${startAs(directory)}`)
    const isCreating = () => {
      const database = join(directory, 'postgres')
      return existsSync(database) && readdirSync(database).some(name => name.startsWith('creating-'))
    }
    await until(isCreating)
    await kill(child, 'SIGKILL')
    assert.equal(existsSync(join(directory, 'engine.json')), false)
    const postgres = await start({ directory })
    assert.deepEqual(await query(postgres, 'select 1 as one'), [{ one: 1 }])
    assert.equal(isCreating(), false)
  })

  test('of the postmaster: it is started again although a query is still at work, and the outage is seen', {
    skip: process.platform !== 'linux',
  }, async () => {
    const postgres = await start({ directory: newDirectory(), settings: {} })
    await query(postgres, 'create table kept as select 7 as number')
    const former = postgres.pid()!
    const busy = new pg.Client(postgres.url)
    busy.on('error', () => undefined)
    await busy.connect()
    const lost = assert.rejects(busy.query('select count(*) from generate_series(1, 100000000000)'))
    await until(
      async () => (await query(postgres, "select from pg_stat_activity where state = 'active'")).length > 1,
    )

    const seen: string[] = []
    postgres.onDown(why => seen.push(why, String(postgres.outage()?.why)))
    postgres.onUp(() => seen.push('up'))
    process.kill(former, 'SIGKILL')
    await until(() => seen.includes('up'))
    await lost
    assert.deepEqual(seen, ['the process was ended by SIGKILL', 'the process was ended by SIGKILL', 'up'])
    assert.equal(postgres.outage(), undefined)
    assert.notEqual(postgres.pid(), former)
    assert.deepEqual(await query(postgres, 'select number from kept'), [{ number: 7 }])
  })

  test('the number in postmaster.pid belongs to another process now: it is left alone', async () => {
    const directory = newDirectory()
    const first = await start({ directory })
    await first.stop()
    // PostgreSQL only takes processes of its own user for a postmaster.
    const other = runProgram('sleep', ['60'], findChildUser(first.dataDirectory))
    const lines = [
      other.pid,
      first.dataDirectory,
      1,
      5432,
      join(directory, 'postgres', 'socket'),
      '',
      '',
      'ready',
    ]
    writeFileSync(join(first.dataDirectory, 'postmaster.pid'), `${lines.join('\n')}\n`)
    writeFileSync(join(directory, 'postgres', 'socket', '.s.PGSQL.5432.lock'), `${lines.join('\n')}\n`)
    const sentences: string[] = []
    const postgres = await start({ directory, say: sentence => sentences.push(sentence) })
    assert.deepEqual(sentences, [
      `Removed the postmaster.pid of an earlier start: ${other.pid} is no database.`,
    ])
    assert.deepEqual(await query(postgres, 'select 1 as one'), [{ one: 1 }])
    assert.ok(identifyProcess(other.pid!))
  })

  test('an empty postmaster.pid, as a power loss leaves it, does not stop the start', async () => {
    const directory = newDirectory()
    const first = await start({ directory })
    await first.stop()
    writeFileSync(join(first.dataDirectory, 'postmaster.pid'), '')
    assert.deepEqual(await query(await start({ directory }), 'select 1 as one'), [{ one: 1 }])
  })
})

suite('stopping', () => {
  test('stop ends the processes, frees the directory, and may be called again', async () => {
    const directory = newDirectory()
    const postgres = await start({ directory })
    const client = new pg.Client(postgres.url)
    client.on('error', () => undefined)
    await client.connect()
    await Promise.all([postgres.stop(), postgres.stop()])
    await postgres.stop()
    assert.equal(identifyProcess(postgres.pid()!), undefined)
    assert.equal(existsSync(join(directory, 'einlass.lock')), false)
  })

  test('stop does not wait for a database that is down', async () => {
    const directory = newDirectory()
    const postgres = await start({ directory })
    const isDown = new Promise<string>(resolve => postgres.onDown(resolve))
    process.kill(postgres.pid()!, 'SIGKILL')
    await isDown
    await postgres.stop()
    assert.equal(existsSync(join(directory, 'einlass.lock')), false)
  })

  test('a database that gets ready at the moment of the stop does not stay behind', async () => {
    const fakes: { fall(): void; isEnded: boolean }[] = []
    let mayBeReady: () => void = () => undefined
    const supervised = await supervise({
      say: () => undefined,
      isOurs: () => true,
      start: async () => {
        if (fakes.length > 0) await new Promise<void>(resolve => (mayBeReady = resolve))
        const { promise: down, resolve } = Promise.withResolvers<{ why: string; mayPass: boolean }>()
        const fake = { fall: () => resolve({ why: 'fell', mayPass: true }), isEnded: false }
        fakes.push(fake)
        const end = async () => {
          fake.isEnded = true
          fake.fall()
        }
        return { pid: undefined, down, end }
      },
    })
    fakes[0]!.fall()
    const before = mayBeReady
    await until(() => mayBeReady !== before)
    const stopping = supervised.stop()
    mayBeReady()
    await stopping
    assert.equal(fakes[1]?.isEnded, true)
  })

  test('who lost the lock of the directory does not start its database again', async () => {
    const directory = newDirectory()
    const sentences: string[] = []
    const postgres = await start({ directory, say: sentence => sentences.push(sentence) })
    unlinkSync(join(directory, 'einlass.lock'))
    const former = postgres.pid()!
    process.kill(former, 'SIGKILL')
    await until(() => sentences.some(sentence => sentence.includes('the lock of the data directory is gone')))
    assert.equal(postgres.pid(), former)
    assert.ok(postgres.outage())
  })
})

suite('programs and files', () => {
  test('a half copy of the programs is made anew', async t => {
    const directory = newDirectory()
    const first = await start({ directory, binaries: undefined })
    await first.stop()
    const runtime = join(directory, 'runtime')
    if (!existsSync(runtime)) return t.skip('the programs of the system are used, nothing is copied')
    const copy = join(runtime, readdirSync(runtime)[0]!)
    truncateSync(join(copy, 'bin', 'postgres'), 1000)
    const library = readdirSync(join(copy, 'lib')).find(name => name.startsWith('libpq.'))!
    rmSync(join(copy, 'lib', library))
    mkdirSync(join(runtime, 'copying-1', 'bin'), { recursive: true })
    const postgres = await start({ directory, binaries: undefined })
    assert.deepEqual(await query(postgres, 'select 1 as one'), [{ one: 1 }])
    assert.deepEqual(readdirSync(runtime), [copy.slice(runtime.length + 1)])
  })

  test('programs are taken from the highest major version, or from that of the data', async () => {
    const directory = newFolder()
    const [old, middle, high] = [15, 17, 99].map(major => fakePrograms(directory, major)) as [
      string,
      string,
      string,
    ]
    const places = [old, middle, high]
    const about = async (major?: number) => {
      const { bin, version, source } = await findBinaries({ directory, places, major })
      return { bin, version, source }
    }
    assert.deepEqual(await about(), { bin: high, version: '99.1', source: 'the system' })
    assert.deepEqual(await about(17), { bin: middle, version: '17.1', source: 'the system' })
    await assert.rejects(about(15), { message: /written by PostgreSQL 15.*EINLASS_PG_BIN/ })
    const copy = fakePrograms(join(directory, 'runtime'), 42, 'pg-42.1')
    assert.deepEqual(await about(42), {
      bin: copy,
      version: '42.1',
      source: `the copy in ${join(directory, 'runtime')}`,
    })

    await assert.rejects(findBinaries({ directory, wanted: old }), { message: /needs 16 or newer/ })
    await assert.rejects(findBinaries({ directory, wanted: directory }), {
      message: /there are no PostgreSQL programs/,
    })
    await assert.rejects(findBinaries({ directory, wanted: high, major: 17 }), {
      message: /written by PostgreSQL 17/,
    })
    assert.equal((await findBinaries({ directory, wanted: middle })).source, 'EINLASS_PG_BIN')
  })

  test('the engine is never changed silently, and a lost database never replaced by an empty one', async () => {
    const directory = newDirectory()
    const first = await start({ directory })
    await first.stop()
    const mark = join(directory, 'engine.json')
    const { major } = JSON.parse(readFileSync(mark, 'utf8'))
    assert.equal(major, Number.parseInt(first.version, 10))

    writeFileSync(mark, JSON.stringify({ engine: 'postgres', major: major - 1 }))
    await assert.rejects(start({ directory }), {
      message: new RegExp(`PostgreSQL ${major - 1}, .* say ${major}`),
    })
    writeFileSync(mark, JSON.stringify({ engine: 'another' }))
    await assert.rejects(start({ directory }), { message: /does not name the engine "postgres"/ })
    unlinkSync(mark)
    await (await start({ directory })).stop()
    assert.deepEqual(JSON.parse(readFileSync(mark, 'utf8')), { engine: 'postgres', major })

    rmSync(first.dataDirectory, { recursive: true })
    await assert.rejects(start({ directory }), { message: /postgres\/data is missing.*backup/ })
    mkdirSync(first.dataDirectory)
    await assert.rejects(start({ directory }), { message: /exists but holds no database/ })
  })

  test('a setting that PostgreSQL does not know is told in its own words, at once', async () => {
    await assert.rejects(
      start({ directory: newDirectory(), settings: { ...quick, no_such_setting: 'on' } }),
      {
        message: /unrecognized configuration parameter "no_such_setting"/,
      },
    )
  })

  test('a full disk and a read-only one are told with what to do', () => {
    const full = new Error('FATAL:  could not write lock file "postmaster.pid": No space left on device')
    assert.match(
      explainFailure(full, '/srv/einlass').message,
      /^There is no space left for the database in \/srv\/einlass/,
    )
    const readOnly = Object.assign(new Error("EROFS: read-only file system, mkdir '/srv/einlass'"), {
      code: 'EROFS',
    })
    assert.match(explainFailure(readOnly, '/srv/einlass').message, /read-only file system: choose another/)
  })

  test('the log stays small while the database has it open', () => {
    const log = join(newFolder(), 'postgres.log')
    writeFileSync(log, `${'an old line\n'.repeat(1000)}the last line\n`)
    keepLogSmall(log, 1000)()
    assert.equal(statSync(log).size, 0)
    assert.match(readFileSync(`${log}.1`, 'utf8'), /the last line\n$/)
    assert.equal(statSync(`${log}.1`).size, 1000)
    appendFileSync(log, 'a new line\n')
    keepLogSmall(log, 1000)()
    assert.equal(readFileSync(log, 'utf8'), 'a new line\n')
  })
})

/** A folder that every user may pass. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'einlass-test-'))
  chmodSync(folder, 0o711)
  folders.push(folder)
  return folder
}

function newDirectory(): string {
  return join(newFolder(), 'data')
}

async function start(options: Partial<StartOptions> & { directory: string }): Promise<Postgres> {
  const postgres = await startPostgres({ binaries, settings: quick, say: () => undefined, ...options })
  running.push(postgres)
  return postgres
}

async function query(postgres: Postgres, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(postgres.url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Source text that starts the database in another Node process. */
function startAs(directory: string, settings = JSON.stringify(quick)): string {
  const path = import.meta.resolve('#server/plumbing/postgres/start-postgres.ts')
  const options = `{ directory: ${JSON.stringify(directory)}, binaries: ${JSON.stringify(binaries)}, settings: ${settings} }`
  return `(await import('${path}')).startPostgres({ ...${options}, say: console.log })`
}

function runNode(
  source: string,
  options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {},
): ChildProcess {
  return runProgram(process.execPath, ['--input-type=module', '--eval', source], options)
}

function runProgram(
  program: string,
  args: string[],
  options: { uid?: number; gid?: number } = {},
): ChildProcess {
  const { uid, gid, ...rest } = options
  const child = spawn(program, args, { cwd: tmpdir(), stdio: 'pipe', uid, gid, ...rest })
  children.push(child)
  child.stdout.setEncoding('utf8')
  child.stderr.setEncoding('utf8')
  const text = { out: '', error: '' }
  child.stdout.on('data', chunk => {
    text.out += chunk
  })
  child.stderr.on('data', chunk => {
    text.error += chunk
  })
  words.set(child, text)
  return child
}

/** Resolves with everything the process said as soon as the pattern is in it. */
async function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  const text = words.get(child)!
  await until(() => pattern.test(text.out) || child.exitCode !== null || child.signalCode !== null)
  assert.match(text.out, pattern, text.error)
  return text.out
}

async function failed(child: ChildProcess): Promise<string> {
  if (child.exitCode === null) await once(child, 'close')
  assert.notEqual(child.exitCode, 0)
  return words.get(child)!.error
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<string> {
  child.kill(signal)
  await once(child, 'close')
  return words.get(child)!.out
}

/** Half a minute is no measure of speed: it turns a test that would hang into one that fails. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await condition()); tries += 1) {
    assert.ok(tries < 6000, `still not so: ${condition}`)
    await sleep(5)
  }
}

function writeLock(directory: string, holder: { pid: number; startedAt: string; token: string }): void {
  writeFileSync(join(directory, 'einlass.lock'), JSON.stringify(holder))
}

function fakePrograms(parent: string, major: number, name = `fake-${major}`): string {
  const bin = join(parent, name, 'bin')
  mkdirSync(bin, { recursive: true })
  for (const program of ['postgres', 'initdb']) {
    writeFileSync(join(bin, program), `#!/bin/sh\necho "${program} (PostgreSQL) ${major}.1"\n`, {
      mode: 0o755,
    })
  }
  return bin
}
