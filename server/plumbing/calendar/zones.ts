const known: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])

// A place, not an abbreviation: 'EST' would quietly become Panama and stay an hour off all summer.
// An offset has no summer time at all, so an end computed half a year ahead would be wrong.
const shape = /^(?:utc|[a-z_]+(?:\/[a-z0-9_+-]+){1,2})$/i
const longest = 64

/**
 * Canonical name of an IANA time zone ('europe/berlin' → 'Europe/Berlin', 'Etc/UTC' → 'UTC'), in the spelling
 * of the tz data this Node carries. Undefined for offsets, abbreviations, Etc/GMT±n and nonsense.
 */
export function readZone(text: string): string | undefined {
  if (known.has(text)) return text
  if (text.length > longest || !shape.test(text)) return undefined
  const zone = askIntl(text)
  return zone !== undefined && known.has(zone) ? zone : undefined
}

function askIntl(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}
