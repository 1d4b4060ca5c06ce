import type { Client, ClientChannel } from 'ssh2'
import type { Kind } from './needs.ts'

/** A machine under load starts a program late; nothing else waits for it, and the visitor is out already. */
const sweepMs = 5_000

export type Program = { kind: Kind; hasTerminal: boolean; channel: ClientChannel }

/**
 * Ends what somebody has started on a server and still runs, and then the connection.
 *
 * A program with a terminal hangs up when its terminal goes. One without is signalled (RFC 4254 §6.9; OpenSSH 7.9 and
 * later, not for root and not for forced commands). What has taken itself out of both (nohup, a program in the background)
 * still belongs to the session of its shell, and that session is ended as a whole by a command of our own.
 * What has left its session (setsid, cron, systemd-run, a container) is out of reach, and so is a server without /proc.
 * @param all also what was meant to go on without its visitor (nohup): he has not left, he was ended
 * @returns whether the server has confirmed that nothing of these sessions runs any more
 */
export async function endPrograms(
  client: Client,
  programs: readonly Program[],
  all: boolean,
): Promise<boolean> {
  const running = programs.filter(program => program.kind !== 'sftp')
  let isConfirmed = running.length === 0
  if (running.length > 0) {
    for (const { hasTerminal, channel } of running) if (!hasTerminal) quietly(() => channel.signal('KILL'))
    // Before the terminals go: a shell that is gone no longer tells which programs were its.
    isConfirmed = all && (await sweep(client))
  }
  for (const { channel } of programs) quietly(() => channel.close())
  quietly(() => client.end())
  return isConfirmed
}

const isThere = 'einlass is there'
const go = 'go'

/**
 * Each shell of a connection is a child of the server's process for this connection, and leads a session of its own. Kills
 * all of these sessions but its own, until none is left. Understood by every POSIX shell; reads proc(5), needs no program
 * (where `sleep` knows no fractions it only tries faster).
 *
 * Whose children these are has to be certain: of a shell that started late, after its connection had broken, the parent is
 * init, and of a server that serves everybody in one process, it is that. So the parent must be a program of which it is known
 * that it serves one connection, and it must have passed on the word to go after the shell had begun.
 */
export const script = `
me=$$; up=$PPID; sids=" "
[ "$up" -gt 1 ] && read -r name < /proc/$up/comm || exit 1
case "$name" in sshd|sshd-session|dropbear) ;; *) exit 1;; esac
echo "${isThere}"; read -r word; [ "$word" = ${go} ] || exit 1
look() { state=; read -r line < "$1/stat" || return 1; set -- \${line##*) }; state=$1; parent=$2; session=$4; }
for dir in /proc/[0-9]*; do
  look $dir || continue
  pid=\${dir#/proc/}
  [ "$parent" = "$up" ] && [ "$pid" != "$me" ] && [ "$state" != Z ] && sids="$sids$pid "
done
for round in 1 2 3 4 5 6 7 8 9 10; do
  left=0
  for dir in /proc/[0-9]*; do
    look $dir || continue
    case "$sids" in *" $session "*) ;; *) continue;; esac
    [ "$state" = Z ] || [ "$state" = X ] || { left=1; kill -KILL \${dir#/proc/}; }
  done
  [ $left = 0 ] && exit 0
  sleep 0.02
done
exit 1
`.trim()
// Whatever the login shell is, it is told one thing only.
const command = `exec sh -c '${script}' 2>/dev/null`

function sweep(client: Client): Promise<boolean> {
  return new Promise(resolve => {
    const giveUp = setTimeout(() => resolve(false), sweepMs)
    const answer = (isConfirmed: boolean) => {
      clearTimeout(giveUp)
      resolve(isConfirmed)
    }
    client.once('close', () => answer(false))
    try {
      client.exec(command, (error, channel) => {
        if (error) return answer(false)
        let heard = ''
        channel.on('data', (part: Buffer) => {
          // A login may greet first, but not for ever.
          if (heard.length > 10_000 || heard.includes(isThere)) return
          heard += part.toString('latin1')
          if (heard.includes(isThere)) channel.end(`${go}\n`)
        })
        channel.once('exit', (code: number | null) => answer(code === 0))
        channel.once('close', () => answer(false))
        channel.on('error', () => answer(false))
        channel.stderr.resume()
      })
    } catch {
      answer(false)
    }
  })
}

/** On a connection that may break at any moment. */
export function quietly(act: () => void): void {
  try {
    act()
  } catch {
    // It has broken, which ends everything as well.
  }
}
