export type Version = { said: string; major: number; minor: number }

/** @returns undefined for a server that is not OpenSSH; nobody knows what another makes of a key line's options. */
export function readVersion(banner: string): Version | undefined {
  const [, major, minor, rest] = /^SSH-2\.0-OpenSSH_(\d+)\.(\d+)(\S*(?: .*)?)$/.exec(banner) ?? []
  if (major === undefined || minor === undefined) return undefined
  const printable = (rest ?? '').replaceAll(/[^\x20-\x7e]/g, '').slice(0, 60)
  return {
    said: `OpenSSH ${major}.${minor}${printable}`,
    major: Number(major),
    minor: Number(minor),
  }
}

/** `restrict` came with 7.2, `expiry-time` with 7.7 (release notes of OpenSSH); an older one knows no end. */
export function knowsExpiry(version: Version): boolean {
  return isAtLeast(version, 7, 7)
}

/** Before 9.1 the end was read in the server's own time zone only (release notes of OpenSSH 9.1). */
export function knowsUtc(version: Version): boolean {
  return isAtLeast(version, 9, 1)
}

function isAtLeast({ major, minor }: Version, wantedMajor: number, wantedMinor: number): boolean {
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}
