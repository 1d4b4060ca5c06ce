# $keys: the path as it is configured. Says where it really is, a checksum, and what is in it.
lead "$keys"
real=$(readlink -f "$led") || real=$led
if [ -e "$real" ]; then
  [ -f "$real" ] && [ -r "$real" ] || refuse unreadable
  echo "file $real"
  echo "sum $(cksum < "$real")"
  base64 < "$real" || refuse unreadable
else
  echo "file $real"
  echo "sum none"
fi
