/** What runs on a server, as one login sees it. */
export type Process = {
  pid: number
  parent: number
  session: number
  /** In ticks since the server started; empty when it is not shown. */
  began: string
  name: string
  isZombie: boolean
  uid: number | undefined
  /** Given at login by the kernel's audit, inherited by everything, and never changed again; undefined without audit. */
  audit: string | undefined
  /** The login session of systemd, which nobody leaves without its help. */
  scope: string | undefined
  /** The artefact whose mark it carries. */
  artefactId: string | undefined
}

/** What a visit noted when it began. */
export type Note = {
  pid: number
  began: string
  sshd: number
  sshdBegan: string
  audit: string | undefined
  boot: string
  scope: string | undefined
}

export type Running = {
  boot: string
  uid: number
  /** The shell that looks, and what called it. */
  self: readonly [number, number]
  processes: Process[]
  notes: Note[]
}

/** When a line was put there: ticks since the server started, and which start that was. */
export type Beginning = { boot: string; since: string }

export function beginningOf(reference: Readonly<Record<string, unknown>>): Beginning | undefined {
  const { boot, since } = reference
  return typeof boot === 'string' && typeof since === 'string' ? { boot, since } : undefined
}

const noAudit = '4294967295'

export function readRunning(text: string): Running | undefined {
  if (!/^end$/m.test(text)) return undefined
  const processes = new Map<number, Process>()
  const at = (pid: number): Process => {
    const known = processes.get(pid)
    if (known) return known
    const made: Process = {
      pid,
      parent: 0,
      session: 0,
      began: '',
      name: '',
      isZombie: false,
      uid: undefined,
      audit: undefined,
      scope: undefined,
      artefactId: undefined,
    }
    processes.set(pid, made)
    return made
  }
  const running: Running = { boot: '', uid: -1, self: [0, 0], processes: [], notes: [] }
  for (const line of text.split('\n')) {
    const [word = '', ...rest] = line.split(' ')
    if (word === 'stat') readStat(line.slice(5), at)
    else if (word === 'self') {
      running.self = [Number(rest[0]), Number(rest[1])]
      running.uid = Number(rest[2])
    } else if (word === 'boot') running.boot = rest[0] ?? ''
    else if (word === 'note') running.notes.push(...readNote(rest))
    else {
      const [, pid, kind, value] = /^\/proc\/(\d+)\/(\w+):(.*)$/.exec(line) ?? []
      if (pid === undefined || value === undefined) continue
      const process = at(Number(pid))
      if (kind === 'status') process.uid = Number(value.split(/\s+/)[2])
      if (kind === 'sessionid') process.audit = value
      if (kind === 'cgroup') process.scope = value
      if (kind === 'environ') process.artefactId = value.split('=')[1]
    }
  }
  running.processes = [...processes.values()].filter(one => !one.isZombie)
  return running
}

function readStat(line: string, at: (pid: number) => Process): void {
  const [, pid, name, rest] = /^(\d+) \((.*)\) (.*)$/.exec(line) ?? []
  if (pid === undefined || name === undefined || rest === undefined) return
  const fields = rest.split(' ')
  Object.assign(at(Number(pid)), {
    name,
    isZombie: fields[0] === 'Z' || fields[0] === 'X',
    parent: Number(fields[1]),
    session: Number(fields[3]),
    began: fields[19] ?? '',
  })
}

function readNote(words: readonly string[]): Note[] {
  const [pid, began, sshd, sshdBegan, audit, boot, scope] = words
  if (!began || !sshdBegan || !boot || !Number(pid) || !Number(sshd)) return []
  return [
    {
      pid: Number(pid),
      began,
      sshd: Number(sshd),
      sshdBegan,
      boot,
      audit: audit && audit !== '-' && audit !== noAudit ? audit : undefined,
      scope: scope && scope !== '-' ? scope : undefined,
    },
  ]
}

