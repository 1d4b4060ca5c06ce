// A visit to a server through the whole desk: a real OpenSSH client, the desk's SSH door, a real sshd, and the owner who
// ends it over HTTP.
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { CastName } from '#db/seeds/cast.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { loginOf } from '#server/access/4-enter/find-visit.ts'
import type { Permission } from '#server/access/permission.ts'
import { record } from '#server/access/record.ts'
import { type Client, hour, startTestDesk, type TestDesk } from '../desk.ts'
import { type Going, sshOptions, start, until } from './stand-at-door.ts'
import { startOpenSsh } from './start-openssh.ts'
import { type Key, listProcesses, type Sshd, startSshd, whyNoSshd } from './start-sshd.ts'

const whyNot = whyNoSshd()
if (whyNot && !process.env['CI']) test('the SSH door of the desk', { skip: whyNot }, () => undefined)
else describe('the SSH door of the desk', { timeout: 300_000 }, () => proveVisit())

const here = '127.0.0.1'
const everything: Permission[] = ['server.shell', 'server.command', 'server.files']

function proveVisit() {
  let sshd: Sshd
  let desk: TestDesk
  let olga: Client
  let sam: Client
  let dora: Client
  let account: string
  let server: string
  let key: Key
  let keyId: string
  let known: string
  const going: Going[] = []

  before(async () => {
    assert.equal(whyNot, undefined)
    sshd = await startSshd()
    // The real clock, because real programs look at theirs.
    desk = await startTestDesk({ sshPort: 0, readTime: Date.now })
    ;[olga, sam, dora] = (await Promise.all([desk.as('olga'), desk.as('sam'), desk.as('dora')])) as [
      Client,
      Client,
      Client,
    ]
    account = desk.cast.accounts.olga!
    const added = await dora.post(`/provider/accounts/${account}/shops`, {
      name: 'web-1',
      origin: null,
      kind: 'server',
    })
    assert.equal(added.status, 201, JSON.stringify(added.body))
    server = added.body.id
    const allowed = await dora.put(`/provider/shops/${server}/private-address`, { allowed: true })
    assert.equal(allowed.status, 200, JSON.stringify(allowed.body))
    const connected = await olga.put(`/accounts/${account}/shops/${server}/connection`, {
      system: 'ssh-host',
      address: `ssh://${here}:${sshd.port}`,
      login: sshd.logins[0],
      credential: sshd.key.privateKey,
      options: { hostKey: sshd.hostKey.fingerprint },
    })
    assert.equal(connected.status, 200, JSON.stringify(connected.body))
    key = sshd.makeKey('sam')
    keyId = await register(sam, key)
    known = join(sshd.folder, 'known-desk')
    writeFileSync(known, `[${here}]:${desk.ssh.port()} ${hostKeyLine(desk)}\n`)
  })
  after(async () => {
    for (const { child } of going) child.kill('SIGKILL')
    await desk?.close()
    await sshd?.stop()
  })

  async function register(client: Client, one: Key): Promise<string> {
    const answer = await client.post('/me/ssh-keys', { name: 'Laptop', publicKey: one.publicKey })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    assert.equal(answer.body.fingerprint, one.fingerprint)
    return answer.body.id
  }
  const give = (
    permissions = everything,
    to: CastName = 'sam',
    endsAt = Date.now() + hour,
    resourceId = server,
  ) =>
    record(desk.kernel, { accounts: [account], by: { person: desk.cast.people.olga } }, r =>
      openGrant(
        r,
        {
          accountId: account,
          resourceId,
          door: 'support-visit',
          subject: { kind: 'person', id: desk.cast.people[to] },
          permissions,
          beginsAt: r.now,
          endsAt,
          reason: 'The disk is full',
          caseNumber: null,
          message: null,
          giver: { as: 'owner' },
        },
        { longestMs: null, endless: true },
      ),
    )
  const ssh = (grant: string, args: string[], how: { key?: Key; input?: string } = {}) => {
    const options = [
      ...sshOptions(how.key ?? key, known),
      '-o',
      `Port=${desk.ssh.port()}`,
      '-o',
      `User=${loginOf(grant)}`,
    ]
    const one = start('ssh', [...options, ...args], how.input)
    going.push(one)
    return one
  }
  const run = async (grant: string, args: string[], how: { key?: Key } = {}) => {
    const { code, out, err } = await ssh(grant, args, { input: '', ...how }).ended
    return { code, out: out.toString(), err }
  }
  const end = async (grant: string) => {
    const answer = await olga.post(`/accounts/${account}/grants/${grant}/ending`, { note: 'Thank you' })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  const entriesOf = (grant: string) =>
    desk.sql<{
      id: string
      closed_at: Date | null
      closed_cause: string | null
      gone_how: string | null
      entrance: string
    }>(
      `select e.* from access.entries e join access.entry_grants h on h.entry_id = e.id where h.grant_id = $1 order by e.opened_at`,
      [grant],
    )
  const factsOf = (grant: string) =>
    desk.sql<{ kind: string; data: Record<string, unknown> }>(
      `select kind, data from access.facts where grant_id = $1 or entry_id in (select entry_id from access.entry_grants where grant_id = $1) order by seq`,
      [grant],
    )

  let marks = 0
  const runs = (mark: string) => listProcesses().some(({ command }) => command === mark)
  const openShell = async (grant: string) => {
    const mark = `sleep 8${process.pid}${++marks}`
    const shell = ssh(grant, ['-tt', here])
    await until('a prompt', () => /[$#] /.test(shell.out()))
    shell.child.stdin.write(`${mark}\n`)
    await until('it runs', () => runs(mark))
    return { shell, mark }
  }

  test('the agent works in a shell, the owner ends it: both sides are dead, and the witness says so', async () => {
    const grant = await give()
    const way = (await sam.get(`/visits/${grant}/ssh`)).body
    assert.equal(way.door.login, loginOf(grant))
    assert.equal(way.door.port, desk.ssh.port())
    assert.equal(way.can.enter, true)
    const { shell, mark } = await openShell(grant)
    assert.match(shell.out(), /web-1/)
    const [entry] = await entriesOf(grant)
    assert.equal(entry!.entrance, 'ssh')
    assert.equal(entry!.closed_at, null)
    const ending = await end(grant)
    await until('the client is cut', () => shell.child.exitCode !== null)
    assert.equal((await shell.ended).code, 255)
    assert.ok(!runs(mark), 'the witness came after the program was gone')
    assert.equal(ending.grants[0].state, 'ended', JSON.stringify(ending))
    assert.ok(ending.closedEntries[0].confirmedAt)
    const [over] = await entriesOf(grant)
    assert.equal(over!.closed_cause, 'revoked')
    assert.equal(over!.gone_how, 'programs-ended')
    const [row] = await desk.sql<{ witness: { kind: string; how: string }[] }>(
      'select witness from access.grants where id = $1',
      [grant],
    )
    assert.match(row!.witness[0]!.how, /refused at the SSH door; its connections are closed/)
    assert.deepEqual(
      // When the recording is kept depends on the machine: before or after what else happens at the end.
      (await factsOf(grant)).map(fact => fact.kind).filter(kind => !kind.startsWith('recording.')),
      ['grant.opened', 'entry.opened', 'grant.ending', 'entry.closed', 'entry.gone', 'grant.ended'],
    )
    assert.equal((await run(grant, [here, 'true'])).code, 255, 'and nobody comes in again')
    assert.equal((await sam.get(`/visits/${grant}/ssh`)).status, 404)
  })

  test('who leaves by himself closes his entry, and the visit stays open', async () => {
    const grant = await give()
    const { code, out } = await run(grant, [here, 'echo it works'])
    assert.deepEqual([code, out], [0, 'it works\n'])
    let entry: Awaited<ReturnType<typeof entriesOf>>[number] | undefined
    for (let tries = 0; !entry?.closed_at && tries < 200; tries++) {
      ;[entry] = await entriesOf(grant)
      await new Promise(resolve => setTimeout(resolve, 25))
    }
    assert.equal(entry?.closed_cause, 'left')
    assert.equal(entry?.gone_how, 'left')
    const [listed] = (await sam.get('/me/ssh-keys')).body.items
    assert.ok(listed.lastUsedAt)
    await end(grant)
  })

  test('only what the boxes say: no shell without its permission, no command, no files', async () => {
    const files = await give(['server.files'])
    assert.notEqual((await run(files, [here, 'echo no'])).out, 'no\n')
    assert.notEqual((await run(files, ['-tt', here])).code, 0)
    await end(files)
    const command = await give(['server.command'])
    assert.equal((await run(command, [here, 'echo yes'])).out, 'yes\n')
    assert.notEqual((await run(command, ['-s', here, 'sftp'])).code, 0)
    await end(command)
  })

  test('a wrong key, a wrong visit, somebody else’s visit and one of another account let nobody in', async () => {
    const grant = await give()
    const stranger = sshd.makeKey('stranger')
    assert.equal((await run(grant, [here, 'true'], { key: stranger })).code, 255)
    const ines = sshd.makeKey('ines')
    await register(await desk.as('ines'), ines)
    assert.equal((await run(grant, [here, 'true'], { key: ines })).code, 255)
    assert.equal((await run('00000000-0000-7000-8000-000000000000', [here, 'true'])).code, 255)
    assert.equal((await (await desk.as('noor')).get(`/visits/${grant}/ssh`)).status, 404)
    assert.equal((await entriesOf(grant)).length, 0)
    await end(grant)
  })

  test('an agent is not forwarded, and nothing else is', async () => {
    const grant = await give()
    const { out } = await run(grant, ['-A', here, 'echo "agent:$SSH_AUTH_SOCK"'])
    assert.equal(out, 'agent:\n')
    await end(grant)
  })

  test('a key that is removed ends what came in by it, and its visit stays open', async () => {
    const grant = await give()
    const own = sshd.makeKey('second')
    const id = await register(sam, own)
    const shell = ssh(grant, ['-tt', here], { key: own })
    await until('a prompt', () => /[$#] /.test(shell.out()))
    const removed = await sam.delete(`/me/ssh-keys/${id}`)
    assert.equal(removed.status, 200, JSON.stringify(removed.body))
    assert.equal(removed.body.closedEntries, 1)
    assert.equal((await shell.ended).code, 255)
    assert.equal((await entriesOf(grant))[0]!.closed_cause, 'key-removed')
    assert.equal((await run(grant, [here, 'true'], { key: own })).code, 255)
    assert.equal((await run(grant, [here, 'true'])).code, 0)
    await end(grant)
  })

  test('who loses one of two rights is out as a whole, and comes in again with the other', async () => {
    const shellGrant = await give(['server.shell'])
    const filesGrant = await give(['server.files'])
    const { shell, mark } = await openShell(shellGrant)
    await end(shellGrant)
    assert.equal((await shell.ended).code, 255)
    await until('the program is gone', () => !runs(mark))
    assert.notEqual((await run(filesGrant, [here, 'true'])).code, 0)
    await end(filesGrant)
  })

  test('a visit whose time is up is cut at its end, though nobody does anything', async () => {
    const grant = await give(everything, 'sam', Date.now() + 6_000)
    const { shell, mark } = await openShell(grant)
    assert.equal((await shell.ended).code, 255)
    await until('the program is gone', () => !runs(mark))
    await desk.round.tend()
    await desk.round.settleSsh()
    await desk.round.tend()
    const [row] = await desk.sql<{ ended_at: Date | null; ending_cause: string }>(
      'select ended_at, ending_cause from access.grants where id = $1',
      [grant],
    )
    assert.equal(row!.ending_cause, 'expired')
    assert.ok(row!.ended_at)
  })

  test('an ending on another node cuts it, and the node that held it is the witness', async () => {
    const grant = await give()
    const { shell, mark } = await openShell(grant)
    const other = await desk.secondNode()
    const [session] = olga.cookie!.split(';')
    const answer = await fetch(`${other.url}/api/v1/accounts/${account}/grants/${grant}/ending`, {
      method: 'POST',
      headers: { cookie: session!, 'content-type': 'application/json' },
      body: '{}',
    })
    const body = (await answer.json()) as { grants: { state: string }[] }
    assert.equal(answer.status, 200, JSON.stringify(body))
    assert.equal(body.grants[0]!.state, 'ended')
    assert.equal((await shell.ended).code, 255)
    assert.ok(!runs(mark))
  })

  test('an entry of a node that says nothing is not confirmed, until that node is silent for long', async () => {
    const grant = await give()
    const { shell } = await openShell(grant)
    const [entry] = await entriesOf(grant)
    // As if another node held it, which was heard just now.
    const node = '01930000-0000-7000-8000-000000000001'
    await desk.sql('insert into plumbing.nodes (id, heard_at) values ($1, now())', [node])
    await desk.sql('update access.entries set node_id = $2 where id = $1', [entry!.id, node])
    const probe = { id: entry!.id, accountId: account, resourceId: server, entrance: 'ssh', tokenHash: null }
    const other = await desk.secondNode()
    assert.deepEqual(await other.probe(probe), {
      refused: false,
      why: 'it was not seen yet that its SSH connection is gone',
    })
    await desk.sql("update plumbing.nodes set heard_at = now() - interval '1 minute' where id = $1", [node])
    await other.round.settleSsh()
    const seen = await other.probe(probe)
    assert.ok(seen.refused)
    assert.match(seen.how, /silent/)
    await shell.ended
    await end(grant)
  })

  test('certificates: for the visit and its login only, and never after its end', async () => {
    const grant = await give()
    const asked = await sam.post(`/visits/${grant}/ssh-certificate`, { keyId })
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    assert.equal(asked.body.login, sshd.logins[0])
    assert.ok(Date.parse(asked.body.validUntil) <= Date.now() + 15 * 60_000)
    writeFileSync(join(sshd.folder, 'cert.pub'), asked.body.certificate)
    const shown = await start('ssh-keygen', ['-L', '-f', join(sshd.folder, 'cert.pub')]).ended
    assert.match(String(shown.out), new RegExp(`Key ID: "grant:${grant}:person:${desk.cast.people.sam}"`))
    assert.match(String(shown.out), new RegExp(`Principals: \\n\\s+${sshd.logins[0]}\\n`))
    assert.match(String(shown.out), /Extensions: \n\s+permit-pty\n/)
    const others = await (await desk.as('ines')).post(`/visits/${grant}/ssh-certificate`, { keyId })
    assert.equal(others.status, 404)
    await end(grant)
    const late = await sam.post(`/visits/${grant}/ssh-certificate`, { keyId })
    assert.equal(late.status, 404)
  })

  test('a real server that trusts the desk lets in who has a certificate, as this login and no other, until it is over', async () => {
    const host = await startOpenSsh('TrustedUserCAKeys /run/einlass_ca.pub')
    try {
      const added = await dora.post(`/provider/accounts/${account}/shops`, {
        name: 'web-2',
        origin: null,
        kind: 'server',
      })
      const connection = `/accounts/${account}/shops/${added.body.id}/connection`
      const connected = await olga.put(connection, {
        system: 'ssh-host',
        address: `ssh://${here}:${host.port}`,
        login: 'root',
        credential: 'a key that is never used here',
        options: { hostKey: host.hostKey, visitorLogin: 'deploy' },
      })
      assert.equal(connected.status, 200, JSON.stringify(connected.body))
      const { sshAuthority } = (await olga.get(connection)).body
      const trusted = host.inside(['sh', '-c', `echo '${sshAuthority}' > /run/einlass_ca.pub`])
      assert.equal(trusted.status, 0, String(trusted.stderr))
      const known = join(host.folder, 'known')
      writeFileSync(known, `[${here}]:${host.port} ${host.publicKey('host')}\n`)
      const certified = async (permissions: Permission[]) => {
        const grant = await give(permissions, 'sam', Date.now() + hour, added.body.id)
        const signed = await sam.post(`/visits/${grant}/ssh-certificate`, { keyId })
        assert.equal(signed.status, 201, JSON.stringify(signed.body))
        assert.equal(signed.body.login, 'deploy')
        writeFileSync(`${key.file}-cert.pub`, `${signed.body.certificate}\n`)
        return grant
      }
      const enter = (login: string, ...more: string[]) =>
        start(
          'ssh',
          [...sshOptions(key, known), '-o', `Port=${host.port}`, '-o', `User=${login}`, ...more],
          '',
        ).ended
      const grant = await certified(everything)
      assert.equal(String((await enter('deploy', here, 'id -un')).out), 'deploy\n')
      assert.equal((await enter('root', here, 'id -un')).code, 255)
      assert.match(host.log(), new RegExp(`ID grant:${grant}:person:${desk.cast.people.sam}`))
      // Its renewal needs no fresh proof, the first for another key does; and after the end there is neither.
      await desk.sql("update people.sessions set proved_at = now() - interval '1 hour'")
      assert.equal((await sam.post(`/visits/${grant}/ssh-certificate`, { keyId })).status, 201)
      const [other] = await desk.sql<{ id: string }>(
        `insert into people.ssh_keys (id, person_id, name, type, blob, fingerprint, added_at)
         select gen_random_uuid(), person_id, 'Other', type, blob, 'SHA256:' || repeat('A', 43), now() from people.ssh_keys where id = $1 returning id`,
        [keyId],
      )
      const first = await sam.post(`/visits/${grant}/ssh-certificate`, { keyId: other!.id })
      assert.equal(first.body.code, 'fresh-proof-needed')
      await end(grant)
      assert.equal((await sam.post(`/visits/${grant}/ssh-certificate`, { keyId })).status, 404)
      await desk.sql('update people.sessions set proved_at = now()')
      const files = await certified(['server.files'])
      assert.notEqual(String((await enter('deploy', here, 'id -un')).out), 'deploy\n')
      await end(files)
    } finally {
      rmSync(`${key.file}-cert.pub`, { force: true })
      await host.stop()
    }
  })
}

/** As it stands in known_hosts: what a visitor compares by its fingerprint. */
function hostKeyLine(desk: TestDesk): string {
  return desk.sshKeys.hostLine
}
