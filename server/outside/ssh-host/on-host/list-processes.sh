# Sends $signal to each of $processes, if there are any: pid:when it began, so that nobody is hit who has got the number
# since. Then, for artefact $id, what runs here, as far as this login may see it.
[ -r /proc/self/stat ] || refuse proc
for one in $processes; do
  pid=${one%%:*}
  began=${one#*:}
  if [ -n "$began" ]; then
    { read -r line < "/proc/$pid/stat"; } 2> /dev/null || continue
    set -- ${line##*)}
    [ "${20}" = "$began" ] || continue
  fi
  kill "-$signal" "$pid" 2> /dev/null
done
echo "self $$ $PPID $(id -u)"
read -r boot < /proc/sys/kernel/random/boot_id && echo "boot $boot"
cat /proc/[0-9]*/stat 2> /dev/null | sed 's/^/stat /'
grep -s '^Uid:' /proc/[0-9]*/status /dev/null
grep -sv '^4294967295$' /proc/[0-9]*/sessionid /dev/null
grep -so 'session-[^/]*[.]scope' /proc/[0-9]*/cgroup /dev/null
grep -aos "$mark=[A-Za-z0-9_-]*" /proc/[0-9]*/environ /dev/null
for note in "$home/.einlass/$id"/[0-9]*; do
  [ -f "$note" ] && sed 's/^/note /' "$note"
done
echo end
