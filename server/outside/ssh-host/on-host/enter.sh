# What runs on the server instead of what the visitor asked for, and then becomes it. It lets nobody in when the access is
# over, also over a connection that was opened before; it notes which process began, in which session, below which sshd;
# and it leaves a watcher that ends everything at the end, also when no desk is there to do it.
#
# $1 is the artefact, $2 the end in epoch seconds. All of it becomes one line between single quotes, which the login's own
# shell reads first, whichever that is: so outside of comments there is no single quote, no backslash and no exclamation
# mark, and every statement ends with a semicolon.

d=$HOME/.einlass/$1;
e() { echo "$1" >&2; exit 254; };
l=$(($2 - $(date +%s))) || l=0;
[ -f "$d/open" ] && [ "$l" -gt 0 ] || e "This access has ended.";

# When a process began (proc(5), field 22). Its name, in brackets, may hold anything.
s() { { read -r x < /proc/$1/stat; } 2>/dev/null && set -- ${x##*)} && echo ${20}; };
b=$(s $$);
p=$(s $PPID);
a=$(cat /proc/$$/sessionid 2>/dev/null);
g=$(grep -so "session-[^/]*[.]scope" /proc/$$/cgroup | head -n 1);
read -r o < /proc/sys/kernel/random/boot_id;
echo "$$ ${b:--} $PPID ${p:--} ${a:--} ${o:--} ${g:--}" > "$d/$$" || e "This visit cannot be recorded, so it cannot begin.";

# One watcher for all sessions of an artefact. It carries the mark itself and must not be the first that it ends.
if { read -r q < "$d/watch" && kill -0 $q; } 2>/dev/null; then :; else (
  trap "" HUP INT TERM;
  read -r m x < /proc/self/stat;
  echo $m > "$d/watch";
  sleep $l;
  rm -f "$d/open";
  for f in "$d"/[0-9]*; do read -r i b c t x < "$f"; [ "$(s $c)" = "$t" ] && kill -9 $c; done;
  for f in $(grep -lsF EINLASS_ARTEFACT=$1 /proc/[0-9]*/environ); do
    i=${f#/proc/}; i=${i%/environ}; [ $i = $m ] || kill -9 $i;
  done;
) </dev/null >/dev/null 2>&1 & fi;

h=${SHELL:-/bin/sh};
c=$SSH_ORIGINAL_COMMAND;
case $c in
  "") exec "$h" -l ;;
  internal-sftp*)
    for f in /usr/lib/openssh /usr/libexec/openssh /usr/lib/ssh /usr/libexec; do
      [ -x $f/sftp-server ] && exec $f/sftp-server;
    done;
    e "There is no sftp-server here." ;;
  *) exec "$h" -c "$c" ;;
esac
