import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformTexts } from '#texts/platforms.ts'
import { type Phase, type PlatformId, phases } from './platform.ts'
import { methodOf, platformOf, platforms } from './platforms.ts'
import { basisOf, type Circumstances, confirmationsNeeded, sayStep, stepsOf } from './read-guide.ts'
import type { Step, StepText } from './step.ts'

const languages = ['de', 'en', 'nl'] as const
const wording = {
  mailbox: 'visit-7@desk.example',
  shop: 'Mode Meier',
  agent: 'Ada Lund',
  until: '25.11.2026, 18:00',
  addresses: '192.0.2.7, 2001:db8::7',
}
/** Every way in which the circumstances can be. */
const cases: Circumstances[] = [0, 1, 2, 3, 4, 5, 6, 7].map(bits => ({
  connected: (bits & 1) > 0,
  allowList: (bits & 2) > 0,
  handedOver: (bits & 4) > 0,
}))
const bare: Circumstances = { connected: false, allowList: false, handedOver: false }

type Place = { id: PlatformId; phase: Phase; given: Circumstances }
const places: Place[] = platforms.flatMap(({ id }) =>
  phases.flatMap(phase => cases.map(given => ({ id, phase, given }))),
)
const all = new Map<StepText, Step>(
  places.flatMap(({ id, phase, given }) =>
    stepsOf(id, phase, given).map(step => [step.text, step] as [StepText, Step]),
  ),
)
const textsOf = (id: PlatformId, phase: Phase, given: Circumstances = bare) =>
  stepsOf(id, phase, given).map(step => step.text)

test('the platforms of the source article are there, each by its method', () => {
  const by = (method: string) => platforms.map(({ id }) => id).filter(id => methodOf(id) === method)
  assert.deepEqual(by('invite'), ['shopify', 'wix', 'squarespace', 'ecwid', 'bigcommerce', 'lightspeed'])
  assert.deepEqual(by('provision'), ['wordpress', 'shopware', 'prestashop', 'magento'])
  assert.deepEqual(by('server'), ['server'])
  assert.deepEqual(by('by-hand'), ['not-listed'])
})

test('what is not listed, or no longer, goes by hand', () => {
  for (const id of ['oxid', '', 'constructor', '__proto__'])
    assert.equal(platformOf(id as PlatformId).id, 'not-listed', id)
})

test('a connector is named exactly where Einlass makes and removes the access itself', () => {
  for (const { id, method, connector } of platforms)
    assert.equal(connector !== undefined, method === 'provision' || method === 'server', id)
})

test('without a connector, no step waits for what Einlass cannot do', () => {
  for (const { id, guide } of platforms.filter(one => !one.connector))
    for (const { text, by, when } of phases.flatMap(phase => guide.steps[phase]))
      assert.ok(by !== 'einlass' && when !== 'connected' && when !== 'by-hand', `${id}: ${text}`)
})

test('every platform has every phase, in every circumstance and every language', () => {
  for (const { id, phase, given } of places) {
    const steps = stepsOf(id, phase, given)
    const where = `${id}, ${phase}, ${JSON.stringify(given)}`
    assert.ok(steps.length > 0, where)
    assert.equal(
      new Set(steps.map(step => step.text)).size,
      steps.length,
      `${where}: a step stands there twice`,
    )
    for (const language of languages)
      for (const step of steps) {
        const sentence = sayStep(step, language, wording)
        assert.match(sentence, /^\p{Lu}.*\.$/u, `${where}, ${language}: ${step.text}`)
        assert.doesNotMatch(sentence, /[{}]|undefined/, `${where}, ${language}: ${step.text}`)
      }
  }
})

test('every sentence of the texts is a step of some platform', () => {
  const sentences = Object.entries(platformTexts.de.step).flatMap(([part, texts]) =>
    Object.keys(texts).map(key => `${part}.${key}`),
  )
  assert.deepEqual(
    sentences.filter(text => !all.has(text as StepText)),
    [],
  )
})

test('links are https and lead to the platform itself', () => {
  for (const { id, domains, guide, apiCheck } of platforms) {
    const links = phases.flatMap(phase => guide.steps[phase].flatMap(step => step.link ?? []))
    for (const link of [...links, guide.documentation ?? [], apiCheck?.documentation ?? []].flat()) {
      const { protocol, hostname, username, password, port, search } = new URL(link)
      assert.equal(protocol, 'https:', link)
      assert.equal(username + password + port + search, '', link)
      assert.ok(
        domains.some(domain => hostname === domain || hostname.endsWith(`.${domain}`)),
        `${id}: ${link}`,
      )
    }
  }
})

