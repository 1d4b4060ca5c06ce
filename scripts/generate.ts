// Writes the files that are made from others, so that a change of the contract, the schema or of somebody's rights is
// seen as a change of a file:
//   npm run generate               writes them
//   npm run generate -- --tables   only the types of the tables: what has to come first after a change of the schema
//   npm run generate -- --check    writes nothing, names those that are old, and fails; who may what is not drawn,
//                                  for that plays every operation and test/matrix/matrix.test.ts does it
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { operationsByFile } from '../test/every-operation.ts'
import { startDrawing } from '../test/matrix/draw-matrix.ts'
import { listUncovered } from '../test/matrix/list-uncovered.ts'
import { makeTestFolder, prepareTestDatabase } from './prepare-test-database.ts'
import { writeApi } from './write-api.ts'
import { writeTables } from './write-tables.ts'

const root = join(import.meta.dirname, '..')
const onlyCheck = process.argv.includes('--check')

const folder = makeTestFolder()
try {
  const database = await prepareTestDatabase(folder)
  // Whoever stops this stops its database too.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, async () => {
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
      process.exit(1)
    })
  }
  try {
    const prepared = join(folder, 'prepared.json')
    writeFileSync(prepared, JSON.stringify(database.prepared), { mode: 0o600 })
    process.env.EINLASS_TEST_PREPARED = prepared
    if (process.argv.includes('--tables')) writeFileSync(join(root, 'db/tables.ts'), await writeTables())
    else await writeAll()
  } finally {
    await database.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function writeAll(): Promise<void> {
  const { wrong, files } = onlyCheck ? { wrong: [], files: {} } : await drawMatrix()
  for (const sentence of wrong) console.error(`✗ ${sentence}`)
  const old = Object.entries({
    'contract/openapi.json': await writeApi(),
    'db/tables.ts': await writeTables(),
    'test/matrix/uncovered.txt': listUncovered(),
    ...files,
  }).filter(
    ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
  )
  for (const [path, text] of old) {
    console.error(onlyCheck ? `✗ ${path} is old: run \`npm run generate\`` : `Written: ${path}`)
    if (!onlyCheck) writeFileSync(join(root, path), text)
  }
  if (old.length === 0)
    console.error(
      onlyCheck ? 'What is generated without playing is fresh.' : 'Every generated file is fresh.',
    )
  process.exitCode = wrong.length > 0 || (onlyCheck && old.length > 0) ? 1 : 0
}

async function drawMatrix(): Promise<{ wrong: string[]; files: Record<string, string> }> {
  const drawing = await startDrawing()
  const wrong: string[] = []
  for (const file of Object.keys(operationsByFile)) wrong.push(...(await drawing.draw(file)))
  await drawing.close()
  return {
    wrong,
    files: {
      'test/matrix/who-may-what.txt': drawing.table(),
      'test/matrix/unaudited.txt': drawing.unaudited(),
    },
  }
}
