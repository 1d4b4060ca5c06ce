// Measures Einlass beside its peers and against its budgets (docs: bench/README.md).
//   npm run bench                     everything
//   npm run bench -- NAME… [--json]   some; with --json the last lines are one object for each bench
import { printJson, printTable, type Result } from './measure/figures.ts'

const benches: Record<string, () => Promise<Result>> = {
  decision: async () => (await import('./decision.ts')).benchDecision(),
  gate: async () => (await import('./gate.ts')).benchGate(),
  'decision-api': async () => (await import('./decision-api.ts')).benchDecisionApi(),
  ending: async () => (await import('./ending.ts')).benchEnding(),
  scale: async () => (await import('./scale.ts')).benchScale(),
  start: async () => (await import('./start.ts')).benchStart(),
  connectors: async () => (await import('./connectors.ts')).benchConnectors(),
  ssh: async () => (await import('./ssh.ts')).benchSsh(),
}

const wanted = process.argv.slice(2).filter(argument => argument !== '--json')
const asJson = process.argv.includes('--json')
const unknown = wanted.filter(name => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}

const results: Result[] = []
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
  const begun = performance.now()
  console.error(`Measuring ${name} …`)
  const result = await benches[name]!()
  result.notes.push(`took ${((performance.now() - begun) / 1_000).toFixed(0)} s`)
  printTable(result)
  results.push(result)
}
if (asJson) for (const result of results) printJson(result)
