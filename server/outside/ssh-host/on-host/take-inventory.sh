# What somebody could have left behind, as far as this login may read it. Texts go out in base64: what they hold is theirs.
shown() { base64 < "$1" 2> /dev/null | tr -d '\n'; }
getent passwd 2> /dev/null | while IFS=: read -r name _ uid _ _ folder shell; do
  case $shell in */nologin | */false | */sync | */halt | */shutdown) ;; *) echo "user $name $uid" ;; esac
  for path in "$folder/.ssh/authorized_keys" "$folder/.ssh/authorized_keys2"; do
    if [ -f "$path" ] && [ -r "$path" ]; then echo "keys $name $(shown "$path") $path"; fi
  done
done
lead "$keys"
if [ -f "$led" ] && [ -r "$led" ]; then echo "keys $me $(shown "$led") $led"; fi
if command -v crontab > /dev/null; then
  echo "cron $me $(crontab -l 2> /dev/null | base64 | tr -d '\n') crontab"
fi
for path in /etc/crontab /etc/cron.d/*; do
  if [ -f "$path" ] && [ -r "$path" ]; then echo "cron - $(shown "$path") $path"; fi
done
for path in /etc/sudoers /etc/sudoers.d/*; do
  if [ -f "$path" ] && [ -r "$path" ]; then echo "sudo - $(shown "$path") $path"; fi
done
for path in .profile .bash_profile .bash_login .bashrc .bash_logout .zshenv .zprofile .zshrc .ssh/rc .ssh/environment .ssh/config .forward .pam_environment; do
  if [ -f "$home/$path" ] && [ -r "$home/$path" ]; then echo "startup $(cksum < "$home/$path" | tr ' ' '-') $path"; fi
done
