/** People paste an address with a path; the door wants the origin (RFC 6454). What is no address goes as it is and is refused. */
export function originOf(typed: string): string | null {
  const text = typed.trim()
  if (text === '') return null
  try {
    return new URL(text.includes('://') ? text : `https://${text}`).origin
  } catch {
    return text
  }
}
