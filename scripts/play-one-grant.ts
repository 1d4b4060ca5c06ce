import { request } from 'node:http'
import { type CastName, demoPassword, demoTotpSecret, people } from '#db/seeds/cast.ts'
import { checkDocument } from '#server/access/6-prove/check-document.ts'
import { totpCode, totpStepAt } from '#server/people/totp.ts'

type Stage = {
  desk: string /** Origin at which the shop's admin is reached, through the gate */
  shop: string
  shopId: string
  accountId: string
  say(sentence: string): void
}
// biome-ignore lint/suspicious/noExplicitAny: the play reads what the API answered, and stops where it is not there
type Answer = { status: number; body: any; cookie: string | undefined; text: string }

/**
 * The life of one grant, played over HTTP by the people of the cast, as their browsers would. Every sentence is said
 * after the answer that it tells of; the play stops with an error when an answer is not what it must be.
 */
export async function playOneGrant({ desk, shop, shopId, accountId, say }: Stage): Promise<void> {
  const begun = performance.now()
  const tell = (sentence: string) =>
    say(`  ${((performance.now() - begun) / 1_000).toFixed(2).padStart(6)} s  ${sentence}`)
  const olga = await signIn(desk, 'olga')
  const sam = await signIn(desk, 'sam')
  const account = `/accounts/${accountId}`

  await call(desk, olga, 'POST', `${account}/shops/${shopId}/service-access/ending`, {})
  for (const request of (await call(desk, olga, 'GET', `${account}/requests`)).items) {
    await call(desk, olga, 'POST', `${account}/requests/${request.id}/decision`, {
      outcome: 'refuse',
      note: 'The play begins anew.',
    })
  }

  say('')
  say('The life of one grant:')
  const request = await call(desk, sam, 'POST', '/provider/requests', {
    shopId,
    wants: [
      { permission: 'shop.view', reason: 'to see the checkout as you see it' },
      { permission: 'shop.operate', reason: 'to correct the tax rate' },
    ],
    until: { preset: 'three-working-days' },
    forWhom: 'me',
    caseNumber: 'T-4711',
  })
  tell(
    'asked     Sam of the support asks Olga to be let into her shop: a reason for each right, three working days.',
  )

  await call(desk, olga, 'POST', `${account}/requests/${request.id}/decision`, { outcome: 'allow' })
  const { items: grants } = await call(desk, olga, 'GET', `${account}/grants`)
  const grant = grants[0]
  tell(
    `granted   Olga accepts. ${grant.subject.name} may enter until ${new Date(grant.endsAt).toLocaleString('en-GB', { timeZone: 'Europe/Berlin', dateStyle: 'full', timeStyle: 'short' })} (Berlin).`,
  )

  const before = await get(shop, '/admin')
  must(
    before.status === 302,
    `a stranger at the shop's admin must be sent to the desk, not answered ${before.status}`,
  )
  tell(`          A stranger at ${shop}/admin is sent to the desk (${before.status}).`)

  const ticket = await call(desk, sam, 'POST', `/me/open/${shopId}/ticket`, { to: '/admin' })
  const arrived = await send(
    ticket.postTo,
    'POST',
    undefined,
    new URLSearchParams({ ticket: ticket.ticket, to: ticket.to }),
  )
  must(
    arrived.status === 303 && arrived.cookie !== undefined,
    `the ticket must open the shop's door, not answer ${arrived.status}`,
  )
  const inside = await get(shop, '/admin', arrived.cookie)
  must(
    inside.status === 200 && inside.text.includes(people.sam.name),
    `the shop's admin must greet Sam by his name (it answered ${inside.status})`,
  )
  tell(`entered   Sam enters; the shop's admin answers ${inside.status} and greets him by his own name.`)

  const ended = await call(desk, olga, 'POST', `${account}/shops/${shopId}/service-access/ending`, {
    note: 'Thank you, it works again.',
  })
  const cut = ended.ending.closedEntries[0]
  tell(
    `ended     Olga switches service access off. Closed: the entry of ${cut.person.name}, at ${cut.closedAt.slice(11, 23)} UTC.`,
  )

  const refused = await get(shop, '/admin', arrived.cookie)
  must(refused.status === 403, `the same cookie must be refused, not answered ${refused.status}`)
  tell(`refused   The very same cookie, sent again to the shop's admin: ${refused.status}.`)

  const receipt = await call(desk, olga, 'GET', `${account}/grants/${grant.id}/receipt`)
  const checked = checkDocument(receipt)
  must(
    checked.intact && receipt.state === 'ended',
    'the receipt must be intact and say that the grant has ended',
  )
  tell(
    `receipt   Signed, ${receipt.facts.length} facts: asked, decided, entered, ended, tried again and refused.`,
  )

  const ledger = await call(desk, olga, 'GET', `${account}/ledger`)
  const verified = checkDocument(ledger)
  must(verified.intact, verified.says)
  tell(
    `verified  The whole ledger of the account, recomputed from its export: ${verified.says.split('. Key')[0]}.`,
  )
}

async function signIn(desk: string, name: CastName): Promise<string> {
  // A code works once: whoever played a moment ago has used the one of now, and the next is good already.
  const codes = [0, 1].map(ahead => totpCode(demoTotpSecret, totpStepAt(Date.now()) + ahead))
  const signInWith = (code: string) =>
    send(`${desk}/api/v1/session`, 'POST', undefined, {
      address: people[name].address,
      password: demoPassword,
      code,
    })
  const first = await signInWith(codes[0]!)
  const answer = first.status === 403 ? await signInWith(codes[1]!) : first
  must(
    answer.status === 200 && answer.cookie !== undefined,
    `${people[name].name} must be able to sign in (answer ${answer.status})`,
  )
  return answer.cookie!
}

async function call(
  desk: string,
  cookie: string,
  method: string,
  path: string,
  body?: object,
): Promise<Answer['body']> {
  const answer = await send(`${desk}/api/v1${path}`, method, cookie, body)
  must(answer.status < 300, `${method} ${path} answered ${answer.status}: ${answer.text}`)
  return answer.body
}

function get(origin: string, path: string, cookie?: string): Promise<Answer> {
  return send(`${origin}${path}`, 'GET', cookie, undefined, {
    accept: 'text/html',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  })
}

function send(
  url: string,
  method: string,
  cookie?: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const isForm = body instanceof URLSearchParams
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : isForm ? body.toString() : JSON.stringify(body)
    const sent = request(
      url,
      {
        method,
        headers: {
          ...headers,
          ...(cookie ? { cookie } : {}),
          ...(text === undefined
            ? {}
            : {
                'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
                'content-length': Buffer.byteLength(text),
              }),
        },
      },
      response => {
        let received = ''
        response.setEncoding('utf8').on('data', part => {
          received += part
        })
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: response.headers['content-type']?.includes('json') ? JSON.parse(received) : {},
            cookie: response.headers['set-cookie']?.[0]?.split(';')[0],
            text: received,
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(text)
  })
}

function must(is: boolean, sentence: string): void {
  if (!is) throw new Error(`The play stopped: ${sentence}`)
}