/**
 * Everything that began through one artefact: what carries its mark, what was noted, and what belongs to these by the
 * kernel's audit, by the login session of systemd, by the session of the terminal, or as a child. Whoever loses his mark
 * on purpose is found by one of the others.
 */
export function findBelonging(running: Running, artefactId: string): Process[] {
  const { processes } = running
  const spared = findOwn(running)
  const notes = running.notes.filter(note => note.boot === running.boot)
  const chosen = new Map<number, Process>()
  const audits = new Set<string>()
  const scopes = new Set<string>()
  const sessions = new Set<number>()
  for (const { pid, began, audit, scope } of notes) {
    if (audit) audits.add(audit)
    if (scope) scopes.add(scope)
    // The number of a session is not given out again while anybody is in it, unless its first process is another now.
    const first = processes.find(one => one.pid === pid)
    if (!first || first.began === began) sessions.add(pid)
  }
  const belongs = (one: Process) =>
    one.artefactId === artefactId ||
    (one.audit !== undefined && audits.has(one.audit)) ||
    (one.scope !== undefined && scopes.has(one.scope)) ||
    sessions.has(one.session) ||
    chosen.has(one.parent) ||
    notes.some(
      note =>
        (note.pid === one.pid && note.began === one.began) ||
        (note.sshd === one.pid && (note.sshdBegan === one.began || one.began === '')),
    )
  for (let grows = true; grows; ) {
    grows = false
    for (const one of processes) {
      if (chosen.has(one.pid) || spared.has(one.pid) || one.pid <= 1 || !belongs(one)) continue
      chosen.set(one.pid, one)
      grows = true
      // sshd itself is in the session of the service, with everybody else's.
      if (!one.name.startsWith('sshd') && one.session > 1) sessions.add(one.session)
      if (one.audit && !one.name.startsWith('sshd')) audits.add(one.audit)
    }
  }
  return [...chosen.values()]
}

/**
 * What this login has begun since then, and has nobody above it any more. It may be the owner's; but whoever takes pains
 * leaves his mark behind and looks exactly like this. Where the kernel's audit or systemd say to which login something
 * belongs, they are believed.
 */
export function findUnexplained(running: Running, artefactId: string, beginning: Beginning): Process[] {
  if (running.boot !== beginning.boot) return []
  const belonging = new Set(findBelonging(running, artefactId))
  const own = findOwn(running)
  const byPid = new Map(running.processes.map(one => [one.pid, one]))
  const hasAudit = running.processes.some(one => own.has(one.pid) && one.audit !== undefined)
  const isKnown = running.notes.some(note => note.audit !== undefined || note.scope !== undefined)
  return running.processes.filter(one => {
    const above = byPid.get(one.parent)
    const isOrphan = one.parent === 1 || (above?.name === 'systemd' && above.uid === running.uid)
    return (
      one.uid === running.uid &&
      isOrphan &&
      !one.name.startsWith('sshd') &&
      one.name !== 'systemd' &&
      Number(one.began) >= Number(beginning.since) &&
      !belonging.has(one) &&
      !own.has(one.pid) &&
      // Without an audit session it comes from no login at all.
      !(hasAudit && (one.audit === undefined || isKnown)) &&
      !(one.scope !== undefined && isKnown)
    )
  })
}

/** Our own connection: up to the sshd that serves it, and everything below. */
function findOwn({ processes, self }: Running): Set<number> {
  const own = new Set<number>(self)
  let top = processes.find(one => one.pid === self[1])
  // Never higher: above stands the sshd that serves everybody, and below that is everybody.
  for (let steps = 0; top && !top.name.startsWith('sshd') && top.pid > 1 && steps < 10; steps++) {
    const above = top.parent
    top = processes.find(one => one.pid === above)
    if (top && top.pid > 1) own.add(top.pid)
  }
  for (let grows = true; grows; ) {
    grows = false
    for (const one of processes)
      if (!own.has(one.pid) && own.has(one.parent)) {
        own.add(one.pid)
        grows = true
      }
  }
  return own
}
