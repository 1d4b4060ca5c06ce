export const sayPrivate =
  'Its address is in a private network. That has to be allowed for this resource explicitly before Einlass goes there.'

/** One sentence for people about what went wrong on the way to a server; never what the server said. */
export function sayError(error: Error): string {
  const { code, level } = error as Error & { code?: unknown; level?: unknown }
  if (level === 'client-authentication') return 'It does not accept the credential of this login.'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Its name cannot be found.'
  if (code === 'ECONNREFUSED') return 'It refuses connections.'
  if (code === 'ETIMEDOUT') return 'It did not answer in time.'
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'There is no way to it.'
  if (level === 'handshake' && /no matching/i.test(error.message))
    return 'It and Einlass have no method of encryption in common.'
  if (level === 'handshake' || level === 'protocol') return 'What answers there does not speak SSH properly.'
  return 'The connection broke.'
}
