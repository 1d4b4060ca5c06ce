import { fileURLToPath, pathToFileURL } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import type { Endpoint } from './contract/endpoint.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// A desk that runs elsewhere while the console is being worked on.
const desk = process.env['CONSOLE_DESK'] ?? 'http://localhost:8080'

/**
 * Of an operation the console needs to know where it is and how it is called; what it answers, refuses and says of itself
 * is for the server and the types. So each file of contract/ is read here, and only that much of it comes along: 30 kB
 * less on a phone, and no schema builder that a policy without eval would have to distrust.
 */
function bringOnlyWhatCallsNeed(): Plugin {
  return {
    name: 'bring-only-what-calls-need',
    enforce: 'pre',
    async load(id) {
      if (!id.startsWith(here('./contract/')) || !id.endsWith('.ts')) return undefined
      const described = (await import(pathToFileURL(id).href)) as Record<string, unknown>
      const operations = Object.entries(described).filter(([, value]) => isEndpoint(value))
      if (operations.length === 0) return undefined
      this.addWatchFile(id)
      return operations
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(forCalling(value as Endpoint))}`)
        .join('\n')
    },
  }
}

function isEndpoint(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'who' in value
}

function forCalling({ name, method, path, guarded, body }: Endpoint) {
  return { name, method, path, ...(guarded ? { guarded } : {}), ...(body ? { body: {} } : {}) }
}

/** The console. `#contract/…` and `#texts/…` are the subpath imports of package.json, which Vite reads itself. */
export default defineConfig({
  root: here('./web'),
  plugins: [bringOnlyWhatCallsNeed(), react()],
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
      [
        '/api',
        '/sign-in',
        '/sign-out',
        '/set-up',
        '/enter',
        '/forgot-password',
        '/new-password',
        '/invitation',
      ].map(path => [path, { target: desk }]),
    ),
  },
})
