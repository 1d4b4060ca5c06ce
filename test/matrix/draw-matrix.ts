import { Compile } from 'typebox/compile'
import type { Endpoint } from '#contract/endpoint.ts'
import { startTestDesk, type TestDesk } from '../desk.ts'
import { operation, operationsByFile } from '../every-operation.ts'
import { inputOf, type Sent, send, setUpBody } from './inputs.ts'
import { type Contents, changesBetween, openEye } from './look-at-everything.ts'
import { type CallerName, callers, type Stage, setTheEmptyStage, setTheStage } from './set-the-stage.ts'
import { type Written, writeUnaudited } from './write-unaudited.ts'

/** Refusals that any operation may give without declaring them. */
const always = ['other-site', 'database-is-away', 'idempotency-key-reused', 'idempotency-key-in-progress']

/** What a call answered, which tables it changed, and how many facts it wrote. */
type Done = { answer: Sent; changed: string[]; facts: number }
type Row = { name: string; cells: Sent[] }
type Section = { file: string; rows: Row[] }

export type Drawing = {
  /** Calls every operation of one file of the contract as everybody. @returns what must not be, one sentence each */
  draw(file: string): Promise<string[]>
  /** test/matrix/who-may-what.txt, once everything is drawn */
  table(): string
  /** test/matrix/unaudited.txt, likewise */
  unaudited(): string
  close(): Promise<void>
}

/**
 * Calls every operation as everybody and writes down what came. Each call meets the stage as it was set: after a call
 * that changed something the desk is thrown away, and the next one opens on a fresh copy.
 */
export async function startDrawing(): Promise<Drawing> {
  const stage = await setTheStage()
  const play = playOn(stage)
  const sections: Section[] = []
  const writes: Written[] = []
  return {
    async draw(file) {
      const rows: Row[] = []
      const wrong: string[] = []
      for (const { name } of operationsByFile[file]!) {
        const { endpoint, input } = inputOf(stage, name)
        const cells: Sent[] = []
        for (const caller of Object.keys(callers) as CallerName[]) {
          const cookie = stage.cookies[caller]
          const done = await play.call(desk => send(desk.url, endpoint, input, cookie ? { cookie } : {}))
          cells.push(done.answer)
          wrong.push(
            ...whatIsWrong(endpoint, done).map(
              said => `${name} as ${caller} (${done.answer.status}): ${said}`,
            ),
          )
          if (done.answer.status < 300) writes.push({ name, caller, writes: endpoint.writes, ...done })
        }
        rows.push({ name, cells })
        if (name === 'set-up') rows.push(await setUpForTheFirstTime(writes))
      }
      sections.push({ file, rows })
      return wrong
    },
    table: () => writeTable(sections),
    unaudited: () => writeUnaudited(writes),
    async close() {
      await play.stop()
      await stage.close()
    },
  }
}

function whatIsWrong(endpoint: Endpoint, { answer, changed }: Done): string[] {
  const wrong: string[] = []
  if (answer.status === (endpoint.status ?? 200)) {
    const said = endpoint.answersAs ? answer.text : answer.body
    if (!Compile(endpoint.answer).Check(said)) wrong.push('the answer is not what the contract says')
    if (endpoint.writes === 'nothing' && changed.length > 0)
      wrong.push(`writes nothing by its contract, and changed ${changed.join(', ')}`)
  } else {
    // A wrong code is counted, so that there cannot be many.
    const other = changed.filter(table => table !== 'people.failed_sign_ins')
    if (other.length > 0) wrong.push(`refused, and changed ${other.join(', ')}`)
    const declared: readonly (string | undefined)[] = [...endpoint.refusals, ...always]
    if (!declared.includes(answer.code)) wrong.push(`the refusal ${answer.code} is not in the contract`)
  }
  if (endpoint.method === 'GET' && changed.length > 0) wrong.push(`GET changed ${changed.join(', ')}`)
  return wrong
}

function playOn(stage: Stage) {
  let open: { desk: TestDesk; eye: Awaited<ReturnType<typeof openEye>>; seen: Contents } | undefined
  const stop = async () => {
    await open?.eye.close()
    await open?.desk.close()
    open = undefined
  }
  return {
    stop,
    async call(work: (desk: TestDesk) => Promise<Sent>): Promise<Done> {
      if (!open) {
        const desk = await startTestDesk({ template: stage.template })
        const eye = await openEye(desk.ownerUrl)
        open = { desk, eye, seen: await eye.look() }
      }
      const { desk, eye, seen } = open
      const answer = await work(desk)
      const after = await eye.look()
      const changed = changesBetween(seen, after)
      if (changed.length > 0 && !(await eye.undo(changed))) await stop()
      return { answer, changed, facts: after.facts - seen.facts }
    },
  }
}

/** Setting up works once in the life of an instance, so it has a row and a desk of its own. */
async function setUpForTheFirstTime(writes: Written[]): Promise<Row> {
  const empty = await setTheEmptyStage()
  const desk = await startTestDesk({ template: empty.template })
  const eye = await openEye(desk.ownerUrl)
  try {
    const before = await eye.look()
    const endpoint = operation('set-up')
    const answer = await send(desk.url, endpoint, { body: setUpBody(empty.link) })
    const after = await eye.look()
    writes.push({
      name: 'set-up',
      caller: 'nobody',
      writes: endpoint.writes,
      facts: after.facts - before.facts,
      changed: changesBetween(before, after),
    })
    return { name: 'set-up, for the first time', cells: [answer] }
  } finally {
    await eye.close()
    await desk.close()
    await empty.close()
  }
}

const wide = 38
const narrow = 10

function writeTable(sections: Section[]): string {
  const notes = new Set<string>()
  const line = ({ name, cells }: Row) => {
    const marks = Object.keys(callers).map((_, at) => {
      const cell = cells[at]
      if (!cell) return '·'
      if (cell.status < 300) return '✔'
      if (cell.code === 'not-allowed') return '✘'
      if (!['not-signed-in', 'not-found'].includes(cell.code ?? ''))
        notes.add(`${cell.status} at ${name}: ${cell.code}`)
      return String(cell.status)
    })
    return `${name.padEnd(wide)}${marks.map(mark => mark.padEnd(narrow)).join('')}`.trimEnd()
  }
  const lines = sections.flatMap(({ file, rows }) => ['', `contract/${file}.ts`, ...rows.map(line)])
  const names = Object.keys(callers)
  return `Who may what. Generated by \`npm run generate\`, compared by test/matrix/matrix.test.ts, which really calls every operation
of the contract as each of these people, with an input that is right, on a fresh copy of the same desk.

${Object.entries(callers)
  .map(([name, who]) => `  ${name.padEnd(narrow)}${who}`)
  .join('\n')}

  ✔ done · ✘ sees it, may not do that (403) · 404 is not even told that it exists · 401 must sign in · others below

${`${''.padEnd(wide)}${names.map(name => name.padEnd(narrow)).join('')}`.trimEnd()}
${lines.join('\n')}

${[...notes].join('\n')}
`
}
