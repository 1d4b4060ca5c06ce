// Being invited to rights: somebody new reads what he may, and accepts with what his device has.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { doorPaths } from '#contract/paths.ts'
import { myRightsTexts } from '#texts/de/my-rights.ts'
import { sayRightsIn } from '#texts/rights-in-words.ts'
import { type Client, newClient } from '../desk.ts'
import { codeMailedTo } from '../person.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { holdPasskeys } from './second-factor.ts'
import { deskOrigin, expect, openStage, type Stage, type Visitor } from './stage.ts'
import { deskWords, like, refusalWords } from './words.ts'

const t = deskWords.invitation
const permissions = ['domains.view', 'domains.dns']
let stage: Stage
let account: string
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  account = stage.desk.cast.accounts.olga!
})
after(() => stage?.close())

/** @returns the code of the link that was mailed */
async function invite(address: string, name: string): Promise<string> {
  const olga: Client = await stage.desk.as('olga')
  const answer = await olga.post(`/accounts/${account}/rights-invitations`, {
    invited: [{ address, name }],
    language: 'de',
    scopeId: null,
    audience: 'agency',
    permissions,
    until: { preset: 'one-week' },
    reason: 'Umzug der Domain',
  })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return codeMailedTo(stage.desk, address, 'invited-to-rights')
}

const sentenceFor = (name: string) =>
  like(
    sayRightsIn(
      'de',
      { name, permissions, scope: null, account: 'Kaffeerad', until: '{{until}}' },
      () => undefined,
    ),
  )

/** Follows the link of the mail: the code stands behind the #, and leaves it before anything is sent. */
async function opens({ page, press, isAt }: Visitor, code: string): Promise<void> {
  await page.goto(doorPaths.invitation(code))
  await expect(page).toHaveURL(/\/invitation$/)
  await press('button', deskWords.link.open)
  await isAt(like(t.title, { account: 'Kaffeerad' }))
}

async function meOf({ page }: Visitor) {
  const cookies = (await page.context().cookies(deskOrigin)).map(one => `${one.name}=${one.value}`)
  return (await newClient(stage.desk.url, cookies.join('; ')).get('/me')).body
}
const there = (address: string) =>
  stage.desk.sql('select id from people.persons where address = $1', [address])

for (const device of bothDevices)
  test(`somebody new accepts with a passkey, after it failed once (${device})`, {
    skip: noBrowser,
  }, async () => {
    const address = `pia-${device}@agentur.example`
    const code = await invite(address, 'Pia')
    const pia = await stage.comes(device)
    const authenticator = await holdPasskeys(pia.page)
    await opens(pia, code)
    await pia.reads(sentenceFor('Pia'))
    await pia.reads('Umzug der Domain')
    const tooWide = await pia.page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    assert.ok(tooWide <= 0, 'nothing stands beside the page')
    await pia.fills(t.name, 'Pia Pass')

    await authenticator.refuses(true)
    await pia.press('button', t.passkey)
    await expect(pia.page.getByRole('alert')).toHaveText(t.passkeyFailed)
    assert.deepEqual(await there(address), [], 'nobody half made')
    await authenticator.refuses(false)
    await pia.press('button', t.passkey)
    await pia.isAt(myRightsTexts.title)
    const me = await meOf(pia)
    assert.deepEqual(
      [me.person.name, me.person.address, me.session.methods],
      ['Pia Pass', address, ['passkey']],
    )
    const [grant, ...more] = await stage.desk.sql<{ permissions: string[] }>(
      "select * from access.grants where door = 'sub-account' and subject_id = $1",
      [me.person.id],
    )
    assert.deepEqual([grant!.permissions, more.length], [permissions.toSorted(), 0])
  })

test('without JavaScript somebody new accepts with a password', { skip: noBrowser }, async () => {
  const address = 'paul@agentur.example'
  const code = await invite(address, 'Paul')
  const paul = await stage.comes('phone', undefined, { javaScriptEnabled: false })
  await paul.goes('/invitation')
  await paul.fills(deskWords.link.code, code)
  await paul.press('button', deskWords.link.open)
  await paul.reads(sentenceFor('Paul'))
  await expect(paul.page.getByRole('button', { name: t.passkey })).toBeHidden()
  await paul.fills(t.password, 'kurz')
  await paul.press('button', t.accept)
  await paul.reads(refusalWords['password-too-weak'])
  await paul.fills(t.password, 'ein ganzer Satz ist gut')
  await paul.press('button', t.accept)
  await expect(paul.page).toHaveURL(`${deskOrigin}/`)
  assert.equal((await meOf(paul)).person.address, address)
})

test('a forwarded invitation asks the inviter, and one that is over asks for another', {
  skip: noBrowser,
}, async () => {
  const { desk } = stage
  const code = await invite('vera@agentur.example', 'Vera')
  const noor = await stage.comes('phone', 'noor')
  await (await desk.as('noor')).put('/me/language', { language: 'de' })
  await opens(noor, code)
  await noor.press('button', like(t.useOther, { address: 'noor@tulpenkas.example' }))
  await noor.reads(like(t.askedOther, { address: 'noor@tulpenkas.example' }))

  const vera = await stage.comes('phone')
  await opens(vera, code)
  await vera.press('button', t.notMe)
  await vera.reads(t.saidNotMe)
  await vera.page.goto(doorPaths.invitation(code))
  await vera.press('button', deskWords.link.open)
  await vera.isAt(deskWords.link.overTitle)
  await vera.press('button', deskWords.link.askInviter)
  await vera.isAt(deskWords.link.askedTitle)
})
