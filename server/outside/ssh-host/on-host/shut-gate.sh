# $id: nothing begins any more, whatever still stands in a file.
rm -f "$home/.einlass/$id/open"
[ ! -e "$home/.einlass/$id/open" ] || refuse readonly
