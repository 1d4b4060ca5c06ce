# $sum: the checksum of the login's crontab when it was read; then comes what it shall be.
[ "$(crontab -l 2> /dev/null | cksum)" = "$sum" ] || refuse changed
take | crontab - || refuse full
echo written
