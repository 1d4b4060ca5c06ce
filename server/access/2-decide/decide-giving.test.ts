import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Line, table } from './decide-giving.table.ts'
import { decideGiving } from './decide-giving.ts'

const now = Date.UTC(2026, 10, 22, 9)
const hour = 3_600_000
const at = (hours: number | null) => (hours === null ? null : now + hours * hour)

for (const line of table) {
  test(`${line.says}: ${line.verdict === 'allow' ? 'allowed' : `refused (${line.verdict.join(', ')})`}`, () => {
    const verdict = decideGiving(
      questionOf(line),
      { longestMs: line.longest ? line.longest * hour : null, endless: line.endless ?? false },
      now,
    )
    assert.deepEqual(
      verdict,
      line.verdict === 'allow' ? { outcome: 'allow' } : { outcome: 'refuse', because: line.verdict },
    )
  })
}

function questionOf({ giver, wants }: Line) {
  return {
    giver:
      giver === 'owner'
        ? { as: 'owner' as const }
        : {
            as: 'holder' as const,
            of: {
              permissions: giver.has,
              resourceId: giver.on ?? null,
              endsAt: at(giver.until),
              passedOn: giver.passedOn ?? false,
            },
          },
    wants: {
      permissions: wants.what,
      resourceId: wants.on ?? null,
      groupId: wants.in ?? null,
      beginsAt: now + wants.from * hour,
      endsAt: at(wants.until),
    },
  }
}
