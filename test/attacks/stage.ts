import { connect } from 'node:net'
import { writeTicket } from '#server/access/4-enter/ticket.ts'
import { makeEntranceKey } from '#server/access/add-resource.ts'
import { record } from '#server/access/record.ts'
import { type Client, hour, startTestDesk, type TestDesk } from '../desk.ts'
import { arrive } from '../gate.ts'
import { posts, type Raw } from './attack.ts'

type ShopKey = 'kaffeerad' | 'roesterei' | 'tulpenkas'
const shops: Record<ShopKey, string> = {
  kaffeerad: 'https://kaffeerad.example',
  roesterei: 'https://roesterei.example',
  tulpenkas: 'https://tulpenkas.example',
}

/** Where the attempts take place: Olga has two shops, Noor is her neighbour, Sam of the support was let in by both. */
export type Stage = {
  desk: TestDesk
  deskOrigin: string
  keys: Record<ShopKey, string>
  sam: Client
  olga: Client
  /** Tokens of Sam's entries: open at Kaffeerad and Tulpenkas, ended by Olga at the Rösterei, left by himself. */
  inside: string
  insideTulpenkas: string
  ended: string
  left: string
  /** A ticket as the desk writes it, for Sam unless said otherwise. */
  ticket(shop: ShopKey, about?: { person?: string; agedMs?: number }): string
  enter(shop: ShopKey): Promise<string>
  end(shop: ShopKey): Promise<void>
  close(): Promise<void>
}

export async function setStage(): Promise<Stage> {
  const desk = await startTestDesk({ origins: shops })
  const [olga, noor, sam] = await Promise.all([desk.as('olga'), desk.as('noor'), desk.as('sam')])
  for (const key of ['roesterei', 'tulpenkas'] as const) {
    const shop = desk.cast.shops[key]!
    const made = await record(desk.kernel, { accounts: [shop.accountId], by: { rule: 'setup' } }, r =>
      makeEntranceKey(r, shop.accountId, shop.id),
    )
    shop.gateKey = made.key
  }
  const service = (key: ShopKey) =>
    `/accounts/${desk.cast.shops[key]!.accountId}/shops/${desk.cast.shops[key]!.id}/service-access`
  const ownerOf = (key: ShopKey) => (key === 'tulpenkas' ? noor : olga)
  for (const key of Object.keys(shops) as ShopKey[]) {
    const on = await ownerOf(key).put(
      service(key),
      { until: { preset: 'three-working-days' }, mode: 'full', who: { kind: 'team' } },
      { 'if-match': '"0"' },
    )
    if (on.status !== 200) throw new Error(`${key} could not be opened: ${JSON.stringify(on.body)}`)
  }

  const stage: Stage = {
    desk,
    deskOrigin: 'http://localhost',
    keys: Object.fromEntries(
      Object.keys(shops).map(key => [key, desk.cast.shops[key]!.gateKey!]),
    ) as Stage['keys'],
    sam,
    olga,
    inside: '',
    insideTulpenkas: '',
    ended: '',
    left: '',
    ticket(key, { person = desk.cast.people.sam, agedMs = 0 } = {}) {
      const { accountId, id } = desk.cast.shops[key]!
      return writeTicket(
        desk.keys.derive('ticket'),
        { account: accountId, resource: id, person, session: null },
        desk.time.now - agedMs,
      ).text
    },
    async enter(key) {
      const arrived = await arrive(desk, key, stage.ticket(key))
      const cookie = arrived.headers['set-cookie']?.[0]?.split(';')[0]
      if (!cookie) throw new Error(`nobody was let in: ${arrived.status} ${arrived.text}`)
      return cookie.slice(cookie.indexOf('=') + 1)
    },
    async end(key) {
      const ended = await ownerOf(key).post(`${service(key)}/ending`, {})
      if (ended.status !== 200) throw new Error(JSON.stringify(ended.body))
    },
    close: () => desk.close(),
  }
  stage.inside = await stage.enter('kaffeerad')
  stage.insideTulpenkas = await stage.enter('tulpenkas')
  stage.ended = await stage.enter('roesterei')
  await stage.end('roesterei')
  stage.left = await stage.enter('kaffeerad')
  await sendRaw(stage, posts('leave', stage, { more: [['Cookie', `__Host-einlass-entry=${stage.left}`]] }))
  return stage
}

/** Longer than any entry or ticket lives. */
export const fourDaysMs = 4 * 24 * hour

export type Answer = { status: number; headers: Map<string, string>; body: string }

/** Sends exactly these bytes over a socket of its own and reads one answer. */
export function sendRaw({ desk }: Pick<Stage, 'desk'>, raw: Raw): Promise<Answer> {
  const { hostname, port } = new URL(desk.url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let text = ''
    const finish = () => {
      const answer = readAnswer(text)
      if (answer) resolve(answer)
      else reject(new Error(`no whole answer came: ${JSON.stringify(text.slice(0, 200))}`))
    }
    socket.setEncoding('latin1')
    socket.setTimeout(20_000, () => socket.destroy(new Error('no answer came')))
    socket.on('data', part => {
      text += part
      if (readAnswer(text)) socket.destroy()
    })
    socket.on('error', error => (readAnswer(text) ? finish() : reject(error)))
    socket.on('close', finish)
    const head = [
      `${raw.method} ${raw.path} HTTP/1.1`,
      ...raw.headers.map(([name, value]) => `${name}: ${value}`),
      '',
      '',
    ]
    socket.write(Buffer.from(head.join('\r\n') + (raw.body ?? ''), 'latin1'))
  })
}

function readAnswer(text: string): Answer | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = new Map(
    lines.map(line => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  const body = text.slice(end + 4)
  if (body.length < Number(headers.get('content-length') ?? 0)) return undefined
  return { status: Number(first.split(' ')[1]), headers, body }
}
