import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import * as typebox from 'typebox'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// A desk that runs elsewhere while the console is being worked on.
const desk = process.env['CONSOLE_DESK'] ?? 'http://localhost:8080'

/**
 * The console reads addresses and methods of contract/ and takes its types from there; it checks nothing by the schemas.
 * So each function of the schema builder becomes one that builds nothing: 22 kB less on a phone, and no code that a
 * policy without eval would have to distrust.
 */
function leaveSchemasAtHome(): Plugin {
  const id = '\0schemas-stay-at-home'
  return {
    name: 'leave-schemas-at-home',
    enforce: 'pre',
    resolveId: source => (source === 'typebox' ? id : undefined),
    load: source =>
      source === id
        ? `const nothing = () => ({})\nexport { ${Object.keys(typebox)
            .filter(name => name !== 'default')
            .map(name => `nothing as ${name}`)
            .join(', ')} }`
        : undefined,
  }
}

/** The console. `#contract/…` and `#texts/…` are the subpath imports of package.json, which Vite reads itself. */
export default defineConfig({
  root: here('./web'),
  plugins: [leaveSchemasAtHome(), react()],
  build: {
    outDir: here('./web/dist'),
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would be data: addresses, which the policy of the console allows for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // A file per page, and two for what they share: a phone with a slow line asks for three files, not for thirty.
        codeSplitting: {
          groups: [
            { name: 'kit', test: /node_modules/, minShareCount: 2, priority: 2 },
            { name: 'shared', test: /\/(web|contract)\//, minShareCount: 4, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    fs: { allow: [here('.')] },
    proxy: Object.fromEntries(
      ['/api', '/sign-in', '/sign-out', '/set-up', '/enter'].map(path => [path, { target: desk }]),
    ),
  },
})
