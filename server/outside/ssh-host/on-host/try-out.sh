# Whether everything is here that later is needed, and whether the file with the keys could be written.
for tool in base64 cksum sed grep cut cp mv rm mkdir readlink dirname wc date mktemp env id sleep sort tr cat head; do
  command -v "$tool" > /dev/null || refuse tools
done
[ -r /proc/self/stat ] && [ -r /proc/sys/kernel/random/boot_id ] || refuse proc
date -d @0 +%Y > /dev/null 2>&1 && echo local-time
lead "$keys"
real=$(readlink -f "$led") || real=$led
if [ -e "$real" ]; then
  [ -f "$real" ] && [ -r "$real" ] || refuse unreadable
  [ -O "$real" ] || refuse foreign
fi
folder=$(dirname "$real")
[ -d "$folder" ] || folder=$(dirname "$folder")
[ -O "$folder" ] || [ "$(id -u)" = 0 ] || refuse foreign
[ -w "$folder" ] || refuse readonly
new=$(mktemp "$folder/.einlass-XXXXXX") || refuse readonly
echo "as much as a line" > "$new" && rm "$new" || refuse full
echo fine
