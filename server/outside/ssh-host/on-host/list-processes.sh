# $id: what runs here, as far as this login may see it.
[ -r /proc/self/stat ] || refuse proc
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
