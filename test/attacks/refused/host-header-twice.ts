import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "Two Host headers reach Envoy's question",
  why: 'RFC 9112 §3.2',
  request: stage => asks('envoy', stage, { more: [['Host', 'tulpenkas.example']] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
