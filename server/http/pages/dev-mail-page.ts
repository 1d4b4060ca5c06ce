import type { FastifyInstance } from 'fastify'
import { renderDevMail } from '../dev-mail.ts'
import type { AppParts } from '../parts.ts'
import { visit } from './visit.ts'

/** Every mail that would have left the house; in the demonstration only. */
export function serveDevMail(app: FastifyInstance, parts: AppParts): void {
  app.get('/dev/mail', async (request, reply) => {
    const { language } = await visit(parts, request)
    const page = await renderDevMail(parts.kernel.database, language)
    return reply.headers(page.headers).send(page.text)
  })
}