test('a guide says how far it can be trusted', () => {
  for (const { id, guide, liveSession, expiry } of platforms) {
    assert.ok(Number.isSafeInteger(guide.version) && guide.version > 0, id)
    assert.match(guide.checkedOn, /^\d{4}-\d{2}-\d{2}$/, id)
    assert.equal(new Date(guide.checkedOn).toISOString().slice(0, 10), guide.checkedOn, id)
    if (guide.basis === 'read in the documentation') {
      assert.ok(guide.documentation, `${id}: what was read?`)
      assert.ok((guide.unread ?? []).length < phases.length, `${id}: nothing of it was read`)
    } else assert.equal(guide.unread, undefined, `${id}: nothing of it was checked anyway`)
    for (const phase of phases)
      assert.equal(
        basisOf(id, phase) === 'not checked',
        guide.basis === 'not checked' || (guide.unread?.includes(phase) ?? false),
        `${id}, ${phase}`,
      )
    for (const sentence of [liveSession.because, expiry.because]) assert.match(sentence, /^\S.+\.$/, id)
  }
})

test('no guide asks anybody to write a password down, and none has a place for one', () => {
  for (const language of languages)
    for (const { text } of all.values()) {
      const [part, key] = text.split('.') as [string, string]
      const sentence = (platformTexts[language].step as Record<string, Record<string, string>>)[part]![key]!
      const places = [...sentence.matchAll(/\{\{(.*?)\}\}/g)].map(match => match[1]!)
      for (const place of places) assert.ok(Object.hasOwn(wording, place), `${language} ${text}: ${place}`)
      assert.doesNotMatch(
        sentence,
        /(?:pass(?:wor[dt])|kennwort|wachtwoord|secret|token)\s*[:=]|<\/?[a-z]|--\w/i,
        `${language} ${text}`,
      )
    }
})

test('whoever is invited by mail is invited at the mailbox of this visit', () => {
  for (const { id } of platforms.filter(one => one.method === 'invite' && one.id !== 'shopify'))
    for (const language of languages) {
      const open = stepsOf(id, 'open', bare).map(step => sayStep(step, language, wording))
      assert.ok(
        open.some(sentence => sentence.includes(wording.mailbox)),
        `${id} ${language}`,
      )
    }
})

test('an end is proven by Einlass or said by the owner, and where only people say so, by the visitor too', () => {
  for (const { id } of platforms)
    for (const given of cases) {
      const einlass = stepsOf(id, 'end', given).some(step => step.by === 'einlass')
      const said = confirmationsNeeded(id, 'end', given).map(step => step.by)
      assert.ok(
        einlass || (said.includes('owner') && said.includes('support')),
        `${id} ${JSON.stringify(given)}`,
      )
    }
})

test('what Einlass does nobody confirms', () => {
  for (const { text, by, confirm } of all.values()) assert.ok(by !== 'einlass' || !confirm, text)
})

test('network addresses that are let in are taken out, on every platform and however it is reached', () => {
  for (const { id } of platforms)
    for (const given of cases) {
      assert.equal(textsOf(id, 'open', given).includes('allowList.putIn'), given.allowList, id)
      assert.equal(textsOf(id, 'end', given).includes('allowList.takeOut'), given.allowList, id)
      assert.equal(textsOf(id, 'after', given).includes('handOver.change'), given.handedOver, id)
    }
})

test('where access may not end by itself, the owner is told until when it was agreed', () => {
  for (const { id, expiry } of platforms.filter(one => one.expiry.of !== 'new-sessions')) {
    const open = stepsOf(id, 'open', bare).map(step => sayStep(step, 'en', wording))
    assert.ok(
      open.some(sentence => sentence.includes(wording.until)),
      `${id}: ${expiry.of}`,
    )
  }
})

test('a platform of which we do not know whether an open session ends has the visitor look', () => {
  for (const { id, liveSession } of platforms)
    if (liveSession.whenRemoved !== 'ends')
      assert.ok(
        confirmationsNeeded(id, 'end', bare).some(step => step.by === 'support'),
        id,
      )
})

test('the visitor looks before the network shuts him out', () => {
  for (const { id } of platforms)
    for (const given of cases.filter(one => one.allowList)) {
      assert.equal(textsOf(id, 'open', given)[0], 'allowList.putIn', id)
      assert.equal(textsOf(id, 'end', given).at(-1), 'allowList.takeOut', id)
    }
})
