import type { FastifyInstance } from 'fastify'
import type { AppParts } from '../app.ts'
import { renderDevMail } from '../dev-mail.ts'
import { visit } from './pages.ts'

/** Every mail that would have left the house; in the demonstration only. */
export function serveDevMail(app: FastifyInstance, parts: AppParts): void {
  app.get('/dev/mail', async (request, reply) => {
    const { language } = await visit(parts, request)
    const page = await renderDevMail(parts.kernel.database, language)
    return reply.headers(page.headers).send(page.text)
  })
}
