import { startTestDesk } from '../test/desk.ts'

/** contract/openapi.json, as a desk behind HTTPS serves it at /api/openapi.json. */
export async function writeApi(): Promise<string> {
  await using desk = await startTestDesk({ url: 'https://desk.example' })
  const { status, body } = await desk.anybody.get('/api/openapi.json')
  if (status !== 200) throw new Error(`/api/openapi.json answered ${status}`)
  return `${JSON.stringify(body, null, 2)}\n`
}
