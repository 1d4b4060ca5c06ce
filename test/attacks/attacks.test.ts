// Everything that somebody could try at the gate, and everything that must go on working: one file per attempt, sent as
// bytes over a real connection to a real desk.
import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Attack } from './attack.ts'
import { type Answer, type Stage, sendRaw, setStage } from './stage.ts'

let shared: Stage
before(async () => {
  shared = await setStage()
})
after(() => shared.close())

for (const outcome of ['refused', 'allowed'] as const) {
  const files = readdirSync(join(import.meta.dirname, outcome)).filter(name => name.endsWith('.ts'))
  describe(outcome, () => {
    test('there are attempts', () => assert.ok(files.length > 10))
    for (const file of files) {
      test(file.slice(0, -3).replaceAll('-', ' '), async () => {
        const { attack } = (await import(join(import.meta.dirname, outcome, file))) as { attack: Attack }
        await attempt(attack, outcome)
      })
    }
  })
}

async function attempt(attack: Attack, outcome: 'refused' | 'allowed'): Promise<void> {
  const stage = attack.alone ? await setStage() : shared
  try {
    await attack.before?.(stage)
    const answer = await sendRaw(stage, await attack.request(stage))
    const said = `${attack.says}\n${answer.status} ${JSON.stringify([...answer.headers])}\n${answer.body.slice(0, 500)}`
    assert.equal(answer.status, attack.expect.status, said)
    for (const [name, wanted] of Object.entries(attack.expect.headers ?? {})) {
      const value = answer.headers.get(name)
      if (wanted === undefined) assert.equal(value, undefined, said)
      else assert.match(value ?? '', wanted, said)
    }
    if (attack.expect.body) assert.match(answer.body, attack.expect.body, said)
    if (outcome === 'refused') nothingWasGained(answer, said)
    else if (answer.headers.has('x-einlass-assertion')) isTrue(stage, answer)
  } finally {
    if (attack.alone) await stage.close()
  }
}

/** Whatever else a refusal says: nobody is named, no cookie is given, and nothing of it may be kept. */
function nothingWasGained(answer: Answer, said: string): void {
  for (const name of ['x-einlass-assertion', 'remote-user', 'remote-name', 'remote-groups'])
    assert.equal(answer.headers.get(name), undefined, said)
  assert.doesNotMatch(answer.headers.get('set-cookie') ?? '', /einlass-entry=[^;]/, said)
  // What is no HTTP is turned away before the gate sees it.
  const isOurs = answer.status !== 431 && answer.headers.get('content-type') !== 'application/json'
  if (isOurs) assert.equal(answer.headers.get('cache-control'), 'no-store', said)
}

function isTrue(stage: Stage, answer: Answer): void {
  const [head = '', body = '', signature = ''] = answer.headers.get('x-einlass-assertion')!.split('.')
  const key = createPublicKey({ key: stage.desk.keys.signing.jwk, format: 'jwk' })
  assert.ok(verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')))
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
  assert.equal(claims.act.sub, stage.desk.cast.people.sam)
  assert.equal(answer.headers.get('remote-user'), claims.act.sub)
  assert.ok(claims.exp * 1_000 > stage.desk.time.now && claims.exp * 1_000 <= stage.desk.time.now + 30_000)
}
