// What Olga has with her hoster in the demonstration, by the words that his panel has for it.
export const hosting = [
  { kind: 'service', reference: 'web-1042', name: 'Webhosting M (web-1042)' },
  { kind: 'service', reference: 'mail-1042', name: 'Mail-Paket 10 (mail-1042)' },
  { kind: 'domain', reference: 'kaffeerad.example', name: 'kaffeerad.example' },
  { kind: 'domain', reference: 'roesterei-am-kanal.example', name: 'roesterei-am-kanal.example' },
  { kind: 'department', reference: 'technik', name: 'Technik' },
  { kind: 'department', reference: 'buchhaltung', name: 'Buchhaltung' },
] as const satisfies { kind: 'service' | 'domain' | 'department'; reference: string; name: string }[]
