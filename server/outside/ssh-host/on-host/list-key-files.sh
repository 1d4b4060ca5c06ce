# Every path in which sshd may look for keys of this login, each with whether it can be read.
paths() {
  printf '%s\n' "$keys" .ssh/authorized_keys .ssh/authorized_keys2
  sshd -T -C "user=$me,host=localhost,addr=127.0.0.1" 2> /dev/null | sed -n 's/^authorizedkeysfile //p' | tr ' ' '\n'
  cat /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf 2> /dev/null |
    sed -n 's/^[[:space:]]*[Aa]uthorized[Kk]eys[Ff]ile[[:space:]=]*//p' | sed 's/#.*//' | tr -s '" \t' '\n'
}
paths | sort -u | while read -r path; do
  case $path in '' | none) continue ;; esac
  lead "$path"
  if [ ! -e "$led" ]; then continue; fi
  if [ -f "$led" ] && [ -r "$led" ]; then echo "key-file $led"; else echo "unreadable $led"; fi
done
