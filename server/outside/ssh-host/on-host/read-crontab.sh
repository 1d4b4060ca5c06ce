# The login's crontab, with a checksum.
echo "sum $(crontab -l 2> /dev/null | cksum)"
crontab -l 2> /dev/null | base64
