import { quoteWords } from '#server/plumbing/ssh/quote-words.ts'

/** Every process of a visit carries this in its environment, unless somebody takes pains to lose it. */
export const mark = 'EINLASS_ARTEFACT'

/** Sleeps until the end; then nothing begins any more, and the connections and everything that carries the mark are ended. */
const watcher = [
  'trap "" HUP INT TERM',
  'read -r m x < /proc/self/stat',
  'echo $m > "$d/watch"',
  'sleep $l',
  'rm -f "$d/open"',
  'for f in "$d"/[0-9]*; do read -r i b c t x < "$f"; [ "$(s $c)" = "$t" ] && kill -9 $c; done',
  `for f in $(grep -lsF ${mark}=$1 /proc/[0-9]*/environ); do i=\${f#/proc/}; i=\${i%/environ}; [ $i = $m ] || kill -9 $i; done`,
].join('; ')

/**
 * What runs on the server instead of what the visitor asked for, and then becomes it. It lets nobody in when the access is
 * over, also over a connection that was opened before; it notes which process began, in which session, below which sshd;
 * and it leaves a watcher that ends everything at the end, also when no desk is there to do it.
 *
 * $1 is the artefact, $2 the end in epoch seconds. The login's own shell sees all of it between single quotes, whichever
 * shell that is: so there is no single quote in it, no backslash, no exclamation mark and no line break.
 */
const program = [
  'd=$HOME/.einlass/$1',
  'e() { echo "$1" >&2; exit 254; }',
  'l=$(($2 - $(date +%s))) || l=0',
  '[ -f "$d/open" ] && [ "$l" -gt 0 ] || e "This access has ended."',
  // When a process began (proc(5), field 22). Its name, in brackets, may hold anything.
  's() { { read -r x < /proc/$1/stat; } 2>/dev/null && set -- ${x##*)} && echo ${20}; }',
  'b=$(s $$)',
  'p=$(s $PPID)',
  'a=$(cat /proc/$$/sessionid 2>/dev/null)',
  'g=$(grep -so "session-[^/]*[.]scope" /proc/$$/cgroup | head -n 1)',
  'read -r o < /proc/sys/kernel/random/boot_id',
  'echo "$$ ${b:--} $PPID ${p:--} ${a:--} ${o:--} ${g:--}" > "$d/$$" || e "This visit cannot be recorded, so it cannot begin."',
  `if { read -r q < "$d/watch" && kill -0 $q; } 2>/dev/null; then :; else ( ${watcher} ) </dev/null >/dev/null 2>&1 & fi`,
  'c=$SSH_ORIGINAL_COMMAND',
  'h=${SHELL:-/bin/sh}',
  [
    'case $c in "") exec "$h" -l ;;',
    'internal-sftp*) for f in /usr/lib/openssh /usr/libexec/openssh /usr/lib/ssh /usr/libexec; do [ -x $f/sftp-server ] && exec $f/sftp-server; done; e "There is no sftp-server here." ;;',
    '*) exec "$h" -c "$c" ;; esac',
  ].join(' '),
].join('; ')

/**
 * The command of a key line, as it stands between its double quotes.
 * @param until epoch ms
 */
export function writeEntering(artefactId: string, until: number): string {
  if (/['\\!\r\n]/.test(program)) throw new Error('not every shell would read this alike')
  const ended = String(Math.floor(until / 1000))
  const command = `exec env ${mark}=${artefactId} /bin/sh -c ${quoteWords([program])} einlass ${artefactId} ${ended}`
  return command.replaceAll('"', '\\"')
}
