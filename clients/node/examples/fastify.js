// A guard for Fastify 5: `npm install fastify` beside @einlass/panel, then `node fastify.js`.
import { createClient } from '@einlass/panel'
import Fastify from 'fastify'

const einlass = createClient({
  url: process.env.EINLASS_URL,
  key: process.env.EINLASS_PANEL_KEY,
  onTrouble: error => console.warn(String(error)),
})

/**
 * A hook that lets through who may do this on what the request is about. Without a person, or without an answer, nobody.
 * @param {string} permission for instance 'invoices.pay'
 * @param {(request: import('fastify').FastifyRequest) => import('@einlass/panel').Resource} resourceOf
 */
function mustBeAllowed(permission, resourceOf) {
  return async (request, reply) => {
    const person = request.session?.einlassPerson
    if (person && (await einlass.may({ person, permission, resource: resourceOf(request) }))) return
    await reply.code(person ? 403 : 401).send({ error: 'You may not do that.' })
  }
}

const app = Fastify()
const account = request => ({ type: 'account', id: request.params.account })

app.get('/:account/invoices', { preHandler: mustBeAllowed('invoices.view', account) }, async () => [])
app.post(
  '/:account/invoices/:number/payment',
  // Checked where it is done, too: what was allowed when the page was shown may be over.
  { preHandler: mustBeAllowed('invoices.pay', account) },
  async (_request, reply) => reply.code(204).send(),
)
app.addHook('onClose', async () => einlass.close())
await app.listen({ port: Number(process.env.PORT ?? 3000) })
