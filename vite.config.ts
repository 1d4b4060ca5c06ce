import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// A desk that runs elsewhere while the console is being worked on.
const desk = process.env['EINLASS_DEV_DESK'] ?? 'http://localhost:8080'

/** The console. `#contract/…` and `#texts/…` are the subpath imports of package.json, which Vite reads itself. */
export default defineConfig({
  root: here('./web'),
  plugins: [react()],
  build: {
    outDir: here('./web/dist'),
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would be data: addresses, which the policy of the console allows for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    fs: { allow: [here('.')] },
    proxy: Object.fromEntries(
      ['/api', '/sign-in', '/sign-out', '/set-up', '/enter'].map(path => [path, { target: desk }]),
    ),
  },
})
