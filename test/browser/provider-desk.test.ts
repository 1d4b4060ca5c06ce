import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { everyAccount } from '#server/access/account.ts'
import { record } from '#server/access/record.ts'
import { sessionCookieName } from '#server/http/identify.ts'
import { linkLivesMs, makeLink } from '#server/people/links.ts'
import { beginSession } from '#server/people/sessions.ts'
import { providerDeskTexts as desk } from '#texts/de/provider-desk.ts'
import { unconfirmedTexts as unconfirmed } from '#texts/de/unconfirmed.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { deskOrigin, expect, openStage, type Stage } from './stage.ts'
import { turnOff, turnOn } from './turn-on.ts'
import { like, words } from './words.ts'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

/** An account of its own for one journey; who is new is the owner when no address is given. */
async function haveAccount(name: string, owner: { name: string; address: string }) {
  const { status, body } = await (await stage.desk.as('dora')).post('/provider/accounts', {
    name,
    zone: 'Europe/Berlin',
    region: 'DE-BE',
    owner: { ...owner, language: 'de' },
    shops: [{ name: `${name} eins`, origin: null }],
  })
  assert.equal(status, 201, JSON.stringify(body))
  return { id: String(body.id), shop: { ...body.shops[0], accountId: body.id, key: name } }
}

