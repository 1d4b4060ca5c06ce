import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OwnCatalogue, readOwnCatalogue } from '#server/doors/sub-account/own-catalogue/own-catalogue.ts'

/** Permissions and presets of a provider's own: the example of docs/own-permissions.md, which people copy. */
export function readDocumentedCatalogue(): OwnCatalogue {
  const text = readFileSync(join(import.meta.dirname, '../docs/own-permissions.md'), 'utf8')
  const [, example] = /^```json\n(.*?)^```/ms.exec(text) ?? assert.fail('there is no example')
  const folder = mkdtempSync(join(tmpdir(), 'einlass-own-'))
  try {
    writeFileSync(join(folder, 'catalogue.json'), example!)
    return readOwnCatalogue(join(folder, 'catalogue.json'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
