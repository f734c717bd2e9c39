#!/bin/sh
# Archives one WAL file:   archive_command = '/path/to/archive-wal /path/to/repository/wal "%p" "%f"'
# 0 means that the file is on disk under its name. Both nodes may archive the same file: the same content
# is fine, another content is refused and nothing is overwritten. Needs coreutils, since "sync FILE" does.
set -eu
folder=$1
from=$2
name=$3
target=$folder/$name

# Made by hand, once: a folder that is missing is more likely a file system that is not mounted.
if [ ! -d "$folder" ]; then
  echo "archive folder \"$folder\" is not there" >&2
  exit 1
fi

if [ ! -e "$target" ]; then
  part=$(mktemp "$folder/.$name.XXXXXX")
  trap 'rm -f "$part"' EXIT
  cat "$from" > "$part"
  sync "$part"
  # Unlike a rename, a link never replaces what another node has archived a moment ago.
  ln "$part" "$target" 2> /dev/null || [ -e "$target" ]
  rm -f "$part"
fi

if ! cmp -s "$from" "$target"; then
  echo "\"$target\" is there with another content than \"$from\"; nothing was overwritten" >&2
  exit 1
fi
sync "$target" "$folder"
