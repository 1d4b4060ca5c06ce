/** What the door has to be given. It knows the kernel by this alone, so it can be tried without one. */
export type SshDoorNeeds = {
  /** The door's own private key (ed25519, OpenSSH or PEM). */
  hostKey: string
  /**
   * Who comes, by the public key that he has proven to hold, and where he wants to go (the login name says which visit).
   * undefined: nobody, and no word why.
   */
  admit(asked: { login: string; keyFingerprint: string; network: string }): Promise<Admitted | undefined>
  /** Is it still allowed? From memory: asked before everything new, and every second. */
  mayGoOn(entryId: string): boolean
  /** The visitor went, or his connection or the server's broke. Not called for what was cut: who cuts knows. */
  left(entryId: string, how: 'left' | 'broke'): void
  /** Where the recording goes. */
  record(entryId: string, what: Recorded): RecordingSink
  /** A sentence for those who run the desk. */
  say(sentence: string): void
  /** epoch ms */
  now(): number
}

export type Admitted = {
  entryId: string
  /** Who this is, as the door's own people call him. */
  person: string
  /** epoch ms; not a moment longer */
  until: number
  may: { shell: boolean; exec: boolean; sftp: boolean }
  target: Target
  /** A paragraph that is shown when a shell opens. */
  banner: string | undefined
}

/** Where it leads, and how the door gets in there. None of it ever goes to the visitor. */
export type Target = {
  host: string
  port: number
  login: string
  credential: { privateKey: string } | { password: string }
  /** SHA256:… without padding, as `ssh-keygen -l` prints it. One of them has to fit. */
  pinnedHostKeys: readonly string[]
  allowPrivate: boolean
}

export type Kind = 'shell' | 'exec' | 'sftp'

export type Recorded = { kind: 'shell' | 'exec'; command?: string; width: number; height: number }

/** A place that takes a recording piece by piece. The next piece comes when it has taken the last one. */
export type RecordingSink = {
  /**
   * Whole lines of asciicast v2, each with its end.
   * @throws Error when it takes nothing more; what is recorded ends then
   */
  write(lines: string): Promise<void>
  /** Nothing more comes. */
  close(): Promise<void>
}
