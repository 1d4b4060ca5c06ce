// A guard for Express 4 or 5: `npm install express` beside @einlass/panel, then `node express.js`.
import { createClient } from '@einlass/panel'
import express from 'express'

const einlass = createClient({
  url: process.env.EINLASS_URL,
  key: process.env.EINLASS_PANEL_KEY,
  onTrouble: error => console.warn(String(error)),
})

/**
 * Lets through who may do this on what the request is about. Without a person, or without an answer, nobody.
 * @param {string} permission for instance 'domains.dns'
 * @param {(request: express.Request) => import('@einlass/panel').Resource} resourceOf
 */
function mustBeAllowed(permission, resourceOf) {
  return async (request, response, next) => {
    const person = request.session?.einlassPerson
    if (person && (await einlass.may({ person, permission, resource: resourceOf(request) }))) next()
    else response.status(person ? 403 : 401).send('You may not do that.')
  }
}

const app = express()
const domain = request => ({ type: 'domain', id: request.params.name })

app.get('/domains/:name', mustBeAllowed('domains.view', domain), (request, response) => {
  response.send(`The records of ${request.params.name}`)
})
app.post('/domains/:name/records', mustBeAllowed('domains.dns', domain), (_request, response) => {
  response.sendStatus(204)
})
app.listen(process.env.PORT ?? 3000)
