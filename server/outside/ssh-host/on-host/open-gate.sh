# $id: the visit may begin.
mkdir -p "$home/.einlass/$id" && : > "$home/.einlass/$id/open" || refuse full
date -d "@$until" +%Y%m%d%H%M%S 2> /dev/null
