import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const folder = join(import.meta.dirname, '../../web/dist')
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** The console: files with a hash in their name for ever, and its one page for every address that it knows. */
export async function serveConsole(app: FastifyInstance): Promise<void> {
  const page = join(folder, 'index.html')
  if (!existsSync(page)) {
    app.log.warn('The console is not built (web/dist is missing): only the API and the door pages are there.')
    return
  }
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    cacheControl: true,
    index: false,
    preCompressed: false,
  })
  const text = readFileSync(page)
  const paths = [
    '/',
    '/open',
    '/rights',
    '/desk',
    '/desk/*',
    '/accounts/*',
    '/settings',
    '/settings/*',
    '/visits/*',
  ]
  for (const path of paths) {
    app.get(path, (_request, reply) =>
      reply
        .header('Content-Security-Policy', policy)
        .header('Cache-Control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(text),
    )
  }
  for (const file of ['favicon.svg', 'robots.txt']) {
    if (existsSync(join(folder, file)))
      app.get(`/${file}`, (_request, reply) =>
        reply
          .header('Cache-Control', 'public, max-age=86400')
          .type(file.endsWith('svg') ? 'image/svg+xml' : 'text/plain')
          .send(readFileSync(join(folder, file))),
      )
  }
}
