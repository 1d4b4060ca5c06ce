# $signal to each of $processes, which is pid:when it began, so that nobody is hit who has got the number since.
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
echo sent
