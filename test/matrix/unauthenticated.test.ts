// Nobody who is not signed in gets past 401, whatever he has for a cookie. The sweep goes over the published
// description, so an operation that is new is swept from its first day.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { newSecret } from '#server/plumbing/ids.ts'
import { inputOf, send } from './inputs.ts'
import { openWatchedDesk, type WatchedDesk } from './watched-desk.ts'

const document = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../contract/openapi.json'), 'utf8'),
) as {
  paths: Record<string, Record<string, { operationId: string; security?: [] }>>
}
const closed = Object.values(document.paths)
  .flatMap(methods => Object.values(methods))
  .filter(one => one.security === undefined)
  .map(one => one.operationId)

let watched: WatchedDesk
before(async () => {
  watched = await openWatchedDesk()
})
after(() => watched.close())

const refusedAll = async (name: string, cookie?: string) => {
  for (const operation of closed) {
    const { endpoint, input } = inputOf(watched.stage, operation)
    const answer = await send(watched.desk.url, endpoint, input, cookie === undefined ? {} : { cookie })
    assert.equal(answer.status, 401, `${operation} with ${name}: ${answer.text}`)
    assert.equal(answer.code, 'not-signed-in', `${operation} with ${name}`)
  }
  await watched.nothingChanged(name)
}

test('the sweep has more than thirty operations to go over', () => {
  assert.ok(closed.length > 30, String(closed.length))
})

test('without a cookie every operation answers 401', () => refusedAll('no cookie'))

const right = 'einlass-session'
const cookies: Record<string, () => string> = {
  'an empty cookie': () => `${right}=`,
  'a secret that was never given': () => `${right}=${newSecret()}`,
  'a secret that is one character too short': () => `${theirs().slice(0, -1)}`,
  'a secret that is one character too long': () => `${theirs()}A`,
  'the right secret in capitals': () => `${right}=${theirs().split('=')[1]!.toUpperCase()}`,
  'an array of secrets': () => `${right}[]=${newSecret()}; ${right}[0]=${newSecret()}`,
  'two cookies of the name, the first of them wrong': () => `${right}=${newSecret()}; ${theirs()}`,
  'the right secret under another name': () => theirs().replace(right, '__Host-einlass-session'),
  'the right secret in quotes and percent signs': () => `${right}=%22${theirs().split('=')[1]}%22`,
  'a JSON object': () => `${right}=j:{"$ne":null}`,
  'signs that mean something to SQL': () => `${right}='%20or%201=1--`,
  'a zero byte': () => `${right}=%00`,
  'a broken percent sign': () => `${right}=%E0%A4%A`,
  'the session of somebody who is deactivated': () => watched.stage.cookies.gone!,
}
/** Somebody's real cookie, to be spoilt. */
function theirs(): string {
  return watched.stage.cookies.owner!
}
for (const [name, cookie] of Object.entries(cookies))
  test(`with ${name} every operation answers 401`, () => refusedAll(name, cookie()))

test('with a cookie of 100 kB nobody gets in, and the desk goes on', async () => {
  const { endpoint } = inputOf(watched.stage, 'read-me')
  const status = await new Promise<number>((resolve, reject) => {
    const sent = request(
      `${watched.desk.url}/api/v1${endpoint.path}`,
      { headers: { cookie: `${right}=${'A'.repeat(100_000)}` } },
      answer => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      },
    )
    // The server may have answered and closed before all of it was written.
    sent.on('error', error => ((error as NodeJS.ErrnoException).code === 'EPIPE' ? undefined : reject(error)))
    sent.end()
  })
  assert.ok(status === 431 || status === 401, String(status))
  assert.equal((await watched.desk.anybody.get('/livez')).status, 200)
})

test('whoever is not signed in learns nothing by his input: right, wrong and broken answer alike', async () => {
  const { endpoint, input } = inputOf(watched.stage, 'end-grant')
  const bodies = [input.body, {}, { note: 1 }, 'no json at all', '[']
  const answers = []
  for (const body of bodies) answers.push((await send(watched.desk.url, endpoint, { ...input, body })).text)
  answers.push(
    (await send(watched.desk.url, endpoint, { ...input, params: { accountId: 'x', grantId: '../..' } })).text,
  )
  assert.deepEqual([...new Set(answers)].length, 1, answers.join('\n'))
})

test('the real cookie, unspoilt, is let in', async () => {
  const { endpoint, input } = inputOf(watched.stage, 'read-me')
  assert.equal((await send(watched.desk.url, endpoint, input, { cookie: theirs() })).status, 200)
})
