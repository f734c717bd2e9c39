#!/bin/sh
# Tells a node's supervisor what to do, and waits until it is so.
#
# usage: node.sh start|stop BIN FOLDER PORT
set -eu
what=$1 bin=$2 folder=$3 port=$4

answers() {
  "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"
}

case $what in
  start) rm -f "$folder/off" ;;
  stop)
    touch "$folder/off"
    "$bin/pg_ctl" stop -D "$folder/srv/pg" -m fast -t 60 >/dev/null
    ;;
esac
tries=0
while [ "$what" = start ] && ! answers; do
  tries=$((tries + 1))
  [ "$tries" -lt 600 ] || exit 1
  sleep 0.1
done
