// npm run check: everything about the code that can be told without playing it. Each step is a program of its own; all
// of them run, and what failed is shown in full at the end.
import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buildConsole } from './build-console.ts'

type Step = { name: string; run: readonly string[] }
type Outcome = { name: string; ok: boolean; seconds: number; output: string }

const root = join(import.meta.dirname, '..')
const program = (path: string) => join(root, 'node_modules', path)
const require = createRequire(import.meta.url)

const steps: readonly Step[] = [
  { name: 'types', run: [program('typescript/bin/tsc'), '-p', '.'] },
  {
    name: 'format and lint',
    run: [require.resolve('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings'],
  },
  { name: 'nothing unused', run: [program('knip/bin/knip.js'), '--no-progress'] },
  { name: 'who may import and write what', run: ['--test', 'test/safety.test.ts'] },
  { name: 'sizes', run: ['scripts/test.ts', '--only', 'test/sizes.test.ts'] },
  { name: 'generated files are fresh', run: ['scripts/generate.ts', '--check'] },
]

// Built once, before the steps that look at it.
await buildConsole()
const failed: Outcome[] = []
let isStopped = false
let running: ChildProcess | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    isStopped = true
    running?.kill(signal)
  })
}
for (const step of steps) {
  if (isStopped) break
  const outcome = await take(step)
  const figures = outcome.output.match(/^ℹ first load: (.+)$/m)?.[1]
  console.log(
    `${outcome.ok ? '✓' : '✗'} ${step.name.padEnd(32)}${outcome.seconds.toFixed(1).padStart(6)} s${figures ? `   ${figures}` : ''}`,
  )
  if (!outcome.ok) failed.push(outcome)
}
for (const { name, output } of failed)
  console.log(`\n── ${name} ${'─'.repeat(100 - name.length)}\n${output.trim()}`)
if (failed.length > 0)
  console.log(`\n${failed.length} of ${steps.length} failed: ${failed.map(one => one.name).join(', ')}`)
process.exitCode = failed.length > 0 ? 1 : 0

function take({ name, run }: Step): Promise<Outcome> {
  const began = performance.now()
  const child = spawn(process.execPath, run, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
  })
  running = child
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part
    })
  return new Promise(resolveOutcome => {
    const end = (ok: boolean) =>
      resolveOutcome({ name, ok, seconds: (performance.now() - began) / 1000, output })
    child.on('error', error => {
      output += error.message
      end(false)
    })
    child.on('close', code => end(code === 0))
  })
}
