// The process: reads what was asked on the command line, starts and stops.
import { runCommand } from './command-line.ts'

process.exitCode = await runCommand(process.argv.slice(2))
