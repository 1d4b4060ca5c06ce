# Stands before every program here. Answers begin behind this word, whatever the login's own files say before it.
echo; echo '--einlass--'
set -u
LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
umask 077
unset CDPATH IFS
me=$(id -un)
eval "home=~$me"
refuse() { echo "refused $1"; exit 3; }
# Where a path of AuthorizedKeysFile (sshd_config(5)) leads for this login.
lead() {
  led=$(printf '%s\n' "$1" | sed -e "s|%h|$home|g" -e "s|%u|$me|g" -e 's|%%|%|g')
  case $led in /*) ;; *) led=$home/$led ;; esac
}
