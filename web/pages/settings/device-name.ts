const devices = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'Chromebook'],
  [/Macintosh/, 'Mac'],
  [/Windows/, 'Windows'],
  [/Linux/, 'Linux'],
] as const

/** What to call a passkey of this device: as the browser names it, with a number when that name is taken. */
export function suggestName(taken: readonly string[], userAgent: string = navigator.userAgent): string {
  const device = devices.find(([sign]) => sign.test(userAgent))?.[1] ?? 'Passkey'
  let name: string = device
  for (let number = 2; taken.includes(name); number++) name = `${device} ${number}`
  return name
}
