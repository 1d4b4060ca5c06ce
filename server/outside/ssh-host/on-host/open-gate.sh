# $id: the visit may begin, until $until (epoch seconds).
mkdir -p "$home/.einlass/$id" && : > "$home/.einlass/$id/open" || refuse full
read -r boot < /proc/sys/kernel/random/boot_id && echo "boot $boot"
read -r line < /proc/$$/stat
set -- ${line##*)}
echo "since ${20}"
echo "local $(date -d "@$until" +%Y%m%d%H%M%S 2> /dev/null)"