for (const device of bothDevices) {
  test(`the desk makes an account, invites its owner and sees on its first page who is missing (${device})`, {
    skip: noBrowser,
  }, async () => {
    const name = `Buchladen ${device}`
    const owner = `Berta Blatt ${device}`
    const shop = `Buch ${device}`
    const dora = await stage.comes(device, 'dora')
    await dora.goes(consolePaths.desk())
    await dora.isAt(desk.overview.title)
    const accounts = dora.page.getByRole('link', { name: new RegExp(`^\\d+ ${desk.overview.accounts}$`) })
    const before = Number.parseInt(await accounts.innerText(), 10)

    await dora.press('link', words.accounts.make)
    await expect(dora.page.getByLabel(words.accounts.region)).toHaveValue('DE-BE')
    await dora.fills(words.accounts.name, name)
    await dora.fills(like(words.accounts.number), `4711-${device}`)
    await dora.fills(words.accounts.ownerName, owner)
    await dora.fills(words.accounts.ownerAddress, `berta@${device}.example`)
    await dora.fills(words.accounts.shopName, shop)
    await dora.fills(words.accounts.shopOrigin, `https://buch-${device}.example`)
    await dora.press('button', words.accounts.save)
    await dora.reads(like(words.accounts.made, { name }))

    await dora.press('button', like(words.accounts.invite.byScreenOf, { name: owner }))
    await dora.reads(like(words.accounts.invite.once, { name: owner }))
    const link = await dora.page.getByText(/\/new-password#\S+/).innerText()
    assert.ok(link.startsWith(`${deskOrigin}/new-password#`), link)
    await dora.press('button', words.accounts.invite.done)
    assert.ok(!(await dora.page.content()).includes(link), 'the link is nowhere any more')

    await dora.press('link', like(words.accounts.toAccount, { name }))
    await dora.isAt(name)
    await dora.reads(like(words.accounts.numberIs, { number: `4711-${device}` }))
    await dora.reads(desk.account.notReady)
    await dora.reads(desk.account.noGateKey)

    await dora.goes(consolePaths.desk())
    await expect(accounts).toHaveText(new RegExp(`^${before + 1}\\s*${desk.overview.accounts}$`))
    const { what_one, what_other } = desk.trouble['owners-not-ready']
    await dora.reads(new RegExp(`${like(what_one).source}|${like(what_other).source}`))
    await dora.press('link', desk.trouble['owners-not-ready'].go)
    await dora.isAt(words.accounts.title)
    const card = dora.page.getByRole('article').filter({ hasText: name })
    await expect(card).toContainText(words.accounts.ownerNotReady)

    const berta = await stage.comes(device)
    await berta.goes(link)
    await expect(berta.page.getByRole('heading', { level: 1 })).toHaveCount(1)
  })

  test(`a mail that failed is seen with the answer of the mail server, and tried again (${device})`, {
    skip: noBrowser,
  }, async () => {
    const address = `otto@${device}.example`
    await haveAccount(`Ofenbau ${device}`, { name: 'Otto Ofen', address })
    const answer = `550 5.1.1 no mailbox for ${device}`
    const [mail] = await stage.desk.sql<{ subject: string }>(
      `update plumbing.mails set tries = 21, error = $1, given_up_at = queued_at + interval '1 minute'
       where to_address = $2 returning subject`,
      [answer, address],
    )
    assert.ok(mail, 'the owner is written to')
    const dora = await stage.comes(device, 'dora')
    await dora.goes(consolePaths.desk())
    await dora.press('link', desk.trouble['mail-given-up'].go)
    await dora.isAt(desk.mails.title)
    assert.match(dora.page.url(), /\?state=failed$/)
    const card = dora.page.getByRole('article').filter({ hasText: address })
    await expect(card).toContainText(answer)
    await dora.press('button', like(desk.mails.sendAgainOf, { subject: mail.subject, to: address }))
    await dora.reads(like(desk.mails.triedAgain, { subject: mail.subject, to: address }))
    await expect(card).toHaveCount(0)
    await dora.press('radio', desk.mails.waiting)
    await expect(card).toHaveCount(1)
    assert.match(dora.page.url(), /\?state=waiting$/)
  })

  test(`the desk adds a shop, removes one with what is open in it, and closes the account (${device})`, {
    skip: noBrowser,
  }, async () => {
    const name = `Nudelhaus ${device}`
    const { id, shop } = await haveAccount(name, { name: 'Noor Vermeer', address: 'noor@tulpenkas.example' })
    await turnOn(await stage.desk.as('noor'), shop)
    // Open too, but of another account: it has no place on this page.
    await turnOn(await stage.desk.as('olga'), stage.desk.cast.shops.kaffeerad!)
    const dora = await stage.comes(device, 'dora')
    await dora.goes(consolePaths.deskAccount(id))
    await dora.isAt(name)
    const open = dora.page.getByRole('article')
    await expect(open).toHaveCount(1)

    await dora.press('button', desk.account.addShop)
    await dora.fills(words.accounts.shopName, `${name} zwei`)
    await dora.press('button', desk.account.addShopNow)
    await dora.reads(like(desk.account.shopAdded, { shop: `${name} zwei` }))

    await dora.press('button', like(desk.account.removeShopOf, { shop: shop.name }))
    const sheet = dora.page.getByRole('dialog')
    await dora.reads(like(words.ending.cutGrant, { subject: 'Support', where: shop.name }), sheet)
    await dora.press('button', desk.account.removeNow)
    await dora.reads(desk.account.removed, sheet)
    await dora.press('button', words.ending.done)
    await expect(open).toHaveCount(0)
    await dora.reads(desk.account.openNone)

    await dora.press('button', desk.account.close)
    await dora.press('button', desk.account.closeNow)
    await dora.reads(desk.account.closeNameWrong)
    await dora.fills(like(desk.account.closeName, { account: name }), name)
    await dora.press('button', desk.account.closeNow)
    await dora.reads(like(desk.account.closeResult, { account: name }), sheet)
    await dora.press('button', words.ending.done)
    await dora.reads(like(desk.account.closed))
    await expect(dora.page.getByRole('button', { name: desk.account.close, exact: true })).toHaveCount(0)
  })

  test(`the desk demands a second factor of owners and keeps the other rules as they are (${device})`, {
    skip: noBrowser,
  }, async () => {
    const dora = await stage.comes(device, 'dora')
    const policy = async () => (await (await stage.desk.as('dora')).get('/provider/policy/sign-in')).body
    const before = await policy()
    const isDemanded = device === 'phone'
    await dora.goes(consolePaths.deskPolicy())
    await dora.press('radio', like(isDemanded ? words.policy.factorMust : words.policy.factorOptional))
    if (isDemanded) await dora.reads(words.policy.factorWillEnd)
    await dora.press('button', like(words.policy.saveOf, { section: words.policy.factorTitle }))
    await dora.reads(words.policy.saved)
    assert.deepEqual(await policy(), { ...before, ownersNeedSecondFactor: isDemanded })
    const days = isDemanded ? 5 : 6
    await dora.fills(words.policy.transferDays, String(days))
    await dora.press('button', like(words.policy.saveOf, { section: words.policy.transferTitle }))
    await expect(dora.page.getByText(words.policy.saved)).toHaveCount(2)
    assert.deepEqual(await policy(), {
      ...before,
      ownersNeedSecondFactor: isDemanded,
      transferWaitDays: days,
    })
  })

  test(`the desk says for how long recordings are kept (${device})`, { skip: noBrowser }, async () => {
    const dora = await stage.comes(device, 'dora')
    const kept = async () => (await (await stage.desk.as('dora')).get('/provider/recording-policy')).body
    await dora.goes(consolePaths.deskPolicy())
    const save = like(words.policy.saveOf, { section: words.policy.recordingsTitle })
    const before = await kept()
    await dora.fills(words.policy.keepDays, '0')
    await dora.press('button', save)
    await dora.reads(like(words.policy.range, { least: '1', most: '3650' }))
    assert.deepEqual(await kept(), before)
    const days = device === 'phone' ? 30 : 31
    await dora.fills(words.policy.keepDays, String(days))
    await dora.press('button', save)
    await dora.reads(words.policy.saved)
    assert.deepEqual(await kept(), { keepDays: days })
  })

  test(`a desk that has just been set up says how to begin, and ticks off what is done (${device})`, {
    skip: noBrowser,
  }, async () => {
    const empty = await openStage({ isEmpty: true })
    try {
      const dora = await empty.comes(device)
      await dora.page.context().addCookies([await setUp(empty)])
      await dora.goes(consolePaths.desk())
      const steps = dora.page.getByRole('listitem').filter({ hasText: desk.start.notDone })
      await dora.reads(desk.start.title)
      await expect(steps).toHaveCount(4)
      await dora.press('link', desk.start.account.go, steps.first())
      await dora.fills(words.accounts.name, 'Erstes Konto')
      await dora.fills(words.accounts.ownerName, 'Erna Erst')
      await dora.fills(words.accounts.ownerAddress, 'erna@erst.example')
      await dora.press('button', words.accounts.save)
      await dora.reads(like(words.accounts.made, { name: 'Erstes Konto' }))
      await dora.goes(consolePaths.desk())
      await expect(steps).toHaveCount(3)
    } finally {
      await empty.close()
    }
  })
}

test('an ending that nobody has confirmed is listed with what it waits for and what to do', {
  skip: noBrowser,
}, async () => {
  const { kernel } = stage.desk
  const { id, shop } = await haveAccount('Uhrmacher', {
    name: 'Olga Ostermann',
    address: 'olga@kaffeerad.example',
  })
  const olga = await stage.desk.as('olga')
  const { grants } = await turnOn(olga, shop)
  // Something was made in a foreign system that answers nobody.
  await record(kernel, { accounts: [id], by: { person: stage.desk.cast.people.olga } }, r =>
    wantArtefact(r, {
      accountId: id,
      resourceId: shop.id,
      grantId: grants[0].id,
      system: 'presto',
      kind: 'admin',
      sharedAs: 'visits@provider.test',
      reference: {},
    }),
  )
  await turnOff(olga, shop)
  const dora = await stage.comes('phone', 'dora')
  await dora.goes(consolePaths.deskUnconfirmed())
  const card = dora.page.getByRole('article').filter({ hasText: shop.name })
  await expect(card).toContainText(words.cause.revoked)
  await expect(card).toContainText(like(unconfirmed.trace, { system: unconfirmed.system.other }))
  await expect(card).toContainText(like(unconfirmed.byHand.other))
  await dora.press('link', 'Uhrmacher', card)
  await dora.isAt('Uhrmacher')
  assert.ok(dora.page.url().endsWith(consolePaths.deskAccount(id)))
})

/** Sets the empty desk up without its page. @returns the cookie of its first person, who has proven a second factor */
async function setUp({ desk: fresh }: Stage) {
  const { kernel, time } = fresh
  const { code } = await kernel.database.within(everyAccount, tx =>
    makeLink(tx, { purpose: 'setup' }, linkLivesMs.setup, new Date(time.now)),
  )
  const { status, body } = await fresh.anybody.post('/setup', {
    link: code,
    provider: 'Shopwerk',
    zone: 'Europe/Berlin',
    region: 'DE-BE',
    name: 'Dora Pult',
    address: 'dora@shopwerk.example',
    language: 'de',
    password: 'ein ganzer Satz ist gut',
  })
  assert.equal(status, 201, JSON.stringify(body))
  const { token } = await kernel.database.within('', tx =>
    beginSession(
      tx,
      body.person,
      ['password', 'totp'],
      { network: '127.0.0.1', device: null },
      new Date(time.now),
    ),
  )
  return { name: sessionCookieName(deskOrigin), value: token, url: deskOrigin }
}
