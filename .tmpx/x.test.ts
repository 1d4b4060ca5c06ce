import { test } from 'node:test'
import { writeFileSync } from 'node:fs'
import { startTestDesk } from '../test/desk.ts'
test('x', async () => {
  await using desk = await startTestDesk()
  const r = await desk.anybody.get('/api/openapi.json')
  writeFileSync('/tmp/openapi.json', JSON.stringify(r.body, null, 2))
  for (const p of ['/api/docs', '/api/docs/', '/api/docs/static/index.html', '/api/docs/json', '/api/docs/openapi.json','/api/docs/static/swagger-initializer.js']) {
    const a = await fetch(desk.url + p, {redirect:'manual'})
    console.log(p, a.status, Object.fromEntries(a.headers), (await a.text()).slice(0, 1500))
  }
})
