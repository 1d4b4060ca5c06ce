# $id: it is over, and what was noted about it is not needed any more.
rm -rf "$home/.einlass/$id"
[ ! -e "$home/.einlass/$id" ] || refuse readonly
