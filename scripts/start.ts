// npm start: the real thing. Builds the console when its sources have changed, then serves.
import { runCommand } from '#server/command-line.ts'
import { buildConsole } from './build-console.ts'

await buildConsole()
process.exitCode = await runCommand(['serve'])
