import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newWebhookSecret, showWebhookSecret, signWebhook } from './sign-webhook.ts'

test('the test vector of the specification’s own libraries comes out', () => {
  const headers = signWebhook('msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330_000, '{"test": 2432232314}', [
    Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64'),
  ])
  assert.deepEqual(headers, {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('two secrets make two signatures, the present one first', () => {
  const [now, before] = [newWebhookSecret(), newWebhookSecret()]
  const both = signWebhook('a', 1_000, '{}', [now, before])['webhook-signature']!.split(' ')
  assert.deepEqual(both, [
    signWebhook('a', 1_000, '{}', [now])['webhook-signature'],
    signWebhook('a', 1_000, '{}', [before])['webhook-signature'],
  ])
  assert.notEqual(both[0], both[1])
})

test('a secret has 256 bits and says what it is', () => {
  const shown = showWebhookSecret(newWebhookSecret())
  assert.match(shown, /^whsec_[A-Za-z0-9+/]{43}=$/)
  assert.notEqual(shown, showWebhookSecret(newWebhookSecret()))
})
